"""Addresses of the province's pages about counties."""

from django.urls import include, path

from tenants import views

pages = [
    path("", views.CountiesView.as_view(), name="list"),
    path("create/", views.CreateView.as_view(), name="create"),
    path("look-up/", views.LookUpView.as_view(), name="look_up"),
    path("jobs/<uuid:job_id>/", views.JobView.as_view(), name="job"),
    path("<str:code>/", views.CountyView.as_view(), name="county"),
]
urlpatterns = [path("console/counties/", include((pages, "counties")))]
