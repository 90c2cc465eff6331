"""What a worker that will be killed runs with: the demo's settings, a queue of the test's own."""

import os

from config.settings.dev import *  # noqa: F403

CELERY_TASK_DEFAULT_QUEUE = os.environ["KILLED_QUEUE"]
CELERY_IMPORTS = ["tests.oversight.for_worker"]
if REDIS_URL:  # noqa: F405
    # What another worker of this checkout holds and has not acknowledged is not ours to give back.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": f"{CELERY_TASK_DEFAULT_QUEUE}:"}
