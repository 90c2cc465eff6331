"""What stands at the head and at the foot of every page of a site."""

from django import template

from cms import selectors
from cms.selectors import MenuLink

register = template.Library()


@register.simple_tag
def foot_pages() -> list[tuple[str, str]]:
    """Title and address of the pages below the front page that the menu does not name."""
    return selectors.beside_the_menu()


@register.simple_tag
def site_menu(here: str) -> list[tuple[MenuLink, bool]]:
    """The main menu, each entry with whether one is there or below it."""
    return [
        (one, here.startswith(one.address) if one.address != "/" else here == "/")
        for one in selectors.site_menu()
    ]
