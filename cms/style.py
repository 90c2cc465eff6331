"""The living style page of the console: every component as the site shows it, by day and night.

The components are drawn by the site's own templates with samples of ours, so that the page cannot
tell of another site than there is; it shows a county in every look before one is chosen.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import only
from accounts.actors import actor_of
from accounts.posts import Post
from accounts.views.pages import Page
from cms import drawn, machines, season, selectors, theme, tokens
from console import colours
from console.models import Centre
from operations.stations import selectors as stations

READERS = (Post.EDITOR, Post.COUNTY_ADMIN)
THEMES = ("light", "dark")
SHOWN = 3
SHEETS = tuple(f"cms/{name}.css" for name in ("services", "batch", "goods", "parts", "style_sheet"))


def _readers_only(request: HttpRequest) -> None:
    only(
        actor_of(request.user, request),
        READERS,
        _("The style page is for those who keep the site."),
    )


class StyleView(Page):
    """Both themes side by side, in one of the looks."""

    template_name = "cms/style/page.html"
    page_title = gettext_lazy("Style page")
    header_icon = "view"
    above = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Editors and the administrator."""
        _readers_only(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The looks to choose from, and the sheets of the chosen one."""
        look = _look(self.request)
        sheet = reverse("site_style_sheet")
        return {
            **super().get_context_data(**kwargs),
            "looks": [(code, label.partition("：")[0]) for code, label in _looks()],
            "look": look,
            "own": Centre.current().look,
            "sheets": [
                (theme_name, label, f"{sheet}?look={look}&theme={theme_name}")
                for theme_name, label in zip(THEMES, (_("By day"), _("By night")), strict=True)
            ],
        }


def _looks() -> list[tuple[str, str]]:
    return [(str(code), str(label)) for code, label in Centre.Look.choices]


def _look(request: HttpRequest) -> str:
    """The look that is asked for, else the county's own. Raises Http404 for one there is not."""
    asked = request.GET.get("look", Centre.current().look)
    if asked not in tokens.LOOKS:
        raise Http404
    return asked


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """All components in one look by day or by night."""
    _readers_only(request)
    look = _look(request)
    asked = request.GET.get("theme", THEMES[0])
    if asked not in THEMES:
        raise Http404
    return render(request, "cms/style/sheet.html", samples(look, dark=asked == "dark"))


@require_safe
def palette(request: HttpRequest) -> HttpResponse:
    """The county's colours in a look that it may not have."""
    _readers_only(request)
    centre = Centre.current()
    css = theme.sheet(centre.accent, _look(request), centre.highlight)
    return HttpResponse(
        css, content_type="text/css", headers={"Cache-Control": "private, max-age=300"}
    )


def samples(look: str, *, dark: bool) -> dict[str, Any]:
    """What the components show: the county's own first pages, else samples of ours."""
    centre = Centre.current()
    accent, highlight = centre.accent, centre.highlight
    found = stations.public_stations()
    products = selectors.published_products()
    # The fullest gallery that there is.
    galleries = sorted(products, key=lambda one: len(one.gallery), reverse=True)
    form = SampleForm({"name": "祝小满", "need": ""})
    form.is_valid()
    return {
        "look": look,
        "theme": THEMES[dark],
        "palette": f"{reverse('site_style_palette')}?look={look}",
        "colours": _swatches(theme.shown(accent, look, dark=dark, highlight=highlight)),
        "contrasts": [
            (ink, ground, f"{there:.1f}", f"{wanted:g}")
            for ink, ground, there, wanted in theme.contrasts(
                accent, look, dark=dark, highlight=highlight
            )
        ],
        "rows": [machines.Crumb("产品", "/products/"), machines.Crumb("红香米", "/products/rice/")],
        "products": products[:SHOWN],
        "pictured": galleries[0] if galleries else None,
        "shots": galleries[0].shots() if galleries else (),
        "year": season.year((9, 10, 11), now=10),
        "news": selectors.news(SHOWN),
        "numbers": selectors.numbers(),
        "towns": selectors.towns(found),
        "town_map": drawn.town_map(found) or drawn.town_map(SAMPLE_STATIONS),
        "stations": found[:SHOWN],
        "wheel": drawn.year_wheel((9, 10, 11), now=10),
        "form": form,
        "steps": SAMPLE_STEPS,
        "course": SAMPLE_COURSE,
        "materials": SAMPLE_MATERIALS,
        "recalls": [SAMPLE_RECALL],
        "pages": SAMPLE_PAGES,
        "style_sheets": SHEETS,
    }


def _swatches(shown: dict[str, str]) -> list[dict[str, str]]:
    found = []
    for name, colour in shown.items():
        light, chroma, hue = colours.oklch(colour)
        said = f"oklch({light:.3f} {chroma:.3f} {hue:.0f})"
        found.append({"name": f"--{name}", "colour": colour, "oklch": said})
    return found


class SampleForm(forms.Form):
    """A field of each kind, one of them filled in wrongly."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=20)
    need = forms.CharField(
        label=gettext_lazy("What do you want to do?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Two or three sentences are enough."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How should we answer?"),
        choices=(("phone", gettext_lazy("Phone")), ("station", gettext_lazy("At a station"))),
        widget=forms.RadioSelect,
        required=False,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("I agree that these data are used to answer me."), required=False
    )


def _step(day: date, kind: str, title: str, note: str = "") -> SimpleNamespace:
    return SimpleNamespace(day=day, kind=kind, title=title, note=note)


def _station(code: str, name: str, north: float, east: float, count: int) -> list[Any]:
    one = SimpleNamespace(township_code=code, township=name, latitude=north, longitude=east)
    return [one] * count


SAMPLE_COURSE = (
    _step(date(2026, 4, 2), "sow", "播种", "高山梯田，施农家肥"),
    _step(date(2026, 9, 18), "harvest", "收割", "当天运到晒场"),
    _step(date(2026, 9, 26), "test", "检测", "农残、重金属均合格"),
    _step(date(2026, 10, 8), "pack", "包装"),
)
SAMPLE_MATERIALS = (
    SimpleNamespace(name="居民身份证", required=True, note="出示原件"),
    SimpleNamespace(name="营业执照", required=False, note="个人申请不需要"),
)
SAMPLE_STEPS = (("登记", "done"), ("受理", "done"), ("办理", "now"), ("办结", ""))
SAMPLE_RECALL = SimpleNamespace(
    whole_product=False,
    scope="4F7K-92MD",
    day=date(2026, 11, 2),
    reason="包装封口不严，可能受潮。",
    advice="请停止食用，到就近站点退货。",
)
SAMPLE_PAGES = SimpleNamespace(
    has_other_pages=True,
    number=2,
    paginator=SimpleNamespace(page_range=range(1, 5), num_pages=4),
    has_previous=True,
    has_next=True,
    previous_page_number=1,
    next_page_number=3,
)
SAMPLE_STATIONS: list[Any] = [
    *_station("980000101", "柳溪镇", 30.4, 110.1, 9),
    *_station("980000102", "云岭乡", 30.4, 110.4, 3),
    *_station("980000103", "白马滩镇", 30.2, 110.0, 6),
    *_station("980000104", "杏林乡", 30.2, 110.3, 1),
    *_station("980000105", "石门镇", 30.0, 110.2, 5),
]
