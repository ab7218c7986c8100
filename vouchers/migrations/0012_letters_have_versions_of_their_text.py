# What letters say is written by staff, in versions; a letter keeps which one it was made of, and all that it says.

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('pilot', '0009_notice_terms_of_the_act'),
        ('registry', '0005_two_records_of_one_person'),
        ('vouchers', '0011_choices_for_another'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LetterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes')], max_length=16)),
                ('number', models.PositiveSmallIntegerField()),
                ('title_fi', models.CharField(max_length=200)),
                ('title_sv', models.CharField(max_length=200)),
                ('title_en', models.CharField(max_length=200)),
                ('text_fi', models.TextField()),
                ('text_sv', models.TextField()),
                ('text_en', models.TextField()),
                ('drafted_at', models.DateTimeField()),
                ('previewed_at', models.DateTimeField(null=True)),
                ('in_use_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='LetterVersionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes')], max_length=16)),
                ('number', models.PositiveSmallIntegerField()),
                ('title_fi', models.CharField(max_length=200)),
                ('title_sv', models.CharField(max_length=200)),
                ('title_en', models.CharField(max_length=200)),
                ('text_fi', models.TextField()),
                ('text_sv', models.TextField()),
                ('text_en', models.TextField()),
                ('drafted_at', models.DateTimeField()),
                ('previewed_at', models.DateTimeField(null=True)),
                ('in_use_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='letter_never_changes',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='letter',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='letter',
            name='text',
            field=models.TextField(blank=True, help_text='All that it says, filled in, when it is no decision.'),
        ),
        migrations.AddField(
            model_name='letterevent',
            name='text',
            field=models.TextField(blank=True, help_text='All that it says, filled in, when it is no decision.'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterevent',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes')], max_length=16),
        ),
        migrations.AddField(
            model_name='letterversion',
            name='drafted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letterversion',
            name='in_use_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letterversion',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letter_versions', to='pilot.pilot'),
        ),
        migrations.AddField(
            model_name='letterversion',
            name='previewed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letter',
            name='version',
            field=models.ForeignKey(help_text="Whose text it is; none is the program's own.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='vouchers.letterversion'),
        ),
        migrations.AddField(
            model_name='letterevent',
            name='version',
            field=models.ForeignKey(db_constraint=False, help_text="Whose text it is; none is the program's own.", null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.letterversion'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='letter_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2e85c7b15b89e49792b58c01f9e468e2e9c4fc50', operation='UPDATE', pgid='pgtrigger_letter_never_changes_5617d', table='vouchers_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."text", new_values."title", new_values."version_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b51a711c9bfe113c386ded99aaf9e5e9fc74a656', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4cfea', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."text", new_values."title", new_values."version_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='73d6375247da22aab715798865914c0cc08fb543', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_13612', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT old_values."decision_id", old_values."id", old_values."key", old_values."kind", old_values."language", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."text", old_values."title", old_values."version_id", old_values."written_at", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='bb913827b80cd2fd1f5215104d106b6800d4aa69', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ca1ea', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_letter', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'decision'), models.Q(('text', ''), _negated=True), _connector='OR'), name='letter_says_something'),
        ),
        migrations.AddField(
            model_name='letterversionevent',
            name='drafted_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letterversionevent',
            name='in_use_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='letterversionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='letterversionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.letterversion'),
        ),
        migrations.AddField(
            model_name='letterversionevent',
            name='pilot',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.pilot'),
        ),
        migrations.AddField(
            model_name='letterversionevent',
            name='previewed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='letterversion',
            constraint=models.UniqueConstraint(fields=('pilot', 'kind', 'number'), name='letter_version_has_its_number_alone'),
        ),
        migrations.AddConstraint(
            model_name='letterversion',
            constraint=models.UniqueConstraint(condition=models.Q(('in_use_at__isnull', True)), fields=('pilot', 'kind'), name='letter_has_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='letterversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title_fi', ''), _negated=True), models.Q(('title_sv', ''), _negated=True), models.Q(('title_en', ''), _negated=True), models.Q(('text_fi', ''), _negated=True), models.Q(('text_sv', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='letter_is_written_in_three_languages'),
        ),
        migrations.AddConstraint(
            model_name='letterversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('previewed_at__isnull', True), ('previewed_by__isnull', True)), models.Q(('previewed_at__isnull', False), ('previewed_by__isnull', False)), _connector='OR'), name='letter_is_previewed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='letterversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('in_use_at__isnull', True), ('in_use_by__isnull', True)), models.Q(('in_use_at__isnull', False), ('in_use_by__isnull', False), ('previewed_at__isnull', False)), _connector='OR'), name='letter_is_looked_at_before_it_is_used'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterversion',
            trigger=pgtrigger.compiler.Trigger(name='letter_version_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4e4509a74a19394ad873c01213f7dd5a208572c8', operation='DELETE', pgid='pgtrigger_letter_version_is_never_deleted_e73b6', table='vouchers_letterversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterversion',
            trigger=pgtrigger.compiler.Trigger(name='letter_version_in_use_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."in_use_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='628935dce9447aa3c35177018397fa31f06149ca', operation='UPDATE', pgid='pgtrigger_letter_version_in_use_never_changes_9e3ef', table='vouchers_letterversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterversion',
            trigger=pgtrigger.compiler.Trigger(name='changed_draft_is_looked_at_anew', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."previewed_at" IS NOT NULL AND OLD."previewed_at" IS NOT NULL AND (OLD."title_fi" IS DISTINCT FROM (NEW."title_fi") OR OLD."title_sv" IS DISTINCT FROM (NEW."title_sv") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7770ce9d8d3c6ac466b6bce94946f5ab36947294', operation='UPDATE', pgid='pgtrigger_changed_draft_is_looked_at_anew_a96a1', table='vouchers_letterversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterversion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterversionevent" ("drafted_at", "drafted_by_id", "id", "in_use_at", "in_use_by_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "previewed_at", "previewed_by_id", "text_en", "text_fi", "text_sv", "title_en", "title_fi", "title_sv") SELECT new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."in_use_at", new_values."in_use_by_id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id", new_values."previewed_at", new_values."previewed_by_id", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."title_en", new_values."title_fi", new_values."title_sv" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ad595e1a3cac0b9cb6492a368207f86c7ab72389', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_cee2a', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_letterversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterversion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterversionevent" ("drafted_at", "drafted_by_id", "id", "in_use_at", "in_use_by_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "previewed_at", "previewed_by_id", "text_en", "text_fi", "text_sv", "title_en", "title_fi", "title_sv") SELECT new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."in_use_at", new_values."in_use_by_id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id", new_values."previewed_at", new_values."previewed_by_id", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."title_en", new_values."title_fi", new_values."title_sv" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a32de142908e5a948e44ff209af82f57f43a01ea', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_da542', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_letterversion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letterversion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterversionevent" ("drafted_at", "drafted_by_id", "id", "in_use_at", "in_use_by_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "previewed_at", "previewed_by_id", "text_en", "text_fi", "text_sv", "title_en", "title_fi", "title_sv") SELECT old_values."drafted_at", old_values."drafted_by_id", old_values."id", old_values."in_use_at", old_values."in_use_by_id", old_values."kind", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id", old_values."previewed_at", old_values."previewed_by_id", old_values."text_en", old_values."text_fi", old_values."text_sv", old_values."title_en", old_values."title_fi", old_values."title_sv" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dfe16df60b611d4fcae1990cc2068ea764c78225', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_738a3', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_letterversion', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='letterversionevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_letterversion_xid'),
        ),
    ]
