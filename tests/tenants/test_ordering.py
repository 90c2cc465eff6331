"""How an empty schema's migrations are made quick, and that they make the same."""

from itertools import groupby

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tenants import template
from tenants.ordering import few_models, is_ours, packages_first


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


def test_an_operation_makes_the_next_models_anew_only():
    state = ProjectState()
    for name, fields in (
        ("first", []),
        ("second", [("of", models.ForeignKey("core.First", models.CASCADE))]),
        ("third", [("of", models.ForeignKey("core.Second", models.CASCADE))]),
        ("fourth", [("of", models.ForeignKey("core.Third", models.CASCADE))]),
    ):
        state.add_model(
            ModelState("core", name, [("id", models.AutoField(primary_key=True)), *fields])
        )
    before = {name: state.apps.get_model("core", name) for name in ("first", "second", "fourth")}
    with few_models():
        state.add_field("core", "fourth", "note", models.TextField(), True)
        made = {
            name
            for name, model in before.items()
            if state.apps.get_model("core", name) is not model
        }
    assert made == {"second", "fourth"}
    # Code of a migration's own sees all of them in their last state.
    state.clear_delayed_apps_cache()
    assert state.apps.get_model("core", "fourth")._meta.get_field("note")
    of = state.apps.get_model("core", "second")._meta.get_field("of")
    assert of.related_model is state.apps.get_model("core", "first")


def test_a_county_s_tables_are_what_the_models_say(in_county_a):
    """Made by migrations with few models made anew: nothing is missing, nothing is too much."""
    ours = [model for config in template.tenant_apps() for model in config.get_models(True)]
    tables = {model._meta.db_table: model for model in ours if model._meta.managed}
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        assert set(tables) <= there
        for name, model in tables.items():
            columns = {
                column.name: column.null_ok
                for column in connection.introspection.get_table_description(cursor, name)
            }
            assert columns == {f.column: f.null for f in model._meta.local_concrete_fields}, name
            found = connection.introspection.get_constraints(cursor, name)
            keys = {c["columns"][0]: c["foreign_key"] for c in found.values() if c["foreign_key"]}
            wanted = {
                f.column: (f.target_field.model._meta.db_table, f.target_field.column)
                for f in model._meta.local_concrete_fields
                if f.is_relation and f.db_constraint
            }
            assert keys == wanted, name
            # Packages have renamed some of theirs in the models only.
            named = [*model._meta.constraints, *model._meta.indexes]
            named = named if is_ours(model._meta.app_label) else []
            assert {one.name for one in named} <= set(found), name
            alone = {tuple(c["columns"]) for c in found.values() if c["unique"]}
            assert {(f.column,) for f in model._meta.local_concrete_fields if f.unique} <= alone, (
                name
            )
    assert len(tables) > 200
