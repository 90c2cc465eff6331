"""Tables of moves are sound, and every act in the log has words."""

import ast
from importlib import import_module

import pytest

from accounts.posts import Post
from core.audit.words import is_named
from core.clauses_index import CODE, ROOT
from core.lifecycle import REGISTERED, SYSTEM


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_every_state_can_be_reached(name):
    assert REGISTERED[name].unreachable() == frozenset()


@pytest.mark.parametrize("name", sorted(REGISTERED))
def test_every_move_names_posts_that_exist_and_has_a_label(name):
    for move in REGISTERED[name].moves:
        assert move.who, move.action
        assert set(move.who) <= {*Post.values, SYSTEM}, move.action
        assert move.label, move.action


def actions() -> dict[str, str]:
    """Literal `action=` of every audit.record and audit.Draft, with its place."""
    found: dict[str, str] = {}
    for folder in CODE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                    continue
                if ast.unparse(node.func) not in ("audit.record", "audit.Draft"):
                    continue
                for word in node.keywords:
                    if word.arg == "action" and isinstance(word.value, ast.Constant):
                        found[word.value.value] = f"{file.relative_to(ROOT)}:{node.lineno}"
    return found


def test_every_act_in_the_log_has_words():
    for urls in ("config.urls.county", "config.urls.province"):
        import_module(urls)  # what a running site has loaded
    missing = [f"{action} ({place})" for action, place in actions().items() if not is_named(action)]
    assert not missing, "name them with audit.name_actions:\n" + "\n".join(missing)
