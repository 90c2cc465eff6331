"""The web server's entry: gunicorn config.wsgi with platform/ and the repo root on the path."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
application = get_wsgi_application()

# What is loaded now stays for the life of the process: the collector need not walk it again at
# every turn, and forked workers share its memory.
gc.collect()
gc.freeze()
