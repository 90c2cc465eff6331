"""All checks of the project: `.ci/checks.py [--fix] [name ...]`, run by make.

Every check runs, also after one has failed; each is printed with its seconds; one failure makes the
exit code 1. Commands only: what they accept is configured in pyproject.toml. When all are run, the
small ones go beside the tests, which do not need all cores at first, and are told after them.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import audit
import floors
import hosts

ROOT = Path(__file__).resolve().parents[1]
CODE = ["platform", "tenants", "cms", "api", "manage.py"]
# Twice as many workers as cores: those with a browser or a server of their own wait a lot.
WORKERS = 2 * (os.cpu_count() or 1)
SHARED_OUT = ("-n", str(WORKERS), "--dist", "loadfile", "--no-loadscope-reorder")
PYTEST_LOG = ROOT / ".data" / "pytest.log"
COVERAGE = ROOT / ".data" / "coverage.json"
# Nothing here protects or reaches anything: production settings only have to load.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "checked-never-used-" + "0123456789abcdef" * 4,
    "FIELD_KEYS": "Y2hlY2tlZC1uZXZlci11c2VkLWZpZWxkLWtleS0wMDA=",
    "SEARCH_HASH_KEY": "checked-never-used-" + "0123456789abcdef" * 2,
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "PROVINCE_HOSTS": "province.example",
    "ALLOWED_HOSTS": ".province.example",
}

Check = Callable[[bool], bool]


def run(command: Sequence[str], **environment: str) -> bool:
    """Run a command from the root of the checkout; whether it ended well."""
    settings = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}"} | environment
    return subprocess.run(command, cwd=ROOT, env=settings, check=False).returncode == 0  # noqa: S603


def tool(name: str, *arguments: str) -> list[str]:
    """A program of the environment this runs in."""
    return [str(Path(sys.executable).with_name(name)), *arguments]


def manage(*arguments: str) -> list[str]:
    """A command of Django."""
    return [sys.executable, "manage.py", *arguments]


def templates_of_the_product() -> list[str]:
    """Every HTML template that git knows or could know."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.html"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split() if (ROOT / name).exists()]


def format_(fix: bool) -> bool:
    """The code's layout."""
    return run(tool("ruff", "format", *([] if fix else ["--check"]), "."))


def lint(fix: bool) -> bool:
    """The code's manners."""
    return run(tool("ruff", "check", *(["--fix"] if fix else []), "."))


def templates(fix: bool) -> bool:
    """The templates' manners and indentation."""
    names = templates_of_the_product()
    djade = run(tool("djade", "--target-version", "5.2", *([] if fix else ["--check"]), *names))
    indented = run(tool("djhtml", "--tabwidth", "2", *([] if fix else ["--check"]), *names))
    return djade and indented


def types(fix: bool) -> bool:
    """Types, strictly."""
    return run(tool("mypy", *CODE))


def imports(fix: bool) -> bool:
    """Imports point one way."""
    return run(tool("lint-imports", "--no-cache"))


def migrations(fix: bool) -> bool:
    """Every change of a model has its migration."""
    return run(manage("makemigrations", "--check", "--dry-run"))


def deployment(fix: bool) -> bool:
    """Production settings pass Django's own list without a warning."""
    return run(manage("check", "--deploy", "--fail-level", "WARNING"), **PRODUCTION)


def translations(fix: bool) -> bool:
    """Nothing untranslated, nothing guessed."""
    return run(manage("catalogue", "--check"), **PRODUCTION)


def handbook(fix: bool) -> bool:
    """The committed table of rules, code and tests is today's."""
    return run(manage("handbook", "--check"), **PRODUCTION)


def foreign_hosts(fix: bool) -> bool:
    """No template, style sheet, script or picture names a foreign host."""
    return hosts.main(ROOT)


def dependencies(fix: bool) -> bool:
    """No locked package has a known hole, as far as the lists can be reached."""
    return audit.main(ROOT / "deploy" / "requirements" / "base.txt")


def made_ready() -> None:
    """What every worker would do for itself or wait for, once: the pattern of the databases is
    built while the tests' files are compiled. What fails here fails, and is told, in the tests."""
    environment = os.environ | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    collect = ["pytest", "--collect-only", "-q", "-n", "0"]
    running = [
        subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for arguments in (["tests.pattern"], collect)
    ]
    for process in running:
        process.wait()


def tests(fix: bool) -> bool:
    """All tests, and the floors of coverage."""
    made_ready()
    PYTEST_LOG.parent.mkdir(exist_ok=True)
    COVERAGE.unlink(missing_ok=True)
    pytest = ["pytest", "-p", "tests.sharer", *SHARED_OUT, "--durations=25"]
    command = [sys.executable, "-m", "slipcover", "-m", *pytest]
    with (
        subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ) as process,
        PYTEST_LOG.open("w", encoding="utf-8") as log,
    ):
        for line in process.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            log.write(line)
    return process.returncode == 0 and COVERAGE.exists() and floors.main(COVERAGE)


CHECKS: dict[str, Check] = {
    "format": format_,
    "lint": lint,
    "templates": templates,
    "hosts": foreign_hosts,
    "types": types,
    "imports": imports,
    "migrations": migrations,
    "deployment": deployment,
    "translations": translations,
    "handbook": handbook,
    "dependencies": dependencies,
    "tests": tests,
}


Row = tuple[str, bool, float]


def named(names: Sequence[str], fix: bool) -> list[Row]:
    """Run checks one after the other; their names, whether they hold, and their seconds."""
    rows = []
    for name in names:
        print(f"\n== {name}: {CHECKS[name].__doc__}", flush=True)
        began = time.monotonic()
        good = CHECKS[name](fix)
        rows.append((name, good, time.monotonic() - began))
    return rows


@contextmanager
def beside(names: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """Run checks in a process beside the block; what they printed is printed after it."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        with subprocess.Popen(  # noqa: S603 - this very file
            [sys.executable, __file__, *names], stdout=told, stderr=subprocess.STDOUT, text=True
        ) as process:
            yield process
        told.seek(0)
        sys.stdout.write(told.read())


def all_of_them() -> list[Row]:
    """The tests, and the small checks in one process beside them."""
    began = time.monotonic()
    with beside([name for name in CHECKS if name != "tests"]) as small:
        rows = named(["tests"], fix=False)
    return [*rows, ("all others", small.returncode == 0, time.monotonic() - began)]


def main(arguments: Sequence[str]) -> int:
    """Run the named checks, or all; 1 when one has failed."""
    fix = "--fix" in arguments
    names = [name for name in arguments if name != "--fix"]
    rows = named(names or list(CHECKS), fix) if names or fix else all_of_them()
    print()
    for name, good, seconds in rows:
        print(f"{'ok  ' if good else 'FAIL'} {name:<13}{seconds:8.1f} s", flush=True)
    return 0 if all(good for _name, good, _seconds in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
