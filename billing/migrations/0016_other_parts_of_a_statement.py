# Deductions, the incentive and co-payments join a statement, with what they are made of, and the journal.

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0015_disputes'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('pilot', '0006_incentive_share_in_rules'),
        ('providers', '0003_two_people_see_every_bank_account'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='First day of the month in which it was bought.')),
                ('kind', models.CharField(choices=[('laboratory', 'Laboratory'), ('imaging', 'Imaging'), ('other', 'Other purchase'), ('co_payment', 'Co-payments')], max_length=10)),
                ('item', models.CharField(help_text='What was bought, as the invoice names it.', max_length=120)),
                ('quantity', models.PositiveIntegerField(null=True)),
                ('unit_cents', models.BigIntegerField(null=True)),
                ('cents', models.BigIntegerField()),
                ('document', models.CharField(help_text='The invoice or list that it stands on.', max_length=60)),
                ('reason', models.CharField(blank=True, help_text='Why it takes another back.', max_length=200)),
                ('entered_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DeductionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('month', models.DateField(help_text='First day of the month in which it was bought.')),
                ('kind', models.CharField(choices=[('laboratory', 'Laboratory'), ('imaging', 'Imaging'), ('other', 'Other purchase'), ('co_payment', 'Co-payments')], max_length=10)),
                ('item', models.CharField(help_text='What was bought, as the invoice names it.', max_length=120)),
                ('quantity', models.PositiveIntegerField(null=True)),
                ('unit_cents', models.BigIntegerField(null=True)),
                ('cents', models.BigIntegerField()),
                ('document', models.CharField(help_text='The invoice or list that it stands on.', max_length=60)),
                ('reason', models.CharField(blank=True, help_text='Why it takes another back.', max_length=200)),
                ('entered_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Incentive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_added', models.BooleanField(help_text='Paid on top of the capitation; else held back from it.')),
                ('fixed_share_thousandths', models.PositiveSmallIntegerField()),
                ('base_cents', models.BigIntegerField(help_text="The month's own capitation.")),
                ('value', models.PositiveIntegerField(null=True)),
                ('is_not_bookable', models.BooleanField()),
                ('measured_on', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('is_met', models.BooleanField()),
                ('part_cents', models.BigIntegerField(help_text='What the target decides over.')),
                ('cents', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='IncentiveInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='First day of the service month.')),
                ('value', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('entered_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='IncentiveInputEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('month', models.DateField(help_text='First day of the service month.')),
                ('value', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('entered_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='IncentiveTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('name_fi', models.CharField(max_length=120)),
                ('name_sv', models.CharField(blank=True, max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('indicator', models.CharField(blank=True, choices=[('t3_doctor', 'Days to the third free time with a doctor'), ('t3_nurse', 'Days to the third free time with a nurse'), ('feedback', 'Would recommend, per cent')], help_text='What is measured; none is typed.', max_length=20)),
                ('direction', models.CharField(choices=[('at_most', 'at most'), ('at_least', 'at least')], max_length=8)),
                ('threshold', models.PositiveIntegerField()),
                ('unit', models.CharField(choices=[('days', 'days'), ('per_cent', 'per cent'), ('number', 'number')], max_length=8)),
                ('weight', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='IncentiveTargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('place', models.PositiveSmallIntegerField()),
                ('name_fi', models.CharField(max_length=120)),
                ('name_sv', models.CharField(blank=True, max_length=120)),
                ('name_en', models.CharField(blank=True, max_length=120)),
                ('indicator', models.CharField(blank=True, choices=[('t3_doctor', 'Days to the third free time with a doctor'), ('t3_nurse', 'Days to the third free time with a nurse'), ('feedback', 'Would recommend, per cent')], help_text='What is measured; none is typed.', max_length=20)),
                ('direction', models.CharField(choices=[('at_most', 'at most'), ('at_least', 'at least')], max_length=8)),
                ('threshold', models.PositiveIntegerField()),
                ('unit', models.CharField(choices=[('days', 'days'), ('per_cent', 'per cent'), ('number', 'number')], max_length=8)),
                ('weight', models.PositiveSmallIntegerField()),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='booking',
            name='booking_is_whole',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='bookingline',
            name='booking_of_a_line_is_whole',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='statement_figures_never_change',
        ),
        migrations.RemoveConstraint(
            model_name='statement',
            name='statement_adds_up',
        ),
        migrations.AddField(
            model_name='statement',
            name='co_payments',
            field=models.BigIntegerField(db_default=0, default=0, help_text='What residents paid the site themselves.'),
        ),
        migrations.AddField(
            model_name='statement',
            name='deductions',
            field=models.BigIntegerField(db_default=0, default=0, help_text='What was bought from the organiser.'),
        ),
        migrations.AddField(
            model_name='statement',
            name='incentive',
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name='bookingline',
            name='use',
            field=models.CharField(choices=[('expense', 'Capitation, expense'), ('incentive', 'Incentive, expense'), ('deductions', 'Sold to providers, taken off what they are paid'), ('co_payments', 'Co-payments that providers keep'), ('carried', 'Carried balances, what providers owe'), ('payables', 'Payables to providers'), ('clearing', 'Payments on their way'), ('bank', 'Bank')], max_length=12),
        ),
        migrations.AlterField(
            model_name='ledgeraccount',
            name='use',
            field=models.CharField(choices=[('expense', 'Capitation, expense'), ('incentive', 'Incentive, expense'), ('deductions', 'Sold to providers, taken off what they are paid'), ('co_payments', 'Co-payments that providers keep'), ('carried', 'Carried balances, what providers owe'), ('payables', 'Payables to providers'), ('clearing', 'Payments on their way'), ('bank', 'Bank')], max_length=12),
        ),
        migrations.AlterField(
            model_name='statement',
            name='cents',
            field=models.BigIntegerField(help_text="The entries' sum."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='booking',
            trigger=pgtrigger.compiler.Trigger(name='booking_is_whole', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE whole billing_booking%ROWTYPE;', func="\n    SELECT * INTO whole FROM billing_booking WHERE id = NEW.id;\n    IF NOT EXISTS (\n        SELECT FROM billing_bookingline AS line\n        WHERE line.booking_id = whole.id\n        HAVING count(*) >= 2\n            AND sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END) = 0\n    ) THEN\n        RAISE EXCEPTION 'debits_equal_credits' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.statement_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_statement AS statement\n        WHERE statement.id = whole.statement_id AND statement.run_id = whole.run_id\n            AND statement.cents = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'expense'\n            )\n            AND statement.to_pay = (\n                SELECT coalesce(sum(CASE line.side WHEN 'credit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'payables'\n            )\n            AND statement.deductions = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'deductions'\n            )\n            AND statement.co_payments = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'co_payments'\n            )\n            AND statement.incentive = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'incentive'\n            )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_statement_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.payment_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_payment AS payment\n        WHERE payment.id = whole.payment_id AND payment.run_id = whole.run_id AND payment.cents = (\n            SELECT sum(line.cents) FROM billing_bookingline AS line\n            WHERE line.booking_id = whole.id AND line.side = 'debit'\n        )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_payment_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.number > 1 AND NOT EXISTS (\n        SELECT FROM billing_booking AS before\n        WHERE before.organiser_id = whole.organiser_id AND before.year = whole.year AND before.number = whole.number - 1\n    ) THEN\n        RAISE EXCEPTION 'booking_numbers_have_no_hole' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='7c539c214b73be694d964c2eb8860d72e392ff4e', operation='INSERT', pgid='pgtrigger_booking_is_whole_63965', table='billing_booking', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bookingline',
            trigger=pgtrigger.compiler.Trigger(name='booking_of_a_line_is_whole', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE whole billing_booking%ROWTYPE;', func="\n    SELECT * INTO whole FROM billing_booking WHERE id = NEW.booking_id;\n    IF NOT EXISTS (\n        SELECT FROM billing_bookingline AS line\n        WHERE line.booking_id = whole.id\n        HAVING count(*) >= 2\n            AND sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END) = 0\n    ) THEN\n        RAISE EXCEPTION 'debits_equal_credits' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.statement_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_statement AS statement\n        WHERE statement.id = whole.statement_id AND statement.run_id = whole.run_id\n            AND statement.cents = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'expense'\n            )\n            AND statement.to_pay = (\n                SELECT coalesce(sum(CASE line.side WHEN 'credit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'payables'\n            )\n            AND statement.deductions = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'deductions'\n            )\n            AND statement.co_payments = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'co_payments'\n            )\n            AND statement.incentive = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'incentive'\n            )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_statement_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.payment_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_payment AS payment\n        WHERE payment.id = whole.payment_id AND payment.run_id = whole.run_id AND payment.cents = (\n            SELECT sum(line.cents) FROM billing_bookingline AS line\n            WHERE line.booking_id = whole.id AND line.side = 'debit'\n        )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_payment_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.number > 1 AND NOT EXISTS (\n        SELECT FROM billing_booking AS before\n        WHERE before.organiser_id = whole.organiser_id AND before.year = whole.year AND before.number = whole.number - 1\n    ) THEN\n        RAISE EXCEPTION 'booking_numbers_have_no_hole' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='5a591ddee8d17a185de2d8a7807c7875d84812e0', operation='INSERT', pgid='pgtrigger_booking_of_a_line_is_whole_62b5b', table='billing_bookingline', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='statement_parts_are_the_sums_of_their_rows', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n                    IF NEW.deductions <> (\n                        SELECT coalesce(-sum(cents), 0) FROM billing_deduction\n                        WHERE statement_id = NEW.id AND kind <> 'co_payment'\n                    ) OR NEW.co_payments <> (\n                        SELECT coalesce(-sum(cents), 0) FROM billing_deduction\n                        WHERE statement_id = NEW.id AND kind = 'co_payment'\n                    ) OR NEW.incentive <> (\n                        SELECT coalesce(sum(cents), 0) FROM billing_incentive WHERE statement_id = NEW.id\n                    ) THEN\n                        RAISE EXCEPTION 'statement_parts_are_the_sums_of_their_rows'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NULL;\n                ", hash='6ac265e5c793847370ff4f3fe411e2d0cf277de8', operation='INSERT', pgid='pgtrigger_statement_parts_are_the_sums_of_their_rows_5da8d', table='billing_statement', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='statement_figures_never_change', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."is_payable" IS DISTINCT FROM (NEW."is_payable") OR OLD."entry_count" IS DISTINCT FROM (NEW."entry_count") OR OLD."resident_count" IS DISTINCT FROM (NEW."resident_count") OR OLD."cents" IS DISTINCT FROM (NEW."cents") OR OLD."deductions" IS DISTINCT FROM (NEW."deductions") OR OLD."co_payments" IS DISTINCT FROM (NEW."co_payments") OR OLD."incentive" IS DISTINCT FROM (NEW."incentive") OR OLD."carried_in" IS DISTINCT FROM (NEW."carried_in") OR OLD."to_pay" IS DISTINCT FROM (NEW."to_pay") OR OLD."carried_out" IS DISTINCT FROM (NEW."carried_out") OR OLD."digest" IS DISTINCT FROM (NEW."digest"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='76b6c01857625524307041e5b8ee24e8d767bad9', operation='UPDATE', pgid='pgtrigger_statement_figures_never_change_25249', table='billing_statement', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('carried_in', 0), ('carried_out', 0), ('co_payments', 0), ('deductions', 0), ('incentive', 0), ('is_payable', False), ('to_pay', 0)), models.Q(('carried_out', django.db.models.functions.comparison.Least(0, django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('carried_in'), '+', models.F('cents')), '+', models.F('deductions')), '+', models.F('co_payments')), '+', models.F('incentive')))), ('is_payable', True), ('to_pay', django.db.models.functions.comparison.Greatest(0, django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('carried_in'), '+', models.F('cents')), '+', models.F('deductions')), '+', models.F('co_payments')), '+', models.F('incentive'))))), _connector='OR'), name='statement_adds_up'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deduction',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deduction',
            name='reverses',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='billing.deduction'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deductions', to='providers.site'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='statement',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deduction_rows', to='billing.statement'),
        ),
        migrations.AddField(
            model_name='deduction',
            name='strand',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deductions', to='pilot.strand'),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='confirmed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.deduction'),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='reverses',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.deduction'),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site'),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='statement',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.statement'),
        ),
        migrations.AddField(
            model_name='deductionevent',
            name='strand',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.strand'),
        ),
        migrations.AddField(
            model_name='incentive',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incentive_rows', to='billing.statement'),
        ),
        migrations.AddField(
            model_name='incentiveinput',
            name='confirmed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incentiveinput',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incentiveinput',
            name='site',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incentive_inputs', to='providers.site'),
        ),
        migrations.AddField(
            model_name='incentiveinputevent',
            name='confirmed_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incentiveinputevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='incentiveinputevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='incentiveinputevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.incentiveinput'),
        ),
        migrations.AddField(
            model_name='incentiveinputevent',
            name='site',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='providers.site'),
        ),
        migrations.AddField(
            model_name='incentivetarget',
            name='rule_set',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incentive_targets', to='pilot.ruleset'),
        ),
        migrations.AddField(
            model_name='incentiveinputevent',
            name='target',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='billing.incentivetarget'),
        ),
        migrations.AddField(
            model_name='incentiveinput',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inputs', to='billing.incentivetarget'),
        ),
        migrations.AddField(
            model_name='incentive',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='billing.incentivetarget'),
        ),
        migrations.AddField(
            model_name='incentivetargetevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='incentivetargetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='billing.incentivetarget'),
        ),
        migrations.AddField(
            model_name='incentivetargetevent',
            name='rule_set',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.ruleset'),
        ),
        migrations.AddIndex(
            model_name='deduction',
            index=models.Index(condition=models.Q(('statement__isnull', True)), fields=['strand'], name='deduction_waits_for_a_run'),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='deduction_month_starts_on_the_first'),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cents__gt', 0), ('cents__lt', 100000000000), ('reason', ''), ('reverses__isnull', True)), models.Q(('cents__lt', 0), ('reverses__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='deduction_is_above_zero_unless_it_takes_back'),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quantity__isnull', True), ('unit_cents__isnull', True)), models.Q(('quantity__gt', 0), ('quantity__isnull', False), ('unit_cents__gt', 0), ('unit_cents__isnull', False), models.Q(('cents', models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('quantity'), '*', models.F('unit_cents')), output_field=models.BigIntegerField())), ('cents', django.db.models.expressions.CombinedExpression(models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('quantity'), '*', models.F('unit_cents')), output_field=models.BigIntegerField()), '*', models.Value(-1))), _connector='OR')), _connector='OR'), name='deduction_is_its_quantity_times_its_price'),
        ),
        migrations.AddConstraint(
            model_name='deduction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True), ('statement__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('entered_by')), _negated=True)), _connector='OR'), name='deduction_is_confirmed_by_somebody_else'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='confirmed_deduction_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.confirmed_at IS NOT NULL AND to_jsonb(OLD.*) - 'statement_id' IS DISTINCT FROM to_jsonb(NEW.*) - 'statement_id')", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='289c6688ab217119989418d2ae411ff8028c9312', operation='UPDATE', pgid='pgtrigger_confirmed_deduction_never_changes_b1fc3', table='billing_deduction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='confirmed_deduction_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1cc4d76695eaa5d666254b6c78ea42245c5c9cf6', operation='DELETE', pgid='pgtrigger_confirmed_deduction_is_never_deleted_ef0b9', table='billing_deduction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='deduction_takes_back_a_whole_one', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.reverses_id IS NOT NULL)', func="\n                    IF NOT EXISTS (\n                        SELECT FROM billing_deduction AS taken\n                        WHERE taken.id = NEW.reverses_id AND taken.reverses_id IS NULL\n                            AND taken.confirmed_at IS NOT NULL AND taken.cents = -NEW.cents\n                            AND (taken.strand_id, taken.site_id, taken.month, taken.kind)\n                                = (NEW.strand_id, NEW.site_id, NEW.month, NEW.kind)\n                    ) THEN\n                        RAISE EXCEPTION 'deduction_takes_back_a_whole_one' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='fabf964ac3fe1f857b8fb805022ccf4111482a1b', operation='INSERT OR UPDATE', pgid='pgtrigger_deduction_takes_back_a_whole_one_d9bfa', table='billing_deduction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='only_a_freeze_puts_deductions_on_a_statement', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.statement_id IS NOT NULL)', func="\n                    IF TG_OP = 'UPDATE' AND OLD.statement_id IS NOT DISTINCT FROM NEW.statement_id THEN\n                        RETURN NEW;\n                    END IF;\n                    IF (TG_OP = 'UPDATE' AND OLD.statement_id IS NOT NULL) OR NOT EXISTS (\n                        SELECT FROM billing_statement AS statement\n                        JOIN billing_paymentrun AS run ON run.id = statement.run_id\n                        WHERE statement.id = NEW.statement_id AND statement.site_id = NEW.site_id\n                            AND run.strand_id = NEW.strand_id AND run.month >= NEW.month\n                            AND run.frozen_xid = pg_current_xact_id()::text::numeric\n                    ) THEN\n                        RAISE EXCEPTION 'only_a_freeze_puts_deductions_on_a_statement'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='cf46a8233e89ed7842d44db69749b29f9dceb49e', operation='INSERT OR UPDATE', pgid='pgtrigger_only_a_freeze_puts_deductions_on_a_statement_5e29a', table='billing_deduction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='deduction_stays_on_its_statement', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."statement_id" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1c8e1fce29893f6b51e47328c1c8aa4ee51e5893', operation='UPDATE', pgid='pgtrigger_deduction_stays_on_its_statement_0a414', table='billing_deduction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_deductionevent" ("cents", "confirmed_at", "confirmed_by_id", "document", "entered_at", "entered_by_id", "id", "item", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "site_id", "statement_id", "strand_id", "unit_cents") SELECT new_values."cents", new_values."confirmed_at", new_values."confirmed_by_id", new_values."document", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."item", new_values."kind", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."reason", new_values."reverses_id", new_values."site_id", new_values."statement_id", new_values."strand_id", new_values."unit_cents" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aea6cb036f2783c6402636ee56282b9a97b3f6b6', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9640f', referencing='REFERENCING NEW TABLE AS new_values ', table='billing_deduction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_deductionevent" ("cents", "confirmed_at", "confirmed_by_id", "document", "entered_at", "entered_by_id", "id", "item", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "site_id", "statement_id", "strand_id", "unit_cents") SELECT new_values."cents", new_values."confirmed_at", new_values."confirmed_by_id", new_values."document", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."item", new_values."kind", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."reason", new_values."reverses_id", new_values."site_id", new_values."statement_id", new_values."strand_id", new_values."unit_cents" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a2745fad9c71a7f036c9d96fb7bbe2bd73c035eb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_39a78', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='billing_deduction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deduction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_deductionevent" ("cents", "confirmed_at", "confirmed_by_id", "document", "entered_at", "entered_by_id", "id", "item", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "site_id", "statement_id", "strand_id", "unit_cents") SELECT old_values."cents", old_values."confirmed_at", old_values."confirmed_by_id", old_values."document", old_values."entered_at", old_values."entered_by_id", old_values."id", old_values."item", old_values."kind", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."reason", old_values."reverses_id", old_values."site_id", old_values."statement_id", old_values."strand_id", old_values."unit_cents" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b9d2f00ccf8b8a540090137cd5b81d77bb0b7efc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4e8f6', referencing='REFERENCING OLD TABLE AS old_values ', table='billing_deduction', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='deductionevent',
            index=models.Index(fields=['pgh_xid'], name='billing_deduction_xid'),
        ),
        migrations.AddConstraint(
            model_name='incentivetarget',
            constraint=models.UniqueConstraint(fields=('rule_set', 'place'), name='incentive_target_has_a_place_of_its_own'),
        ),
        migrations.AddConstraint(
            model_name='incentivetarget',
            constraint=models.CheckConstraint(condition=models.Q(('weight__gt', 0)), name='incentive_target_weighs_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentivetarget',
            trigger=pgtrigger.compiler.Trigger(name='target_of_a_statement_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT FROM billing_incentive WHERE target_id = OLD.id) THEN\n                        RAISE EXCEPTION 'target_of_a_statement_never_changes' USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='3d2099891369fd73b5aada3fe2d0f1a722c71d7c', operation='UPDATE OR DELETE', pgid='pgtrigger_target_of_a_statement_never_changes_97dc5', table='billing_incentivetarget', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentivetarget',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentivetargetevent" ("direction", "id", "indicator", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rule_set_id", "threshold", "unit", "weight") SELECT new_values."direction", new_values."id", new_values."indicator", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."rule_set_id", new_values."threshold", new_values."unit", new_values."weight" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='40ffd4785728688d9a343a7284966895015cd825', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_724ac', referencing='REFERENCING NEW TABLE AS new_values ', table='billing_incentivetarget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentivetarget',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentivetargetevent" ("direction", "id", "indicator", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rule_set_id", "threshold", "unit", "weight") SELECT new_values."direction", new_values."id", new_values."indicator", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."rule_set_id", new_values."threshold", new_values."unit", new_values."weight" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='aeb0abb43ffc493304234fdacde178237ce37d9d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4baf3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='billing_incentivetarget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentivetarget',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentivetargetevent" ("direction", "id", "indicator", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rule_set_id", "threshold", "unit", "weight") SELECT old_values."direction", old_values."id", old_values."indicator", old_values."name_en", old_values."name_fi", old_values."name_sv", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."rule_set_id", old_values."threshold", old_values."unit", old_values."weight" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7e6c1435df4d1d5d05c80c49c6bd9ad776c23995', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_5f03d', referencing='REFERENCING OLD TABLE AS old_values ', table='billing_incentivetarget', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='incentiveinputevent',
            index=models.Index(fields=['pgh_xid'], name='billing_incentiveinput_xid'),
        ),
        migrations.AddConstraint(
            model_name='incentiveinput',
            constraint=models.UniqueConstraint(fields=('target', 'site', 'month'), name='incentive_input_is_typed_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='incentiveinput',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='incentive_input_month_starts_on_the_first'),
        ),
        migrations.AddConstraint(
            model_name='incentiveinput',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='incentive_input_says_its_source'),
        ),
        migrations.AddConstraint(
            model_name='incentiveinput',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('entered_by')), _negated=True)), _connector='OR'), name='incentive_input_is_confirmed_by_somebody_else'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentiveinput',
            trigger=pgtrigger.compiler.Trigger(name='confirmed_incentive_input_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='19dfea413a8a4031a552f21f8990825697af6404', operation='UPDATE', pgid='pgtrigger_confirmed_incentive_input_never_changes_cf34f', table='billing_incentiveinput', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentiveinput',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentiveinputevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "target_id", "value") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."source", new_values."target_id", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b4b8c9a1fd112fd2590355c15881942bcccb5a06', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e797c', referencing='REFERENCING NEW TABLE AS new_values ', table='billing_incentiveinput', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentiveinput',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentiveinputevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "target_id", "value") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."source", new_values."target_id", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='da15808e5f4003c637569f9a1aa8aa82c8f4fe92', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fbeda', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='billing_incentiveinput', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentiveinput',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentiveinputevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "target_id", "value") SELECT old_values."confirmed_at", old_values."confirmed_by_id", old_values."entered_at", old_values."entered_by_id", old_values."id", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."source", old_values."target_id", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f8517b1696350e27b35da8d711cc4c95d081342b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7c1b9', referencing='REFERENCING OLD TABLE AS old_values ', table='billing_incentiveinput', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='incentive',
            constraint=models.UniqueConstraint(fields=('statement', 'target'), name='target_is_on_a_statement_once'),
        ),
        migrations.AddConstraint(
            model_name='incentive',
            constraint=models.CheckConstraint(condition=models.Q(('part_cents__gte', 0), models.Q(models.Q(('cents', models.F('part_cents')), ('is_added', True), ('is_met', True)), models.Q(('cents', 0), ('is_added', True), ('is_met', False)), models.Q(('cents', 0), ('is_added', False), ('is_met', True)), models.Q(('cents', django.db.models.expressions.CombinedExpression(models.F('part_cents'), '*', models.Value(-1))), ('is_added', False), ('is_met', False)), _connector='OR')), name='incentive_is_its_part_or_nothing'),
        ),
        migrations.AddConstraint(
            model_name='incentive',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', False), ('is_met', False), _connector='OR'), name='target_without_a_figure_is_not_met'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentive',
            trigger=pgtrigger.compiler.Trigger(name='only_a_freeze_adds_incentives', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT EXISTS (\n                        SELECT FROM billing_statement AS statement\n                        JOIN billing_paymentrun AS run ON run.id = statement.run_id\n                        WHERE statement.id = NEW.statement_id\n                            AND run.frozen_xid = pg_current_xact_id()::text::numeric\n                    ) THEN\n                        RAISE EXCEPTION 'only_a_freeze_adds_incentives' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ", hash='03035e96a0e3dd1ef13174964f5a0d441e554c0c', operation='INSERT', pgid='pgtrigger_only_a_freeze_adds_incentives_6c706', table='billing_incentive', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='incentive',
            trigger=pgtrigger.compiler.Trigger(name='incentive_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c0945f648d72bdd4ef2cd75fbaa52391dc74d64b', operation='UPDATE OR DELETE', pgid='pgtrigger_incentive_never_changes_000d7', table='billing_incentive', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='incentivetargetevent',
            index=models.Index(fields=['pgh_xid'], name='billing_incentivetarget_xid'),
        ),
    ]
