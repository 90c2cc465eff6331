"""Signing in by user name or phone."""

from django.contrib.auth.backends import ModelBackend


class PhoneOrNameBackend(ModelBackend):
    """Finds the person by user name."""
