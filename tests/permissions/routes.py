"""Every address of a URL configuration, with a path to call it by."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, converters, get_resolver
from django.utils.regex_helper import normalize

COUNTY, PROVINCE = "config.urls.county", "config.urls.province"


@dataclass(frozen=True)
class Route:
    """One address as it is declared: its pattern, its view's name, how to fill its gaps."""

    pattern: str
    name: str
    template: str
    converters: dict[str, Any] = field(default_factory=dict)

    def path(self, **values: object) -> str:
        """An address to call; gaps without a value get one of the right kind."""
        filled = {gap: str(values.get(gap, _filler(self.converters.get(gap)))) for gap in self.gaps}
        return "/" + self.template % filled

    @property
    def gaps(self) -> list[str]:
        """Names of what must be filled in."""
        found: list[str] = []

        class Names(dict):  # type: ignore[type-arg]
            def __missing__(self, key: str) -> str:
                found.append(key)
                return ""

        _filled = self.template % Names()
        return found

    module: str = ""
    # What is asked of the address: of the API only what it declares, for tests/api says of all else
    # that it is 405 before anything is looked at.
    methods: tuple[str, ...] = ("GET",)


OURS = {
    *("accounts", "api", "cms", "config", "console", "core"),
    *("operations", "oversight", "tenants"),
}


def _methods(entry: URLPattern, module: str) -> tuple[str, ...]:
    """GET; POST as well where the view is CountyLink's own (and not Wagtail's or Django's)."""
    if module.split(".", maxsplit=1)[0] not in OURS:
        return ("GET",)
    view = getattr(entry.callback, "cls", None)
    if view is None:
        return ("GET", "POST")
    declared = tuple(one for one in ("GET", "POST") if hasattr(view, one.lower()))
    # The 404 of all other addresses declares nothing.
    return declared or ("GET", "POST")


def _filler(converter: Any) -> str:
    if isinstance(converter, converters.IntConverter):
        return "1"
    if isinstance(converter, converters.UUIDConverter):
        return "00000000-0000-0000-0000-000000000001"
    return "1"


def routes(urlconf: str) -> list[Route]:
    """All addresses of a configuration, each pattern once, in order."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver(urlconf), "", "", {}, ()):
        found.setdefault(route.pattern, route)
    return list(found.values())


def _walk(
    resolver: URLResolver,
    pattern: str,
    template: str,
    known: dict[str, Any],
    space: tuple[str, ...],
) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = pattern + str(entry.pattern)
        gaps = {**known, **getattr(entry.pattern, "converters", {})}
        filled = template + _template(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*space, entry.namespace) if entry.namespace else space
            yield from _walk(entry, here, filled, gaps, inner)
        elif isinstance(entry, URLPattern):
            name = ":".join((*space, entry.name or ""))
            module = _module(entry)
            yield Route(here, name, filled, gaps, module=module, methods=_methods(entry, module))


def _template(pattern: Any) -> str:
    """The pattern as a %-template; unnamed groups of Wagtail's are filled by position."""
    regex = pattern.regex.pattern
    choices = normalize(regex)
    template, gaps = choices[0]
    for gap in gaps:
        if gap.startswith("_"):
            template = template.replace(f"%({gap})s", "1")
    return str(template)


def _module(entry: URLPattern) -> str:
    view = entry.callback
    view = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    inner = getattr(view, "__wrapped__", None)
    while inner is not None:
        view = getattr(inner, "view_class", None) or inner
        inner = getattr(view, "__wrapped__", None)
    return str(getattr(view, "__module__", ""))
