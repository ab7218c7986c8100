"""States are assigned by actions alone, and every moment of a decision has the person who made it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pgtrigger
import pytest
from django.apps import apps
from django.db import models

from tests.architecture.sources import APPS, ROOT, modules, parse, place

STATE_FIELDS = {"state", "status"}
# The kernel's own work rows: these two modules are their actions.
ALSO_ACTIONS = {"pilot/jobs.py", "pilot/outbox.py"}
# Two states and one move, which `approved_rates_never_change` keeps from being taken back.
ALLOWED_OTHERWISE = {"billing.RateTable": {("draft", "approved")}}
# Moments that no person brings about: what a worker did to its own row.
NOBODYS = {"Job.heartbeat_at", "Job.ended_at", "OutboxMessage.done_at"}


def is_action(path: Path) -> bool:
    inside = path.relative_to(ROOT)
    return "actions" in (inside.stem, *inside.parts[1:-1]) or str(inside) in ALSO_ACTIONS


def assignments(path: Path) -> Iterator[ast.AST]:
    """Give every place that sets a state: `row.state = …`, `.update(state=…)`, `setattr(row, "state", …)`."""
    for node in ast.walk(parse(path)):
        targets = node.targets if isinstance(node, ast.Assign) else []
        targets += [node.target] if isinstance(node, ast.AugAssign) else []
        if any(isinstance(target, ast.Attribute) and target.attr in STATE_FIELDS for target in targets):
            yield node
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            literals = {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
            updates = name in ("update", "aupdate") and STATE_FIELDS & {keyword.arg for keyword in node.keywords}
            if updates or (name == "setattr" and STATE_FIELDS & literals):
                yield node


def test_states_are_assigned_in_actions_only():
    found = [place(path, node) for path in modules() if not is_action(path) for node in assignments(path)]

    assert found == []


def own_models() -> list[type[models.Model]]:
    return [
        model for app in APPS for model in apps.get_app_config(app).get_models() if not model.__name__.endswith("Event")
    ]


def decisions() -> list[tuple[type[models.Model], str]]:
    """Every moment that may still be missing, and so says that something was decided."""
    return [
        (model, field.name)
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField) and field.null and field.name.endswith("_at")
        if f"{model.__name__}.{field.name}" not in NOBODYS
    ]


@pytest.mark.parametrize(("model", "moment"), decisions(), ids=lambda value: getattr(value, "__name__", value))
def test_moment_of_a_decision_is_bound_to_its_person_by_a_constraint(model, moment):
    person = moment.removesuffix("_at") + "_by"
    constraints = [str(constraint) for constraint in model._meta.constraints if _names(constraint, moment, person)]

    assert any(field.name == person for field in model._meta.get_fields())
    assert constraints, f"no constraint of {model.__name__} binds {moment} to {person}"


def _names(constraint: models.BaseConstraint, *fields: str) -> bool:
    text = str(getattr(constraint, "condition", ""))
    return isinstance(constraint, models.CheckConstraint) and all(
        re.search(rf"\b{field}(?=__|\b|')", text) for field in fields
    )


def life_cycles() -> dict[str, type[models.Model]]:
    """Every model with a state, by the name that the page of states gives it."""
    return {model._meta.label: model for model in own_models() if hasattr(model, "State")}


@pytest.mark.parametrize("label", life_cycles())
def test_page_of_states_tells_the_moves_that_the_database_allows(label):
    chapters = (ROOT / "docs/states.md").read_text().split("\n## ")
    (chapter,) = [chapter for chapter in chapters if f"(`{label}`)" in chapter.splitlines()[0]]

    told = {
        (before, after)
        for before, move in re.findall(r"\| `(\w+)` \| ([^|]*)", chapter)
        for after in re.findall(r"→ `(\w+)`", move)
    }

    assert told == ALLOWED_OTHERWISE.get(label) or told == moves_of(life_cycles()[label])


def moves_of(model: type[models.Model]) -> set[tuple[str, str]]:
    (machine,) = [trigger for trigger in model._meta.triggers if isinstance(trigger, pgtrigger.FSM)]
    return set(map(tuple, machine.transitions))
