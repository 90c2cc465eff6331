"""Addresses of the province's portal."""

urlpatterns: list[object] = []
