"""Addresses of oversight on the province's host, inside the console."""

from django.urls import include, path

from oversight import views

pages = [
    path("", views.OverviewView.as_view(), name="overview"),
    path("county/<str:code>/", views.CountyView.as_view(), name="county"),
    path("county/<str:code>/township/<str:unit>/", views.TownshipView.as_view(), name="township"),
    path("county/<str:code>/station/<str:unit>/", views.StationView.as_view(), name="station"),
    path("indicators/", views.IndicatorsView.as_view(), name="indicators"),
    path("reports/", views.ReportsView.as_view(), name="reports"),
]
urlpatterns = [path("console/oversight/", include((pages, "oversight")))]
