"""What the migrations 4 to 5 do to the tables of providers and sites, done together.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

from django.db import migrations

from pilot.migrating import operations_of

FILES = [
    "0004_sites_are_approved_by_two",
    "0005_approvals_are_what_was_proposed",
]


class Migration(migrations.Migration):
    replaces = [("providers", name) for name in FILES]

    dependencies = [
        ("providers", "0001_squashed_0003_two_people_see_every_bank_account"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("pilot", "0019_days_of_rules_go_together"),
    ]

    operations = operations_of("providers", FILES)
