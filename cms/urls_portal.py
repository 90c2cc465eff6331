"""Addresses of the province's portal."""

from django.urls import path

from cms import portal_lists, views, views_machines, views_portal

urlpatterns = [
    path("", views_portal.home, name="portal_home"),
    path("counties/", portal_lists.counties, name="portal_counties"),
    path("products/", portal_lists.products, name="portal_products"),
    path("courses/", portal_lists.courses, name="portal_courses"),
    path("news/", portal_lists.news, name="portal_news"),
    path("search/", portal_lists.search, name="portal_search"),
    path("search/suggest/", portal_lists.suggest, name="portal_suggest"),
    path("pictures/<int:pk>/", views_portal.picture, name="portal_picture"),
    path("fronts/<slug:code>/", views_portal.front, name="portal_front"),
    path("media/images/<path:name>", views.picture, name="site_picture"),
    path("mark.svg", views.mark, name="site_mark"),
    path("theme.css", views_portal.theme, name="site_theme"),
    path("robots.txt", views_machines.robots, name="site_robots"),
    path("sitemap.xml", views_machines.sitemap, name="site_sitemap"),
]
