"""The test suite: as dev, but quiet, quick and without a worker unless a test starts one."""

import os
import tempfile
from pathlib import Path

from config.settings.local import *

DEBUG = False
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each run its own, for it is emptied at the end, and other runs may be under way.
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"countylink-test-media-{os.getpid()}"
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["OPTIONS"]["options"] = "-c synchronous_commit=off"
HOST_CACHE_SECONDS = 0
# Tests change what pages show without a commit; those of the page cache switch it on.
PAGE_CACHE_SECONDS = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECOND_FACTOR = "optional"
# Tests of rates set their own; all others are not about them.
API_RATES = dict.fromkeys(API_RATES, 10**6)
