"""Addresses of enquiries, in a county's console only; the forms are the site's."""

from django.urls import path

from accounts.access import console_page
from operations.enquiries import views
from operations.enquiries.records import EnquiryRecord

app_name = "enquiries"
_AT = "console/enquiries/"
urlpatterns = [
    path(_AT, console_page(views.IndexView.as_view()), name="index"),
    *EnquiryRecord.paths(f"{_AT}<int:pk>/"),
]
