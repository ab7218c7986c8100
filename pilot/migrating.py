"""What our migrations do that Django's own operations do too slowly."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    RemoveConstraint,
    RemoveIndex,
    RunSQL,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

ADDED = (AddConstraint, AddIndex, AddTrigger)
REMOVED = (RemoveConstraint, RemoveIndex, RemoveTrigger)
# What kind of thing, of which model, by which name.
Key = tuple[str, str, str]


class CreateTogether(Operation):
    """Create several models, each after those that it points to.

    Django renders every related model anew after each of them, and nearly all our models are related: for all tables of
    an empty database that took five times as long as this, which renders them once when the first table is made. What
    the state comes to, and the statements that are executed, are those of the same operations one by one.
    """

    def __init__(self, operations: Sequence[CreateModel]):
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state; what was rendered is let go first, so that nothing is rendered in between."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make the tables in the order given."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the tables, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what `migrate --plan` prints."""
        return f"Create {len(self.operations)} models together"


class ChangeTogether(Operation):
    """Do at once what the operations of several migrations do one by one: make tables, add and change columns, guard.

    Between the operations Django would render nearly every model anew; here once before and once after. A table that
    is made here is made as the last operation leaves it; to those that were there before, what is there no longer at
    the end is not added first. Refuses operations that it does not know: what loses or moves data is no such thing.
    """

    reversible = False

    def __init__(self, operations: Sequence[Operation]):
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Bring the state forward by each operation; what was rendered is let go first."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take away first, then make and change, then guard."""
        before = {name for app, name in from_state.models if app == app_label}
        takes, makes, guards = _sorted(self.operations, before)
        for operation in (*takes, *makes):
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        for operation in guards:
            # A rule may name a column that was not there before.
            operation.database_forwards(app_label, schema_editor, to_state, to_state)

    def describe(self) -> str:
        """Say what `migrate --plan` prints."""
        return f"Do {len(self.operations)} changes together"


def operations_of(app: str, names: Sequence[str]) -> list[Operation]:
    """Return the operations of the app's migrations, as few as can be done together; statements stand by themselves."""
    found: list[Operation] = []
    together: list[Operation] = []
    for name in names:
        for operation in import_module(f"{app}.migrations.{name}").Migration.operations:
            if isinstance(operation, RunSQL):
                found += [ChangeTogether(together), operation] if together else [operation]
                together = []
            else:
                together.append(operation)
    return [*found, ChangeTogether(together)] if together else found


def _sorted(
    operations: Sequence[Operation], before: set[str]
) -> tuple[list[Operation], list[Operation], list[Operation]]:
    """Return what takes away, what makes and changes, and what guards, each thing once and in its first place."""
    takes: dict[Key, Operation] = {}
    makes: dict[Key, Operation] = {}
    guards: dict[Key, Operation] = {}
    for operation in operations:
        if isinstance(operation, CreateModel):
            makes["model", operation.name_lower, ""] = operation
        elif getattr(operation, "model_name", "").lower() not in {"", *before}:
            # The table is made as it is at the end. What names no model may do anything: it is refused below.
            continue
        elif isinstance(operation, AddField):
            makes["field", operation.model_name_lower, operation.name_lower] = operation
        elif isinstance(operation, AlterField):
            # What was added here is added as it is at the end.
            key = ("field", operation.model_name_lower, operation.name_lower)
            if not isinstance(makes.get(key), AddField):
                makes[key] = operation
        elif isinstance(operation, ADDED):
            guards[_named(operation)] = operation
        elif isinstance(operation, REMOVED):
            # What was added here alone never gets there.
            if guards.pop(_named(operation), None) is None or _named(operation) in takes:
                takes.setdefault(_named(operation), operation)
        else:
            raise TypeError(f"{operation.describe()}: not to be done together with others")
    return list(takes.values()), list(makes.values()), list(guards.values())


def _named(operation: Any) -> Key:
    """Name the index, constraint or trigger that is added or removed."""
    thing = getattr(operation, operation.option_name.removesuffix("s").replace("indexe", "index"), None)
    return operation.option_name, operation.model_name.lower(), thing.name if thing is not None else operation.name
