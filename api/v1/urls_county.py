"""Addresses of version 1 on a county's host."""

from api.v1 import auth, divisions, pages, staff, stations

app_name = "api"
urlpatterns = [
    *pages.before,
    *auth.urlpatterns,
    *stations.urlpatterns,
    *divisions.urlpatterns,
    *staff.urlpatterns,
    *pages.after,
]
