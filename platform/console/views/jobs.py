"""Long work: one's own jobs, and one job with its progress; survives a reload."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from accounts.actors import actor_of
from accounts.views.pages import Shell
from console.sentences import told
from core import jobs
from core.attachments.serving import opened, respond
from core.errors import Violation
from core.models.jobs import Job

PER_PAGE = 30
# Whose work it is to look after other people's jobs.
KEEPERS = frozenset({"county_admin", "root"})


def find_job(request: HttpRequest, pk: Any) -> Job:
    """One's own job, or anybody's for the administrator. Raises Http404."""
    actor = actor_of(request.user, request)
    found = Job.objects.filter(pk=pk).first()
    if found is None or (found.started_by_id != actor.user_id and not actor.posts & KEEPERS):
        raise Http404
    return found


class IndexView(Shell, TemplateView):
    """One's own jobs, newest first."""

    template_name = "console/jobs/index.html"
    page_title = gettext_lazy("Progress of jobs")
    header_icon = "time"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of them."""
        pages = Paginator(jobs.recent(self.actor), PER_PAGE)
        page = pages.get_page(self.request.GET.get("p"))
        kept_since = timezone.now() - jobs.FILES_KEPT
        return {**super().get_context_data(**kwargs), "page": page, "kept_since": kept_since}


class JobView(Shell, TemplateView):
    """One job."""

    template_name = "console/jobs/job.html"
    header_icon = "time"
    above = (("console:jobs", gettext_lazy("Progress of jobs")),)

    def get_page_title(self) -> str:
        """What it does."""
        return find_job(self.request, self.kwargs["pk"]).title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How far it is."""
        job = find_job(self.request, self.kwargs["pk"])
        return {
            **super().get_context_data(**kwargs),
            "job": job,
            "progress": jobs.progress_of(job, at=timezone.now()),
            "mine": job.started_by_id == self.actor.user_id,
            "has_file": jobs.has_file(job, at=timezone.now()),
        }


class StatusView(JobView):
    """The part of a job's page that moves."""

    template_name = "console/jobs/progress.html"


@require_safe
def result(request: HttpRequest, pk: Any) -> HttpResponseBase:
    """The file that came of a job, for its starter alone; 404 for others and after a week.

    403 for a starter who has lost a post with which it was made.
    """
    job, now = find_job(request, pk), timezone.now()
    mine = job.started_by_id == actor_of(request.user, request).user_id
    if not mine or not jobs.has_file(job, at=now):
        raise Http404
    jobs.may_fetch(job, on=timezone.localdate(now))
    county = getattr(request, "county", None)
    if request.method == "GET" and not (county and county.read_only):
        jobs.fetched(job, at=now)
    media_type = mimetypes.guess_type(job.result_name)[0] or "application/octet-stream"
    return respond(
        opened(job.result_file), name=job.result_name, media_type=media_type, inline=False
    )


def cancel(request: HttpRequest, pk: Any) -> HttpResponseBase:
    """POST: ask a job to stop."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    job = find_job(request, pk)
    try:
        jobs.cancel(job.pk, by=actor_of(request.user, request), at=timezone.now())
    except Violation as refused:
        messages.error(request, told(refused))
    response: HttpResponse = redirect("console:job", pk=job.pk)
    return response
