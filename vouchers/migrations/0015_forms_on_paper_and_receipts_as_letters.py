# Forms on paper are kept as they came; the receipt of a choice may be sent as a letter.

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('pilot', '0013_organisers_contact_in_each_language'),
        ('providers', '0003_two_people_see_every_bank_account'),
        ('registry', '0009_what_was_left_out_is_looked_through'),
        ('vouchers', '0014_nothing_moves_from_nobody_to_an_absorbed_record'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('returns_home', models.BooleanField(default=False)),
                ('arrived_on', models.DateField(help_text='The day it reached the organiser: the choice counts from it.')),
                ('capacity', models.CharField(choices=[('own', 'For oneself'), ('guardian', 'As guardian'), ('mandate', 'By mandate'), ('legal_guardian', 'As legal guardian')], max_length=14)),
                ('signatory_name', models.CharField(blank=True, max_length=160)),
                ('receipt_by', models.CharField(choices=[('letter', 'By letter'), ('email', 'By e-mail, to be read after identifying oneself online')], default='letter', max_length=6)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('key', models.CharField(help_text="The page's token: the same one enters once.", max_length=64, unique=True)),
                ('entered_at', models.DateTimeField()),
                ('entered_on', models.DateField(help_text="The day of entering in the pilot's time zone.")),
                ('state', models.CharField(choices=[('arrived', 'Waits for somebody'), ('accepted', 'Registered'), ('rejected', 'Not accepted')], default='arrived', max_length=8)),
                ('ground', models.CharField(blank=True, choices=[('unsigned', 'The signature is missing'), ('unclear', 'It cannot be read what was chosen'), ('no_right', 'Whoever signed has not shown a right to choose for the other'), ('rules', 'The rules of the pilot do not allow the choice')], max_length=8)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PaperFormEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('returns_home', models.BooleanField(default=False)),
                ('arrived_on', models.DateField(help_text='The day it reached the organiser: the choice counts from it.')),
                ('capacity', models.CharField(choices=[('own', 'For oneself'), ('guardian', 'As guardian'), ('mandate', 'By mandate'), ('legal_guardian', 'As legal guardian')], max_length=14)),
                ('signatory_name', models.CharField(blank=True, max_length=160)),
                ('receipt_by', models.CharField(choices=[('letter', 'By letter'), ('email', 'By e-mail, to be read after identifying oneself online')], default='letter', max_length=6)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('key', models.CharField(help_text="The page's token: the same one enters once.", max_length=64)),
                ('entered_at', models.DateTimeField()),
                ('entered_on', models.DateField(help_text="The day of entering in the pilot's time zone.")),
                ('state', models.CharField(choices=[('arrived', 'Waits for somebody'), ('accepted', 'Registered'), ('rejected', 'Not accepted')], default='arrived', max_length=8)),
                ('ground', models.CharField(blank=True, choices=[('unsigned', 'The signature is missing'), ('unclear', 'It cannot be read what was chosen'), ('no_right', 'Whoever signed has not shown a right to choose for the other'), ('rules', 'The rules of the pilot do not allow the choice')], max_length=8)),
                ('settled_at', models.DateTimeField(null=True)),
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
            name='choice',
            field=models.OneToOneField(help_text='Whose receipt it is.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='vouchers.choice'),
        ),
        migrations.AddField(
            model_name='letterevent',
            name='choice',
            field=models.ForeignKey(db_constraint=False, help_text='Whose receipt it is.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.choice'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('receipt', 'Confirmation of a choice')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterevent',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('receipt', 'Confirmation of a choice')], max_length=16),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='letter_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."choice_id" IS DISTINCT FROM (NEW."choice_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5e93ca25c3b19b9fa12593d78365b832125d5995', operation='UPDATE', pgid='pgtrigger_letter_never_changes_5617d', table='vouchers_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("choice_id", "decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT new_values."choice_id", new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."text", new_values."title", new_values."version_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e9ef9f145e93b1822f86aceab373bc1daa743e97', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4cfea', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("choice_id", "decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT new_values."choice_id", new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."text", new_values."title", new_values."version_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2add5c215fe8228eb37c0f1de6c2c1821d533e78', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_13612', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("choice_id", "decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT old_values."choice_id", old_values."decision_id", old_values."id", old_values."key", old_values."kind", old_values."language", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."text", old_values."title", old_values."version_id", old_values."written_at", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='89b9f1e5cc9ef84210d3f4e014ba5fa5a30be748', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ca1ea', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_letter', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('choice__isnull', False), ('kind', 'receipt')), models.Q(models.Q(('kind', 'receipt'), _negated=True), ('choice__isnull', True)), _connector='OR'), name='letter_of_a_receipt_names_its_choice'),
        ),
        migrations.AddField(
            model_name='paperform',
            name='choice',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper_form', to='vouchers.choice'),
        ),
        migrations.AddField(
            model_name='paperform',
            name='decision',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='paper_form', to='vouchers.decision'),
        ),
        migrations.AddField(
            model_name='paperform',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paperform',
            name='resident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_forms', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='paperform',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paperform',
            name='signatory',
            field=models.ForeignKey(help_text='Who signed for the resident, where the register has them.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='paperform',
            name='site',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.site'),
        ),
        migrations.AddField(
            model_name='paperform',
            name='strand',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paper_forms', to='pilot.strand'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='choice',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.choice'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='decision',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.decision'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.paperform'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='resident',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='settled_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='signatory',
            field=models.ForeignKey(db_constraint=False, help_text='Who signed for the resident, where the register has them.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site'),
        ),
        migrations.AddField(
            model_name='paperformevent',
            name='strand',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.strand'),
        ),
        migrations.AddIndex(
            model_name='paperform',
            index=models.Index(fields=['state', 'arrived_on'], name='paper_form_by_arrival'),
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(('returns_home', False), ('site__isnull', True), _connector='OR'), name='paper_form_holds_one_wish'),
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(('arrived_on__lte', models.F('entered_on'))), name='paper_form_arrived_before_it_was_entered'),
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('capacity', 'own'), ('signatory__isnull', True), ('signatory_name', '')), models.Q(models.Q(('capacity', 'own'), _negated=True), models.Q(('signatory__isnull', False), models.Q(('signatory_name', ''), _negated=True), _connector='OR')), _connector='OR'), name='whoever_signs_for_another_is_named'),
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(('resident', models.F('signatory')), _negated=True), name='nobody_signs_for_oneself_as_another'),
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('receipt_by', 'email'), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='receipt_by_email_has_its_address'),
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('choice__isnull', True), ('decision__isnull', True), ('ground', ''), ('state', 'arrived')), models.Q(('choice__isnull', False), ('decision__isnull', True), ('ground', ''), ('state', 'accepted')), models.Q(('choice__isnull', True), ('decision__isnull', False), ('state', 'rejected'), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='paper_form_becomes_a_choice_or_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='paperform',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at__isnull', True), ('settled_by__isnull', True), ('state', 'arrived')), models.Q(models.Q(('state', 'arrived'), _negated=True), ('settled_at__isnull', False), ('settled_by__isnull', False)), _connector='OR'), name='paper_form_is_settled_by_someone'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='paper_form_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='75ba7ce0800e837116ebae4046d0ad5782b2ddf6', operation='DELETE', pgid='pgtrigger_paper_form_is_never_deleted_a3793', table='vouchers_paperform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='what_stands_on_paper_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."returns_home" IS DISTINCT FROM (NEW."returns_home") OR OLD."arrived_on" IS DISTINCT FROM (NEW."arrived_on") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."signatory_id" IS DISTINCT FROM (NEW."signatory_id") OR OLD."signatory_name" IS DISTINCT FROM (NEW."signatory_name") OR OLD."receipt_by" IS DISTINCT FROM (NEW."receipt_by") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_on" IS DISTINCT FROM (NEW."entered_on") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='c448e7f7f4c299c55180308b017e3e5dfba975a0', operation='UPDATE', pgid='pgtrigger_what_stands_on_paper_never_changes_9b2ec', table='vouchers_paperform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='paper_form_moves_as_allowed', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{arrived:accepted,arrived:rejected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='89dbdebc9b89cda47900fb529d9d4a73aa356aea', operation='UPDATE', pgid='pgtrigger_paper_form_moves_as_allowed_f22af', table='vouchers_paperform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='paper_form_follows_its_resident', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))', func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'paper_form_follows_its_resident' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='25e40d59961e061f36c981dccb0e4640081e0a8a', operation='UPDATE OF "resident_id"', pgid='pgtrigger_paper_form_follows_its_resident_3ce60', table='vouchers_paperform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='absorbed_resident_gets_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='63eb0e5f85808306291f9ec56b77bbb70ff38c61', level='STATEMENT', operation='INSERT', pgid='pgtrigger_absorbed_resident_gets_nothing_53cae', referencing='REFERENCING NEW TABLE AS new_rows ', table='vouchers_paperform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='nothing_moves_to_absorbed_resident', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='2eb4efb79a77814fcdd49a45502e9ea3402290b3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_nothing_moves_to_absorbed_resident_8ef92', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='vouchers_paperform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_paperformevent" ("arrived_on", "capacity", "choice_id", "decision_id", "email", "entered_at", "entered_by_id", "entered_on", "ground", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_by", "resident_id", "returns_home", "settled_at", "settled_by_id", "signatory_id", "signatory_name", "site_id", "state", "strand_id") SELECT new_values."arrived_on", new_values."capacity", new_values."choice_id", new_values."decision_id", new_values."email", new_values."entered_at", new_values."entered_by_id", new_values."entered_on", new_values."ground", new_values."id", new_values."key", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."receipt_by", new_values."resident_id", new_values."returns_home", new_values."settled_at", new_values."settled_by_id", new_values."signatory_id", new_values."signatory_name", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='56d82b3f5718bfa502481a0e7a120ed1c0d50472', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e6474', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_paperform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_paperformevent" ("arrived_on", "capacity", "choice_id", "decision_id", "email", "entered_at", "entered_by_id", "entered_on", "ground", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_by", "resident_id", "returns_home", "settled_at", "settled_by_id", "signatory_id", "signatory_name", "site_id", "state", "strand_id") SELECT new_values."arrived_on", new_values."capacity", new_values."choice_id", new_values."decision_id", new_values."email", new_values."entered_at", new_values."entered_by_id", new_values."entered_on", new_values."ground", new_values."id", new_values."key", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."receipt_by", new_values."resident_id", new_values."returns_home", new_values."settled_at", new_values."settled_by_id", new_values."signatory_id", new_values."signatory_name", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6ebd553b3d9fab1ec65ca1d41b9d090132accbba', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f8c88', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_paperform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='paperform',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_paperformevent" ("arrived_on", "capacity", "choice_id", "decision_id", "email", "entered_at", "entered_by_id", "entered_on", "ground", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_by", "resident_id", "returns_home", "settled_at", "settled_by_id", "signatory_id", "signatory_name", "site_id", "state", "strand_id") SELECT old_values."arrived_on", old_values."capacity", old_values."choice_id", old_values."decision_id", old_values."email", old_values."entered_at", old_values."entered_by_id", old_values."entered_on", old_values."ground", old_values."id", old_values."key", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."receipt_by", old_values."resident_id", old_values."returns_home", old_values."settled_at", old_values."settled_by_id", old_values."signatory_id", old_values."signatory_name", old_values."site_id", old_values."state", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='aafb18b0b3fe56b825a387306dd86f2ae28c33ed', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6a376', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_paperform', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='paperformevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_paperform_xid'),
        ),
    ]
