"""What the served product of a browser journey runs with: the demo's settings, the tests' words.

Its own queue and its own files: a demo of the same checkout must not take this product's tasks.
"""

import os

from config.settings.dev import *  # noqa: F403

CELERY_TASK_DEFAULT_QUEUE = os.environ["JOURNEY_NAME"]
MEDIA_ROOT = os.environ["JOURNEY_MEDIA"]
# Nor may it find what an earlier one kept: another database, other files, the same names.
for _kept in CACHES.values():  # noqa: F405
    _kept["KEY_PREFIX"] = os.environ["JOURNEY_NAME"]
# People that the tests have made sign in with the tests' quick hashes.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.MD5PasswordHasher",
]
