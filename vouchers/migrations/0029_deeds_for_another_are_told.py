# Whoever is acted for, and a child's guardians, are told of queues and early changes; both keep in which capacity it was.

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pilot', '0019_days_of_rules_go_together'),
        ('providers', '0001_squashed_0003_two_people_see_every_bank_account'),
        ('registry', '0001_squashed_0010_mandates_of_made_up_people'),
        ('vouchers', '0028_fees_keep_what_was_approved_and_say_what_is_basic'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='earlychange',
            name='what_was_asked_early_never_changes',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='earlychange',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='earlychange',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='earlychange',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='queueplace',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='queueplace',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='queueplace',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='earlychange',
            name='capacity',
            field=models.CharField(choices=[('own', 'For oneself'), ('guardian', 'As guardian'), ('mandate', 'By mandate'), ('legal_guardian', 'As legal guardian')], db_default='own', default='own', help_text='In which capacity somebody asked; who it was stands in the event.', max_length=14),
        ),
        migrations.AddField(
            model_name='earlychangeevent',
            name='capacity',
            field=models.CharField(choices=[('own', 'For oneself'), ('guardian', 'As guardian'), ('mandate', 'By mandate'), ('legal_guardian', 'As legal guardian')], db_default='own', default='own', help_text='In which capacity somebody asked; who it was stands in the event.', max_length=14),
        ),
        migrations.AddField(
            model_name='queueplace',
            name='capacity',
            field=models.CharField(choices=[('own', 'For oneself'), ('guardian', 'As guardian'), ('mandate', 'By mandate'), ('legal_guardian', 'As legal guardian')], db_default='own', default='own', help_text='In which capacity somebody joined; who it was stands in the event.', max_length=14),
        ),
        migrations.AddField(
            model_name='queueplaceevent',
            name='capacity',
            field=models.CharField(choices=[('own', 'For oneself'), ('guardian', 'As guardian'), ('mandate', 'By mandate'), ('legal_guardian', 'As legal guardian')], db_default='own', default='own', help_text='In which capacity somebody joined; who it was stands in the event.', max_length=14),
        ),
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('acted', 'Done for the reader by another'), ('child_matter', 'A matter of a child'), ('invitation', 'Invitation to choose'), ('receipt', 'Confirmation of a choice'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterevent',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('acted', 'Done for the reader by another'), ('child_matter', 'A matter of a child'), ('invitation', 'Invitation to choose'), ('receipt', 'Confirmation of a choice'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversion',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('acted', 'Done for the reader by another'), ('child_matter', 'A matter of a child'), ('invitation', 'Invitation to choose')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversionevent',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('regret', 'A choice is about to take effect'), ('closing_again', 'The pilot is about to close'), ('guardian', 'A choice for a child'), ('child_place', "A child's place from the queue"), ('objection', 'An objection to a choice for a child'), ('hearing', 'Hearing of a guardian'), ('taken_back', 'A choice taken back by another'), ('child_taken_back', 'A choice for a child taken back'), ('queue_closed', 'A queue that ended'), ('acted', 'Done for the reader by another'), ('child_matter', 'A matter of a child'), ('invitation', 'Invitation to choose')], max_length=16),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='earlychange',
            trigger=pgtrigger.compiler.Trigger(name='what_was_asked_early_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."explanation" IS DISTINCT FROM (NEW."explanation") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."decide_by" IS DISTINCT FROM (NEW."decide_by") OR OLD."key" IS DISTINCT FROM (NEW."key"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='394aa5d3a76a72354359015b961d52511c09d52c', operation='UPDATE', pgid='pgtrigger_what_was_asked_early_never_changes_80fd0', table='vouchers_earlychange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='earlychange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlychangeevent" ("asked_at", "asked_by_id", "capacity", "channel", "decide_by", "explanation", "id", "key", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "site_id", "state", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."asked_at", new_values."asked_by_id", new_values."capacity", new_values."channel", new_values."decide_by", new_values."explanation", new_values."id", new_values."key", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f79db28e2f92890f681955ca721b179d67ec9c8c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_16ca5', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_earlychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='earlychange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlychangeevent" ("asked_at", "asked_by_id", "capacity", "channel", "decide_by", "explanation", "id", "key", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "site_id", "state", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."asked_at", new_values."asked_by_id", new_values."capacity", new_values."channel", new_values."decide_by", new_values."explanation", new_values."id", new_values."key", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='06c21b215339c62bac163f7ab7bfc65aba5fef7f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_30ee1', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_earlychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='earlychange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlychangeevent" ("asked_at", "asked_by_id", "capacity", "channel", "decide_by", "explanation", "id", "key", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "site_id", "state", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."asked_at", old_values."asked_by_id", old_values."capacity", old_values."channel", old_values."decide_by", old_values."explanation", old_values."id", old_values."key", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."resident_id", old_values."site_id", old_values."state", old_values."strand_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dd0d111124ed9e3aec1f9aee7e1353ed4a5645ea', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c9907', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_earlychange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='queueplace',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_queueplaceevent" ("capacity", "channel", "choice_id", "id", "joined_at", "joined_by_id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "state", "strand_id") SELECT new_values."capacity", new_values."channel", new_values."choice_id", new_values."id", new_values."joined_at", new_values."joined_by_id", new_values."left_at", new_values."left_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f2b86934f83c56980846eac251ae1bba8f9e52b2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4cc50', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_queueplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='queueplace',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_queueplaceevent" ("capacity", "channel", "choice_id", "id", "joined_at", "joined_by_id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "state", "strand_id") SELECT new_values."capacity", new_values."channel", new_values."choice_id", new_values."id", new_values."joined_at", new_values."joined_by_id", new_values."left_at", new_values."left_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='00366f55e086986e8accb7170b8e93e857755644', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_49cb2', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_queueplace', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='queueplace',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_queueplaceevent" ("capacity", "channel", "choice_id", "id", "joined_at", "joined_by_id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "state", "strand_id") SELECT old_values."capacity", old_values."channel", old_values."choice_id", old_values."id", old_values."joined_at", old_values."joined_by_id", old_values."left_at", old_values."left_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."site_id", old_values."state", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='482b4c918a702becb06aca0e8bd2874f9dbe9710', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f1f4a', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_queueplace', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='earlychange',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__in', ('own', 'guardian', 'mandate', 'legal_guardian'))), name='early_change_is_asked_in_a_capacity'),
        ),
        migrations.AddConstraint(
            model_name='queueplace',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__in', ('own', 'guardian', 'mandate', 'legal_guardian'))), name='queue_place_is_taken_in_a_capacity'),
        ),
    ]
