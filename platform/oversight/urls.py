"""Addresses on the province's host."""

urlpatterns: list[object] = []
