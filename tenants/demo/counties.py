"""The six counties of 青禾省, as handbook §6 describes them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DemoCounty:
    """What a demo county is made of.

    townships, villages, stations: how many. seed: of the random generator, so that every build
    gives the same county. since: first day of its history; today: its last.
    """

    code: str
    name: str
    prefecture: str
    slug: str
    accent: str
    townships: int
    villages: int
    stations: int
    since: date
    today: date
    seed: int

    @property
    def province(self) -> str:
        """The fictional province."""
        return "青禾省"

    @property
    def host(self) -> str:
        """Where the demo serves it."""
        return f"{self.slug}.localhost"


PROVINCE_NAME = "青禾省"
PROVINCE_CODE = "980000"
_YUNZE, _LANCHUAN = "云泽市", "岚川市"
# slug: (code, name, prefecture, accent, townships, villages, stations, first year and month)
_TABLE = {
    "hechuan": ("980121", "禾川县", _YUNZE, "#8a5a1c", 12, 120, 104, (2025, 1)),
    "yuncong": ("980122", "云枞县", _YUNZE, "#2f5d50", 14, 163, 100, (2025, 1)),
    "qinglong": ("980123", "青泷县", _YUNZE, "#1f5673", 9, 61, 22, (2025, 1)),
    "shaji": ("980221", "沙棘旗", _LANCHUAN, "#a2512a", 8, 126, 60, (2025, 1)),
    "daolu": ("980222", "稻麓县", _LANCHUAN, "#4f6b2a", 16, 210, 35, (2026, 9)),
    "duwan": ("980281", "渡湾市", _LANCHUAN, "#34577a", 21, 800, 420, (2025, 1)),
}
DEFAULT = ("hechuan", "yuncong", "qinglong")
ALL = tuple(_TABLE)


def county(slug: str, *, today: date) -> DemoCounty:
    """One county with its history up to `today`."""
    code, name, prefecture, accent, townships, villages, stations, since = _TABLE[slug]
    return DemoCounty(
        code=code,
        name=name,
        prefecture=prefecture,
        slug=slug,
        accent=accent,
        townships=townships,
        villages=villages,
        stations=stations,
        since=date(*since, 1),
        today=today,
        seed=int(code),
    )
