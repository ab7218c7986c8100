"""Refuse to pay for a record that another one of the same person absorbed."""

from django.db import migrations

from billing import sql


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0013_accounts_and_journal"),
        ("registry", "0005_two_records_of_one_person"),
    ]

    operations = [migrations.RunSQL(sql.text("entry_functions"), migrations.RunSQL.noop)]
