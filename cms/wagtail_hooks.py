"""The public site's part of the console: a step of setting up, the style page."""

from django.utils.translation import gettext_lazy as _

from cms.models import ProductPage
from cms.style import READERS
from console import menu, places
from console.home import registry

ENOUGH = 3


def products_are_shown() -> bool:
    """Are there products enough for a front page?"""
    return int(ProductPage.objects.live().count()) >= ENOUGH


# No address: pages are the site editor's, and who sets a county up need not be one.
registry.register_step(
    registry.Step(11, _("Publish three products (the site editor)"), "", products_are_shown)
)

menu.register(
    "settings",
    menu.only_in(
        "county",
        menu.Item(
            _("Redirects from a table"),
            "console_import",
            icon="redirect",
            order=70,
            args=("redirects",),
            posts=READERS,
        ),
    ),
)
places.register("style", where="county")
places.register("site-menu", where="county")
menu.register(
    "site",
    menu.Item(_("Main menu of the site"), "site_menu", icon="list-ul", order=55, posts=READERS),
)
menu.register(
    "site", menu.Item(_("Style page"), "site_style", icon="view", order=60, posts=READERS)
)
