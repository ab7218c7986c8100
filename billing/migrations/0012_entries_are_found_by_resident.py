"""Let the key of entries begin with the resident, whose entries of all runs are what a correction looks for."""

from django.db import migrations

from billing import sql

KEY = """
ALTER TABLE billing_entry DROP CONSTRAINT entry_is_written_once_a_run;
ALTER TABLE billing_entry ADD CONSTRAINT entry_is_written_once_a_run
    PRIMARY KEY (resident_id, month, starts_on, kind, run_id);
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0011_corrections_name_their_change")]

    operations = [
        migrations.RunSQL(KEY, migrations.RunSQL.noop),
        migrations.RunSQL(sql.text("entry_functions"), migrations.RunSQL.noop),
    ]
