"""What the migrations 11 to 12 do to the tables of residents and the register, done together.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

from django.db import migrations

from pilot.migrating import operations_of

FILES = [
    "0011_the_change_feeds_answers",
    "0012_doubts_are_put_off",
]


class Migration(migrations.Migration):
    replaces = [("registry", name) for name in FILES]

    dependencies = [
        ("registry", "0001_squashed_0010_mandates_of_made_up_people"),
        ("pilot", "0019_days_of_rules_go_together"),
    ]

    operations = operations_of("registry", FILES)
