# Rule sets say what of the capitation is fixed, how the rest is paid, and whether co-payments are netted.

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pilot', '0005_areas_belong_to_organisers'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='ruleset',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ruleset',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='ruleset',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='ruleset',
            name='fixed_share_floor_thousandths',
            field=models.PositiveSmallIntegerField(default=667, help_text="The fixed share is at least so much: two thirds unless the pilot's terms say otherwise."),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='fixed_share_thousandths',
            field=models.PositiveSmallIntegerField(default=1000, help_text='What of the capitation no target decides over.'),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='incentive_kind',
            field=models.CharField(choices=[('none', 'No incentive'), ('added', 'Paid on top of the capitation'), ('held', 'Held back from the capitation')], default='none', max_length=8),
        ),
        migrations.AddField(
            model_name='ruleset',
            name='nets_co_payments',
            field=models.BooleanField(default=False, help_text='What residents paid the site themselves is taken off what it is paid.'),
        ),
        migrations.AddField(
            model_name='rulesetevent',
            name='fixed_share_floor_thousandths',
            field=models.PositiveSmallIntegerField(default=667, help_text="The fixed share is at least so much: two thirds unless the pilot's terms say otherwise."),
        ),
        migrations.AddField(
            model_name='rulesetevent',
            name='fixed_share_thousandths',
            field=models.PositiveSmallIntegerField(default=1000, help_text='What of the capitation no target decides over.'),
        ),
        migrations.AddField(
            model_name='rulesetevent',
            name='incentive_kind',
            field=models.CharField(choices=[('none', 'No incentive'), ('added', 'Paid on top of the capitation'), ('held', 'Held back from the capitation')], default='none', max_length=8),
        ),
        migrations.AddField(
            model_name='rulesetevent',
            name='nets_co_payments',
            field=models.BooleanField(default=False, help_text='What residents paid the site themselves is taken off what it is paid.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ruleset',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "counting", "demonstration_fields", "dispute_days", "effect_days", "effect_kind", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "leaves_area", "lock_in_months", "minimum_age", "nets_co_payments", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id") SELECT new_values."age_on", new_values."counting", new_values."demonstration_fields", new_values."dispute_days", new_values."effect_days", new_values."effect_kind", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."nets_co_payments", new_values."partial_date", new_values."payment_day", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3d78510408c588df2433c45cc49e455bd8e51d4a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ac806', referencing='REFERENCING NEW TABLE AS new_values ', table='pilot_ruleset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ruleset',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "counting", "demonstration_fields", "dispute_days", "effect_days", "effect_kind", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "leaves_area", "lock_in_months", "minimum_age", "nets_co_payments", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id") SELECT new_values."age_on", new_values."counting", new_values."demonstration_fields", new_values."dispute_days", new_values."effect_days", new_values."effect_kind", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."nets_co_payments", new_values."partial_date", new_values."payment_day", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a60d6cef64fb2bb0a62f0474f2efb8e331386da4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_45621', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='pilot_ruleset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ruleset',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "counting", "demonstration_fields", "dispute_days", "effect_days", "effect_kind", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "leaves_area", "lock_in_months", "minimum_age", "nets_co_payments", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id") SELECT old_values."age_on", old_values."counting", old_values."demonstration_fields", old_values."dispute_days", old_values."effect_days", old_values."effect_kind", old_values."fixed_share_floor_thousandths", old_values."fixed_share_thousandths", old_values."id", old_values."incentive_kind", old_values."leaves_area", old_values."lock_in_months", old_values."minimum_age", old_values."nets_co_payments", old_values."partial_date", old_values."payment_day", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='76ebe335fccbee281a135e4bbd2b4e9e0cfd3c7a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_33c8c', referencing='REFERENCING OLD TABLE AS old_values ', table='pilot_ruleset', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(('fixed_share_thousandths__gte', models.F('fixed_share_floor_thousandths')), ('fixed_share_thousandths__lte', 1000)), name='fixed_share_is_not_below_its_floor'),
        ),
        migrations.AddConstraint(
            model_name='ruleset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fixed_share_thousandths', 1000), ('incentive_kind', 'none')), models.Q(models.Q(('incentive_kind', 'none'), _negated=True), ('fixed_share_thousandths__lt', 1000)), _connector='OR'), name='without_an_incentive_all_is_fixed'),
        ),
    ]
