"""Addresses of a county's site that are not Wagtail pages."""

from django.urls import path

from cms import views

urlpatterns = [
    path("stations/", views.station_list, name="site_stations"),
    path("stations/<slug:slug>/", views.station, name="site_station"),
    path("search/", views.search, name="site_search"),
    path("theme.css", views.theme, name="site_theme"),
    path("mark.svg", views.mark, name="site_mark"),
    path("robots.txt", views.robots, name="site_robots"),
    path("sitemap.xml", views.sitemap, name="site_sitemap"),
    path("media/images/<path:name>", views.picture, name="site_picture"),
]
