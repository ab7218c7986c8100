"""What the migrations 18 to 21 do to the tables of runs and payments, done together.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

from django.db import migrations

from pilot.migrating import operations_of

FILES = [
    "0018_targets_are_decided_with_their_rules",
    "0019_two_people_let_a_debt_or_a_figure_go",
    "0020_unresolved_doubt_stops_the_month",
    "0021_bank_lines_tell_their_currency",
]


class Migration(migrations.Migration):
    replaces = [("billing", name) for name in FILES]

    dependencies = [
        ("billing", "0001_squashed_0017_bank_lines_are_looked_at"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("pilot", "0019_days_of_rules_go_together"),
        ("providers", "0001_squashed_0003_two_people_see_every_bank_account"),
        ("registry", "0012_doubts_are_put_off"),
    ]

    operations = operations_of("billing", FILES)
