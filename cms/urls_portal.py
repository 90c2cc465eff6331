"""Addresses of the province's portal."""

from django.urls import path

from cms import views, views_portal

urlpatterns = [
    path("", views_portal.home, name="portal_home"),
    path("pictures/<int:pk>/", views_portal.picture, name="portal_picture"),
    path("media/images/<path:name>", views.picture, name="site_picture"),
    path("theme.css", views.theme, name="site_theme"),
    path("robots.txt", views.robots, name="site_robots"),
]
