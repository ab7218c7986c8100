"""What the migrations 18 to 23 do to the tables of the kernel, done together.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

from django.db import migrations

from pilot.migrating import operations_of

FILES = [
    "0018_rules_in_force_stay",
    "0019_days_of_rules_go_together",
    "0020_terms_of_notice_are_approved_by_two",
    "0021_who_moves_back_comes_back_onto_a_full_list",
    "0022_systems_that_use_the_interface",
    "0023_terms_for_everybody_take_two_too",
]


class Migration(migrations.Migration):
    replaces = [("pilot", name) for name in FILES]

    dependencies = [
        ("pilot", "0001_squashed_0017_objections_of_guardians"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = operations_of("pilot", FILES)
