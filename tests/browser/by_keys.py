"""A visitor without a mouse: Tab, Enter, arrows; every stop on the way has to be seen."""

from __future__ import annotations

from typing import Any

MOST_TABS, MOST_LOOKS = 80, 60
# Is it the wanted one, and is it seen to be focused?
STOP = """wanted => {
  const one = document.activeElement, inner = one.querySelector('path');
  const style = getComputedStyle(one);
  const seen = one === document.body || one.id === 'main' ||
    [style.outlineStyle, style.outlineWidth].join() === 'solid,3px' ||
    (inner && getComputedStyle(inner).strokeWidth === '6px');
  return [one.matches(wanted), Boolean(seen)];
}"""


def press(page: Any, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def focused(page: Any) -> str:
    """Where the focused link leads."""
    return str(page.evaluate("document.activeElement.getAttribute('href')"))


def tab_to(page: Any, wanted: str, *, back: bool = False) -> None:
    """Press Tab until it is there; every stop on the way can be seen to be one."""
    for _stop in range(MOST_TABS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        there, seen = page.evaluate(STOP, wanted)
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if there:
            return
    raise AssertionError(f"no way to {wanted} by keys")


def choose(page: Any, wanted: str) -> None:
    """Tab to a list of choices and take its second: the first is "all"."""
    tab_to(page, wanted)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.selectedIndex") == 1


def write(page: Any, name: str, text: str) -> None:
    """Tab to a field and type."""
    tab_to(page, f"main [name={name}]")
    page.keyboard.type(text)


def until(page: Any, seen: str) -> None:
    """Wait for something to be so; the policy of the page lets nobody poll in it."""
    for _look in range(MOST_LOOKS):
        if page.evaluate(seen):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {seen}")
