"""Addresses of the vocabulary that need no account."""

from django.urls import path

from core.papers import verifying

urlpatterns = [
    path("verify/", verifying.verify, name="core_verify_ask"),
    path("verify/<str:code>/", verifying.verify, name="core_verify"),
]
