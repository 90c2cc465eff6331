"""The test settings, plus the migrations that a benchmark has written to a folder."""

import os
import sys

from config.settings.test import *  # noqa: F403

if os.environ.get("BENCH_FOLDER"):
    sys.path.insert(0, os.environ["BENCH_FOLDER"])
    MIGRATION_MODULES = {"stations": os.environ["BENCH_PACKAGE"]}
