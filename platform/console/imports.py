"""Imports in the console: upload → check → preview → confirm → result, for every registered spec.

The pages know nothing of a module: titles, columns and permission come from its ImportSpec.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import console_page
from console import places
from core import jobs
from core.actor import Actor
from core.attachments.serving import respond
from core.errors import Denied, Violation
from core.imports import import_confirm, import_upload, spec_of
from core.imports.services import run_url
from core.imports.specs import ImportSpec
from core.imports.templates import template_workbook
from core.models.imports import ImportRun
from core.models.jobs import Job

# Holidays are the province's to publish; its counties receive them.
places.register("imports/work-calendar", where="province")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RECENT_RUNS = 10


@console_page
def start(request: HttpRequest, spec_key: str) -> HttpResponse:
    """What the import wants, the template, the upload, the last runs."""
    spec = _spec(request, spec_key)
    if request.method == "POST":
        return _upload(request, spec)
    return _start_page(request, spec)


def _upload(request: HttpRequest, spec: ImportSpec) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        return _start_page(request, spec, problem=_("Choose a file first."))
    try:
        run = import_upload(
            spec_key=spec.key_name, upload=upload, by=_actor(request), at=timezone.now()
        )
    except Violation as refusal:
        return _start_page(request, spec, problem=refusal.sentence)
    return redirect(run_url(run))


def _start_page(request: HttpRequest, spec: ImportSpec, *, problem: str = "") -> HttpResponse:
    runs = ImportRun.objects.filter(spec=spec.key_name).order_by("-created_at")[:RECENT_RUNS]
    context = {
        "spec": spec,
        "problem": problem,
        "runs": runs,
        "breadcrumbs_items": _crumbs(spec),
    }
    return render(request, "console/imports/start.html", context, status=422 if problem else 200)


@require_safe
@console_page
def template(request: HttpRequest, spec_key: str) -> HttpResponse:
    """The template workbook."""
    spec = _spec(request, spec_key)
    return _workbook(template_workbook(spec), _("%(title)s template") % {"title": spec.title})


@require_safe
@console_page
def run(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """One run as it stands: progress, findings, confirmation, outcome."""
    held, spec = _run(request, run_id)
    return render(request, "console/imports/run.html", _findings(request, held, spec))


@require_safe
@console_page
def status(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """The part of the run's page that moves; tells the page to reload when the work is over."""
    held, spec = _run(request, run_id)
    response = render(request, "console/imports/_progress.html", _findings(request, held, spec))
    if not _at_work(held):
        response["HX-Refresh"] = "true"
    return response


@require_POST
@console_page
def confirm(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """Have the rows written: all of them, or only the correct ones."""
    held, _found = _run(request, run_id)
    mode = request.POST.get("mode", "")
    if mode not in ImportRun.Mode.values:
        mode = ImportRun.Mode.ALL
    try:
        import_confirm(run_id=held.pk, mode=mode, by=_actor(request), at=timezone.now())
    except Violation as refusal:
        messages.error(request, refusal.sentence)
    return HttpResponseRedirect(run_url(held))


@require_POST
@console_page
def cancel(request: HttpRequest, run_id: uuid.UUID) -> HttpResponse:
    """Stop the work; nothing is written."""
    held, _found = _run(request, run_id)
    if held.job_id:
        try:
            jobs.cancel(held.job_id, by=_actor(request), at=timezone.now())
        except Violation as refusal:
            messages.error(request, refusal.sentence)
    return HttpResponseRedirect(run_url(held))


@require_safe
@console_page
def errors(request: HttpRequest, run_id: uuid.UUID) -> HttpResponseBase:
    """The error workbook."""
    held, _found = _run(request, run_id)
    if not held.error_file:
        raise Http404
    name = f"{held.file_name.rpartition('.')[0]}-错误.xlsx"
    return respond(held.error_file.open(), name=name, media_type=XLSX, inline=False)


def _findings(request: HttpRequest, held: ImportRun, spec: ImportSpec) -> dict[str, Any]:
    job = Job.objects.filter(pk=held.job_id).first() if held.job_id else None
    state = ImportRun.State
    return {
        "spec": spec,
        "breadcrumbs_items": _crumbs(spec, run=held),
        "run": held,
        "job": job,
        "progress": jobs.progress_of(job, at=timezone.now()) if job else None,
        "at_work": _at_work(held) and not (job and job.is_over),
        "broken": _at_work(held) and job is not None and job.is_over,
        "mine": job is not None and job.started_by_id == _actor(request).user_id,
        "can_confirm": held.state == state.CHECKED and held.writable_rows > 0,
    }


def _crumbs(spec: ImportSpec, *, run: ImportRun | None = None) -> list[dict[str, str]]:
    """Home, what is imported, the import, and the file."""
    crumbs = [{"url": "/console/", "label": _("Home")}]
    if spec.after_url:
        crumbs.append({"url": spec.after_url, "label": str(spec.title)})
    start_url = reverse("console_import", args=[spec.key_name])
    crumbs.append({"url": start_url, "label": _("Import from a table")})
    return [*crumbs, {"url": "", "label": run.file_name}] if run else crumbs


def _at_work(held: ImportRun) -> bool:
    return held.state in (ImportRun.State.UPLOADED, ImportRun.State.APPLYING)


def _run(request: HttpRequest, run_id: uuid.UUID) -> tuple[ImportRun, ImportSpec]:
    held = ImportRun.objects.filter(pk=run_id).first()
    if held is None:
        raise Http404
    return held, _spec(request, held.spec)


def _spec(request: HttpRequest, spec_key: str) -> ImportSpec:
    try:
        spec = spec_of(spec_key)
    except LookupError:
        raise Http404 from None
    if not spec.may(_actor(request)):
        raise Denied(_("Your posts do not include one that may import this."))
    return spec


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorMiddleware
    return actor


def _workbook(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(True, f"{name}.xlsx")
    return HttpResponse(
        content, content_type=XLSX, headers={"Content-Disposition": str(disposition)}
    )


urlpatterns = [
    path("console/imports/run/<uuid:run_id>/", run, name="console_import_run"),
    path("console/imports/run/<uuid:run_id>/status/", status, name="console_import_status"),
    path("console/imports/run/<uuid:run_id>/confirm/", confirm, name="console_import_confirm"),
    path("console/imports/run/<uuid:run_id>/cancel/", cancel, name="console_import_cancel"),
    path("console/imports/run/<uuid:run_id>/errors/", errors, name="console_import_errors"),
    path("console/imports/<slug:spec_key>/", start, name="console_import"),
    path("console/imports/<slug:spec_key>/template/", template, name="console_import_template"),
]
