"""Addresses of version 1 on a county's host."""

from api.v1 import (
    attachments,
    auth,
    cases,
    catalogue,
    divisions,
    mail,
    pages,
    ratings,
    staff,
    stations,
)

app_name = "api"
urlpatterns = [
    *pages.before,
    *auth.urlpatterns,
    *stations.urlpatterns,
    *divisions.urlpatterns,
    *catalogue.urlpatterns,
    *cases.urlpatterns,
    *attachments.urlpatterns,
    *ratings.urlpatterns,
    *staff.urlpatterns,
    *mail.urlpatterns,
    *pages.after,
]
