"""Are we in a county or in the province? Operations, and so their hooks, are in counties only."""

from django.conf import settings
from django.utils.module_loading import import_string


def here() -> str:
    """ "county" or "province"."""
    name = import_string(settings.FIELD_KEY_PLACE)()
    return "province" if name == settings.PUBLIC_SCHEMA_NAME else "county"
