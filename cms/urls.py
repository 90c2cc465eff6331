"""Addresses of a county's site that are not Wagtail pages."""

urlpatterns: list[object] = []
