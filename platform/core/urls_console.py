"""Addresses of the vocabulary behind sign-in: files and papers of records."""

from django.urls import path

from core.attachments import serving as files
from core.papers import serving as papers

urlpatterns = [
    path("console/files/<uuid:attachment_id>/", files.file, name="core_file"),
    path("console/papers/<uuid:paper_id>/", papers.paper, name="core_paper"),
]
