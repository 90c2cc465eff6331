#!/usr/bin/env python
"""CountyLink's command line: puts the source root on the path, starts what it needs."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    """Run one Django command, with the embedded services where none are configured."""
    # The repo root too: started from elsewhere, only manage.py's folder is on the path already.
    for path in (str(ROOT), str(ROOT / "platform")):
        if path not in sys.path:
            sys.path.insert(0, path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from tenants import embedded

    embedded.ensure_for_command(sys.argv)
    from django.core.management import execute_from_command_line

    from core.stack import with_room

    with_room(execute_from_command_line, sys.argv)


if __name__ == "__main__":
    main()
