# Hearing guardians before their dispute is settled, and what the decision says of it.

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('registry', '0001_squashed_0010_mandates_of_made_up_people'),
        ('vouchers', '0024_letters_of_what_was_taken_back_and_queues_that_ended'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('letter', 'By letter'), ('phone', 'By telephone'), ('desk', 'At a service point')], max_length=6)),
                ('matter', models.TextField(help_text='What the guardian is told of the objection.')),
                ('asked_at', models.DateTimeField()),
                ('asked_on', models.DateField()),
                ('answer_by', models.DateField(help_text='The last day for answering; offices are open on it.')),
                ('state', models.CharField(choices=[('open', 'Waits for an answer'), ('answered', 'Answered'), ('silent', 'Did not answer'), ('ended', 'Ended before its last day')], default='open', max_length=8)),
                ('answer', models.TextField(blank=True, help_text='As it stands in the decision.')),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='HearingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('way', models.CharField(choices=[('letter', 'By letter'), ('phone', 'By telephone'), ('desk', 'At a service point')], max_length=6)),
                ('matter', models.TextField(help_text='What the guardian is told of the objection.')),
                ('asked_at', models.DateTimeField()),
                ('asked_on', models.DateField()),
                ('answer_by', models.DateField(help_text='The last day for answering; offices are open on it.')),
                ('state', models.CharField(choices=[('open', 'Waits for an answer'), ('answered', 'Answered'), ('silent', 'Did not answer'), ('ended', 'Ended before its last day')], default='open', max_length=8)),
                ('answer', models.TextField(blank=True, help_text='As it stands in the decision.')),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_on', models.DateField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='objection',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='decision',
            name='hearing',
            field=models.TextField(blank=True, db_default='', default='', help_text='Who was heard before, how, and what they answered.'),
        ),
        migrations.AddField(
            model_name='decisionevent',
            name='hearing',
            field=models.TextField(blank=True, db_default='', default='', help_text='Who was heard before, how, and what they answered.'),
        ),
        migrations.AddField(
            model_name='objection',
            name='why_unheard',
            field=models.TextField(blank=True, db_default='', default='', help_text='Why it was settled although not every guardian was heard.'),
        ),
        migrations.AddField(
            model_name='objectionevent',
            name='why_unheard',
            field=models.TextField(blank=True, db_default='', default='', help_text='Why it was settled although not every guardian was heard.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."applied" IS DISTINCT FROM (NEW."applied") OR OLD."hearing" IS DISTINCT FROM (NEW."hearing") OR OLD."ruling" IS DISTINCT FROM (NEW."ruling") OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."laws" IS DISTINCT FROM (NEW."laws") OR OLD."authority" IS DISTINCT FROM (NEW."authority") OR OLD."power" IS DISTINCT FROM (NEW."power") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."appeal_to" IS DISTINCT FROM (NEW."appeal_to") OR OLD."appeal_address" IS DISTINCT FROM (NEW."appeal_address") OR OLD."appeal_days" IS DISTINCT FROM (NEW."appeal_days") OR OLD."closing_hour" IS DISTINCT FROM (NEW."closing_hour") OR OLD."secrecy" IS DISTINCT FROM (NEW."secrecy") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."signed" IS DISTINCT FROM (NEW."signed") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7cda169fe1183887fa1add7cd0a4a151e671fe95', operation='UPDATE', pgid='pgtrigger_decision_never_changes_a1b82', table='vouchers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "hearing", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."closing_hour", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."hearing", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c4569540453cb9c17a33316a2a4b877b6bede2f9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8aa37', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "hearing", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."closing_hour", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."hearing", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9dbe5326467936797b1ca3859e55aa17d629d22f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0b67b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "hearing", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT old_values."appeal_address", old_values."appeal_days", old_values."appeal_to", old_values."applied", old_values."authority", old_values."closing_hour", old_values."contact", old_values."corrects_id", old_values."decided_at", old_values."decided_by_id", old_values."decided_on", old_values."hearing", old_values."id", old_values."kind", old_values."language", old_values."laws", old_values."opened_on", old_values."organiser_id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."power", old_values."reasons", old_values."resident_id", old_values."ruling", old_values."secrecy", old_values."serial", old_values."signed", old_values."strand_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='92673b3fbc8092257115461148a55424136f70cc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_90d5e', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='objection_is_settled_after_hearing_or_says_why', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'open\' AND NOT (NEW."state" = \'open\'))', func="\n    IF EXISTS (SELECT FROM vouchers_hearing WHERE objection_id = NEW.id AND state = 'open') OR (\n        NEW.why_unheard = '' AND EXISTS (\n            SELECT FROM registry_resident AS party JOIN vouchers_choice AS choice ON choice.id = NEW.choice_id\n            WHERE party.id <> NEW.resident_id AND party.died_on IS NULL AND party.merged_into_id IS NULL\n                AND (party.id = choice.deputy_id OR EXISTS (\n                    SELECT FROM registry_guardianship\n                    WHERE child_id = choice.resident_id AND guardian_id = party.id\n                        AND period @> (NEW.settled_at AT TIME ZONE 'Europe/Helsinki')::date\n                ))\n                AND NOT EXISTS (\n                    SELECT FROM vouchers_hearing\n                    WHERE objection_id = NEW.id AND resident_id = party.id AND state IN ('answered', 'silent')\n                )\n        )\n    ) THEN\n        RAISE EXCEPTION 'objection_is_settled_after_hearing_or_says_why' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='34850d018b8dbd5630726780ffac02368e83b37b', operation='UPDATE OF "state"', pgid='pgtrigger_objection_is_settled_after_hearing_or_says_why_d8489', table='vouchers_objection', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text", "why_unheard") SELECT new_values."channel", new_values."choice_id", new_values."decision_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."resident_id", new_values."settle_by", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."text", new_values."why_unheard" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a027ce04ac438fc0135147d0faa9e74104d063c7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a102f', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text", "why_unheard") SELECT new_values."channel", new_values."choice_id", new_values."decision_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reasons", new_values."resident_id", new_values."settle_by", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."text", new_values."why_unheard" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e2b39c8b6008729e6e29a0b7ff59eb0c2ff97566', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2a05f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_objection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text", "why_unheard") SELECT old_values."channel", old_values."choice_id", old_values."decision_id", old_values."id", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reasons", old_values."resident_id", old_values."settle_by", old_values."settled_at", old_values."settled_by_id", old_values."state", old_values."text", old_values."why_unheard" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='48e9d0aefc3d057568c090d6fca580b6f44e96a4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_294ce', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_objection', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), ('why_unheard', ''), _connector='OR'), name='only_a_settled_objection_says_why_unheard'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hearing',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hearing',
            name='letter',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearing', to='vouchers.letter'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='objection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='vouchers.objection'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='resident',
            field=models.ForeignKey(help_text='The guardian who is heard.', on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='closed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='letter',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.letter'),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='objection',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.objection'),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.hearing'),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='resident',
            field=models.ForeignKey(db_constraint=False, help_text='The guardian who is heard.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('objection', 'resident'), name='guardian_is_asked_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('matter', ''), _negated=True), name='hearing_says_what_it_is_about'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('letter__isnull', False), ('way', 'letter')), models.Q(models.Q(('way', 'letter'), _negated=True), ('letter__isnull', True)), _connector='OR'), name='hearing_by_letter_has_its_letter'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('answer_by__gte', models.F('asked_on'))), name='hearing_leaves_a_day'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('closed_on__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False), ('closed_by__isnull', False), ('closed_on__isnull', False)), _connector='OR'), name='hearing_is_closed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), models.Q(('answer', ''), _negated=True)), models.Q(models.Q(('state', 'answered'), _negated=True), ('answer', '')), _connector='OR'), name='only_an_answer_says_something'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'silent'), _negated=True), ('closed_on__gt', models.F('answer_by')), _connector='OR'), name='silence_is_known_after_the_last_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='hearing_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='088fcf086f0ade7668ae4cacc3c8f369f26c355e', operation='DELETE', pgid='pgtrigger_hearing_is_never_deleted_80082', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='what_was_asked_in_a_hearing_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."objection_id" IS DISTINCT FROM (NEW."objection_id") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."matter" IS DISTINCT FROM (NEW."matter") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_on" IS DISTINCT FROM (NEW."asked_on") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."answer_by" IS DISTINCT FROM (NEW."answer_by"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0c1349763ee09e3a68ffa8f8239a37cf1e86cb89', operation='UPDATE', pgid='pgtrigger_what_was_asked_in_a_hearing_never_changes_0d2b3', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='answer_of_a_hearing_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'answered\' AND OLD."answer" IS DISTINCT FROM (NEW."answer"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e50c88887f3de00b48c4d53c3c128cf89c32a8dc', operation='UPDATE', pgid='pgtrigger_answer_of_a_hearing_stands_829f4', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='hearing_moves_as_allowed', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:answered,open:silent,open:ended,silent:answered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='baf03afb4b0f184bfd658500c53f0d60cca194d9', operation='UPDATE', pgid='pgtrigger_hearing_moves_as_allowed_9ea2e', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='nobody_is_heard_of_a_settled_objection', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM vouchers_objection WHERE id = NEW.objection_id AND state <> 'open') THEN\n        RAISE EXCEPTION 'nobody_is_heard_of_a_settled_objection' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='725b71d87d3580ed337eaa7330a904605b886dba', operation='INSERT OR UPDATE OF "state"', pgid='pgtrigger_nobody_is_heard_of_a_settled_objection_d6c09', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='hearing_follows_its_guardian', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))', func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'hearing_follows_its_guardian' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='aed72cdbef00f27972bdea49719215df07972115', operation='UPDATE OF "resident_id"', pgid='pgtrigger_hearing_follows_its_guardian_02309', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='absorbed_resident_gets_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='9b14f1e074b94502d01d019a4ba5117621887b74', level='STATEMENT', operation='INSERT', pgid='pgtrigger_absorbed_resident_gets_nothing_e4a16', referencing='REFERENCING NEW TABLE AS new_rows ', table='vouchers_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='nothing_moves_to_absorbed_resident', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='e9cb4f9ed6eb32bd4080b4ae61b5bb85cfe08703', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_nothing_moves_to_absorbed_resident_366b7', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='vouchers_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_hearingevent" ("answer", "answer_by", "asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "closed_on", "id", "letter_id", "matter", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "state", "way") SELECT new_values."answer", new_values."answer_by", new_values."asked_at", new_values."asked_by_id", new_values."asked_on", new_values."closed_at", new_values."closed_by_id", new_values."closed_on", new_values."id", new_values."letter_id", new_values."matter", new_values."objection_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9aed3a7a941bb16a55bccfb9bed9e71490fe2e43', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9ba4e', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_hearingevent" ("answer", "answer_by", "asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "closed_on", "id", "letter_id", "matter", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "state", "way") SELECT new_values."answer", new_values."answer_by", new_values."asked_at", new_values."asked_by_id", new_values."asked_on", new_values."closed_at", new_values."closed_by_id", new_values."closed_on", new_values."id", new_values."letter_id", new_values."matter", new_values."objection_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e7c9ebb6bb7d43b7ba95189ce98ccf6d16e1c1b0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0cb99', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_hearingevent" ("answer", "answer_by", "asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "closed_on", "id", "letter_id", "matter", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "state", "way") SELECT old_values."answer", old_values."answer_by", old_values."asked_at", old_values."asked_by_id", old_values."asked_on", old_values."closed_at", old_values."closed_by_id", old_values."closed_on", old_values."id", old_values."letter_id", old_values."matter", old_values."objection_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."state", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='016174109d0910921acc4dca24429d78042831a3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_51aa0', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_hearing', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='hearingevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_hearing_xid'),
        ),
    ]
