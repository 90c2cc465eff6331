"""Addresses of the site's own pages in a county's console."""

from django.urls import path

from accounts.access import console_page
from cms import menu_page, style

urlpatterns = [
    path("console/site-menu/", console_page(menu_page.MenuView.as_view()), name="site_menu"),
    path("console/style/", console_page(style.StyleView.as_view()), name="site_style"),
    path("console/style/sheet/", console_page(style.sheet), name="site_style_sheet"),
    path("console/style/palette.css", console_page(style.palette), name="site_style_palette"),
]
