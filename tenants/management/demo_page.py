"""The page `make demo` prints: where to go and who to be."""

import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.posts import Post
from tenants import context
from tenants.models import County, Domain

PASSWORD = "demo-CountyLink-1"  # noqa: S105 - printed for everyone, of invented people
PROVINCE_ACCOUNTS = {"root": Post.ROOT, "province": Post.PROVINCE}
COUNTY_ACCOUNTS = {
    "admin": Post.COUNTY_ADMIN,
    "director": Post.DIRECTOR,
    "gm": Post.GM,
    "leader": Post.LEADER,
    "office": Post.OFFICE,
    "area_clerk": Post.AREA_CLERK,
    "admin_mgr": Post.ADMIN_MGR,
    "finance": Post.FINANCE,
    "dept_head": Post.DEPT_HEAD,
    "dept_sup": Post.DEPT_SUP,
    "dept_keeper": Post.DEPT_KEEPER,
    "drafter": Post.DRAFTER,
    "ops": Post.OPS,
    "duty": Post.DUTY,
    "frontdesk": Post.FRONTDESK,
    "station": Post.STATION_MGR,
}
PER_LINE = 3
SEPARATOR = "，"
RULE = "─" * 78
WIDE = {"W", "F"}


def lines(port: int) -> list[str]:
    """Addresses of the province and its counties, accounts and their password."""
    return [
        "",
        RULE,
        _("CountyLink demo. All data are invented; any likeness is accidental."),
        RULE,
        *_columns(_places(port)),
        "",
        _("On every address: /console/ is the console, /api/v1/ the API."),
        "",
        *_columns(_accounts()),
        "",
        _("Password of every account: %(password)s") % {"password": PASSWORD},
        RULE,
        "",
    ]


def _places(port: int) -> list[tuple[str, str]]:
    with context.province_context():
        domains = Domain.objects.filter(is_primary=True).select_related("tenant")
        counties = domains.filter(tenant__state=County.State.ACTIVE).order_by("tenant__code")
        return [
            (_("Province"), f"http://localhost:{port}/"),
            *((county.tenant.name, f"http://{county.domain}:{port}/") for county in counties),
        ]


def _accounts() -> list[tuple[str, str]]:
    """The accounts by their posts, so many to a line that a narrow terminal shows them."""
    named = [f"{name} {Post(post).label}" for name, post in COUNTY_ACCOUNTS.items()]
    rows = [named[start : start + PER_LINE] for start in range(0, len(named), PER_LINE)]
    province = [f"{name} {Post(post).label}" for name, post in PROVINCE_ACCOUNTS.items()]
    return [
        (_("Accounts of the province"), SEPARATOR.join(province)),
        *(
            (_("Accounts of every county") if number == 0 else "", SEPARATOR.join(row))
            for number, row in enumerate(rows)
        ),
    ]


def _columns(rows: Sequence[tuple[str, str]]) -> list[str]:
    first = max(width(name) for name, _value in rows) + 3
    return [f"  {name}{' ' * (first - width(name))}{value}" for name, value in rows]


def width(text: str) -> int:
    """Columns the text takes on a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in WIDE else 1 for letter in text)
