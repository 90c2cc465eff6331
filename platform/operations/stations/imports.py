"""A whole county's stations from a spreadsheet: new sites, and stations that are open already."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from console.models import Centre
from core import audit, figures, privacy
from core.actor import Actor
from core.audit import Draft
from core.clauses import R
from core.codes import check_division_code
from core.errors import Violation
from core.imports import Column, ImportSpec, Row, parsers, register
from operations.stations import settings
from operations.stations.changes import stations_changed
from operations.stations.lifecycle import CLERKS, ENDED, States
from operations.stations.models import StateSpan, Station, Township, Village
from operations.stations.services.selection import new_slug

TOWNSHIP_DIGITS, VILLAGE_DIGITS = 9, 12
PLAIN = (
    "number",
    "kind",
    "tier",
    "subsidised",
    "address",
    "area_m2",
    "operator_name",
    "credit_code",
    "manager_name",
    "manager_phone",
    "manager_id_number",
    "training_certificate",
    "bank_name",
    "bank_account",
    "latitude",
    "longitude",
    "accepted_date",
)


def _division(cell: str) -> str:
    code = check_division_code(cell)
    if len(code) not in (TOWNSHIP_DIGITS, VILLAGE_DIGITS):
        raise Violation(_("Enter the village's code of 12 digits, or the township's of 9."))
    return code


def _existing(keys: Collection[tuple[Any, ...]]) -> Mapping[tuple[Any, ...], Mapping[str, Any]]:
    """Stations that are known, by division and name; ended ones may be set up again."""
    divisions = {key[0] for key in keys}
    found = Station.objects.exclude(status__in=ENDED).select_related("township", "village")
    rows = [
        *found.filter(village__code__in=divisions),
        *found.filter(village__isnull=True, township__code__in=divisions),
    ]
    result: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for station in rows:
        code = station.village.code if station.village else station.township.code
        values = {name: getattr(station, name) for name in PLAIN}
        result[code, station.name] = {
            "id": station.pk,
            "status": station.status,
            "division": code,
            "name": station.name,
            **values,
        }
    return result


def _check(rows: Sequence[Row], by: Actor) -> None:
    """What only the whole can tell: divisions of this county, one subsidy a village, tiers."""
    today = timezone.localdate()
    codes = {row.values["division"] for row in rows}
    villages = set(Village.objects.on(today).filter(code__in=codes).values_list("code", flat=True))
    townships = set(
        Township.objects.on(today).filter(code__in=codes).values_list("code", flat=True)
    )
    known = villages | townships
    tiers = settings.tiers(on=today)
    taken = dict(
        Station.objects.filter(subsidised=True, village__code__in=codes)
        .exclude(status__in=ENDED)
        .values_list("village__code", "name")
    )
    for row in rows:
        _check_division(row, known)
        _check_values(row, tiers, today)
        _check_subsidy(row, taken)


def _check_division(row: Row, known: set[str]) -> None:
    code = row.values["division"]
    if code in known:
        return
    county = Centre.current()
    if code.startswith(county.code):
        row.fail(
            "division",
            _(
                "This code is not among the county's villages and townships. "
                "Load the villages first, or correct the code."
            ),
        )
    else:
        row.fail(
            "division",
            _("This code belongs to another county, not to %(county)s.") % {"county": county.name},
        )


def _check_values(row: Row, tiers: Mapping[str, str], today: date) -> None:
    values = row.values
    if values.get("tier") and values["tier"] not in tiers:
        row.fail(
            "tier",
            _("This tier is not in force. Choose one of: %(tiers)s.") % {"tiers": "、".join(tiers)},
        )
    accepted = values.get("accepted_date")
    if accepted and accepted > today:
        row.fail("accepted_date", _("The acceptance is in the future."))
    if row.before is not None and row.before["status"] != States.SELECTED:
        for name in ("manager_name", "manager_phone"):
            if name in row.changes:
                row.fail(
                    name, _("The manager of an accepted station changes by a handover (R146).")
                )
    if accepted and row.before is None:
        for name in ("address", "manager_name", "manager_phone"):
            if not values.get(name):
                row.fail(name, _("Needed for a station that is open already."))


def _check_subsidy(row: Row, taken: dict[str, str]) -> None:
    """One subsidised station a village, in the file and with what is stored (R143)."""
    code, name = row.values["division"], row.values["name"]
    before = row.before["subsidised"] if row.before else True
    if len(code) != VILLAGE_DIGITS or not row.values.get("subsidised", before):
        return
    holder = taken.setdefault(code, name)
    if holder != name:
        row.fail(
            "subsidised",
            _(
                "This village has a subsidised station already: %(name)s. "
                "Set this one up without subsidy."
            )
            % {"name": holder},
        )


def _apply(rows: Sequence[Row], by: Actor) -> None:
    """Write in bulk, with spans, trail and figures."""
    now = timezone.now()
    codes = {row.values["division"] for row in rows}
    villages = {
        v.code: v for v in Village.objects.filter(code__in=codes).select_related("township")
    }
    townships = {t.code: t for t in Township.objects.filter(code__in=codes)}
    new = [_new(row, villages, townships, by, now) for row in rows if row.before is None]
    Station.objects.bulk_create(new, batch_size=500)
    StateSpan.objects.bulk_create(
        (
            StateSpan(
                station=s, state=s.status, from_date=s.accepted_date or timezone.localdate(now)
            )
            for s in new
        ),
        batch_size=1000,
    )
    changed = _change([row for row in rows if row.before is not None], now)
    audit.record_many(
        [Draft(s, "station.import", "", {}, (R(141),)) for s in new]
        + [
            Draft(s, "station.import_change", "", {"fields": names}, (R(141),))
            for s, names in changed
        ],
        by=by,
        at=now,
    )
    from operations.stations.figures import CODES

    days = [s.accepted_date for s in new if s.accepted_date]
    figures.changed(CODES, on=min([*days, timezone.localdate(now)]))
    stations_changed.send(Station)


def _new(
    row: Row,
    villages: Mapping[str, Village],
    townships: Mapping[str, Township],
    by: Actor,
    now: Any,
) -> Station:
    code = row.values["division"]
    village = villages.get(code)
    values = {name: row.values[name] for name in PLAIN if row.values.get(name) not in (None, "")}
    accepted = values.get("accepted_date")
    return Station(
        name=row.values["name"],
        slug=new_slug(),
        village=village,
        township=village.township if village else townships[code],
        level=Station.Level.VILLAGE if village else Station.Level.TOWNSHIP,
        status=States.OPERATING if accepted else States.SELECTED,
        status_since=now,
        created_by_id=by.user_id,
        created_at=now,
        **values,
    )


def _change(rows: Sequence[Row], now: Any) -> list[tuple[Station, list[str]]]:
    by_id = {row.before["id"]: row for row in rows if row.before is not None}
    changed = []
    touched: set[str] = set()
    for station in Station.objects.select_for_update(of=("self",)).filter(pk__in=by_id):
        names = [
            name for name in by_id[station.pk].changes if name in PLAIN and name != "accepted_date"
        ]
        for name in names:
            setattr(station, name, by_id[station.pk].values[name])
        station.version += 1
        station.updated_at = now
        touched |= set(names)
        changed.append((station, names))
    hashes = {f"{name}_hash" for name in touched if name == "manager_phone"}
    hashes |= {"manager_id_hash"} if "manager_id_number" in touched else set()
    for station, _names in changed:
        for name in hashes:
            Station._meta.get_field(name).pre_save(station, False)  # type: ignore[union-attr]
    Station.objects.bulk_update(
        [s for s, _names in changed], [*touched, *hashes, "version", "updated_at"], batch_size=500
    )
    return changed


def _tiers() -> list[tuple[Any, str]]:
    return [(name, name) for name in settings.tiers(on=timezone.localdate())]


STATIONS = register(
    ImportSpec(
        key_name="stations",
        title=lazy("Stations"),
        intro=lazy(
            "One row per station. A row with an acceptance date is a station that is open "
            "already; one without becomes a site. Known stations are found by division code and "
            "name; blank cells leave what is stored."
        ),
        columns=(
            Column(
                "division",
                lazy("Village or township code"),
                parse=_division,
                required=True,
                aliases=("村代码", "行政区划代码", "村码"),
                help=lazy("12 digits for a village station, 9 for a township station."),
                samples=("980121100201", "980121100"),
            ),
            Column(
                "name",
                lazy("Station name"),
                parse=parsers.text_of(60),
                required=True,
                aliases=("名称", "站名"),
                samples=("石桥村电商服务站", "柳溪镇电商服务站"),
            ),
            Column("kind", lazy("Kind"), choices=Station.Kind.choices, aliases=("类型",)),
            Column(
                "tier", lazy("Tier"), choices=_tiers, aliases=("档次",), samples=("一档", "二档")
            ),
            Column(
                "subsidised",
                lazy("Subsidised"),
                parse=parsers.yes_no,
                aliases=("是否补助",),
                samples=("是", "否"),
            ),
            Column(
                "address", lazy("Full address"), parse=parsers.text_of(120), aliases=("详细地址",)
            ),
            Column(
                "area_m2",
                lazy("Area (m²)"),
                parse=parsers.decimal_of(1),
                aliases=("面积", "营业面积"),
                samples=("36", "60"),
            ),
            Column(
                "operator_name", lazy("Operator"), parse=parsers.text_of(80), aliases=("承办单位",)
            ),
            Column(
                "credit_code",
                lazy("Credit code"),
                parse=parsers.uscc,
                aliases=("统一社会信用代码", "信用代码"),
                samples=("N2980121MA0DEM048Q", ""),
                help=lazy("Also those of village collectives (N2…)."),
            ),
            Column(
                "manager_name",
                lazy("Station manager"),
                parse=parsers.text_of(40),
                aliases=("站长姓名",),
                samples=("祝禾青", "柏云舟"),
            ),
            Column(
                "manager_phone",
                lazy("Mobile phone"),
                parse=parsers.mobile,
                aliases=("手机号", "联系电话", "站长电话"),
                mask=privacy.mask_phone,
                samples=("19900000001", "19900000002"),
            ),
            Column(
                "manager_id_number",
                lazy("ID number"),
                parse=parsers.resident_id,
                aliases=("身份证号", "身份证号码"),
                mask=privacy.mask_id,
            ),
            Column(
                "training_certificate",
                lazy("Training certificate"),
                parse=parsers.text_of(60),
                aliases=("培训证书编号",),
            ),
            Column("bank_name", lazy("Bank"), parse=parsers.text_of(60), aliases=("开户行",)),
            Column(
                "bank_account",
                lazy("Bank account"),
                parse=parsers.text_of(30),
                aliases=("银行账号",),
                mask=privacy.mask_account,
            ),
            Column("latitude", lazy("Latitude"), parse=parsers.decimal_of(6)),
            Column("longitude", lazy("Longitude"), parse=parsers.decimal_of(6)),
            Column("number", lazy("Station number"), parse=parsers.text_of(40), aliases=("编号",)),
            Column(
                "accepted_date",
                lazy("Accepted on"),
                parse=parsers.day,
                aliases=("验收日期", "开业日期"),
                samples=("2025-06-18", ""),
            ),
        ),
        key=("division", "name"),
        load_existing=_existing,
        check=_check,
        apply=_apply,
        may=lambda actor: any(actor.holds(post) for post in (*CLERKS, "county_admin")),
        after_url="/console/stations/",
        after_label=lazy("To the stations"),
    )
)
