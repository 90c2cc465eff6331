"""The centre: what a schema knows of itself."""

from __future__ import annotations

from django.core.cache import cache
from django.db import models
from django.utils.translation import gettext_lazy as _

_KEY = "console:centre"


class Centre(models.Model):
    """The one row of a schema that says whose it is: a county's centre (R116) or the province."""

    class Kind(models.TextChoices):
        COUNTY = "county", _("County")
        PROVINCE = "province", _("Province")

    class Look(models.TextChoices):
        """How the site is set: colours, type, ornament and the front page's opening."""

        PAPER = "paper", _("Book: Song titles, a label on the picture")
        RIDGE = "ridge", _("Hills: heavy titles, round corners, a coloured panel")
        WATER = "water", _("Water town: upright titles, double lines")

    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.COUNTY)
    code = models.CharField(_("division code"), max_length=6, default="000000")
    name = models.CharField(_("name of the county"), max_length=40, default="")
    prefecture = models.CharField(_("prefecture"), max_length=40, blank=True)
    province = models.CharField(_("province"), max_length=40, blank=True)
    centre_name = models.CharField(_("name of the centre"), max_length=80, blank=True)
    lead_authority = models.CharField(_("lead authority"), max_length=80, blank=True)
    operating_firm = models.CharField(_("operating firm"), max_length=80, blank=True)
    contract_from_date = models.DateField(_("contract from"), null=True, blank=True)
    contract_to_date = models.DateField(_("contract to"), null=True, blank=True)
    phone = models.CharField(_("service phone"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=120, blank=True)
    icp_number = models.CharField(_("ICP filing number"), max_length=40, blank=True)
    police_number = models.CharField(_("public security filing number"), max_length=40, blank=True)
    wechat = models.CharField(_("WeChat account"), max_length=40, blank=True)
    video_account = models.CharField(_("video account"), max_length=40, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#2f5d50",
        help_text=_("Links, buttons, the seal and the foot; by night it is lightened by itself."),
    )
    highlight = models.CharField(
        _("colour of prices and dates"),
        max_length=7,
        blank=True,
        help_text=_("Like #a23c1d; left empty, it is that of the look."),
    )
    look = models.CharField(
        _("look of the site"), max_length=8, choices=Look.choices, default=Look.PAPER
    )
    # Read with the card, so that the menu costs a page no statement; cms.menu says what it means.
    site_menu = models.JSONField(default=list, blank=True)
    fictional = models.BooleanField(_("demonstration data"), default=False)

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centre")

    def __str__(self) -> str:
        return self.centre_name or self.name

    @classmethod
    def current(cls) -> Centre:
        """The current schema's centre, from the cache; an unsaved default where there is no row."""
        centre: Centre | None = cache.get(_KEY)
        if centre is None:
            centre = cls.objects.first() or cls()
            cache.set(_KEY, centre, 300)
        return centre

    @staticmethod
    def forget() -> None:
        """Drop the cached copy; to be called after every change."""
        cache.delete(_KEY)
