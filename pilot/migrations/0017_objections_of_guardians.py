# A guardian may object to another guardian's choice for so many days.

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pilot', '0015_where_moves_lead'),
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
            name='objection_days',
            field=models.PositiveSmallIntegerField(db_default=14, default=14, help_text="A guardian may object to another's choice for so many days."),
        ),
        migrations.AddField(
            model_name='rulesetevent',
            name='objection_days',
            field=models.PositiveSmallIntegerField(db_default=14, default=14, help_text="A guardian may object to another's choice for so many days."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ruleset',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "source", "strand_id") SELECT new_values."age_on", new_values."by_invitation", new_values."care_months", new_values."channels", new_values."cohort_on", new_values."counting", new_values."decision_number", new_values."demonstration_fields", new_values."dispute_days", new_values."early_change_days", new_values."effect_days", new_values."effect_kind", new_values."eligible_from_age", new_values."excluded", new_values."family_age", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."kept_in", new_values."kept_until", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."moves_to", new_values."nets_co_payments", new_values."objection_days", new_values."other_centre_months", new_values."partial_date", new_values."payment_day", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."queue_opens_at", new_values."queue_takes", new_values."source", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='741a4aced8e615e30083f8550f7524ba67c4db5b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ac806', referencing='REFERENCING NEW TABLE AS new_values ', table='pilot_ruleset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ruleset',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "source", "strand_id") SELECT new_values."age_on", new_values."by_invitation", new_values."care_months", new_values."channels", new_values."cohort_on", new_values."counting", new_values."decision_number", new_values."demonstration_fields", new_values."dispute_days", new_values."early_change_days", new_values."effect_days", new_values."effect_kind", new_values."eligible_from_age", new_values."excluded", new_values."family_age", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."kept_in", new_values."kept_until", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."moves_to", new_values."nets_co_payments", new_values."objection_days", new_values."other_centre_months", new_values."partial_date", new_values."payment_day", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."queue_opens_at", new_values."queue_takes", new_values."source", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ee0fc4cc510e55f95585f858489d2920d28b8fea', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_45621', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='pilot_ruleset', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ruleset',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "source", "strand_id") SELECT old_values."age_on", old_values."by_invitation", old_values."care_months", old_values."channels", old_values."cohort_on", old_values."counting", old_values."decision_number", old_values."demonstration_fields", old_values."dispute_days", old_values."early_change_days", old_values."effect_days", old_values."effect_kind", old_values."eligible_from_age", old_values."excluded", old_values."family_age", old_values."fixed_share_floor_thousandths", old_values."fixed_share_thousandths", old_values."id", old_values."incentive_kind", old_values."kept_in", old_values."kept_until", old_values."leaves_area", old_values."lock_in_months", old_values."minimum_age", old_values."moves_to", old_values."nets_co_payments", old_values."objection_days", old_values."other_centre_months", old_values."partial_date", old_values."payment_day", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."queue_opens_at", old_values."queue_takes", old_values."source", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='65db655eba87fd55b8aefd8e984ac92e60a41da2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_33c8c', referencing='REFERENCING OLD TABLE AS old_values ', table='pilot_ruleset', when='AFTER')),
        ),
    ]
