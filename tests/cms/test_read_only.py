"""A county that is not written in: every page is whole, whatever pictures it has; nothing comes."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.core.cache import caches
from django.db import transaction
from django.template import Context, Template, TemplateSyntaxError
from django.utils import timezone
from wagtail.images import get_image_model

import cms
from cms import pictures
from cms.models import NewsIndexPage, NewsPage, ProductPage, SitePage
from tenants.context import county_context, province_context
from tenants.models import County
from tests.pages import text

TEMPLATES = Path(cms.__file__).parent / "templates"
WIDE, ASIDE = "fill-1600x700|format-webp", "fill-640x480|format-webp"


class Rollback(Exception):
    """What was done is taken back."""


def read_only(county):
    """From now on nothing is written there."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
    with province_context():
        County.objects.filter(code=county.code).update(state="read_only")


def test_every_page_is_shown_where_no_size_of_its_pictures_was_ever_made(site, visitor):
    """Of rice one other size is there; of all the rest none."""
    with county_context(site):
        sizes = get_image_model().get_rendition_model().objects
        rice = ProductPage.objects.get(slug="rice").picture
        sizes.all().delete()
        aside = rice.get_rendition(ASIDE)
        paths = [page.get_url() for page in SitePage.__subclasses__() for page in _live(page)]
    assert len(paths) > 20
    read_only(site)
    with suppress(Rollback), transaction.atomic():
        for path in paths:
            shown = visitor.get(path)
            assert shown.status_code == 200, path
            sources = re.findall(r'<img[^>]* src="([^"]*)"', text(shown))
            assert all(sources), path
        rice_page = text(visitor.get("/products/rice/"))
        assert f'src="{aside.url}"' in rice_page
        assert "cms/no-picture" in text(visitor.get("/"))
        with county_context(site):
            assert sizes.count() == 1
        raise Rollback


def _live(model):
    kinds = model.__subclasses__() if model._meta.abstract else [model]
    return [page for kind in kinds for page in kind.objects.live()]


def test_a_picture_whose_file_is_gone_gives_way_too_and_takes_its_room(site):
    with county_context(site):
        picture = ProductPage.objects.get(slug="rice").picture
        picture.renditions.all().delete()
        picture.file.name = "original_images/none.webp"
        for spec, room in (
            (WIDE, (1600, 700)),
            ("width-320|format-webp", (320, 180)),
            ("original", (960, 540)),
        ):
            found = pictures.shown(picture, spec)
            assert (found.width, found.height) == room
            assert found.url.endswith(".svg")


def test_no_template_of_the_sites_makes_sizes_by_itself():
    for path in TEMPLATES.rglob("*.html"):
        assert "wagtailimages_tags" not in path.read_text(), path
    with pytest.raises(TemplateSyntaxError):
        Template("{% load pictures %}{% image one width-10 %}")
    nothing = Template("{% load pictures %}{% image one width-10 as shot %}{{ shot.url }}")
    assert nothing.render(Context({"one": None})) in ("", "None")


def test_what_falls_due_while_nothing_is_written_comes_afterwards_and_what_is_over_never(site):
    now = timezone.now()
    publish = current_app.tasks["cms.publish_scheduled"].run

    def scheduled(slug, **more):
        page = NewsPage(title=slug, slug=slug, live=False, body=[("quote", "好")])
        NewsIndexPage.objects.get().add_child(instance=page)
        page.go_live_at = now - timedelta(hours=2)
        for name, value in more.items():
            setattr(page, name, value)
        # As it stands once its hour has passed unheard.
        page.save_revision(approved_go_live_at=page.go_live_at)
        return page.pk

    with county_context(site):
        due = scheduled("due")
        over = scheduled("over", expire_at=now - timedelta(hours=1))
        ahead = scheduled("ahead", expire_at=now + timedelta(hours=9))
    with county_context(replace(site, state="read_only")):
        publish()
    with county_context(site):
        assert not NewsPage.objects.filter(pk__in=(due, over, ahead), live=True).exists()
        publish()
        assert set(NewsPage.objects.filter(pk__in=(due, over, ahead), live=True)) == set(
            NewsPage.objects.filter(pk__in=(due, ahead))
        )
        gone = NewsPage.objects.get(pk=over)
        assert gone.expired
        publish()
        assert not NewsPage.objects.get(pk=over).live
