"""A month is not frozen while a change of the register is in doubt, unless it was put off."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0019_two_people_let_a_debt_or_a_figure_go'),
        ('registry', '0012_doubts_are_put_off'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='paymentrun',
            trigger=pgtrigger.compiler.Trigger(name='unresolved_doubt_stops_the_month', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    -- The same as billing/actions/freeze.py asks. What came after the month's end is corrected by the next one; who put\n    -- a change off does not count as the colleague who lets the month go without it.\n    IF EXISTS (\n        SELECT FROM registry_registerchange AS change\n        JOIN registry_feedanswer AS answer ON answer.id = change.answer_id\n        WHERE change.pilot_id = (SELECT pilot_id FROM pilot_strand WHERE id = NEW.strand_id)\n            AND change.outcome = 'doubt'\n            AND answer.received_at < (NEW.month + interval '1 month') AT TIME ZONE 'Europe/Helsinki'\n            AND NOT EXISTS (\n                SELECT FROM registry_postponement AS postponement\n                WHERE postponement.change_id = change.id\n                    AND postponement.month = NEW.month\n                    AND postponement.put_off_by_id IS DISTINCT FROM NEW.frozen_by_id\n            )\n    ) THEN\n        RAISE EXCEPTION 'unresolved_doubt_stops_the_month' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='a1453eeabcac992c6c070153c195f8a5f296f3c7', operation='INSERT', pgid='pgtrigger_unresolved_doubt_stops_the_month_66b1e', table='billing_paymentrun', when='BEFORE')),
        ),
    ]
