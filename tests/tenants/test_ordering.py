"""The order of an empty schema's migrations."""

from itertools import groupby

from django.db.migrations.loader import MigrationLoader

from tenants.ordering import is_ours, packages_first


def plan_of(graph):
    plan = []
    for target in graph.leaf_nodes():
        plan += [node for node in graph.forwards_plan(target) if node not in plan]
    return plan


def test_packages_come_first_and_nothing_is_lost():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    usual = plan_of(graph)
    with packages_first():
        plan = plan_of(graph)
    assert set(plan) == set(usual)
    for place, node in enumerate(plan):
        assert {parent.key for parent in graph.node_map[node].parents} <= set(plan[:place])
    # Wagtail wants the accounts; after its last there is only ours.
    last = max(place for place, node in enumerate(plan) if not is_ours(node[0]))
    before = {label for label, _name in plan[:last] if is_ours(label)}
    assert before == {"accounts"}
    assert len(list(groupby(plan, key=lambda node: is_ours(node[0])))) == 4


def test_what_is_asked_outside_comes_as_usual():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    with packages_first():
        assert graph.leaf_nodes() != sorted(graph.leaf_nodes())
    assert graph.leaf_nodes() == sorted(graph.leaf_nodes())
