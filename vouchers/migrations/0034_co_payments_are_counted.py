# What residents paid for visits is kept and counted; tables of fees say whether it counts towards the annual ceiling.

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('pilot', '0021_who_moves_back_comes_back_onto_a_full_list'),
        ('providers', '0004_sites_are_approved_by_two'),
        ('registry', '0011_the_change_feeds_answers'),
        ('vouchers', '0033_a_child_has_its_say'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CoPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('co_payment', 'Co-payment'), ('client_fee', 'Client fee')], max_length=10)),
                ('service', models.CharField(choices=[('doctor', "Doctor's appointment"), ('nurse', "Nurse's appointment"), ('physiotherapist', "Physiotherapist's appointment"), ('dentist', "Dentist's appointment"), ('hygienist', "Oral hygienist's appointment")], max_length=16)),
                ('unit', models.CharField(choices=[('visit', 'A visit'), ('year', 'A calendar year')], max_length=8)),
                ('counted', models.CharField(blank=True, choices=[('together', 'At all sites together'), ('each', 'At each site by itself')], help_text='As its fee says.', max_length=8)),
                ('turn', models.PositiveSmallIntegerField(help_text="Which of the calendar year's turns it takes.", null=True)),
                ('charged_on', models.DateField()),
                ('cents', models.BigIntegerField()),
                ('key', models.CharField(help_text="The form's token: the same one charges once.", max_length=64, unique=True)),
                ('recorded_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('wrong', 'Entered with a wrong day, service or sum'), ('other_person', 'Entered for the wrong person'), ('paid_back', 'Not charged after all, or paid back'), ('too_many', 'More than the calendar year allows')], max_length=12)),
            ],
        ),
        migrations.CreateModel(
            name='CoPaymentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('co_payment', 'Co-payment'), ('client_fee', 'Client fee')], max_length=10)),
                ('service', models.CharField(choices=[('doctor', "Doctor's appointment"), ('nurse', "Nurse's appointment"), ('physiotherapist', "Physiotherapist's appointment"), ('dentist', "Dentist's appointment"), ('hygienist', "Oral hygienist's appointment")], max_length=16)),
                ('unit', models.CharField(choices=[('visit', 'A visit'), ('year', 'A calendar year')], max_length=8)),
                ('counted', models.CharField(blank=True, choices=[('together', 'At all sites together'), ('each', 'At each site by itself')], help_text='As its fee says.', max_length=8)),
                ('turn', models.PositiveSmallIntegerField(help_text="Which of the calendar year's turns it takes.", null=True)),
                ('charged_on', models.DateField()),
                ('cents', models.BigIntegerField()),
                ('key', models.CharField(help_text="The form's token: the same one charges once.", max_length=64)),
                ('recorded_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(null=True)),
                ('void_reason', models.CharField(blank=True, choices=[('wrong', 'Entered with a wrong day, service or sum'), ('other_person', 'Entered for the wrong person'), ('paid_back', 'Not charged after all, or paid back'), ('too_many', 'More than the calendar year allows')], max_length=12)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='feetable',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='feetable',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='feetable',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='feetable',
            name='ceiling',
            field=models.CharField(blank=True, choices=[('yes', 'Co-payments count towards the annual ceiling'), ('no', 'Co-payments do not count towards the annual ceiling')], db_default='', default='', help_text='Whether co-payments count towards the annual ceiling; empty is not known.', max_length=3),
        ),
        migrations.AddField(
            model_name='feetable',
            name='ceiling_source',
            field=models.CharField(blank=True, db_default='', default='', help_text='Where that is said.', max_length=300),
        ),
        migrations.AddField(
            model_name='feetableevent',
            name='ceiling',
            field=models.CharField(blank=True, choices=[('yes', 'Co-payments count towards the annual ceiling'), ('no', 'Co-payments do not count towards the annual ceiling')], db_default='', default='', help_text='Whether co-payments count towards the annual ceiling; empty is not known.', max_length=3),
        ),
        migrations.AddField(
            model_name='feetableevent',
            name='ceiling_source',
            field=models.CharField(blank=True, db_default='', default='', help_text='Where that is said.', max_length=300),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feetable',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feetableevent" ("approved_at", "approved_by_id", "approved_period", "ceiling", "ceiling_source", "decision_number", "drafted_at", "drafted_by_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "strand_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."approved_period", new_values."ceiling", new_values."ceiling_source", new_values."decision_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."source_url", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9095923956a1f160b4df738b114a2f693320b102', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0d143', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_feetable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feetable',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feetableevent" ("approved_at", "approved_by_id", "approved_period", "ceiling", "ceiling_source", "decision_number", "drafted_at", "drafted_by_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "strand_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."approved_period", new_values."ceiling", new_values."ceiling_source", new_values."decision_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."source_url", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0e20970e6207376cfbf005d1352453769f69b742', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1fd3a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_feetable', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='feetable',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_feetableevent" ("approved_at", "approved_by_id", "approved_period", "ceiling", "ceiling_source", "decision_number", "drafted_at", "drafted_by_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "source_url", "strand_id") SELECT old_values."approved_at", old_values."approved_by_id", old_values."approved_period", old_values."ceiling", old_values."ceiling_source", old_values."decision_number", old_values."drafted_at", old_values."drafted_by_id", old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."source_url", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c8097566ec9a2dfcc921bf6bbac0734688bf8f7f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4dba9', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_feetable', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='feetable',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ceiling', ''), ('ceiling_source', '')), models.Q(('ceiling__in', ['yes', 'no']), models.Q(('ceiling_source', ''), _negated=True)), _connector='OR'), name='what_is_said_of_the_ceiling_says_where_it_stands', violation_error_message='Write where it is said whether co-payments count towards the ceiling.'),
        ),
        migrations.AddField(
            model_name='copayment',
            name='fee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_payments', to='vouchers.fee'),
        ),
        migrations.AddField(
            model_name='copayment',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='copayment',
            name='resident',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_payments', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='copayment',
            name='site',
            field=models.ForeignKey(help_text='Who charged.', on_delete=django.db.models.deletion.PROTECT, related_name='co_payments', to='providers.site'),
        ),
        migrations.AddField(
            model_name='copayment',
            name='strand',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_payments', to='pilot.strand'),
        ),
        migrations.AddField(
            model_name='copayment',
            name='voided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='fee',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vouchers.fee'),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='vouchers.copayment'),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='resident',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='registry.resident'),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, help_text='Who charged.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site'),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='strand',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.strand'),
        ),
        migrations.AddField(
            model_name='copaymentevent',
            name='voided_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='copayment',
            index=models.Index(fields=['site', 'charged_on'], name='co_payment_by_site'),
        ),
        migrations.AddConstraint(
            model_name='copayment',
            constraint=models.CheckConstraint(condition=models.Q(('cents__gt', 0), ('cents__lte', 10000000), models.Q(('key', ''), _negated=True)), name='co_payment_is_of_money'),
        ),
        migrations.AddConstraint(
            model_name='copayment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counted', ''), ('turn__isnull', True)), models.Q(('counted__in', ['together', 'each']), ('turn__gte', 1), ('turn__isnull', False)), _connector='OR'), name='what_is_counted_takes_a_turn'),
        ),
        migrations.AddConstraint(
            model_name='copayment',
            constraint=models.UniqueConstraint(models.F('resident'), models.F('strand'), models.F('service'), models.F('unit'), models.F('turn'), django.db.models.functions.datetime.ExtractYear('charged_on'), condition=models.Q(('counted', 'together'), ('voided_at__isnull', True)), name='turn_of_a_year_is_taken_once'),
        ),
        migrations.AddConstraint(
            model_name='copayment',
            constraint=models.UniqueConstraint(models.F('resident'), models.F('strand'), models.F('service'), models.F('unit'), models.F('site'), models.F('turn'), django.db.models.functions.datetime.ExtractYear('charged_on'), condition=models.Q(('counted', 'each'), ('voided_at__isnull', True)), name='turn_of_a_year_is_taken_once_at_a_site'),
        ),
        migrations.AddConstraint(
            model_name='copayment',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('voided_at__isnull', True)), expressions=[('resident', '='), ('strand', '='), ('service', '='), (django.db.models.functions.datetime.ExtractYear('charged_on'), '='), ('unit', '<>')], name='nobody_pays_for_visits_and_for_the_year'),
        ),
        migrations.AddConstraint(
            model_name='copayment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at__isnull', True), ('voided_by__isnull', True)), models.Q(('void_reason__in', ['wrong', 'other_person', 'paid_back', 'too_many']), ('voided_at__isnull', False), ('voided_by__isnull', False)), _connector='OR'), name='co_payment_is_voided_by_someone_for_a_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='co_payment_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c959ae7d9b95236f69af86bdb9515e392e1626f1', operation='DELETE', pgid='pgtrigger_co_payment_is_never_deleted_61883', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='what_was_charged_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."fee_id" IS DISTINCT FROM (NEW."fee_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."service" IS DISTINCT FROM (NEW."service") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."counted" IS DISTINCT FROM (NEW."counted") OR OLD."charged_on" IS DISTINCT FROM (NEW."charged_on") OR OLD."cents" IS DISTINCT FROM (NEW."cents") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='73d23a33ca87cec87987386432cf64ee752ba06a', operation='UPDATE', pgid='pgtrigger_what_was_charged_never_changes_445b6', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='voided_co_payment_stays_voided', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."voided_at" IS NOT NULL AND (OLD."voided_at" IS DISTINCT FROM (NEW."voided_at") OR OLD."voided_by_id" IS DISTINCT FROM (NEW."voided_by_id") OR OLD."void_reason" IS DISTINCT FROM (NEW."void_reason")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a801edafda6a40e28d424b494360d520093798e6', operation='UPDATE', pgid='pgtrigger_voided_co_payment_stays_voided_da0e2', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='co_payment_goes_by_its_fee', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (\n        SELECT FROM vouchers_fee AS fee\n        JOIN vouchers_feetable AS fees ON fees.id = fee.table_id\n        JOIN registry_resident AS resident ON resident.id = NEW.resident_id\n        WHERE fee.id = NEW.fee_id AND fees.approved_at IS NOT NULL\n        AND fees.strand_id = NEW.strand_id AND fees.period @> NEW.charged_on\n        AND (fee.service, fee.unit) = (NEW.service, NEW.unit)\n        -- Adding years to 29 February gives the 28th, as ages are counted everywhere.\n        AND resident.born_on + make_interval(years => lower(fee.ages)) <= NEW.charged_on\n        AND (upper(fee.ages) IS NULL OR NEW.charged_on < resident.born_on + make_interval(years => upper(fee.ages)))\n        AND (NEW.cents = fee.cents OR (fee.is_most AND NEW.cents < fee.cents))\n        AND NEW.counted = CASE\n            WHEN fee.unit = 'year' THEN 'together'\n            WHEN fee.times_a_year IS NULL THEN ''\n            WHEN fee.counted = 'each' THEN 'each'\n            ELSE 'together'\n        END\n    ) THEN\n        RAISE EXCEPTION 'co_payment_goes_by_its_fee' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='e7cff04eea2090354a3030843f86db084ee83c26', operation='INSERT', pgid='pgtrigger_co_payment_goes_by_its_fee_7a0ea', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='co_payment_is_charged_where_one_is_listed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (\n        SELECT FROM vouchers_enrolment\n        WHERE resident_id = NEW.resident_id AND strand_id = NEW.strand_id AND site_id = NEW.site_id\n        AND period @> NEW.charged_on\n    ) THEN\n        RAISE EXCEPTION 'co_payment_is_charged_where_one_is_listed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='f6d3bb073c9713e48afa71661fe28bcf639347f7', operation='INSERT', pgid='pgtrigger_co_payment_is_charged_where_one_is_listed_eb456', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='co_payment_is_charged_in_a_lifetime', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.charged_on > (NEW.recorded_at AT TIME ZONE 'Europe/Helsinki')::date OR EXISTS (\n        SELECT FROM registry_resident\n        WHERE id = NEW.resident_id\n        AND (NEW.charged_on < born_on OR (died_precision = 'day' AND NEW.charged_on > died_on))\n    ) THEN\n        RAISE EXCEPTION 'co_payment_is_charged_in_a_lifetime' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='f91d935f01abb41b067b5175e2b02ac72ba6a849', operation='INSERT', pgid='pgtrigger_co_payment_is_charged_in_a_lifetime_2acd7', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='co_payment_is_named_by_its_site', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.kind <> (\n        SELECT CASE provider.sector WHEN 'public' THEN 'client_fee' ELSE 'co_payment' END\n        FROM providers_site AS site JOIN providers_provider AS provider ON provider.id = site.provider_id\n        WHERE site.id = NEW.site_id\n    ) THEN\n        RAISE EXCEPTION 'co_payment_is_named_by_its_site' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='128e38ba3012755788e71abffb1ddb0b81bf3212', operation='INSERT', pgid='pgtrigger_co_payment_is_named_by_its_site_0c8ca', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='co_payment_takes_a_turn_that_its_fee_has', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.turn > (SELECT CASE unit WHEN 'year' THEN 1 ELSE times_a_year END FROM vouchers_fee WHERE id = NEW.fee_id)\n    THEN\n        RAISE EXCEPTION 'co_payment_takes_a_turn_that_its_fee_has' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='0a082b764dc9783a61ed0a1f70d9a9de884f5d86', operation='INSERT OR UPDATE OF "turn"', pgid='pgtrigger_co_payment_takes_a_turn_that_its_fee_has_ebfc7', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='co_payment_follows_its_resident', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))', func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'co_payment_follows_its_resident' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ", hash='49e2242a526be47d6f2eeb25432cf218fba8c716', operation='UPDATE OF "resident_id"', pgid='pgtrigger_co_payment_follows_its_resident_67a62', table='vouchers_copayment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='absorbed_resident_gets_nothing', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='ae6eb056148befb2647f9ec1bd819f46207b499f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_absorbed_resident_gets_nothing_89b12', referencing='REFERENCING NEW TABLE AS new_rows ', table='vouchers_copayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='nothing_moves_to_absorbed_resident', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='2e81cf328e36bcfadd97c185eea3ba9fb710eb1c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_nothing_moves_to_absorbed_resident_2dd83', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='vouchers_copayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_copaymentevent" ("cents", "charged_on", "counted", "fee_id", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "service", "site_id", "strand_id", "turn", "unit", "void_reason", "voided_at", "voided_by_id") SELECT new_values."cents", new_values."charged_on", new_values."counted", new_values."fee_id", new_values."id", new_values."key", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."resident_id", new_values."service", new_values."site_id", new_values."strand_id", new_values."turn", new_values."unit", new_values."void_reason", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='eef9cd1657861436b4b2761eecce017f7ee551f7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ffe8a', referencing='REFERENCING NEW TABLE AS new_values ', table='vouchers_copayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_copaymentevent" ("cents", "charged_on", "counted", "fee_id", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "service", "site_id", "strand_id", "turn", "unit", "void_reason", "voided_at", "voided_by_id") SELECT new_values."cents", new_values."charged_on", new_values."counted", new_values."fee_id", new_values."id", new_values."key", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."resident_id", new_values."service", new_values."site_id", new_values."strand_id", new_values."turn", new_values."unit", new_values."void_reason", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e48130f3e06ee1cc0a83ee913ef3378bcc823bb5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_2631f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='vouchers_copayment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='copayment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_copaymentevent" ("cents", "charged_on", "counted", "fee_id", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "service", "site_id", "strand_id", "turn", "unit", "void_reason", "voided_at", "voided_by_id") SELECT old_values."cents", old_values."charged_on", old_values."counted", old_values."fee_id", old_values."id", old_values."key", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."resident_id", old_values."service", old_values."site_id", old_values."strand_id", old_values."turn", old_values."unit", old_values."void_reason", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='01687e3a5495dd314a07567180d2c2bc211107a6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e20b1', referencing='REFERENCING OLD TABLE AS old_values ', table='vouchers_copayment', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='copaymentevent',
            index=models.Index(fields=['pgh_xid'], name='vouchers_copayment_xid'),
        ),
    ]
