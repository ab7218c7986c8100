"""What keeps an absorbed record as it was: nothing is added to it, and no row is moved onto it.

Once for each statement, not for each row: a month's lists of a million residents are laid out in one.
"""

import pgtrigger

ADDED = """
    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (
        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.{column}
        WHERE record.merged_into_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
MOVED = """
    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (
        SELECT FROM new_rows
        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.{column} IS DISTINCT FROM new_rows.{column}
        JOIN registry_resident AS record ON record.id = new_rows.{column}
        WHERE record.merged_into_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


def nothing_for_absorbed(column: str = "resident_id") -> list[pgtrigger.Trigger]:
    """Return the triggers for a table whose rows belong to the resident in the column."""
    whose = column.removesuffix("_id")
    added, moved = f"absorbed_{whose}_gets_nothing", f"nothing_moves_to_absorbed_{whose}"
    return [
        pgtrigger.Trigger(
            name=added,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="new_rows"),
            func=ADDED.format(column=column, name=added),
        ),
        pgtrigger.Trigger(
            name=moved,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Update,
            referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
            func=MOVED.format(column=column, name=moved),
        ),
    ]
