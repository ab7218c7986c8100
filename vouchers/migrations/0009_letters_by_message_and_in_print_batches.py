# Letters go by message or in print batches; the made-up mailboxes of a demonstration.

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
        ('vouchers', '0008_closing_by_its_script'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MadeUpMailbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity_code', models.CharField(max_length=11, unique=True)),
                ('answer', models.CharField(choices=[('accepted', 'Takes messages'), ('failed', 'Is out of order'), ('undeliverable', 'Is closed')], default='accepted', max_length=14)),
            ],
        ),
        migrations.CreateModel(
            name='MadeUpMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(help_text='The same message arrives once.', max_length=80, unique=True)),
                ('identity_code', models.CharField(max_length=11)),
                ('title', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('document', models.BinaryField()),
                ('arrived_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='PrintBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(help_text='The day it is handed over, which every letter in it says.')),
                ('serial', models.PositiveSmallIntegerField(help_text='Which batch of the day it is.')),
                ('letters', models.PositiveIntegerField()),
                ('pages', models.PositiveIntegerField(help_text='With the blank backs that let every letter begin on a sheet.')),
                ('made_at', models.DateTimeField()),
                ('handed_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PrintBatchEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(help_text='The day it is handed over, which every letter in it says.')),
                ('serial', models.PositiveSmallIntegerField(help_text='Which batch of the day it is.')),
                ('letters', models.PositiveIntegerField()),
                ('pages', models.PositiveIntegerField(help_text='With the blank backs that let every letter begin on a sheet.')),
                ('made_at', models.DateTimeField()),
                ('handed_at', models.DateTimeField(null=True)),
                ('voided_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='delivery',
            name='dates_of_a_delivery_are_set_once',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='delivery',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='delivery',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='delivery',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='delivery',
            name='note',
            field=models.CharField(blank=True, help_text='Why it did not arrive, or how somebody was known.', max_length=200),
        ),
        migrations.AddField(
            model_name='delivery',
            name='reference',
            field=models.CharField(blank=True, help_text='By which the message service knows it.', max_length=80),
        ),
        migrations.AddField(
            model_name='deliveryevent',
            name='note',
            field=models.CharField(blank=True, help_text='Why it did not arrive, or how somebody was known.', max_length=200),
        ),
        migrations.AddField(
            model_name='deliveryevent',
            name='reference',
            field=models.CharField(blank=True, help_text='By which the message service knows it.', max_length=80),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='document',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilot.document'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='way',
            field=models.CharField(choices=[('message', 'Electronic message'), ('post', 'By post'), ('handed', 'At a service point')], max_length=8),
        ),
        migrations.AlterField(
            model_name='deliveryevent',
            name='document',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.document'),
        ),
        migrations.AlterField(
            model_name='deliveryevent',
            name='way',
            field=models.CharField(choices=[('message', 'Electronic message'), ('post', 'By post'), ('handed', 'At a service point')], max_length=8),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='dates_of_a_delivery_are_set_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_on" IS NOT NULL AND (OLD."sent_on" IS DISTINCT FROM (NEW."sent_on") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."appeal_until" IS DISTINCT FROM (NEW."appeal_until") OR (OLD."document_id" IS NOT NULL AND OLD."document_id" IS DISTINCT FROM (NEW."document_id"))))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0d17965e2fe6ef24800429d84236775e276c19ba', operation='UPDATE', pgid='pgtrigger_dates_of_a_delivery_are_set_once_5113f', table='vouchers_delivery', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "batch_id", "begun_at", "document_id", "id", "letter_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "sent_on", "state", "way") SELECT new_values."appeal_until", new_values."batch_id", new_values."begun_at", new_values."document_id", new_values."id", new_values."letter_id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_on", new_values."reference", new_values."sent_on", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='591e08f9a02424b341cecd8885f189a3496980eb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_553de', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_delivery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "batch_id", "begun_at", "document_id", "id", "letter_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "sent_on", "state", "way") SELECT new_values."appeal_until", new_values."batch_id", new_values."begun_at", new_values."document_id", new_values."id", new_values."letter_id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_on", new_values."reference", new_values."sent_on", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f00ce65ff986dcdfc73812d5e7e5cbfd4d295e03', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_26bbe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_delivery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "batch_id", "begun_at", "document_id", "id", "letter_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "sent_on", "state", "way") SELECT old_values."appeal_until", old_values."batch_id", old_values."begun_at", old_values."document_id", old_values."id", old_values."letter_id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_on", old_values."reference", old_values."sent_on", old_values."state", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='10a384d98a89bb15e4e792159e7713fc7b9ff9b1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_a3d88', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_delivery', when='AFTER')),
        ),
        migrations.AddField(
            model_name='printbatch',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilot.document'),
        ),
        migrations.AddField(
            model_name='printbatch',
            name='handed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='printbatch',
            name='index',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='pilot.document'),
        ),
        migrations.AddField(
            model_name='printbatch',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='printbatch',
            name='pilot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='print_batches', to='pilot.pilot'),
        ),
        migrations.AddField(
            model_name='printbatch',
            name='voided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='delivery',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='vouchers.printbatch'),
        ),
        migrations.AddField(
            model_name='deliveryevent',
            name='batch',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.printbatch'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('document__isnull', False), models.Q(('state', 'sent'), _negated=True), _connector='OR'), name='what_is_sent_is_kept'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('batch__isnull', True), ('way', 'post'), _connector='OR'), name='only_post_is_printed'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), _negated=True), models.Q(('state', 'undeliverable'), _negated=True), _connector='OR'), name='what_did_not_arrive_says_why'),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='document',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.document'),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='handed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='index',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.document'),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.printbatch'),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='pilot',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.pilot'),
        ),
        migrations.AddField(
            model_name='printbatchevent',
            name='voided_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='printbatch',
            constraint=models.UniqueConstraint(fields=('pilot', 'day', 'serial'), name='print_batch_has_its_serial_alone'),
        ),
        migrations.AddConstraint(
            model_name='printbatch',
            constraint=models.UniqueConstraint(condition=models.Q(('handed_at__isnull', True), ('voided_at__isnull', True)), fields=('pilot',), name='pilot_has_one_open_print_batch'),
        ),
        migrations.AddConstraint(
            model_name='printbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handed_at__isnull', True), ('handed_by__isnull', True)), models.Q(('handed_at__isnull', False), ('handed_by__isnull', False), ('voided_at__isnull', True)), _connector='OR'), name='print_batch_is_handed_over_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='printbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='print_batch_is_voided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='printbatch',
            constraint=models.CheckConstraint(condition=models.Q(('letters__gte', 1), ('pages__gte', 1)), name='print_batch_has_letters'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printbatch',
            trigger=pgtrigger.compiler.Trigger(name='print_batch_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='eb52e23dd4bffbf38b736a6be3572e34542fe0f0', operation='DELETE', pgid='pgtrigger_print_batch_is_never_deleted_ea27a', table='vouchers_printbatch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printbatch',
            trigger=pgtrigger.compiler.Trigger(name='print_batch_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."pilot_id" IS DISTINCT FROM (NEW."pilot_id") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."letters" IS DISTINCT FROM (NEW."letters") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."index_id" IS DISTINCT FROM (NEW."index_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='17b458e17cf2635c8f344659aaa22596ddfb69fe', operation='UPDATE', pgid='pgtrigger_print_batch_never_changes_e0077', table='vouchers_printbatch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printbatch',
            trigger=pgtrigger.compiler.Trigger(name='ended_print_batch_stays_ended', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."handed_at" IS NOT NULL OR OLD."voided_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f8a35b3ad513b4e97b5305da169b2f54b4eb5073', operation='UPDATE', pgid='pgtrigger_ended_print_batch_stays_ended_34294', table='vouchers_printbatch', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printbatch',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_printbatchevent" ("day", "document_id", "handed_at", "handed_by_id", "id", "index_id", "letters", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "serial", "voided_at", "voided_by_id") SELECT new_values."day", new_values."document_id", new_values."handed_at", new_values."handed_by_id", new_values."id", new_values."index_id", new_values."letters", new_values."made_at", new_values."made_by_id", new_values."pages", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id", new_values."serial", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f022e4d1892b71fa6d124eec685a821551f00857', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d9d0c', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_printbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printbatch',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_printbatchevent" ("day", "document_id", "handed_at", "handed_by_id", "id", "index_id", "letters", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "serial", "voided_at", "voided_by_id") SELECT new_values."day", new_values."document_id", new_values."handed_at", new_values."handed_by_id", new_values."id", new_values."index_id", new_values."letters", new_values."made_at", new_values."made_by_id", new_values."pages", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id", new_values."serial", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d0279a63100b322fc9cd6c520247df058a9e3362', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5fa8c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_printbatch', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='printbatch',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_printbatchevent" ("day", "document_id", "handed_at", "handed_by_id", "id", "index_id", "letters", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "serial", "voided_at", "voided_by_id") SELECT old_values."day", old_values."document_id", old_values."handed_at", old_values."handed_by_id", old_values."id", old_values."index_id", old_values."letters", old_values."made_at", old_values."made_by_id", old_values."pages", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id", old_values."serial", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7fc3882a68606adfff468a56805937660dfb864a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f2b1b', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_printbatch', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='printbatchevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_printbatch_xid'),
        ),
    ]
