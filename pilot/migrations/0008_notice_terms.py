# Terms of notice and appeal are dated data, an organiser's own or everybody's.

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
import pilot.history
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('pilot', '0007_early_changes_for_weighty_reasons'),
    ]

    operations = [
        migrations.CreateModel(
            name='NoticeTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('appeal_days', models.PositiveSmallIntegerField(help_text='Days after the notice, its own day not counted.')),
                ('letter_days', models.PositiveSmallIntegerField(help_text='An ordinary letter is received so many days after.')),
                ('message_days', models.PositiveSmallIntegerField(help_text='An ordinary electronic message likewise.')),
                ('closing_hour', models.PositiveSmallIntegerField(default=15, help_text='The hour at which the last day ends.')),
                ('appeal_to_fi', models.CharField(blank=True, help_text='The body that reconsiders; else the organiser.', max_length=200)),
                ('appeal_to_sv', models.CharField(blank=True, max_length=200)),
                ('appeal_to_en', models.CharField(blank=True, max_length=200)),
                ('power_fi', models.CharField(blank=True, help_text='By what the officeholder may decide.', max_length=200)),
                ('power_sv', models.CharField(blank=True, max_length=200)),
                ('power_en', models.CharField(blank=True, max_length=200)),
                ('laws_fi', models.TextField(blank=True, help_text='The sections applied, one a line.')),
                ('laws_sv', models.TextField(blank=True)),
                ('laws_en', models.TextField(blank=True)),
                ('secrecy_fi', models.CharField(blank=True, help_text='The mark of a secret document.', max_length=120)),
                ('secrecy_sv', models.CharField(blank=True, max_length=120)),
                ('secrecy_en', models.CharField(blank=True, max_length=120)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('unverified_fields', models.JSONField(blank=True, default=list, help_text='Names of values nobody has checked.')),
                ('organiser', models.ForeignKey(blank=True, help_text='Whose own terms they are; none is everybody who has none.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice_terms', to='pilot.organiser')),
            ],
        ),
        migrations.CreateModel(
            name='NoticeTermsEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_xid', pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                ('id', models.BigIntegerField()),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('appeal_days', models.PositiveSmallIntegerField(help_text='Days after the notice, its own day not counted.')),
                ('letter_days', models.PositiveSmallIntegerField(help_text='An ordinary letter is received so many days after.')),
                ('message_days', models.PositiveSmallIntegerField(help_text='An ordinary electronic message likewise.')),
                ('closing_hour', models.PositiveSmallIntegerField(default=15, help_text='The hour at which the last day ends.')),
                ('appeal_to_fi', models.CharField(blank=True, help_text='The body that reconsiders; else the organiser.', max_length=200)),
                ('appeal_to_sv', models.CharField(blank=True, max_length=200)),
                ('appeal_to_en', models.CharField(blank=True, max_length=200)),
                ('power_fi', models.CharField(blank=True, help_text='By what the officeholder may decide.', max_length=200)),
                ('power_sv', models.CharField(blank=True, max_length=200)),
                ('power_en', models.CharField(blank=True, max_length=200)),
                ('laws_fi', models.TextField(blank=True, help_text='The sections applied, one a line.')),
                ('laws_sv', models.TextField(blank=True)),
                ('laws_en', models.TextField(blank=True)),
                ('secrecy_fi', models.CharField(blank=True, help_text='The mark of a secret document.', max_length=120)),
                ('secrecy_sv', models.CharField(blank=True, max_length=120)),
                ('secrecy_en', models.CharField(blank=True, max_length=120)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('unverified_fields', models.JSONField(blank=True, default=list, help_text='Names of values nobody has checked.')),
                ('organiser', models.ForeignKey(blank=True, db_constraint=False, help_text='Whose own terms they are; none is everybody who has none.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='pilot.organiser')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='pilot.noticeterms')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='noticeterms',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(django.db.models.functions.comparison.Coalesce(models.F('organiser'), models.Value(0)), '='), ('period', '&&')], name='organiser_has_one_set_of_notice_terms_on_any_day'),
        ),
        migrations.AddConstraint(
            model_name='noticeterms',
            constraint=models.CheckConstraint(condition=models.Q(('appeal_days__gte', 1), ('closing_hour__lte', 24), ('letter_days__gte', 1), ('message_days__gte', 1)), name='notice_terms_count_at_least_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeterms',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_noticetermsevent" ("appeal_days", "appeal_to_en", "appeal_to_fi", "appeal_to_sv", "closing_hour", "id", "laws_en", "laws_fi", "laws_sv", "letter_days", "message_days", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_en", "power_fi", "power_sv", "secrecy_en", "secrecy_fi", "secrecy_sv", "source", "unverified_fields") SELECT new_values."appeal_days", new_values."appeal_to_en", new_values."appeal_to_fi", new_values."appeal_to_sv", new_values."closing_hour", new_values."id", new_values."laws_en", new_values."laws_fi", new_values."laws_sv", new_values."letter_days", new_values."message_days", new_values."organiser_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."power_en", new_values."power_fi", new_values."power_sv", new_values."secrecy_en", new_values."secrecy_fi", new_values."secrecy_sv", new_values."source", new_values."unverified_fields" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1e48e38d981d4ec045a55a84231ee8250a080bdc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1a59b', referencing='REFERENCING NEW TABLE AS new_values ', table='pilot_noticeterms', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeterms',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_noticetermsevent" ("appeal_days", "appeal_to_en", "appeal_to_fi", "appeal_to_sv", "closing_hour", "id", "laws_en", "laws_fi", "laws_sv", "letter_days", "message_days", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_en", "power_fi", "power_sv", "secrecy_en", "secrecy_fi", "secrecy_sv", "source", "unverified_fields") SELECT new_values."appeal_days", new_values."appeal_to_en", new_values."appeal_to_fi", new_values."appeal_to_sv", new_values."closing_hour", new_values."id", new_values."laws_en", new_values."laws_fi", new_values."laws_sv", new_values."letter_days", new_values."message_days", new_values."organiser_id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."power_en", new_values."power_fi", new_values."power_sv", new_values."secrecy_en", new_values."secrecy_fi", new_values."secrecy_sv", new_values."source", new_values."unverified_fields" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bcc16a06780ea5b995d53d7eb64f7b79499b15a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_9de2f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='pilot_noticeterms', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticeterms',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_noticetermsevent" ("appeal_days", "appeal_to_en", "appeal_to_fi", "appeal_to_sv", "closing_hour", "id", "laws_en", "laws_fi", "laws_sv", "letter_days", "message_days", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_en", "power_fi", "power_sv", "secrecy_en", "secrecy_fi", "secrecy_sv", "source", "unverified_fields") SELECT old_values."appeal_days", old_values."appeal_to_en", old_values."appeal_to_fi", old_values."appeal_to_sv", old_values."closing_hour", old_values."id", old_values."laws_en", old_values."laws_fi", old_values."laws_sv", old_values."letter_days", old_values."message_days", old_values."organiser_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."power_en", old_values."power_fi", old_values."power_sv", old_values."secrecy_en", old_values."secrecy_fi", old_values."secrecy_sv", old_values."source", old_values."unverified_fields" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5f8d473c2c284f4c752f50e85bb09bd479aa6e8a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ba1c8', referencing='REFERENCING OLD TABLE AS old_values ', table='pilot_noticeterms', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='noticetermsevent',
            index=models.Index(fields=['pgh_xid'], name='pilot_noticeterms_xid'),
        ),
    ]
