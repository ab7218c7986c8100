# A guardian who is heard answers online, and staff look over what the others read of it.

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0001_squashed_0010_mandates_of_made_up_people'),
        ('vouchers', '0026_one_site_closes_by_two_people'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='hearing',
            name='answer_of_a_hearing_stands',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='hearing',
            name='nobody_is_heard_of_a_settled_objection',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='hearing',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='hearing',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='hearing',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='hearing',
            name='answer_channel',
            field=models.CharField(blank=True, choices=[('online', 'Online'), ('desk', 'At the desk'), ('paper', 'On paper'), ('replay', 'Replay'), ('system', 'Automatically')], db_default='', default='', help_text='How the answer came.', max_length=10),
        ),
        migrations.AddField(
            model_name='hearing',
            name='told',
            field=models.TextField(blank=True, db_default='', default='', help_text='What the others read of the answer, looked over by staff.'),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='answer_channel',
            field=models.CharField(blank=True, choices=[('online', 'Online'), ('desk', 'At the desk'), ('paper', 'On paper'), ('replay', 'Replay'), ('system', 'Automatically')], db_default='', default='', help_text='How the answer came.', max_length=10),
        ),
        migrations.AddField(
            model_name='hearingevent',
            name='told',
            field=models.TextField(blank=True, db_default='', default='', help_text='What the others read of the answer, looked over by staff.'),
        ),
        migrations.AlterField(
            model_name='hearing',
            name='answer',
            field=models.TextField(blank=True, help_text="As it came; the guardian's own decision says it so."),
        ),
        migrations.AlterField(
            model_name='hearingevent',
            name='answer',
            field=models.TextField(blank=True, help_text="As it came; the guardian's own decision says it so."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='answer_of_a_hearing_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'answered\' AND (OLD."answer" IS DISTINCT FROM (NEW."answer") OR OLD."answer_channel" IS DISTINCT FROM (NEW."answer_channel")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='10c78384687c86bd85e5243cabbca4404f5e8c12', operation='UPDATE', pgid='pgtrigger_answer_of_a_hearing_stands_829f4', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='nobody_is_heard_of_a_settled_objection', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM vouchers_objection WHERE id = NEW.objection_id AND state <> 'open') THEN\n        RAISE EXCEPTION 'nobody_is_heard_of_a_settled_objection' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='b8804d936ba795c8d3928b131e2716db7773a815', operation='INSERT OR UPDATE OF "state", "told"', pgid='pgtrigger_nobody_is_heard_of_a_settled_objection_d6c09', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='only_the_guardian_answers_online', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."answer_channel" = \'online\')', func="\n    IF NOT EXISTS (\n        SELECT FROM registry_residentaccount WHERE user_id = NEW.closed_by_id AND resident_id = NEW.resident_id\n    ) THEN\n        RAISE EXCEPTION 'only_the_guardian_answers_online' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='7e843c614f381d945aea53bdbc2a7027f66af169', operation='INSERT OR UPDATE OF "state", "answer", "answer_channel"', pgid='pgtrigger_only_the_guardian_answers_online_b656a', table='vouchers_hearing', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_hearingevent" ("answer", "answer_by", "answer_channel", "asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "closed_on", "id", "letter_id", "matter", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "state", "told", "way") SELECT new_values."answer", new_values."answer_by", new_values."answer_channel", new_values."asked_at", new_values."asked_by_id", new_values."asked_on", new_values."closed_at", new_values."closed_by_id", new_values."closed_on", new_values."id", new_values."letter_id", new_values."matter", new_values."objection_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."state", new_values."told", new_values."way" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3b01b202b4dd8381a16d097e257acad16201e6c6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9ba4e', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_hearingevent" ("answer", "answer_by", "answer_channel", "asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "closed_on", "id", "letter_id", "matter", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "state", "told", "way") SELECT new_values."answer", new_values."answer_by", new_values."answer_channel", new_values."asked_at", new_values."asked_by_id", new_values."asked_on", new_values."closed_at", new_values."closed_by_id", new_values."closed_on", new_values."id", new_values."letter_id", new_values."matter", new_values."objection_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."state", new_values."told", new_values."way" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4a5e571e328b1b560dbf93ceba183102ded8693e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0cb99', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hearing',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_hearingevent" ("answer", "answer_by", "answer_channel", "asked_at", "asked_by_id", "asked_on", "closed_at", "closed_by_id", "closed_on", "id", "letter_id", "matter", "objection_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "state", "told", "way") SELECT old_values."answer", old_values."answer_by", old_values."answer_channel", old_values."asked_at", old_values."asked_by_id", old_values."asked_on", old_values."closed_at", old_values."closed_by_id", old_values."closed_on", old_values."id", old_values."letter_id", old_values."matter", old_values."objection_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."state", old_values."told", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='30e11d8c2790b285702736a94ab0871cc0984ea8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_51aa0', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_hearing', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='objection',
            trigger=pgtrigger.compiler.Trigger(name='objection_waits_until_answers_are_looked_over', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'open\' AND NOT (NEW."state" = \'open\'))', func="\n    IF EXISTS (\n        SELECT FROM vouchers_hearing\n        WHERE objection_id = NEW.id AND state = 'answered' AND answer_channel = 'online' AND told = ''\n    ) THEN\n        RAISE EXCEPTION 'objection_waits_until_answers_are_looked_over' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='f9f0ae0a9f71af004d9d731001c7d6318403eb7d', operation='UPDATE OF "state"', pgid='pgtrigger_objection_waits_until_answers_are_looked_over_ae191', table='vouchers_objection', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'answered'), models.Q(('answer_channel', ''), ('told', '')), _connector='OR'), name='only_an_answer_came_somehow_and_is_told'),
        ),
    ]
