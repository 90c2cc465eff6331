"""Sharing out the tests to the workers, and where coverage is measured.

Measuring makes the product half as slow again. Tests of the whole (every address as everybody,
pages in a browser, hosts under load) tell nothing of it that the tests of the modules must not tell
themselves: they are run by workers that do not measure, and no line or branch counts as tested
because a page with it was opened, or because the demo went by. Without measuring all workers are
alike.
"""

import os
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

# Files and folders of tests of the whole.
OF_THE_WHOLE = (
    "tests/permissions/",
    "tests/browser/",
    "tests/api/test_fuzz.py",
    "tests/oversight/test_concurrency.py",
    "tests/operations/casework/test_concurrency.py",
)
DEMO = "/test_demo.py"
MEASURES = "SLIPCOVER_ENABLED"
# A minute or more each, the longest first.
LONGEST = (
    "tests/permissions/test_county_",
    "tests/api/test_fuzz.py",
    "tests/browser/test_public.py",
    "tests/tenants/test_birth.py",
    "tests/browser/test_office_stories.py",
    "tests/browser/test_property_stories.py",
    "tests/browser/test_console.py",
    "tests/oversight/test_concurrency.py",
    "tests/browser/test_casework_journey.py",
    "tests/browser/test_county_goes_live.py",
    "tests/browser/test_editor_journey.py",
    "tests/browser/test_registers.py",
    "tests/browser/test_casework.py",
    "tests/tenants/test_migrating.py",
)


def rank(nodeid: str) -> int:
    """Where a test's file stands among the longest; those that are not follow them."""
    found = (at for at, start in enumerate(LONGEST) if nodeid.startswith(start))
    return next(found, len(LONGEST))


def unmeasured(config: pytest.Config) -> None:
    """Half of the workers, at least one, start without measuring; for pytest_configure."""
    if os.environ.get(MEASURES) and config.option.numprocesses:
        workers = config.option.tx
        for number in range(max(1, len(workers) // 2)):
            workers[number] = f"popen//env:{MEASURES}="


def of_the_whole(scope: str) -> bool:
    """Is a file (as its tests' ids name it) one of the whole?"""
    return scope.startswith(OF_THE_WHOLE) or scope.endswith(DEMO)


class Sharing(LoadFileScheduling):
    """File by file; what does not measure takes tests of the whole only, what measures all others
    first."""

    def _next_for(self, node: Any) -> str | None:
        """The file that a worker takes next."""
        whole = [scope for scope in self.workqueue if of_the_whole(scope)]
        if MEASURES in node.gateway.spec.env:
            return next(iter(whole), None)
        others = (scope for scope in self.workqueue if scope not in whole)
        return next(others, None) or next(iter(whole), None)

    def _assign_work_unit(self, node: Any) -> None:
        wanted = self._next_for(node)
        if wanted is None:
            node.shutdown()
            return
        self.workqueue.move_to_end(wanted, last=False)
        super()._assign_work_unit(node)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Ours where coverage is measured and tests are shared out by files; else the usual one."""
    if os.environ.get(MEASURES) and config.option.dist == "loadfile":
        return Sharing(config, log)
    return None
