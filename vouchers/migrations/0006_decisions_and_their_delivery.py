# Decisions, letters, and each delivery of a letter with the document as it was sent.

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
        ('vouchers', '0005_early_changes_for_weighty_reasons'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('early_change', 'Changing for a weighty reason'), ('choice', 'Choice of a site'), ('voucher_value', 'Value of a voucher'), ('budget', 'Personal budget')], max_length=16)),
                ('outcome', models.CharField(choices=[('granted', 'Granted'), ('partly', 'Granted in part'), ('rejected', 'Rejected'), ('dismissed', 'Left unexamined')], max_length=10)),
                ('language', models.CharField(help_text="The party's, in which all of it is written.", max_length=2)),
                ('opened_on', models.DateField(help_text='When the matter came in.', null=True)),
                ('applied', models.TextField(blank=True, help_text='What was applied for.')),
                ('ruling', models.TextField(blank=True, help_text='What the outcome means, in a sentence or two.')),
                ('reasons', models.TextField()),
                ('laws', models.TextField(blank=True)),
                ('authority', models.CharField(max_length=200)),
                ('power', models.CharField(blank=True, max_length=200)),
                ('contact', models.CharField(help_text='Whom to ask: name, telephone, e-mail.', max_length=300)),
                ('appeal_to', models.CharField(max_length=200)),
                ('appeal_address', models.CharField(max_length=300)),
                ('appeal_days', models.PositiveSmallIntegerField()),
                ('closing_hour', models.PositiveSmallIntegerField()),
                ('secrecy', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField()),
                ('decided_on', models.DateField()),
                ('signed', models.CharField(help_text="The officeholder's name as signed.", max_length=160)),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='vouchers.decision')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='pilot.organiser')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='registry.resident')),
                ('strand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='pilot.strand')),
            ],
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('early_change', 'Changing for a weighty reason'), ('choice', 'Choice of a site'), ('voucher_value', 'Value of a voucher'), ('budget', 'Personal budget')], max_length=16)),
                ('outcome', models.CharField(choices=[('granted', 'Granted'), ('partly', 'Granted in part'), ('rejected', 'Rejected'), ('dismissed', 'Left unexamined')], max_length=10)),
                ('language', models.CharField(help_text="The party's, in which all of it is written.", max_length=2)),
                ('opened_on', models.DateField(help_text='When the matter came in.', null=True)),
                ('applied', models.TextField(blank=True, help_text='What was applied for.')),
                ('ruling', models.TextField(blank=True, help_text='What the outcome means, in a sentence or two.')),
                ('reasons', models.TextField()),
                ('laws', models.TextField(blank=True)),
                ('authority', models.CharField(max_length=200)),
                ('power', models.CharField(blank=True, max_length=200)),
                ('contact', models.CharField(help_text='Whom to ask: name, telephone, e-mail.', max_length=300)),
                ('appeal_to', models.CharField(max_length=200)),
                ('appeal_address', models.CharField(max_length=300)),
                ('appeal_days', models.PositiveSmallIntegerField()),
                ('closing_hour', models.PositiveSmallIntegerField()),
                ('secrecy', models.CharField(blank=True, max_length=120)),
                ('decided_at', models.DateTimeField()),
                ('decided_on', models.DateField()),
                ('signed', models.CharField(help_text="The officeholder's name as signed.", max_length=160)),
                ('corrects', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.decision')),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.organiser')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.decision')),
                ('resident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident')),
                ('strand', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.strand')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('message', 'Electronic message'), ('post', 'By post'), ('handed', 'Handed over at a service point')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'Waits to be sent'), ('sent', 'Sent'), ('undeliverable', 'Did not arrive'), ('replaced', 'Sent anew')], default='waiting', max_length=14)),
                ('begun_at', models.DateTimeField()),
                ('sent_on', models.DateField(help_text='The day it is sent, as the document says it; none before it is.', null=True)),
                ('received_on', models.DateField(help_text='The day it counts as received.', null=True)),
                ('appeal_until', models.DateField(help_text="The last day of appeal, when it is a decision's notice.", null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilot.document')),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('decision', 'Decision')], max_length=16)),
                ('language', models.CharField(max_length=2)),
                ('title', models.CharField(help_text="As the reader sees it in a list, in the letter's language.", max_length=200)),
                ('key', models.CharField(help_text='One letter for one cause.', max_length=80, unique=True)),
                ('written_at', models.DateTimeField()),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letter', to='vouchers.decision')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='registry.resident')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DeliveryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('way', models.CharField(choices=[('message', 'Electronic message'), ('post', 'By post'), ('handed', 'Handed over at a service point')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'Waits to be sent'), ('sent', 'Sent'), ('undeliverable', 'Did not arrive'), ('replaced', 'Sent anew')], default='waiting', max_length=14)),
                ('begun_at', models.DateTimeField()),
                ('sent_on', models.DateField(help_text='The day it is sent, as the document says it; none before it is.', null=True)),
                ('received_on', models.DateField(help_text='The day it counts as received.', null=True)),
                ('appeal_until', models.DateField(help_text="The last day of appeal, when it is a decision's notice.", null=True)),
                ('document', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.document')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.delivery')),
                ('letter', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.letter')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='delivery',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='vouchers.letter'),
        ),
        migrations.CreateModel(
            name='LetterEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('decision', 'Decision')], max_length=16)),
                ('language', models.CharField(max_length=2)),
                ('title', models.CharField(help_text="As the reader sees it in a list, in the letter's language.", max_length=200)),
                ('key', models.CharField(help_text='One letter for one cause.', max_length=80)),
                ('written_at', models.DateTimeField()),
                ('decision', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.decision')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.letter')),
                ('resident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident')),
                ('written_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['resident', 'decided_on'], name='decision_by_resident'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('organiser', 'year', 'serial'), name='decision_number_is_given_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('corrects',), name='decision_is_corrected_once'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('corrects', models.F('pk')), _negated=True), name='decision_corrects_another'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reasons', ''), _negated=True), models.Q(('contact', ''), _negated=True), models.Q(('authority', ''), _negated=True), models.Q(('appeal_to', ''), _negated=True), models.Q(('signed', ''), _negated=True)), name='decision_says_all_that_is_asked'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e8d35f01eb1e5f7edf2d714ef54f539494e6a47f', operation='DELETE', pgid='pgtrigger_decision_is_never_deleted_c3d1c', table='vouchers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."applied" IS DISTINCT FROM (NEW."applied") OR OLD."ruling" IS DISTINCT FROM (NEW."ruling") OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."laws" IS DISTINCT FROM (NEW."laws") OR OLD."authority" IS DISTINCT FROM (NEW."authority") OR OLD."power" IS DISTINCT FROM (NEW."power") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."appeal_to" IS DISTINCT FROM (NEW."appeal_to") OR OLD."appeal_address" IS DISTINCT FROM (NEW."appeal_address") OR OLD."appeal_days" IS DISTINCT FROM (NEW."appeal_days") OR OLD."closing_hour" IS DISTINCT FROM (NEW."closing_hour") OR OLD."secrecy" IS DISTINCT FROM (NEW."secrecy") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."signed" IS DISTINCT FROM (NEW."signed") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bbe45c3b620ee6ce186beac9ea5c7b5fc10bc0a8', operation='UPDATE', pgid='pgtrigger_decision_never_changes_a1b82', table='vouchers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='decision_follows_its_party', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))', func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'decision_follows_its_party' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='714273f5fec692168c10142c40c586f9479d306e', operation='UPDATE OF "resident_id"', pgid='pgtrigger_decision_follows_its_party_2a8be', table='vouchers_decision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='absorbed_resident_gets_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='3d55742d34051fdc9fc39e04951bac696bc640ba', level='STATEMENT', operation='INSERT', pgid='pgtrigger_absorbed_resident_gets_nothing_72de4', referencing='REFERENCING NEW TABLE AS new_rows ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='nothing_moves_to_absorbed_resident', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id <> new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='564208dfffc5b3c66924f5f7064f036e64edfef5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_nothing_moves_to_absorbed_resident_41751', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."closing_hour", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a59451d5f373fdeb90bbede1732038f336304aaf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_8aa37', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."closing_hour", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1ba134a72bb80590b2915ecd6b8f1233fc3d10e1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0b67b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT old_values."appeal_address", old_values."appeal_days", old_values."appeal_to", old_values."applied", old_values."authority", old_values."closing_hour", old_values."contact", old_values."corrects_id", old_values."decided_at", old_values."decided_by_id", old_values."decided_on", old_values."id", old_values."kind", old_values."language", old_values."laws", old_values."opened_on", old_values."organiser_id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."power", old_values."reasons", old_values."resident_id", old_values."ruling", old_values."secrecy", old_values."serial", old_values."signed", old_values."strand_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='78df47954fd2c157eb90308c55720ba448dae105', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_90d5e', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_decision', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='decisionevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_decision_xid'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['resident', 'written_at'], name='letter_by_resident'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision__isnull', False), ('kind', 'decision')), models.Q(models.Q(('kind', 'decision'), _negated=True), ('decision__isnull', True)), _connector='OR'), name='letter_of_a_decision_names_it'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='letter_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5705c7a7d1c5b92b1f70e05e88efde6c245d3f64', operation='DELETE', pgid='pgtrigger_letter_is_never_deleted_2fb1c', table='vouchers_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='letter_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='469a57d8122f7e013b156c6a0d005ccbc1037031', operation='UPDATE', pgid='pgtrigger_letter_never_changes_5617d', table='vouchers_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='letter_follows_its_reader', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))', func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'letter_follows_its_reader' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='fd05c603e875f22b7a4e72608487db8681033d3d', operation='UPDATE OF "resident_id"', pgid='pgtrigger_letter_follows_its_reader_1b4de', table='vouchers_letter', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='absorbed_resident_gets_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='7c81760bffda7678f4b8c08ace3975794d980274', level='STATEMENT', operation='INSERT', pgid='pgtrigger_absorbed_resident_gets_nothing_b4d71', referencing='REFERENCING NEW TABLE AS new_rows ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='nothing_moves_to_absorbed_resident', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id <> new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='171e868e17350f6174a7b238aa167f07c81190a3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_nothing_moves_to_absorbed_resident_c5055', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "title", "written_at", "written_by_id") SELECT new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."title", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='df6bb1d56e21b787e523d81bb0fbb3df3dc02ad0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4cfea', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "title", "written_at", "written_by_id") SELECT new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."title", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b739653b304f6791d48a1c271e03d05b516634b2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_13612', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_letter', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='letter',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "title", "written_at", "written_by_id") SELECT old_values."decision_id", old_values."id", old_values."key", old_values."kind", old_values."language", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."title", old_values."written_at", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6d159b9ffe97ac058d8a8b302362b47b8eaeab32', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ca1ea', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_letter', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='deliveryevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_delivery_xid'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['state', 'way'], name='delivery_by_state'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'sent'])), fields=('letter',), name='letter_is_on_its_way_once'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('received_on__isnull', False), ('sent_on__isnull', False)), models.Q(('received_on__isnull', True), ('sent_on__isnull', True), ('way', 'handed'), models.Q(('state', 'sent'), _negated=True)), _connector='OR'), name='delivery_is_dated_unless_it_waits_at_a_service_point'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('sent_on__isnull', True), models.Q(('received_on__gte', models.F('sent_on')), ('appeal_until__isnull', True)), models.Q(('appeal_until__gt', models.F('received_on')), ('received_on__gte', models.F('sent_on'))), _connector='OR'), name='nothing_is_received_before_it_is_sent'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='delivery_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='032a6beae89a001b75b660368539f21be02c1d4f', operation='DELETE', pgid='pgtrigger_delivery_is_never_deleted_17e8b', table='vouchers_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='delivery_stays_as_it_was_sent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."begun_at" IS DISTINCT FROM (NEW."begun_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5eee82c51555fd409cc2ec455a8fa46316659465', operation='UPDATE', pgid='pgtrigger_delivery_stays_as_it_was_sent_8c475', table='vouchers_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='dates_of_a_delivery_are_set_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_on" IS NOT NULL AND (OLD."sent_on" IS DISTINCT FROM (NEW."sent_on") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."appeal_until" IS DISTINCT FROM (NEW."appeal_until") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='2cc626f199311c95b0723398df9435d1ad8ef443', operation='UPDATE', pgid='pgtrigger_dates_of_a_delivery_are_set_once_5113f', table='vouchers_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='delivery_moves_as_allowed', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:sent,waiting:undeliverable,waiting:replaced,sent:undeliverable,undeliverable:replaced}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='9ba5d44e40a6ef4efc9da7bc8af13596aa6c191a', operation='UPDATE', pgid='pgtrigger_delivery_moves_as_allowed_4add9', table='vouchers_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "begun_at", "document_id", "id", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "sent_on", "state", "way") SELECT new_values."appeal_until", new_values."begun_at", new_values."document_id", new_values."id", new_values."letter_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_on", new_values."sent_on", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='27792e687a48b8df79da6e71b516e04d2ea5ccf0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_553de', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_delivery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "begun_at", "document_id", "id", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "sent_on", "state", "way") SELECT new_values."appeal_until", new_values."begun_at", new_values."document_id", new_values."id", new_values."letter_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_on", new_values."sent_on", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='086522a96fd318a3f198bf3b42e019e44b43a290', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_26bbe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_delivery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "begun_at", "document_id", "id", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "sent_on", "state", "way") SELECT old_values."appeal_until", old_values."begun_at", old_values."document_id", old_values."id", old_values."letter_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_on", old_values."sent_on", old_values."state", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3fb084e004f7b647fd8d5dd59327e5df43fee19f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a3d88', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_delivery', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='letterevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_letter_xid'),
        ),
    ]
