"""What the search keeps in a county's schema."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from cms.search import synonyms

LONGEST_WORDS = 60
# Of searches without result: so many words of so many days are shown.
MOST_SHOWN, SHOWN_DAYS = 40, 30


class SearchEntry(models.Model):
    """One thing that can be found: a page, a station, a guide.

    terms: words and pairs, title A, keywords B, summary C, text D. keys: every ending of the title
    in characters, in pinyin and in initials, so that a prefix of a key is any part of the title.
    pinyin: one syllable for each character of the title.
    """

    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=60)
    # Percent-encoded: nine letters for a Chinese character.
    url = models.TextField()
    title = models.CharField(max_length=255)
    keywords = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    pinyin = models.TextField(blank=True)
    day = models.DateField(null=True)
    until_date = models.DateField(null=True)
    picture = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    terms = SearchVectorField()
    keys = SearchVectorField()
    digest = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "key"], name="cms_search_entry_once")
        ]
        indexes: ClassVar = [
            # Written seldom and read often: no list of pending rows to be walked.
            GinIndex(fields=["terms"], name="cms_search_terms", fastupdate=False),
            GinIndex(fields=["keys"], name="cms_search_keys", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class SearchMiss(models.Model):
    """Words that found nothing, by day: what the site lacks. No word of who asked."""

    words = models.CharField(_("words"), max_length=LONGEST_WORDS)
    day = models.DateField(_("day"))
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["day", "words"], name="cms_search_miss_once")
        ]

    def __str__(self) -> str:
        return self.words


class MissesPanel(Panel):  # type: ignore[misc]
    """Below the words: what was looked for without result of late."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "cms/search_misses.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The words, those first that were looked for most often."""
            since = timezone.localdate() - timedelta(days=SHOWN_DAYS)
            rows = SearchMiss.objects.filter(day__gt=since).values("words")
            rows = rows.annotate(total=Sum("times")).order_by("-total", "words")[:MOST_SHOWN]
            return {**super().get_context_data(parent_context), "misses": rows, "days": SHOWN_DAYS}


@register_setting(icon="search")
class SearchSetting(BaseGenericSetting):  # type: ignore[misc]
    """The county's own words for things, and what is proposed before anything is typed."""

    synonyms = models.TextField(
        _("words of one meaning"),
        blank=True,
        help_text=_(
            "One group a line, words separated by blanks: whoever looks for one finds all of them."
            " They are added to those that every county has."
        ),
    )
    popular = models.TextField(
        _("popular searches"), blank=True, help_text=_("One a line, at most eight.")
    )

    panels = [
        FieldPanel("synonyms"),
        FieldPanel("popular"),
        MissesPanel(heading=_("Searched without result")),
    ]

    class Meta:
        verbose_name = _("search of the site")

    def clean(self) -> None:
        """Lists as they can be read. Raises ValidationError."""
        super().clean()
        faults: dict[str, Any] = {}
        if fault := synonyms.fault(self.synonyms):
            faults["synonyms"] = fault
        if len(self.popular_words) > synonyms.MOST_POPULAR:
            faults["popular"] = _("At most eight.")
        if faults:
            raise ValidationError(faults)

    @property
    def popular_words(self) -> list[str]:
        """One a line."""
        lines = (line.strip()[:LONGEST_WORDS] for line in self.popular.splitlines())
        return [line for line in lines if line]
