"""The files of deploy/ agree with the settings and with each other."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import yaml

from tests.embedded import CHECKOUT

DEPLOY = CHECKOUT / "deploy"
SETTINGS = CHECKOUT / "platform" / "config" / "settings"
# Given by compose itself, so that a mistyped address cannot reach a foreign server.
BY_COMPOSE = {"DATABASE_URL", "REDIS_URL"}


def explained() -> set[str]:
    """The variables that env.example explains."""
    text = (DEPLOY / "env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


def test_every_variable_production_insists_on_is_explained() -> None:
    text = (SETTINGS / "production.py").read_text(encoding="utf-8")
    insisted = set(re.findall(r'env\.(?:secret|text|words)\("([A-Z_]+)"\)', text))
    assert {"SECRET_KEY", "DATABASE_URL"} <= insisted
    assert insisted <= explained()


def test_every_explained_variable_is_read_by_something() -> None:
    readers = [*SETTINGS.glob("*.py"), DEPLOY / "gunicorn.conf.py"]
    code = "\n".join(file.read_text(encoding="utf-8") for file in readers)
    assert {name for name in explained() if f'"{name}"' not in code} == set()


def test_compose_runs_web_worker_and_exactly_one_scheduler() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    schedulers = [name for name, one in services.items() if "beat" in one.get("command", [])]
    assert schedulers == ["beat"]
    assert {"web", "worker", "postgres", "valkey", "nginx"} <= set(services)
    assert services["postgres"]["image"] == "postgres:18"
    assert set(services["web"]["environment"]) >= BY_COMPOSE
    assert [name for name, one in services.items() if "ports" in one] == ["nginx"]


def test_the_locks_name_no_index_and_pin_every_package_by_hash() -> None:
    for name in ("base", "dev", "uv"):
        lock = (DEPLOY / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "://" not in lock
        pinned = re.findall(r"^[a-z0-9._-]+==.*", lock, re.MULTILINE | re.IGNORECASE)
        assert pinned
        assert all(line.endswith("\\") for line in pinned)


def test_dev_holds_all_of_base_at_the_same_versions() -> None:
    """make demo keeps a dev environment because of this."""
    base, dev = (
        set(re.findall(r"^([\w.-]+==[^ ]+)", (DEPLOY / "requirements" / name).read_text(), re.M))
        for name in ("base.txt", "dev.txt")
    )
    assert base <= dev


def test_the_image_is_built_with_every_setting_production_insists_on() -> None:
    """The image is built where no database is: its settings must load without one."""
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    text = (SETTINGS / "production.py").read_text(encoding="utf-8")
    insisted = set(re.findall(r'env\.(?:secret|text|words)\("([A-Z_]+)"\)', text))
    assert {name for name in insisted if f"{name}=" not in dockerfile} == set()


def imported_packages() -> set[str]:
    """The top-level names that product code imports and the checkout does not hold."""
    found: set[str] = set()
    for folder in ("platform", "tenants", "cms", "api"):
        for file in (CHECKOUT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.partition(".")[0])
    ours = {path.name for path in (CHECKOUT, CHECKOUT / "platform") for path in path.iterdir()}
    return found - set(sys.stdlib_module_names) - ours


def test_what_the_product_imports_is_in_the_lock_it_is_installed_from() -> None:
    """The suite runs with the test tools beside it and would not notice."""
    lock = (DEPLOY / "requirements" / "base.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE))
    owners = packages_distributions()
    missing = {
        name
        for name in imported_packages() | {"packaging"}  # kombu's, see base.in
        if not {canonical(owner) for owner in owners.get(name, [])} & locked
    }
    assert missing == set()


def canonical(name: str) -> str:
    """A distribution's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()
