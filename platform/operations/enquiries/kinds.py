"""What one can write for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.posts import Post


class Kind(models.TextChoices):
    """Which of the site's forms it came by."""

    COOPERATE = "cooperate", _("Cooperation")
    PRODUCT = "product", _("Enquiry for a product")
    STATION = "station", _("Application for a station")


# In whose inbox it lies: stations are the office's matter, the market is the operations centre's.
TAKES = {Kind.COOPERATE: Post.OPS, Kind.PRODUCT: Post.OPS, Kind.STATION: Post.OFFICE}
