"""The place of counties in the province's menu."""

from django.utils.translation import gettext_lazy as _

from accounts.posts import Post
from console import menu

menu.register(
    "counties",
    menu.Item(_("All counties"), "counties:list", icon="globe", order=10),
    menu.Item(_("Open a county"), "counties:create", icon="plus", order=20, posts=(Post.ROOT,)),
)
