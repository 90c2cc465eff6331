"""Issuing a paper of a case."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import console_page
from accounts.actors import actor_of
from core.errors import Denied
from operations.casework import paperwork, selectors
from operations.casework.records.acts import WRITERS, papers_of


@console_page
def paper(request: HttpRequest, *, pk: int, kind: str) -> HttpResponse:
    """Issue it (or give the one issued since the last change) and open it."""
    actor = actor_of(request.user, request)
    case = selectors.case_full(actor).filter(pk=pk).first()
    if case is None:
        raise Http404
    if not actor.posts & WRITERS:
        raise Denied(_("Papers are issued by those who handle cases."), needs=sorted(WRITERS))
    if kind not in dict(papers_of(case)):
        raise Http404
    site = f"{request.scheme}://{request.get_host()}"
    issued = paperwork.issue(case, kind=kind, by=actor, site=site)
    return redirect("core_paper", paper_id=issued.pk)
