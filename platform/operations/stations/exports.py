"""The ledger as XLSX: what is filtered, personal data masked (R152)."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.privacy import mask_name, mask_phone
from operations.stations.models import Station

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ledger(stations: QuerySet[Station], *, by: Actor) -> HttpResponse:
    """One row per station that one may see (R148), masked (R152); the export is in the trail."""
    heads = [
        _("Station number"),
        _("Name"),
        _("Level"),
        _("Kind"),
        _("Township"),
        _("Village"),
        _("State"),
        _("Subsidised"),
        _("Manager"),
        _("Mobile phone"),
        _("Area (m²)"),
        _("Accepted on"),
    ]
    rows: list[list[Any]] = [
        [
            s.number,
            s.name,
            s.get_level_display(),
            s.get_kind_display(),
            s.township.name,
            s.village.name if s.village else "",
            s.get_status_display(),
            _("yes") if s.subsidised else _("no"),
            mask_name(s.manager_name) if s.manager_name else "",
            mask_phone(s.manager_phone),
            s.area_m2,
            s.accepted_date,
        ]
        for s in stations
    ]
    audit.record(
        None, by=by, action="station.export", changes={"rows": len(rows)}, clauses=(R(148), R(152))
    )
    response = HttpResponse(_workbook(heads, rows, by), content_type=TYPE)
    response["Content-Disposition"] = 'attachment; filename="stations.xlsx"'
    return response


def _workbook(heads: list[str], rows: list[list[Any]], by: Actor) -> bytes:
    buffer = io.BytesIO()
    # Names come from people: a text that begins with = stays a text.
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(_("Stations"))
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, heads, bold)
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(heads), 14)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if hasattr(value, "isoformat"):
                sheet.write_datetime(number, column, value, day)
            else:
                sheet.write(number, column, value)
    sheet.write(
        len(rows) + 2,
        0,
        _("Exported by %(name)s at %(time)s")
        % {"name": by.name, "time": f"{timezone.localtime():%Y-%m-%d %H:%M}"},
    )
    book.close()
    return buffer.getvalue()
