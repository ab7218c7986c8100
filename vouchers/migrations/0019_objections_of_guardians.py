# Guardians in dispute: objections, and letters that tell of a choice for a child.

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('registry', '0010_mandates_of_made_up_people'),
        ('vouchers', '0018_reminders_and_undone_closings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('guardian', 'A choice for a child'), ('receipt', 'Confirmation of a choice'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterevent',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('guardian', 'A choice for a child'), ('receipt', 'Confirmation of a choice'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversion',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close'), ('guardian', 'A choice for a child')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversionevent',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close'), ('guardian', 'A choice for a child')], max_length=16),
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('channel', models.CharField(choices=[('online', 'Online'), ('desk', 'At the desk'), ('paper', 'On paper'), ('replay', 'Replay'), ('system', 'Automatically')], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('settle_by', models.DateField(help_text='By which day it is settled, by the rule set of the day it was made.')),
                ('state', models.CharField(choices=[('open', 'Waits to be settled'), ('upheld', 'Upheld: the choice is undone'), ('dismissed', 'The choice stands')], default='open', max_length=9)),
                ('reasons', models.TextField(blank=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('choice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='vouchers.choice')),
                ('decision', models.OneToOneField(help_text='To whoever objected.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='vouchers.decision')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resident', models.ForeignKey(help_text='The guardian who objects.', on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='registry.resident')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ObjectionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('text', models.TextField()),
                ('channel', models.CharField(choices=[('online', 'Online'), ('desk', 'At the desk'), ('paper', 'On paper'), ('replay', 'Replay'), ('system', 'Automatically')], max_length=10)),
                ('made_at', models.DateTimeField()),
                ('settle_by', models.DateField(help_text='By which day it is settled, by the rule set of the day it was made.')),
                ('state', models.CharField(choices=[('open', 'Waits to be settled'), ('upheld', 'Upheld: the choice is undone'), ('dismissed', 'The choice stands')], default='open', max_length=9)),
                ('reasons', models.TextField(blank=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('choice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.choice')),
                ('decision', models.ForeignKey(db_constraint=False, help_text='To whoever objected.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.decision')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.objection')),
                ('resident', models.ForeignKey(db_constraint=False, help_text='The guardian who objects.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident')),
                ('settled_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='objection',
            index=models.Index(fields=['state', 'settle_by'], name='objection_by_deadline'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(fields=('choice', 'resident'), name='guardian_objects_to_a_choice_once'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('choice',), name='one_objection_to_a_choice_waits'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='objection_says_something'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', True), ('reasons', ''), ('settled_at__isnull', True), ('settled_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('reasons', ''), _negated=True), ('decision__isnull', False), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='objection_is_settled_by_someone_with_reasons'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='objection_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='9d6ddf82a6a42a1f25abc8a68db1a80a2f2b1220', operation='DELETE', pgid='pgtrigger_objection_is_never_deleted_3ba87', table='vouchers_objection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='what_was_objected_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."choice_id" IS DISTINCT FROM (NEW."choice_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."settle_by" IS DISTINCT FROM (NEW."settle_by"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6d744dc31f71bc33213405d605e6db54eda58c05', operation='UPDATE', pgid='pgtrigger_what_was_objected_never_changes_218aa', table='vouchers_objection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='objection_moves_as_allowed', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:upheld,open:dismissed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='97491228d8cb0544fda135a16ec3d32e69d3b9ae', operation='UPDATE', pgid='pgtrigger_objection_moves_as_allowed_69a4b', table='vouchers_objection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='objection_follows_its_guardian', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))', func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'objection_follows_its_guardian' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='bdc44267b3205c8e3fdd86ca0aad50c408fdcbc6', operation='UPDATE OF "resident_id"', pgid='pgtrigger_objection_follows_its_guardian_978f3', table='vouchers_objection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='absorbed_resident_gets_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='e610a0ed65be31e21e2d088003d2d4996dbdafd0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_absorbed_resident_gets_nothing_0659f', referencing='REFERENCING NEW TABLE AS new_rows ', table='vouchers_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='nothing_moves_to_absorbed_resident', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='44491ca69282dbff5ae846aa73160caf9d8106d2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_nothing_moves_to_absorbed_resident_518b0', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='vouchers_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text") SELECT new_values."channel", new_values."choice_id", new_values."decision_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."resident_id", new_values."settle_by", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='40ee7ddb79f77665bb9940d93fd5859e47043768', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a102f', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text") SELECT new_values."channel", new_values."choice_id", new_values."decision_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reasons", new_values."resident_id", new_values."settle_by", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f534309f357f6b8518297dba5bf8476877625527', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2a05f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text") SELECT old_values."channel", old_values."choice_id", old_values."decision_id", old_values."id", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reasons", old_values."resident_id", old_values."settle_by", old_values."settled_at", old_values."settled_by_id", old_values."state", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4f20890feb0956db76a80e93c6f1df5dc6b48fd0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_294ce', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_objection', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='objectionevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_objection_xid'),
        ),
    ]
