"""Addresses of the console that are not Wagtail's."""

urlpatterns: list[object] = []
