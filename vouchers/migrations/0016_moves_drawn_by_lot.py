# Whom a list has to give up is drawn by lot, approved by another, and moved; each draw keeps its lots.

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('pilot', '0015_where_moves_lead'),
        ('providers', '0003_two_people_see_every_bank_account'),
        ('registry', '0009_what_was_left_out_is_looked_through'),
        ('vouchers', '0015_forms_on_paper_and_receipts_as_letters'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('receipt', 'Confirmation of a choice')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterevent',
            name='kind',
            field=models.CharField(choices=[('decision', 'Decision'), ('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list'), ('receipt', 'Confirmation of a choice')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversion',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list')], max_length=16),
        ),
        migrations.AlterField(
            model_name='letterversionevent',
            name='kind',
            field=models.CharField(choices=[('reminder', 'Reminder to choose'), ('queue', 'A place from the queue'), ('closing', 'The pilot closes'), ('moved', 'Moved to another list')], max_length=16),
        ),
        migrations.CreateModel(
            name='MoveLot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list_code', models.CharField(help_text='As it was when the lots were drawn.', max_length=12)),
                ('unit', models.CharField(help_text="The list code by which the lot was drawn; a child's guardian's.", max_length=12)),
                ('lot', models.CharField(max_length=64)),
                ('kept', models.CharField(blank=True, choices=[('', 'In the draw'), ('home', 'On the list by home address'), ('protected', 'Under non-disclosure'), ('moved_before', 'Was moved here by an earlier draw'), ('no_home', "Would come on nobody's list"), ('family', 'A child whose guardian stays')], max_length=12)),
                ('turn', models.PositiveIntegerField(help_text='The place in the order of the lots; none for who is kept.', null=True)),
                ('moves', models.BooleanField()),
                ('choice', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='move_lot', to='vouchers.choice')),
                ('resident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='move_lots', to='registry.resident')),
                ('to_site', models.ForeignKey(help_text='Where to; none is the home site.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='providers.site')),
            ],
        ),
        migrations.CreateModel(
            name='MovePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(choices=[('cap', 'The list is over its cap'), ('closing', 'The site closes')], max_length=8)),
                ('effective_on', models.DateField(help_text='The day from which those who are drawn are on another list.')),
                ('held_on', models.DateField(help_text='The day whose list is drawn from.')),
                ('places', models.PositiveIntegerField(help_text='The cap on the day; none when the site closes.', null=True)),
                ('moves_to', models.CharField(choices=[('home', 'To the home site'), ('nearest', 'To the nearest site with room')], max_length=8)),
                ('family_age', models.PositiveSmallIntegerField(help_text='Who is younger moves with their guardians.', null=True)),
                ('destinations', models.JSONField(help_text='Sites with room, the nearest first: pairs of site and free places.')),
                ('seed', models.CharField(max_length=64)),
                ('on_list', models.PositiveIntegerField(help_text='Who is on the list on its day.')),
                ('coming', models.PositiveIntegerField(help_text='Who comes to the list later.')),
                ('must_move', models.PositiveIntegerField()),
                ('moving', models.PositiveIntegerField(help_text='A family moves whole, so it may be a few more.')),
                ('digest', models.CharField(help_text='Of all that the draw came to; see draw_summary.sql.', max_length=64)),
                ('drafted_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('site', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='move_plans', to='providers.site')),
                ('strand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='move_plans', to='pilot.strand')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MoveLotEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('list_code', models.CharField(help_text='As it was when the lots were drawn.', max_length=12)),
                ('unit', models.CharField(help_text="The list code by which the lot was drawn; a child's guardian's.", max_length=12)),
                ('lot', models.CharField(max_length=64)),
                ('kept', models.CharField(blank=True, choices=[('', 'In the draw'), ('home', 'On the list by home address'), ('protected', 'Under non-disclosure'), ('moved_before', 'Was moved here by an earlier draw'), ('no_home', "Would come on nobody's list"), ('family', 'A child whose guardian stays')], max_length=12)),
                ('turn', models.PositiveIntegerField(help_text='The place in the order of the lots; none for who is kept.', null=True)),
                ('moves', models.BooleanField()),
                ('choice', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.choice')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.movelot')),
                ('resident', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident')),
                ('to_site', models.ForeignKey(db_constraint=False, help_text='Where to; none is the home site.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.moveplan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='movelot',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='vouchers.moveplan'),
        ),
        migrations.CreateModel(
            name='MovePlanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('cause', models.CharField(choices=[('cap', 'The list is over its cap'), ('closing', 'The site closes')], max_length=8)),
                ('effective_on', models.DateField(help_text='The day from which those who are drawn are on another list.')),
                ('held_on', models.DateField(help_text='The day whose list is drawn from.')),
                ('places', models.PositiveIntegerField(help_text='The cap on the day; none when the site closes.', null=True)),
                ('moves_to', models.CharField(choices=[('home', 'To the home site'), ('nearest', 'To the nearest site with room')], max_length=8)),
                ('family_age', models.PositiveSmallIntegerField(help_text='Who is younger moves with their guardians.', null=True)),
                ('destinations', models.JSONField(help_text='Sites with room, the nearest first: pairs of site and free places.')),
                ('seed', models.CharField(max_length=64)),
                ('on_list', models.PositiveIntegerField(help_text='Who is on the list on its day.')),
                ('coming', models.PositiveIntegerField(help_text='Who comes to the list later.')),
                ('must_move', models.PositiveIntegerField()),
                ('moving', models.PositiveIntegerField(help_text='A family moves whole, so it may be a few more.')),
                ('digest', models.CharField(help_text='Of all that the draw came to; see draw_summary.sql.', max_length=64)),
                ('drafted_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.moveplan')),
                ('site', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site')),
                ('strand', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.strand')),
                ('withdrawn_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='moveplan',
            constraint=models.UniqueConstraint(condition=models.Q(('approved_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('strand', 'site'), name='list_has_one_waiting_draw'),
        ),
        migrations.AddConstraint(
            model_name='moveplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cause', 'cap'), ('places__isnull', False)), models.Q(('cause', 'closing'), ('places__isnull', True)), _connector='OR'), name='capped_list_gives_up_what_is_over_its_cap'),
        ),
        migrations.AddConstraint(
            model_name='moveplan',
            constraint=models.CheckConstraint(condition=models.Q(('moving__gte', models.F('must_move')), ('must_move__gte', 1)), name='draw_moves_enough'),
        ),
        migrations.AddConstraint(
            model_name='moveplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), models.Q(('approved_by', models.F('drafted_by')), _negated=True)), _connector='OR'), name='draw_is_approved_by_somebody_else'),
        ),
        migrations.AddConstraint(
            model_name='moveplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('approved_at__isnull', True), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='draw_is_withdrawn_before_it_is_approved'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moveplan',
            trigger=pgtrigger.compiler.Trigger(name='draw_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='37c88d1b7b67bc28eedc7af0c9ddd7e300a973fa', operation='DELETE', pgid='pgtrigger_draw_is_never_deleted_1fabe', table='vouchers_moveplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moveplan',
            trigger=pgtrigger.compiler.Trigger(name='what_was_drafted_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."effective_on" IS DISTINCT FROM (NEW."effective_on") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."moves_to" IS DISTINCT FROM (NEW."moves_to") OR OLD."family_age" IS DISTINCT FROM (NEW."family_age") OR OLD."destinations" IS DISTINCT FROM (NEW."destinations") OR OLD."seed" IS DISTINCT FROM (NEW."seed") OR OLD."on_list" IS DISTINCT FROM (NEW."on_list") OR OLD."coming" IS DISTINCT FROM (NEW."coming") OR OLD."must_move" IS DISTINCT FROM (NEW."must_move") OR OLD."moving" IS DISTINCT FROM (NEW."moving") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."drafted_at" IS DISTINCT FROM (NEW."drafted_at") OR OLD."drafted_by_id" IS DISTINCT FROM (NEW."drafted_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0444e19d721d60671d1fbb47c9dd1cb1888b81cf', operation='UPDATE', pgid='pgtrigger_what_was_drafted_never_changes_a009a', table='vouchers_moveplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moveplan',
            trigger=pgtrigger.compiler.Trigger(name='decided_draw_stays_decided', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL OR OLD."withdrawn_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='06ff6c442c46d6fd723f01720ca9d19105642802', operation='UPDATE', pgid='pgtrigger_decided_draw_stays_decided_ed437', table='vouchers_moveplan', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moveplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_moveplanevent" ("approved_at", "approved_by_id", "cause", "coming", "destinations", "digest", "drafted_at", "drafted_by_id", "effective_on", "family_age", "held_on", "id", "moves_to", "moving", "must_move", "on_list", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "seed", "site_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."cause", new_values."coming", new_values."destinations", new_values."digest", new_values."drafted_at", new_values."drafted_by_id", new_values."effective_on", new_values."family_age", new_values."held_on", new_values."id", new_values."moves_to", new_values."moving", new_values."must_move", new_values."on_list", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."seed", new_values."site_id", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e2c1feba22fb5334d55ea4130cafc5f6750626d6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_5eaf3', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_moveplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moveplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_moveplanevent" ("approved_at", "approved_by_id", "cause", "coming", "destinations", "digest", "drafted_at", "drafted_by_id", "effective_on", "family_age", "held_on", "id", "moves_to", "moving", "must_move", "on_list", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "seed", "site_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."cause", new_values."coming", new_values."destinations", new_values."digest", new_values."drafted_at", new_values."drafted_by_id", new_values."effective_on", new_values."family_age", new_values."held_on", new_values."id", new_values."moves_to", new_values."moving", new_values."must_move", new_values."on_list", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."seed", new_values."site_id", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dbf7d052337fbcd429e7123b81f1b6140419f3be', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b8afe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_moveplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='moveplan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_moveplanevent" ("approved_at", "approved_by_id", "cause", "coming", "destinations", "digest", "drafted_at", "drafted_by_id", "effective_on", "family_age", "held_on", "id", "moves_to", "moving", "must_move", "on_list", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "seed", "site_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."approved_at", old_values."approved_by_id", old_values."cause", old_values."coming", old_values."destinations", old_values."digest", old_values."drafted_at", old_values."drafted_by_id", old_values."effective_on", old_values."family_age", old_values."held_on", old_values."id", old_values."moves_to", old_values."moving", old_values."must_move", old_values."on_list", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."seed", old_values."site_id", old_values."strand_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0c42142f4c8e075d8bf94f9500794322091ae05c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b8a0d', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_moveplan', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='movelotevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_movelot_xid'),
        ),
        migrations.AddIndex(
            model_name='movelot',
            index=models.Index(fields=['plan', 'turn'], name='move_lot_by_turn'),
        ),
        migrations.AddConstraint(
            model_name='movelot',
            constraint=models.UniqueConstraint(fields=('plan', 'resident'), name='resident_has_one_lot_in_a_draw'),
        ),
        migrations.AddConstraint(
            model_name='movelot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kept', ''), ('turn__isnull', False)), models.Q(models.Q(('kept', ''), _negated=True), ('moves', False), ('turn__isnull', True)), _connector='OR'), name='who_is_kept_has_no_turn_and_stays'),
        ),
        migrations.AddConstraint(
            model_name='movelot',
            constraint=models.CheckConstraint(condition=models.Q(('moves', True), ('to_site__isnull', True), _connector='OR'), name='who_stays_goes_nowhere'),
        ),
        migrations.AddConstraint(
            model_name='movelot',
            constraint=models.CheckConstraint(condition=models.Q(('moves', True), ('choice__isnull', True), _connector='OR'), name='only_who_is_drawn_is_moved'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='lot_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c8a97aea250d1b49837b889b5fb63c7b2c2b36e2', operation='DELETE', pgid='pgtrigger_lot_is_never_deleted_d752a', table='vouchers_movelot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='drawn_lot_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."resident_id" IS DISTINCT FROM (NEW."resident_id") OR OLD."list_code" IS DISTINCT FROM (NEW."list_code") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."lot" IS DISTINCT FROM (NEW."lot") OR OLD."kept" IS DISTINCT FROM (NEW."kept") OR OLD."turn" IS DISTINCT FROM (NEW."turn") OR OLD."moves" IS DISTINCT FROM (NEW."moves") OR OLD."to_site_id" IS DISTINCT FROM (NEW."to_site_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='63dc925a651d543716079b2a76980c4d4e4a2b7b', operation='UPDATE', pgid='pgtrigger_drawn_lot_never_changes_25126', table='vouchers_movelot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='who_is_drawn_is_moved_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."choice_id" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='40837b6f44a60dce06b2646e3472e72c3f808d38', operation='UPDATE', pgid='pgtrigger_who_is_drawn_is_moved_once_099f7', table='vouchers_movelot', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='absorbed_resident_gets_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='fc600c832a8d9a84a70172b1d69c9a7379c5ccfe', level='STATEMENT', operation='INSERT', pgid='pgtrigger_absorbed_resident_gets_nothing_ae9fa', referencing='REFERENCING NEW TABLE AS new_rows ', table='vouchers_movelot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='nothing_moves_to_absorbed_resident', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='e7e0425c238423b1a0f6b16195e03eb64171db9f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_nothing_moves_to_absorbed_resident_59339', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='vouchers_movelot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_movelotevent" ("choice_id", "id", "kept", "list_code", "lot", "moves", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "to_site_id", "turn", "unit") SELECT new_values."choice_id", new_values."id", new_values."kept", new_values."list_code", new_values."lot", new_values."moves", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."resident_id", new_values."to_site_id", new_values."turn", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81afa19f50c6171b8933de14e726f156fe1254d0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bc4eb', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_movelot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_movelotevent" ("choice_id", "id", "kept", "list_code", "lot", "moves", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "to_site_id", "turn", "unit") SELECT new_values."choice_id", new_values."id", new_values."kept", new_values."list_code", new_values."lot", new_values."moves", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."resident_id", new_values."to_site_id", new_values."turn", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8e2e38416a2d7efa73730ed6f35b40f4f233b272', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_de132', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_movelot', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='movelot',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_movelotevent" ("choice_id", "id", "kept", "list_code", "lot", "moves", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "to_site_id", "turn", "unit") SELECT old_values."choice_id", old_values."id", old_values."kept", old_values."list_code", old_values."lot", old_values."moves", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."resident_id", old_values."to_site_id", old_values."turn", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b800b3a47f55f534aacd47c90056dddbceac8418', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3361f', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_movelot', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='moveplanevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_moveplan_xid'),
        ),
    ]
