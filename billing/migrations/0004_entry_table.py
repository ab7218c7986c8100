"""Make the partitioned table of entries."""

from django.db import migrations

from billing import sql

REVERSE = """
DROP TRIGGER resident_of_an_entry_is_kept ON registry_resident;
DROP TRIGGER site_of_an_entry_is_kept ON providers_site;
DROP FUNCTION billing_keep_what_entries_name();
DROP TABLE billing_entry;
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0003_initial")]

    operations = [migrations.RunSQL(sql.text("entry_table"), REVERSE)]
