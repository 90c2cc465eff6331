"""Addresses of version 1 on the province's host."""

from api.v1 import auth, indicators, pages

app_name = "api"
urlpatterns = [
    *pages.before,
    *auth.urlpatterns,
    *indicators.urlpatterns,
    *pages.after,
]
