"""A county's birth: one script, one transaction, half a second; or nothing at all (D8)."""

from __future__ import annotations

import re
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import Invitation
from accounts.posts import Post
from accounts.services import invite
from core import audit
from core.actor import Actor, Holding
from core.codes import check_mobile
from core.errors import Violation
from core.workcalendar import publishing
from tenants import divisions, hosts, template
from tenants.addresses import site_address
from tenants.caches import content_types
from tenants.context import CountyRef, county_context, province_context
from tenants.models import County, Domain, TemplateScript

_CODE = re.compile(r"^\d{6}$")
# No underscore: browsers and Django refuse such hosts.
_HOST = re.compile(
    r"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$"
)

Progress = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class CountyFacts:
    """What the apps' seeds get to know of the county being born.

    on: the moment of birth. villages_file: a CSV of its villages, or None.
    """

    code: str
    name: str
    prefecture: str
    province: str
    host: str
    admin_name: str
    admin_phone: str
    uuid: uuid.UUID
    on: datetime
    villages_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Birth:
    """The county, and the link by which its first administrator comes in (shown once)."""

    county: CountyRef
    invitation_url: str


def county_create(
    *,
    code: str,
    name: str,
    host: str,
    admin_phone: str,
    by: Actor,
    on: datetime,
    prefecture: str = "",
    province: str = "",
    admin_name: str = "",
    villages_file: Path | None = None,
    progress: Progress = lambda percent, text: None,
) -> Birth:
    """Create a county: schema and seeds from the template's script, its own rows, its first admin.

    Runs in the province, outside any transaction. A birth that fails for whatever reason leaves
    nothing. Raises Violation with the field: an unfit or taken code or host, an unfit phone.
    """
    host = host.strip().lower().rstrip(".")
    listed = divisions.division(code.strip())
    if listed is not None:
        name, prefecture = name or listed.name, prefecture or listed.prefecture
        province = province or listed.province
    _check(code=code.strip(), name=name.strip(), host=host)
    facts = CountyFacts(
        code=code.strip(),
        name=name.strip(),
        prefecture=prefecture.strip(),
        province=province.strip(),
        host=host,
        admin_name=admin_name.strip() or _("Administrator"),
        admin_phone=admin_phone,
        uuid=uuid.uuid4(),
        on=on,
        villages_file=villages_file,
    )
    progress(5, _("Reading the template"))
    script = _script()
    schema = f"c{facts.code}"
    try:
        with province_context(), transaction.atomic():
            ref, token = _born(facts, schema, script, by, progress)
    except IntegrityError as error:
        _forget_files(facts)
        raise _taken(facts) from error
    except BaseException:
        _forget_files(facts)
        raise
    finally:
        content_types.forget(schema)
    hosts.changed()
    progress(100, _("The county is ready"))
    with county_context(ref):
        return Birth(ref, f"{site_address()}/invite/{token}/")


def check(*, code: str, name: str, host: str, admin_phone: str) -> None:
    """All that can be known before a birth. Raises Violation with the field."""
    listed = divisions.division(code.strip())
    _check(
        code=code.strip(),
        name=name.strip() or (listed.name if listed else ""),
        host=host.strip().lower().rstrip("."),
    )
    check_mobile(admin_phone, field="admin_phone")


def address_of(domain: Domain | None) -> str:
    """Where a county is served, with the scheme and port of this deployment."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = f":{base.port}" if base.port else ""
    return f"{base.scheme}://{domain.domain}{port}" if domain else ""


def administrator_link(*, code: str, by: Actor, on: datetime) -> str:
    """A fresh link for the county's first administrator; the old one stops working.

    Links are stored only as hashes, so one that was lost is replaced, not looked up. Raises
    Violation when the invitation has been accepted.
    """
    with county_context(code), transaction.atomic():
        pending = (
            Invitation.objects.filter(accepted_at=None, withdrawn_at=None, for_password=False)
            .order_by("pk")
            .first()
        )
        if pending is None:
            raise Violation(_("The administrator has an account already; no new link is needed."))
        _invitation, token = invite(
            name=pending.name,
            phone=pending.phone,
            grants=[Holding(Post.COUNTY_ADMIN)],
            by=Actor.system(by.name),
            on=on.date(),
        )
        return f"{site_address()}/invite/{token}/"


def _born(
    facts: CountyFacts, schema: str, script: TemplateScript, by: Actor, progress: Progress
) -> tuple[CountyRef, str]:
    # First the rows that must be unique: a second birth of the same county waits here, not later.
    county = County.objects.create(
        code=facts.code,
        name=facts.name,
        prefecture=facts.prefecture,
        province=facts.province,
        schema_name=schema,
        uuid=facts.uuid,
        state=County.State.ACTIVE,
        created_at=facts.on,
        state_since=facts.on,
        migrations_hash=template.migrations_hash(),
    )
    Domain.objects.create(tenant=county, domain=facts.host, is_primary=True)
    progress(20, _("Creating the schema"))
    _run(schema, script.sql)
    ref = county.ref(facts.host)
    progress(70, _("Filling in the county's own data"))
    with county_context(ref, inside=True):
        for module in template.seed_modules("county"):
            module.county(facts)
        _invitation, token = invite(
            name=facts.admin_name,
            phone=facts.admin_phone,
            grants=[Holding(Post.COUNTY_ADMIN)],
            by=by,
            on=facts.on.date(),
        )
        audit.record(None, by=by, action="county.born", note=f"{facts.code} {facts.name}")
    _take_calendar(ref, at=facts.on)
    progress(95, _("Noting the birth in the province"))
    # Last, for from here on other births wait: the province's chain of notes has one head.
    audit.record(None, by=by, action="county.create", note=f"{facts.code} {facts.name}")
    return ref, token


def _take_calendar(ref: CountyRef, *, at: datetime) -> None:
    """The template knows the holidays of when it was built; the province may know more by now.

    Nobody publishes between this and the commit, and whoever publishes next finds the county.
    """
    publishing.hold()
    rows = publishing.national_rows()
    with county_context(ref, inside=True):
        publishing.adopt(rows, by=Actor.system("province"), at=at)


def _forget_files(facts: CountyFacts) -> None:
    """The rows went with the transaction; files know nothing of it."""
    shutil.rmtree(Path(settings.MEDIA_ROOT) / facts.uuid.hex, ignore_errors=True)


def _script() -> TemplateScript:
    with province_context():
        script = TemplateScript.objects.filter(migrations_hash=template.fingerprint()).first()
    if script is None:
        raise Violation(
            _("The template is missing or of an older version. Run manage.py county prepare first.")
        )
    return script


def _run(schema: str, sql: str) -> None:
    """The script under the schema's name. Our own text, so no parameters and no % handling."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        if cursor.fetchone():
            raise Violation(
                _(
                    "The database still holds data of this county. Restore its backup instead, "
                    "or have the operator remove them."
                ),
                field="code",
            )
        cursor.execute(f'CREATE SCHEMA "{schema}"')
        raw = cursor.cursor
        raw.execute(sql.replace(template.TOKEN, schema))


def _check(*, code: str, name: str, host: str) -> None:
    if not _CODE.match(code):
        raise Violation(_("A county code has six digits (GB/T 2260)."), field="code")
    if not divisions.is_known(code):
        raise Violation(
            _("%(code)s is not the code of a county. Look it up in the list of divisions.")
            % {"code": code},
            field="code",
        )
    if not name:
        raise Violation(_("Write the county's name."), field="name")
    if not _HOST.match(host):
        raise Violation(
            _("A host consists of letters, digits, hyphens and dots, like qianshan.example.cn."),
            field="host",
        )
    if hosts.is_province(host) or host in settings.PROVINCE_HOSTS:
        raise Violation(_("This host is the province's own. Choose another."), field="host")
    with province_context():
        if County.objects.filter(code=code).exists():
            raise _code_taken()
        if Domain.objects.filter(domain=host).exists():
            raise _host_taken()


def _taken(facts: CountyFacts) -> Violation:
    """Somebody else was quicker: which of the two was it?"""
    with province_context():
        if County.objects.filter(code=facts.code).exists():
            return _code_taken()
    return _host_taken()


def _code_taken() -> Violation:
    return Violation(
        _("A county with this code exists already. Open it in the list of counties."),
        field="code",
    )


def _host_taken() -> Violation:
    return Violation(_("This host leads to another county. Choose another."), field="host")
