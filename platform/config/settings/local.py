"""What dev and test share: embedded services where no address is given, throw-away secrets."""

import os

from config.settings import database, env
from config.settings.base import *
from tenants import embedded

DATABASE_NAME = env.text("COUNTYLINK_DB", "countylink")
_given = os.environ.get("DATABASE_URL")
DATABASES = {
    "default": database.from_url(_given or embedded.database_url(DATABASE_NAME), conn_max_age=600)
}
EMBEDDED_POSTGRES = _given is None
REDIS_URL = os.environ.get("REDIS_URL") or embedded.redis_url()

# Not secrets: they protect nothing but a developer's own machine.
SECRET_KEY = "local-only-" + "0" * 50
FIELD_KEYS = ["bG9jYWwtb25seS1maWVsZC1lbmNyeXB0aW9uLWtleS0="]
SEARCH_HASH_KEY = "local-only-search-hash"

ALLOWED_HOSTS = ["*"]
SESSION_COOKIE_NAME = "countylink"
CSRF_COOKIE_NAME = "countylink-csrf"

# The demo's accounts sign in with the password alone.
SECOND_FACTOR = env.choice("COUNTYLINK_SECOND_FACTOR", "optional", SECOND_FACTOR_CHOICES)
