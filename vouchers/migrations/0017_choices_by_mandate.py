# A choice made by mandate keeps which mandate it was and what it is for.

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pilot', '0013_organisers_contact_in_each_language'),
        ('providers', '0003_two_people_see_every_bank_account'),
        ('registry', '0010_mandates_of_made_up_people'),
        ('vouchers', '0016_moves_drawn_by_lot'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='choice',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='choice',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='choice',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='choice',
            name='mandate_reference',
            field=models.CharField(blank=True, db_default='', help_text='By which mandate, as its register names it.', max_length=500),
        ),
        migrations.AddField(
            model_name='choice',
            name='mandate_theme',
            field=models.CharField(blank=True, db_default='', help_text='What the mandate is for.', max_length=200),
        ),
        migrations.AddField(
            model_name='choiceevent',
            name='mandate_reference',
            field=models.CharField(blank=True, db_default='', help_text='By which mandate, as its register names it.', max_length=500),
        ),
        migrations.AddField(
            model_name='choiceevent',
            name='mandate_theme',
            field=models.CharField(blank=True, db_default='', help_text='What the mandate is for.', max_length=200),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_choiceevent" ("capacity", "channel", "deputy_id", "effective_on", "id", "key", "made_at", "made_by_id", "made_on", "mandate_reference", "mandate_theme", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "regretted_at", "regretted_by_id", "replaced_by_id", "resident_id", "site_id", "strand_id") SELECT new_values."capacity", new_values."channel", new_values."deputy_id", new_values."effective_on", new_values."id", new_values."key", new_values."made_at", new_values."made_by_id", new_values."made_on", new_values."mandate_reference", new_values."mandate_theme", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."receipt_number", new_values."regretted_at", new_values."regretted_by_id", new_values."replaced_by_id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2ad249f86a9aafea53fb4d64e8f91ed299932b1f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_68d11', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_choice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_choiceevent" ("capacity", "channel", "deputy_id", "effective_on", "id", "key", "made_at", "made_by_id", "made_on", "mandate_reference", "mandate_theme", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "regretted_at", "regretted_by_id", "replaced_by_id", "resident_id", "site_id", "strand_id") SELECT new_values."capacity", new_values."channel", new_values."deputy_id", new_values."effective_on", new_values."id", new_values."key", new_values."made_at", new_values."made_by_id", new_values."made_on", new_values."mandate_reference", new_values."mandate_theme", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."receipt_number", new_values."regretted_at", new_values."regretted_by_id", new_values."replaced_by_id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6e7899fb1bc4fc668980600fcf471432a11e14e5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_504a9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_choice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='choice',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_choiceevent" ("capacity", "channel", "deputy_id", "effective_on", "id", "key", "made_at", "made_by_id", "made_on", "mandate_reference", "mandate_theme", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "regretted_at", "regretted_by_id", "replaced_by_id", "resident_id", "site_id", "strand_id") SELECT old_values."capacity", old_values."channel", old_values."deputy_id", old_values."effective_on", old_values."id", old_values."key", old_values."made_at", old_values."made_by_id", old_values."made_on", old_values."mandate_reference", old_values."mandate_theme", old_values."origin", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."receipt_number", old_values."regretted_at", old_values."regretted_by_id", old_values."replaced_by_id", old_values."resident_id", old_values."site_id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c0ceabcf86ca7568b2e3e357989318773e93f95d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d9a82', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_choice', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('capacity', 'mandate'), ('channel', 'online'), models.Q(('mandate_reference', ''), _negated=True), models.Q(('mandate_theme', ''), _negated=True)), models.Q(models.Q(('capacity', 'mandate'), ('channel', 'online'), _negated=True), ('mandate_reference', ''), ('mandate_theme', '')), _connector='OR'), name='choice_by_mandate_online_keeps_it'),
        ),
    ]
