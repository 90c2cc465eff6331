"""A developer's machine and the demo: embedded services, http, no secrets needed."""

from config.settings import env
from config.settings.local import *
from tenants import embedded

DEBUG = env.flag("COUNTYLINK_DEBUG", default=True)
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CACHES = {"default": cache_at(REDIS_URL), "renditions": cache_at(REDIS_URL)}
    if REDIS_URL.startswith("unix://"):
        CELERY_BROKER_URL = "redis+socket://" + REDIS_URL.removeprefix("unix://")
else:
    CELERY_BROKER_URL = "filesystem://"
    # Each process has a cache of its own here: none would hear what another one purges.
    PAGE_CACHE_SECONDS = 0
    CELERY_BROKER_TRANSPORT_OPTIONS = embedded.filesystem_transport()
WAGTAILADMIN_BASE_URL = f"http://localhost:{env.number('DEMO_PORT', 8000)}"
# Assets straight from the apps, also with DEBUG off: no collectstatic on this machine.
WHITENOISE_USE_FINDERS = True
