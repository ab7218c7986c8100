from collections.abc import Sequence

from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from pilot.migrating import CreateTogether

SHELF = CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("place", models.IntegerField())])
BOOK = CreateModel(
    "Book",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("shelf", models.ForeignKey("library.shelf", models.PROTECT, related_name="+")),
    ],
    {"constraints": [models.UniqueConstraint(fields=["shelf", "id"], name="book_stands_once")]},
)


def states(operations: Sequence[Operation]) -> list[ProjectState]:
    """Let the state come forward by each operation, rendered as `migrate` keeps it."""
    passed = [ProjectState()]
    for operation in operations:
        assert passed[-1].apps
        after = passed[-1].clone()
        operation.state_forwards("library", after)
        passed.append(after)
    return passed


def statements(operations: Sequence[Operation]) -> list[str]:
    with connection.schema_editor(collect_sql=True) as editor:
        passed = states(operations)
        for operation, before, after in zip(operations, passed, passed[1:], strict=False):
            operation.database_forwards("library", editor, before, after)
    return editor.collected_sql


def test_models_created_together_have_the_state_of_those_created_one_by_one():
    assert states([CreateTogether([SHELF, BOOK])])[-1] == states([SHELF, BOOK])[-1]


def test_tables_made_together_are_made_by_the_same_statements(db):
    together = statements([CreateTogether([SHELF, BOOK])])

    assert together == statements([SHELF, BOOK])
    assert [text.split(" (")[0] for text in together][:2] == [
        'CREATE TABLE "library_shelf"',
        'CREATE TABLE "library_book"',
    ]


def test_nothing_is_rendered_while_models_are_created_together():
    assert "apps" in vars(states([SHELF])[-1])
    assert "apps" not in vars(states([CreateTogether([SHELF])])[-1])


def test_tables_are_dropped_last_first(db):
    operation = CreateTogether([SHELF, BOOK])
    before, after = states([operation])

    with connection.schema_editor(collect_sql=True) as editor:
        operation.database_backwards("library", editor, after, before)

    assert [text for text in editor.collected_sql if "DROP TABLE" in text] == [
        'DROP TABLE "library_book" CASCADE;',
        'DROP TABLE "library_shelf" CASCADE;',
    ]
