"""Build the pattern of the databases ahead of the tests: `python -m tests.pattern`.

Wants the tests' settings in the environment.
"""

import django
from django.conf import settings


def main() -> None:
    """Build it unless there is one of today's code."""
    django.setup()
    from core.stack import with_room
    from tenants import embedded
    from tests import databases

    if settings.EMBEDDED_POSTGRES:
        embedded.ensure(postgres=True, broker=False)
    with_room(databases.ensure_pattern)


if __name__ == "__main__":
    main()
