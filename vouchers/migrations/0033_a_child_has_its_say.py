# A decision about a child of 12 or over tells what the child thinks, or why it was not heard; an objection is a kind of its own.

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pilot', '0019_days_of_rules_go_together'),
        ('registry', '0011_the_change_feeds_answers'),
        ('vouchers', '0032_invitation_files_are_read_by_a_job'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='decision',
            name='decision_never_changes',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='decision',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='decision',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='decision',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='decision',
            name='child_heard_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='child_opinion',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='decision',
            name='concerns',
            field=models.ForeignKey(help_text='The child whom it concerns, where that is not the party.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions_about', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='decision',
            name='why_child_unheard',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='child_heard_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='child_opinion',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='concerns',
            field=models.ForeignKey(db_constraint=False, help_text='The child whom it concerns, where that is not the party.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='why_child_unheard',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AlterField(
            model_name='decision',
            name='kind',
            field=models.CharField(choices=[('early_change', 'Changing for a weighty reason'), ('choice', 'Choice of a site'), ('voucher_value', 'Value of a voucher'), ('budget', 'Personal budget'), ('objection', 'Objection of a guardian')], max_length=16),
        ),
        migrations.AlterField(
            model_name='decisionevent',
            name='kind',
            field=models.CharField(choices=[('early_change', 'Changing for a weighty reason'), ('choice', 'Choice of a site'), ('voucher_value', 'Value of a voucher'), ('budget', 'Personal budget'), ('objection', 'Objection of a guardian')], max_length=16),
        ),
        migrations.AlterField(
            model_name='earlychange',
            name='state',
            field=models.CharField(choices=[('open', 'Waits for a decision'), ('accepted', 'Granted'), ('denied', 'Rejected'), ('withdrawn', 'Withdrawn')], default='open', max_length=10),
        ),
        migrations.AlterField(
            model_name='earlychangeevent',
            name='state',
            field=models.CharField(choices=[('open', 'Waits for a decision'), ('accepted', 'Granted'), ('denied', 'Rejected'), ('withdrawn', 'Withdrawn')], default='open', max_length=10),
        ),
        migrations.AlterField(
            model_name='earlyruling',
            name='outcome',
            field=models.CharField(choices=[('accepted', 'Granted'), ('denied', 'Rejected')], max_length=8),
        ),
        migrations.AlterField(
            model_name='earlyrulingevent',
            name='outcome',
            field=models.CharField(choices=[('accepted', 'Granted'), ('denied', 'Rejected')], max_length=8),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."concerns_id" IS DISTINCT FROM (NEW."concerns_id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."applied" IS DISTINCT FROM (NEW."applied") OR OLD."hearing" IS DISTINCT FROM (NEW."hearing") OR OLD."child_heard_on" IS DISTINCT FROM (NEW."child_heard_on") OR OLD."child_opinion" IS DISTINCT FROM (NEW."child_opinion") OR OLD."why_child_unheard" IS DISTINCT FROM (NEW."why_child_unheard") OR OLD."ruling" IS DISTINCT FROM (NEW."ruling") OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."laws" IS DISTINCT FROM (NEW."laws") OR OLD."authority" IS DISTINCT FROM (NEW."authority") OR OLD."power" IS DISTINCT FROM (NEW."power") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."appeal_to" IS DISTINCT FROM (NEW."appeal_to") OR OLD."appeal_address" IS DISTINCT FROM (NEW."appeal_address") OR OLD."appeal_days" IS DISTINCT FROM (NEW."appeal_days") OR OLD."closing_hour" IS DISTINCT FROM (NEW."closing_hour") OR OLD."secrecy" IS DISTINCT FROM (NEW."secrecy") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."signed" IS DISTINCT FROM (NEW."signed") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='fc57234fb2210a9be51efbb0f5741c37661e324f', operation='UPDATE', pgid='pgtrigger_decision_never_changes_a1b82', table='vouchers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_on_a_child_tells_its_say_or_why_not', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.child_heard_on IS NULL AND NEW.why_child_unheard = '' AND EXISTS (\n        SELECT FROM registry_resident\n        WHERE id = coalesce(NEW.concerns_id, NEW.resident_id)\n            AND born_on + interval '12 years' <= NEW.decided_on AND born_on + interval '18 years' > NEW.decided_on\n    ) THEN\n        RAISE EXCEPTION 'decision_on_a_child_tells_its_say_or_why_not' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='d8a90e997fd7c6f8ebd4def8a576ec3ab8ecd2bd', operation='INSERT', pgid='pgtrigger_decision_on_a_child_tells_its_say_or_why_not_ac72a', table='vouchers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "child_heard_on", "child_opinion", "closing_hour", "concerns_id", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "hearing", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "why_child_unheard", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."child_heard_on", new_values."child_opinion", new_values."closing_hour", new_values."concerns_id", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."hearing", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."why_child_unheard", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4eca0f0f62fd0c8b32c940b997d6845a653c0c5b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8aa37', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "child_heard_on", "child_opinion", "closing_hour", "concerns_id", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "hearing", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "why_child_unheard", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."child_heard_on", new_values."child_opinion", new_values."closing_hour", new_values."concerns_id", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."hearing", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."why_child_unheard", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='87a9c78c4532933c596b42d7dfc39089e7d7f2da', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0b67b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "child_heard_on", "child_opinion", "closing_hour", "concerns_id", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "hearing", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "why_child_unheard", "year") SELECT old_values."appeal_address", old_values."appeal_days", old_values."appeal_to", old_values."applied", old_values."authority", old_values."child_heard_on", old_values."child_opinion", old_values."closing_hour", old_values."concerns_id", old_values."contact", old_values."corrects_id", old_values."decided_at", old_values."decided_by_id", old_values."decided_on", old_values."hearing", old_values."id", old_values."kind", old_values."language", old_values."laws", old_values."opened_on", old_values."organiser_id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."power", old_values."reasons", old_values."resident_id", old_values."ruling", old_values."secrecy", old_values."serial", old_values."signed", old_values."strand_id", old_values."why_child_unheard", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='377a9f9d21097d35e6140b37f53d630fddade329', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_90d5e', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_decision', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('concerns', models.F('resident')), _negated=True), name='decision_concerns_a_child_beside_its_party'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('child_heard_on__isnull', True), ('child_opinion', '')), models.Q(('child_heard_on__isnull', False), ('why_child_unheard', ''), models.Q(('child_opinion', ''), _negated=True)), _connector='OR'), name='child_was_heard_with_its_opinion'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('child_heard_on__isnull', True), ('child_heard_on__lte', models.F('decided_on')), _connector='OR'), name='child_was_heard_before_the_decision'),
        ),
    ]
