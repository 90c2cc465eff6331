"""Addresses of the site's own pages in a county's console."""

from django.urls import path
from django.views.generic import RedirectView

from accounts.access import console_page
from cms import menu_page, style

urlpatterns = [
    path("console/site-menu/", console_page(menu_page.MenuView.as_view()), name="site_menu"),
    # Wagtail's own import asks nobody where a redirect leads.
    path(
        "console/redirects/import/",
        console_page(RedirectView.as_view(url="/console/imports/redirects/")),
    ),
    path("console/style/", console_page(style.StyleView.as_view()), name="site_style"),
    path("console/style/sheet/", console_page(style.sheet), name="site_style_sheet"),
    path("console/style/palette.css", console_page(style.palette), name="site_style_palette"),
]
