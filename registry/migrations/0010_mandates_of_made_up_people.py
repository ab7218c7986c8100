# Mandates of made-up people, for the register of mandates of a demonstration.

import django.contrib.postgres.fields.ranges
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0009_what_was_left_out_is_looked_through'),
    ]

    operations = [
        migrations.CreateModel(
            name='MadeUpMandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=64, unique=True)),
                ('agent_code', models.CharField(max_length=11)),
                ('principal_code', models.CharField(max_length=11)),
                ('theme', models.CharField(max_length=120)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
            ],
            options={
                'indexes': [models.Index(fields=['agent_code'], name='made_up_mandate_by_agent')],
                'constraints': [models.CheckConstraint(condition=models.Q(('agent_code__regex', '^[0-9]{6}[-+A-FU-Y]9[0-9]{2}[0-9A-Z]$'), ('principal_code__regex', '^[0-9]{6}[-+A-FU-Y]9[0-9]{2}[0-9A-Z]$')), name='mandates_are_of_made_up_people'), models.CheckConstraint(condition=models.Q(('agent_code', models.F('principal_code')), _negated=True), name='nobody_mandates_oneself')],
            },
        ),
    ]
