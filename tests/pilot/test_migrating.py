from collections.abc import Sequence

import pytest
from django.db import connection, models
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    DeleteModel,
    RemoveConstraint,
    RemoveField,
    RunPython,
    RunSQL,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from pilot.migrating import ChangeTogether, CreateTogether, operations_of

SHELF = CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("place", models.IntegerField())])
BOOK = CreateModel(
    "Book",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("shelf", models.ForeignKey("library.shelf", models.PROTECT, related_name="+")),
    ],
    {"constraints": [models.UniqueConstraint(fields=["shelf", "id"], name="book_stands_once")]},
)


TALL = AddConstraint("shelf", models.CheckConstraint(condition=models.Q(height__gt=0), name="shelf_is_high"))
HEIGHT = AddField("shelf", "height", models.IntegerField(default=1))
BY_PLACE = AddIndex("shelf", models.Index(fields=["place"], name="shelf_by_place"))


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


def changes(*operations: Operation) -> list[str]:
    """Give the statements of the changes alone, to a shelf that was there before."""
    return statements([SHELF, *operations])[len(statements([SHELF])) :]


@pytest.mark.parametrize(
    "operations",
    [
        [HEIGHT, TALL, BY_PLACE],
        [AlterField("shelf", "place", models.BigIntegerField()), BY_PLACE],
        [BY_PLACE, BOOK],
    ],
)
def test_what_is_changed_together_comes_to_the_same_as_one_by_one(db, operations):
    assert sorted(changes(ChangeTogether(operations))) == sorted(changes(*operations))
    assert states([SHELF, ChangeTogether(operations)])[-1] == states([SHELF, *operations])[-1]


def test_a_table_and_a_column_made_together_with_their_changes_are_made_as_they_end(db):
    """The book gets its title and its rule with the table; the shelf's height is wide from the beginning."""
    title = AddField("book", "title", models.TextField(default=""))
    named = AddConstraint("book", models.CheckConstraint(condition=~models.Q(title=""), name="book_has_a_title"))
    wide = AlterField("shelf", "height", models.BigIntegerField(default=1))

    made = changes(ChangeTogether([BOOK, title, named, HEIGHT, wide]))

    assert [text for text in made if "book_has_a_title" in text] == [made[0]]
    assert [text for text in made if '"height"' in text] == [
        'ALTER TABLE "library_shelf" ADD COLUMN "height" bigint DEFAULT 1 NOT NULL;',
        'ALTER TABLE "library_shelf" ALTER COLUMN "height" DROP DEFAULT;',
    ]


def test_what_is_added_and_taken_away_again_is_never_made(db):
    away = RemoveConstraint("shelf", "shelf_is_high")
    low = AddConstraint("shelf", models.CheckConstraint(condition=models.Q(height__lt=9), name="shelf_is_high"))

    assert "shelf_is_high" not in "".join(changes(ChangeTogether([HEIGHT, TALL, away])))
    assert [text for text in changes(ChangeTogether([HEIGHT, TALL, away, low])) if "shelf_is_high" in text] == [
        'ALTER TABLE "library_shelf" ADD CONSTRAINT "shelf_is_high" CHECK ("height" < 9);'
    ]


def test_what_was_there_is_taken_away_before_it_is_made_anew(db):
    before = [HEIGHT, TALL]
    again = [RemoveConstraint("shelf", "shelf_is_high"), TALL]

    both = changes(*before, ChangeTogether(again))[len(changes(*before)) :]

    assert [text.split(" CONSTRAINT ")[0] for text in both] == [
        'ALTER TABLE "library_shelf" DROP',
        'ALTER TABLE "library_shelf" ADD',
    ]


@pytest.mark.parametrize(
    "operation", [RemoveField("shelf", "place"), DeleteModel("Shelf"), RunPython(RunPython.noop)], ids=type
)
def test_what_loses_or_moves_data_is_not_done_together(db, operation):
    with pytest.raises(TypeError, match="not to be done together"):
        changes(ChangeTogether([operation]))


def test_a_statement_stands_between_what_comes_before_and_after_it():
    found = operations_of("pilot", ["0018_rules_in_force_stay", "0019_days_of_rules_go_together"])

    assert [type(one) for one in found] == [ChangeTogether, RunSQL, ChangeTogether]
