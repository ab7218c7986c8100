"""Rules as a test needs them: written over those in force, which the database lets nobody else do."""

from typing import Any

import pgtrigger
from django.db import connection, transaction

from pilot.models import RuleSet, Strand

GUARDS = ["rules_stay_as_they_were_decided", "rules_end_where_approved_ones_begin"]
END = {guard.name: guard for guard in getattr(RuleSet._meta, "triggers", ())}[GUARDS[1]].get_pgid(RuleSet)


def drop_rules(strand: Strand) -> None:
    """Let the strand never have had rules."""
    with pgtrigger.ignore("pilot.RuleSet:rules_are_never_deleted"):
        RuleSet.objects.filter(strand=strand).delete()


def write_rules(strand: Strand | None = None, **values: Any) -> None:
    """Let the strand's rules, or everybody's, always have been so."""
    rows = RuleSet.objects.all() if strand is None else RuleSet.objects.filter(strand=strand)
    passed_by = pgtrigger.ignore(*(f"pilot.RuleSet:{name}" for name in GUARDS))
    with passed_by, transaction.atomic(), connection.cursor() as cursor:
        rows.update(**values)
        # Now, while it is passed by: it would be asked when the test ends.
        cursor.execute(f"SET CONSTRAINTS {END} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {END} DEFERRED")
