"""Let a run's entries be filled in several tables at once, and attach them together."""

from django.db import migrations

from billing import sql

REVERSE = """
DROP FUNCTION billing_drop_leftovers(bigint);
DROP FUNCTION billing_attach_entries(bigint, bigint[], bigint[]);
DROP FUNCTION billing_close_entries(bigint, integer);
DROP FUNCTION billing_open_entries(bigint, integer, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0008_run_check_is_kept")]

    operations = [migrations.RunSQL(sql.text("entry_functions"), REVERSE)]
