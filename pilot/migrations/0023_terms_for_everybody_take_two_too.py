"""Terms of notice for everybody are drafted and approved by two as well, and no terms hold that are not."""

import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pilot', '0022_systems_that_use_the_interface'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='noticedraft',
            name='one_draft_of_notice_terms_waits',
        ),
        migrations.AlterField(
            model_name='noticedraft',
            name='organiser',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice_drafts', to='pilot.organiser'),
        ),
        migrations.AlterField(
            model_name='noticedraftevent',
            name='organiser',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.organiser'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeterms',
            trigger=pgtrigger.compiler.Trigger(name='notice_terms_only_end', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT NEW.period <@ OLD.period OR lower(NEW.period) IS DISTINCT FROM lower(OLD.period))', func="RAISE EXCEPTION 'notice_terms_only_end' USING ERRCODE = 'check_violation';", hash='f2ee7be420f72ac5a29cf7839c993f72af47424a', operation='UPDATE', pgid='pgtrigger_notice_terms_only_end_cc351', table='pilot_noticeterms', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeterms',
            trigger=pgtrigger.compiler.Trigger(name='notice_terms_are_what_was_approved', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF NOT EXISTS (\n        SELECT FROM pilot_noticedraft AS draft\n        WHERE draft.terms_id = NEW.id\n            AND draft.organiser_id IS NOT DISTINCT FROM NEW.organiser_id\n            AND draft.valid_from = lower(NEW.period)\n            AND (draft.appeal_days, draft.letter_days, draft.message_days, draft.closing_hour, draft.appeal_to_fi, draft.appeal_to_sv, draft.appeal_to_en, draft.power_fi, draft.power_sv, draft.power_en, draft.laws_fi, draft.laws_sv, draft.laws_en, draft.secrecy_fi, draft.secrecy_sv, draft.secrecy_en, draft.source, draft.unverified_fields) = (NEW.appeal_days, NEW.letter_days, NEW.message_days, NEW.closing_hour, NEW.appeal_to_fi, NEW.appeal_to_sv, NEW.appeal_to_en, NEW.power_fi, NEW.power_sv, NEW.power_en, NEW.laws_fi, NEW.laws_sv, NEW.laws_en, NEW.secrecy_fi, NEW.secrecy_sv, NEW.secrecy_en, NEW.source, NEW.unverified_fields)\n    ) THEN\n        RAISE EXCEPTION 'notice_terms_are_what_was_approved' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='0d7b7e9f7f34a226f4c5a555773b649100cc6806', operation='INSERT', pgid='pgtrigger_notice_terms_are_what_was_approved_334a5', table='pilot_noticeterms', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='noticedraft',
            constraint=models.UniqueConstraint(django.db.models.functions.comparison.Coalesce(models.F('organiser'), models.Value(0)), condition=models.Q(('approved_at__isnull', True)), name='one_draft_of_notice_terms_waits'),
        ),
    ]
