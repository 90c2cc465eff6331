"""Addresses of oversight on a county's host."""

from django.urls import path

from oversight.views_county import MonthlyReportView

urlpatterns = [
    path("console/monthly-report/", MonthlyReportView.as_view(), name="monthly_report"),
]
