"""Let every audit event know the database's unit of work that did the deed; events recorded before know none."""

from django.db import migrations, models

import pilot.history


class Migration(migrations.Migration):
    dependencies = [("pilot", "0003_states_move_as_allowed")]

    operations = [
        # In two steps: with its default at once, every earlier event would be given the migration's own unit of work.
        migrations.AddField("auditevent", "xid", pilot.history.Xid8Field(editable=False, null=True)),
        migrations.AlterField(
            "auditevent",
            "xid",
            pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False, null=True),
        ),
        migrations.AddIndex("auditevent", models.Index(fields=["xid"], name="audit_by_xid")),
    ]
