"""A county's host: public site, console, API."""

from django.urls import include, path

from config.urls import common

urlpatterns = [
    # First: one prefix tells it from the many addresses of the console.
    path("api/v1/", include("api.v1.urls_county")),
    path("", include("oversight.urls_county")),
    path("", include("cms.urls_console")),
    path("", include("operations.staff.urls")),
    path("", include("operations.stations.urls")),
    path("", include("operations.casework.urls")),
    path("", include("operations.archives.urls")),
    path("", include("operations.documents.urls")),
    path("", include("operations.documents.incoming.urls")),
    path("", include("operations.documents.handed.urls")),
    path("", include("operations.office.urls")),
    path("", include("operations.petitions.urls")),
    path("", include("operations.seals.urls")),
    path("", include("operations.trade.urls")),
    path("", include("operations.training.urls")),
    path("", include("operations.enquiries.urls")),
    path("", include("operations.mail.urls")),
    path("", include("operations.duty.urls")),
    path("", include("operations.meetings.urls")),
    path("", include("operations.supplies.urls")),
    path("", include("operations.assets.urls")),
    path("", include("operations.counting.urls")),
    *common.before,
    path("", include("cms.urls")),
    *common.after,
]
handler403 = "console.views.errors.permission_denied"
handler404 = "cms.views_errors.not_found"
handler500 = "console.views.errors.server_error"
