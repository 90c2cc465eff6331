"""Verbs of imports: upload, dry run, confirm, apply, forget the files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, jobs
from core.actor import Actor
from core.attachments.services import display_name
from core.errors import Denied, Violation
from core.imports import reports
from core.imports.files import LARGEST_FILE
from core.imports.judging import Judged, judge
from core.imports.specs import CHANGED, ERROR, NEW, SAME, ImportSpec, spec_of
from core.models.imports import ImportRun

DRY_RUN_TASK = "core.import_dry_run"
CONFIRM_TASK = "core.import_confirm"
# Rows handed to a module's apply at once.
BATCH = 2_000
State, Mode = ImportRun.State, ImportRun.Mode

audit.name_actions({"import.apply": gettext_lazy("imported a file")})


class Work(Protocol):
    """The job that runs an import (core.jobs.Running)."""

    by: Actor

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Tell how far it is."""

    def result(self, text: str, url: str = "") -> None:
        """Tell what came of it."""


@transaction.atomic
def import_upload(*, spec_key: str, upload: File[bytes], by: Actor, at: datetime) -> ImportRun:
    """Store a file and have it judged in the background.

    Raises Denied unless the spec lets this person import, Violation for a file that is empty or
    larger than 10 MB. A file imported before is told as a notice, not refused: importing it again
    changes nothing that is the same.
    """
    spec = _allowed_spec(spec_key, by)
    if not upload.size:
        raise Violation(_("The file is empty. Fill in the template and upload it again."))
    if upload.size > LARGEST_FILE:
        raise Violation(_("The file is larger than 10 MB. Split it into several files."))
    content = upload.read()
    suffix = ".xlsx" if content.startswith(b"PK") else ".csv"
    run = ImportRun(
        spec=spec_key,
        file_name=display_name(upload.name or "", suffix),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by_id=by.user_id,
        created_by_name=by.name,
        created_at=at,
    )
    run.file.save(suffix, ContentFile(content), save=False)
    run.save()
    _start(run, DRY_RUN_TASK, _("Check: %(title)s") % {"title": spec.title}, by=by)
    return run


def import_dry_run(*, run_id: UUID | str, job: Work) -> None:
    """Judge an uploaded file and store what was found; writes no record. Runs again safely."""
    run = ImportRun.objects.get(pk=run_id)
    spec = spec_of(run.spec)
    try:
        judged = judge(spec, _content(run), by=job.by, progress=job.progress)
    except Violation as refusal:
        run.state, run.problem = State.REFUSED, refusal.sentence
        run.checked_at = timezone.now()
        run.save(update_fields=["state", "problem", "checked_at"])
        job.result(_("The file cannot be imported."), run_url(run))
        return
    _store_findings(run, judged)
    job.result(_summary(run), run_url(run))


@transaction.atomic
def import_confirm(*, run_id: UUID | str, mode: str, by: Actor, at: datetime) -> ImportRun:
    """Have a judged file written in the background.

    mode: 'all' writes every row or none and wants a file without errors; 'correct' writes the
    correct rows and is an explicit choice. Raises Denied, or Violation when the file is not
    waiting for it, has errors, or holds nothing to write.
    """
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    spec = _allowed_spec(run.spec, by)
    if run.state != State.CHECKED:
        raise Violation(
            _("This file is not waiting for confirmation: it is %(state)s.")
            % {"state": run.get_state_display()}
        )
    if mode == Mode.ALL and run.error_rows:
        raise Violation(
            _(
                "%(count)d rows have errors. Correct them and upload the file again, or choose to"
                " import only the correct rows."
            )
            % {"count": run.error_rows}
        )
    if not run.writable_rows:
        raise Violation(_("Every correct row is stored already; there is nothing to import."))
    run.state, run.mode = State.APPLYING, mode
    run.save(update_fields=["state", "mode"])
    title = _("Import: %(title)s") % {"title": spec.title}
    _start(run, CONFIRM_TASK, title, by=by, mode=mode)
    return run


def import_apply(*, run_id: UUID | str, mode: str, job: Work) -> None:
    """Judge the file once more and write its rows in one transaction.

    Exactly once, however often it is delivered: the run's row is locked and its state asked.
    Whatever goes wrong leaves no row written and the run as failed, with the sentence.
    """
    try:
        run = _apply(run_id, mode, job)
    except (Violation, Denied) as refusal:
        _failed(run_id, refusal.sentence)
        raise
    except jobs.Cancelled:
        _back_to_checked(run_id)
        raise
    except jobs.NotNeeded:
        # A newer attempt is at work; its outcome is the run's.
        raise
    except Exception:
        _failed(run_id, _("Something went wrong on our side; nothing was written."))
        raise
    job.result(_("%(count)d rows written.") % {"count": run.written_rows}, run_url(run))


@transaction.atomic
def _apply(run_id: UUID | str, mode: str, job: Work) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.state == State.DONE:
        return run
    spec = _allowed_spec(run.spec, job.by)
    judged = judge(spec, _content(run), by=job.by, progress=_scaled(job.progress, 0, 50))
    wrong = judged.count(ERROR)
    if mode == Mode.ALL and wrong:
        raise Violation(
            _(
                "Records have changed since the check: %(count)d rows now have errors. Nothing was"
                " written; upload the file again."
            )
            % {"count": wrong}
        )
    rows = judged.in_state(NEW, CHANGED)
    for begin in range(0, len(rows), BATCH):
        spec.apply(rows[begin : begin + BATCH], job.by)
        done = min(begin + BATCH, len(rows))
        text = _("%(done)d of %(total)d rows") % {"done": done, "total": len(rows)}
        # Not 100: the rows are only there when the transaction has ended.
        job.progress(50 + done * 49 // len(rows), 100, text)
    run.state, run.mode = State.DONE, mode
    run.written_rows, run.applied_at = len(rows), timezone.now()
    run.save(update_fields=["state", "mode", "written_rows", "applied_at"])
    audit.record(
        run,
        by=job.by,
        action="import.apply",
        note=run.file_name,
        changes={
            "spec": run.spec,
            "sha256": run.sha256,
            "new": judged.count(NEW),
            "changed": judged.count(CHANGED),
            "same": judged.count(SAME),
            "left_out": wrong,
        },
    )
    return run


def import_forget_files(*, before: datetime) -> int:
    """Delete the files of old runs (they hold personal data); the counts stay. Returns how many."""
    old = ImportRun.objects.filter(created_at__lt=before).exclude(file="")
    count = 0
    for run in old.order_by("created_at")[:500]:
        run.file.delete(save=False)
        if run.error_file:
            run.error_file.delete(save=False)
        run.preview, run.errors = [], []
        run.save(update_fields=["file", "error_file", "preview", "errors"])
        count += 1
    return count


def run_url(run: ImportRun) -> str:
    """The run's page in the console."""
    return f"/console/imports/run/{run.pk}/"


def earlier_import(run: ImportRun) -> ImportRun | None:
    """The last time the very same file was imported, if ever."""
    return (
        ImportRun.objects.filter(spec=run.spec, sha256=run.sha256, state=State.DONE)
        .exclude(pk=run.pk)
        .order_by("-applied_at")
        .first()
    )


def _allowed_spec(spec_key: str, by: Actor) -> ImportSpec:
    spec = spec_of(spec_key)
    if not spec.may(by):
        raise Denied(_("Your posts do not include one that may import this."))
    return spec


def _start(run: ImportRun, task: str, title: str, *, by: Actor, **kwargs: str) -> None:
    job = jobs.start(task, title=title, by=by, kwargs={"run_id": str(run.pk), **kwargs})
    run.job_id = job.pk
    run.save(update_fields=["job_id"])


def _content(run: ImportRun) -> bytes:
    if not run.file:
        raise Violation(_("The file was deleted after its time. Upload it again."))
    with run.file.open("rb") as opened:
        content: bytes = opened.read()
    return content


def _store_findings(run: ImportRun, judged: Judged) -> None:
    errors = judged.errors()
    run.notices = list(judged.notices)
    again = earlier_import(run)
    if again:
        run.notices.insert(
            0,
            _("The very same file was imported on %(at)s by %(name)s already.")
            % {
                "at": timezone.localtime(again.applied_at).strftime("%Y-%m-%d %H:%M"),
                "name": again.created_by_name,
            },
        )
    run.rows = len(judged.rows)
    run.new_rows, run.changed_rows = judged.count(NEW), judged.count(CHANGED)
    run.same_rows, run.error_rows = judged.count(SAME), judged.count(ERROR)
    run.preview_titles, run.preview = reports.preview_titles(judged), reports.preview(judged)
    run.errors, run.errors_total = reports.error_list(errors), len(errors)
    run.state, run.checked_at = State.CHECKED, timezone.now()
    if errors:
        workbook = ContentFile(reports.error_workbook(judged, errors))
        run.error_file.save(".xlsx", workbook, save=False)
    run.save()


def _summary(run: ImportRun) -> str:
    return _("%(new)d new, %(changed)d changed, %(same)d the same, %(wrong)d with errors") % {
        "new": run.new_rows,
        "changed": run.changed_rows,
        "same": run.same_rows,
        "wrong": run.error_rows,
    }


def _failed(run_id: UUID | str, sentence: str) -> None:
    # Not over a run that a second delivery has already finished.
    ImportRun.objects.filter(pk=run_id, state=State.APPLYING).update(
        state=State.FAILED, problem=sentence
    )


def _back_to_checked(run_id: UUID | str) -> None:
    ImportRun.objects.filter(pk=run_id, state=State.APPLYING).update(state=State.CHECKED)


def _scaled(
    progress: Callable[[int, int, str], None], start: int, end: int
) -> Callable[[int, int, str], None]:
    """Progress of a part of the work, as part of the whole."""

    def tell(done: int, total: int, text: str) -> None:
        progress(start + done * (end - start) // total, 100, text)

    return tell
