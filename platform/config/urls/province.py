"""The province's host: the portal of all counties, oversight, the province's console."""

from django.urls import include, path

from config.urls import common

urlpatterns = [
    # Before the console's own addresses, which end in a catch-all.
    path("", include("oversight.urls")),
    path("", include("tenants.urls")),
    path("api/v1/", include("api.v1.urls_province")),
    *common.before,
    path("", include("cms.urls_portal")),
    *common.after,
]
handler403 = "console.views.errors.permission_denied"
handler404 = "cms.views_errors.not_found"
handler500 = "console.views.errors.server_error"
