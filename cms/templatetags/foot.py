"""What stands at the foot of every page of a site."""

from django import template

from cms import selectors

register = template.Library()


@register.simple_tag
def foot_pages() -> list[tuple[str, str]]:
    """Title and address of the pages below the front page that the menu does not name."""
    return selectors.beside_the_menu()
