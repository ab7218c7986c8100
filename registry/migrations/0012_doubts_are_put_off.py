"""A change in doubt is put off for a month, once and with its reason."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0011_the_change_feeds_answers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Postponement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(help_text='First day of the service month that is frozen without it.')),
                ('reason', models.CharField(max_length=500)),
                ('put_off_at', models.DateTimeField()),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postponements', to='registry.registerchange')),
                ('put_off_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('change', 'month'), name='change_is_put_off_once_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='month_of_a_postponement_starts_on_the_first'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='putting_off_says_why')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='only_a_doubt_is_put_off', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT FROM registry_registerchange WHERE id = NEW.change_id AND outcome = 'doubt') THEN\n        RAISE EXCEPTION 'only_a_doubt_is_put_off' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='ac15ebe4ebec6e0dc0309fd402ea60325b27cbfe', operation='INSERT', pgid='pgtrigger_only_a_doubt_is_put_off_2280e', table='registry_postponement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='nothing_is_put_off_for_a_month_to_come', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.month > (NEW.put_off_at AT TIME ZONE 'Europe/Helsinki')::date)", func="RAISE EXCEPTION 'nothing_is_put_off_for_a_month_to_come' USING ERRCODE = 'check_violation';", hash='7463d9e2d94588751cee070b3ab58b3cf917b4e3', operation='INSERT', pgid='pgtrigger_nothing_is_put_off_for_a_month_to_come_f9a4b', table='registry_postponement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='postponement_stays_as_it_was_said', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='853376aa47dafef65aa02deb2e9ac01c0b62bb1e', operation='UPDATE', pgid='pgtrigger_postponement_stays_as_it_was_said_21b79', table='registry_postponement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='postponement',
            trigger=pgtrigger.compiler.Trigger(name='postponement_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e3fda5b2712f53d6e21c14cbc3d2aafa8a912c38', operation='DELETE', pgid='pgtrigger_postponement_is_never_deleted_36ffd', table='registry_postponement', when='BEFORE')),
        ),
    ]
