"""What makes an empty schema's migrations quick: their order, and few models made anew.

Django keeps the models of every intermediate state, and each operation makes those anew that hang
together with what it changes, by way of the accounts nearly all. Wagtail's two hundred operations
come last by the alphabet and would each make all of ours; coming first they find few. That halves
the time of an empty schema's migrations. The order is one of those that dependencies allow.

And an operation needs the models next to the one that it changes, not those next to these and so
on: with only them made anew, the rest takes half the time again. Before code of a migration's own
runs Django makes the whole state, as it does after any operation that has left some undone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.apps import apps
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.state import ProjectState

PACKAGES = Path(django.__file__).resolve().parents[1]
_leaf_nodes = MigrationGraph.leaf_nodes
_made_anew = ProjectState._find_reload_model  # type: ignore[attr-defined]  # not in the stubs


def is_ours(label: str) -> bool:
    """Is an app one of this project, not of an installed package?"""
    return PACKAGES not in Path(apps.get_app_config(label).path).resolve().parents


def _packages_first(graph: MigrationGraph, app: str | None = None) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = _leaf_nodes(graph, app)
    return sorted(found, key=lambda node: (is_ours(node[0]), node))


@contextmanager
def packages_first() -> Iterator[Any]:
    """Whoever asks inside for all there is to migrate to is told the packages' ends first."""
    with patch.object(MigrationGraph, "leaf_nodes", _packages_first):
        yield


def _next_ones(
    state: ProjectState, app_label: str, model_name: str, delay: bool = False
) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = _made_anew(state, app_label, model_name, delay=True)
    return found


@contextmanager
def few_models() -> Iterator[Any]:
    """Inside, an operation makes only those models anew that are next to the one it changes.

    For an empty schema: where there are rows, Django's own care is worth its time.
    """
    with patch.object(ProjectState, "_find_reload_model", _next_ones):
        yield
