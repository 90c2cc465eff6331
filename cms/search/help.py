"""Beside what was found: proposals while typing, the editor's choice, help after nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page
from wagtail.search.utils import normalise_query_string

from cms import pictures
from cms.search import sources, words
from cms.search.asking import OTHER, Asked
from cms.search.finding import Fields, titled
from cms.search.tables import SearchMiss, SearchSetting

MOST_PROPOSED, MOST_NEAR, LEAST_NEAR = 8, 5, 0.5
# A word that only sounds alike is a little further away.
BY_SOUND = 0.92
# Of searches without result: so many different words a day.
MOST_MISSED, LONGEST_MISSED = 300, 20
# Numbers of phones and papers, and addresses, are somebody's.
_SOMEBODYS = re.compile(r"\d{5,}|@")
# Numbers of phones are typed in groups.
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-—–]+(?=\d)")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line below the field: a thing to go to at once. county: of which, on the portal."""

    title: str
    url: str
    kind: str
    county: int = 0


@dataclass(frozen=True, slots=True)
class Promoted:
    """The editor's choice for a query."""

    title: str
    url: str
    text: str


def setting() -> SearchSetting:
    """The county's own; an empty one where nothing was set."""
    return SearchSetting.objects.first() or SearchSetting()


def proposals(asked: Asked, *, on: date, among: Any = None) -> list[Proposal]:
    """Things whose title holds what is typed so far, another word for it, or sounds so.

    among: as of `finding.find`; their address is then a path on their county's host."""
    if asked.empty:
        return []
    written = [form[: words.KEY] for form in (asked.whole, *asked.otherwise)]
    rows = titled([*written, *_sounds(asked)], on=on, among=among)
    names = sources.kinds()
    placed = {"path": F("url"), "county_id": Value(0)} if among is None else {}
    columns = ("kind", "title", "keywords", "summary", "text", "pinyin")
    scored = []
    for row in rows.values(*columns, *(() if placed else ("path", "county_id")), **placed):
        fields = Fields.of(row)
        other = max((OTHER * fields.named(form) for form in asked.otherwise), default=0.0)
        fit = max(fields.named(asked.whole), other, fields.sounds(asked) / 2)
        scored.append((-fit * sources.standing(row["kind"]), len(row["title"]), row))
    scored.sort(key=lambda one: (one[0], one[1], one[2]["path"]))
    return [
        Proposal(row["title"], row["path"], str(names.get(row["kind"], "")), row["county_id"])
        for _fit, _length, row in scored[:MOST_PROPOSED]
    ]


def _sounds(asked: Asked) -> list[str]:
    """Beginnings in pinyin and in initials."""
    found = []
    if asked.sound and not asked.whole.isdigit():
        found.append("P" + asked.sound[: words.KEYED])
    if asked.letters:
        found.append("I" + asked.letters[: words.KEY])
    return found


def promoted(typed: str) -> list[Promoted]:
    """The editor's choice for exactly this query, in the editor's order; no page that is closed."""
    chosen = SearchPromotion.objects.filter(query__query_string=normalise_query_string(typed))
    rows = list(chosen.select_related("page").order_by("sort_order"))
    asked = [one.page_id for one in rows if one.page_id]
    shown = Page.objects.live().public().filter(pk__in=asked) if asked else ()
    open_ = {page.pk for page in shown}
    found = []
    for one in rows:
        page = one.page
        if page is not None and page.pk in open_:
            found.append(Promoted(page.title, page.get_url() or "/", one.description))
        elif page is None and one.external_link_url:
            found.append(
                Promoted(
                    one.external_link_text or one.external_link_url,
                    one.external_link_url,
                    one.description,
                )
            )
    return found


def nearest(asked: Asked, *, on: date, among: Any = None) -> list[Proposal]:
    """Things with a title of which a part looks or sounds most like what was typed.

    among: as of `finding.find`; their address is then a path on their county's host."""
    if asked.empty:
        return []
    keys = list(dict.fromkeys(asked.whole))[: words.KEY]
    if asked.initials:
        keys = ["I" + asked.initials[:2], "P" + asked.sound[:3]]
    names = sources.kinds()
    scored = [
        (-_near(title, pinyin.split(), asked), len(title), title, url, kind)
        for title, pinyin, url, kind in titled(keys, on=on, among=among).values_list(
            "title", "pinyin", "url" if among is None else "path", "kind"
        )
    ]
    return [
        Proposal(title, url, str(names.get(kind, "")))
        for near, _length, title, url, kind in sorted(scored)[:MOST_NEAR]
        if -near >= LEAST_NEAR
    ]


def _near(title: str, syllables: list[str], asked: Asked) -> float:
    """How alike the nearest part of a title is, as long as what was typed."""
    signs = words.flat(title)
    size = len(asked.initials) if asked.letters else len(asked.whole)
    best = 0.0
    for at in range(max(len(signs) - size, 0) + 1):
        heard = words.alike("".join(syllables[at : at + size]))
        best = max(best, BY_SOUND * SequenceMatcher(None, heard, asked.sound).ratio())
        if set(signs[at : at + size]) & set(asked.whole):
            best = max(best, SequenceMatcher(None, signs[at : at + size], asked.whole).ratio())
    return best


def missed(typed: str, *, on: date) -> None:
    """Count a search that found nothing; not what may be somebody's, and only so many a day."""
    said = " ".join(typed.split())
    somebodys = _SOMEBODYS.search(_BETWEEN_DIGITS.sub("", said))
    if len(said) > LONGEST_MISSED or not words.flat(said) or somebodys or pictures.read_only():
        return
    today = SearchMiss.objects.filter(day=on)
    if today.filter(words=said).update(times=F("times") + 1):
        return
    if today.count() < MOST_MISSED:
        try:
            with transaction.atomic():
                SearchMiss.objects.create(words=said, day=on)
        except IntegrityError:
            # Somebody else looked for the same at the same moment.
            return
