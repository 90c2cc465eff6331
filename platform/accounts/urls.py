"""Addresses of signing in, invitations and one's own account."""

urlpatterns: list[object] = []
