# What residents pay themselves: tables of fees with their source, drafted and approved by two people.

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('pilot', '0018_rules_in_force_stay'),
        ('vouchers', '0022_letters_to_guardians'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service', models.CharField(choices=[('doctor', "Doctor's appointment"), ('nurse', "Nurse's appointment"), ('physiotherapist', "Physiotherapist's appointment"), ('dentist', "Dentist's appointment"), ('hygienist', "Oral hygienist's appointment")], max_length=16)),
                ('unit', models.CharField(choices=[('visit', 'A visit'), ('year', 'A calendar year')], default='visit', max_length=8)),
                ('ages', django.contrib.postgres.fields.ranges.IntegerRangeField(help_text='Half-open: [0, 18) is whoever is younger than 18.')),
                ('cents', models.BigIntegerField(help_text='None: no source gives it. Zero: nothing to pay.', null=True)),
                ('is_most', models.BooleanField(default=False, help_text='The source gives the most that may be asked, not the sum.')),
                ('times_a_year', models.PositiveSmallIntegerField(help_text='So often in a calendar year, then no more.', null=True)),
                ('spares_veterans', models.BooleanField(default=False, help_text='Veterans pay nothing.')),
            ],
        ),
        migrations.CreateModel(
            name='FeeTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('decision_number', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(help_text='The decision or regulation in which the fees stand.', max_length=300)),
                ('source_url', models.URLField(blank=True, help_text='Where everybody can read it.', max_length=300)),
                ('drafted_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('strand', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_tables', to='pilot.strand')),
            ],
        ),
        migrations.CreateModel(
            name='FeeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('service', models.CharField(choices=[('doctor', "Doctor's appointment"), ('nurse', "Nurse's appointment"), ('physiotherapist', "Physiotherapist's appointment"), ('dentist', "Dentist's appointment"), ('hygienist', "Oral hygienist's appointment")], max_length=16)),
                ('unit', models.CharField(choices=[('visit', 'A visit'), ('year', 'A calendar year')], default='visit', max_length=8)),
                ('ages', django.contrib.postgres.fields.ranges.IntegerRangeField(help_text='Half-open: [0, 18) is whoever is younger than 18.')),
                ('cents', models.BigIntegerField(help_text='None: no source gives it. Zero: nothing to pay.', null=True)),
                ('is_most', models.BooleanField(default=False, help_text='The source gives the most that may be asked, not the sum.')),
                ('times_a_year', models.PositiveSmallIntegerField(help_text='So often in a calendar year, then no more.', null=True)),
                ('spares_veterans', models.BooleanField(default=False, help_text='Veterans pay nothing.')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.fee')),
                ('table', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.feetable')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='fee',
            name='table',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='vouchers.feetable'),
        ),
        migrations.CreateModel(
            name='FeeTableEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('decision_number', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(help_text='The decision or regulation in which the fees stand.', max_length=300)),
                ('source_url', models.URLField(blank=True, help_text='Where everybody can read it.', max_length=300)),
                ('drafted_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.feetable')),
                ('strand', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.strand')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='feetable',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('approved_at__isnull', False)), expressions=[('strand', '='), ('period', '&&')], name='strand_has_one_table_of_fees_on_any_day'),
        ),
        migrations.AddConstraint(
            model_name='feetable',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='fees_have_a_first_day'),
        ),
        migrations.AddConstraint(
            model_name='feetable',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='fees_say_where_they_stand', violation_error_message="Write where the fees stand, for example the decision's date."),
        ),
        migrations.AddConstraint(
            model_name='feetable',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', True), ('approved_by__isnull', True)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), models.Q(('approved_by', models.F('drafted_by')), _negated=True)), _connector='OR'), name='fees_are_approved_by_somebody_else'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feetable',
            trigger=pgtrigger.compiler.Trigger(name='approved_fees_only_end_earlier', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL)', func="\n                    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'period' <> to_jsonb(OLD) - 'period'\n                        OR NOT NEW.period <@ OLD.period OR lower(NEW.period) IS DISTINCT FROM lower(OLD.period) THEN\n                        RAISE EXCEPTION 'approved_fees_only_end_earlier' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='5791e98205bd466f3f40141c20939dfb72f20ca7', operation='UPDATE OR DELETE', pgid='pgtrigger_approved_fees_only_end_earlier_a206f', table='vouchers_feetable', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feetable',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feetableevent" ("approved_at", "approved_by_id", "decision_number", "drafted_at", "drafted_by_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "strand_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."decision_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."source_url", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b310acc151300df1d7e2ecfd58dad3030cd74d53', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0d143', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_feetable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feetable',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feetableevent" ("approved_at", "approved_by_id", "decision_number", "drafted_at", "drafted_by_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "strand_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."decision_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."source_url", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cb59378836a85c5588e0639437bc22919dd5b4e3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1fd3a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_feetable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feetable',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feetableevent" ("approved_at", "approved_by_id", "decision_number", "drafted_at", "drafted_by_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "strand_id") SELECT old_values."approved_at", old_values."approved_by_id", old_values."decision_number", old_values."drafted_at", old_values."drafted_by_id", old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."source_url", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ada313a01864815431550cc8dfd72c5cd97ae17c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4dba9', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_feetable', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='feeevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_fee_xid'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('table', '='), ('service', '='), ('unit', '='), ('ages', '&&')], name='one_fee_holds_for_a_service_and_an_age'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=models.CheckConstraint(condition=models.Q(('cents__isnull', True), models.Q(('cents__gte', 0), ('cents__lte', 10000000)), _connector='OR'), name='fee_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=models.CheckConstraint(condition=models.Q(('ages__isempty', False), ('ages__startswith__gte', 0), ('ages__startswith__isnull', False)), name='fee_ages_start_at_an_age'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=models.CheckConstraint(condition=models.Q(('unit__in', ['visit', 'year']), models.Q(('service', ''), _negated=True)), name='fee_is_for_a_visit_or_a_year'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=models.CheckConstraint(condition=models.Q(('times_a_year__isnull', True), models.Q(('cents__gt', 0), ('cents__isnull', False), ('times_a_year__gte', 1), ('unit', 'visit')), _connector='OR'), name='only_a_paid_visit_is_counted'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_most', False), ('spares_veterans', False)), models.Q(('cents__gt', 0), ('cents__isnull', False)), _connector='OR'), name='only_a_sum_is_a_most_and_spares_anybody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fee',
            trigger=pgtrigger.compiler.Trigger(name='approved_fees_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE of_table BIGINT;', func="\n                    IF TG_OP = 'INSERT' THEN of_table := NEW.table_id; ELSE of_table := OLD.table_id; END IF;\n                    IF EXISTS (\n                        SELECT FROM vouchers_feetable WHERE approved_at IS NOT NULL\n                        AND id IN (of_table, CASE TG_OP WHEN 'UPDATE' THEN NEW.table_id END)\n                    ) THEN\n                        RAISE EXCEPTION 'approved_fees_never_change' USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='102e75ee780b85b2fa5d012f6160c1808607dc32', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_approved_fees_never_change_30e9c', table='vouchers_fee', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fee',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feeevent" ("ages", "cents", "id", "is_most", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "spares_veterans", "table_id", "times_a_year", "unit") SELECT new_values."ages", new_values."cents", new_values."id", new_values."is_most", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."service", new_values."spares_veterans", new_values."table_id", new_values."times_a_year", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='14a38ec67dbfd92d8df6b25462426e2b78b9838a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_88992', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_fee', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fee',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feeevent" ("ages", "cents", "id", "is_most", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "spares_veterans", "table_id", "times_a_year", "unit") SELECT new_values."ages", new_values."cents", new_values."id", new_values."is_most", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."service", new_values."spares_veterans", new_values."table_id", new_values."times_a_year", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='5ba9488fe287ae6b2468f732c0462dc76e709ab4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_da4eb', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_fee', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fee',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feeevent" ("ages", "cents", "id", "is_most", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service", "spares_veterans", "table_id", "times_a_year", "unit") SELECT old_values."ages", old_values."cents", old_values."id", old_values."is_most", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."service", old_values."spares_veterans", old_values."table_id", old_values."times_a_year", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a63f57c2c28da6012e5ff0c88f8830920ad67a17', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_66490', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_fee', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='feetableevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_feetable_xid'),
        ),
    ]
