"""A site is approved by a person only as another proposed it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0004_sites_are_approved_by_two'),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name='approval',
            trigger=pgtrigger.compiler.Trigger(name='approval_is_what_was_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."decided_by_id" IS NOT NULL)', constraint='CONSTRAINT', func="\n                    IF NOT EXISTS (\n                        SELECT FROM providers_approvalproposal AS proposal\n                        WHERE proposal.approval_id = NEW.id\n                            AND proposal.site_id = NEW.site_id\n                            AND proposal.strand_id = NEW.strand_id\n                            AND proposal.first_on = lower(NEW.period)\n                            AND proposal.decision_number = NEW.decision_number\n                            AND proposal.proposed_by_id = NEW.proposed_by_id\n                            AND proposal.approved_by_id = NEW.decided_by_id\n                    ) THEN\n                        RAISE EXCEPTION 'approval_is_what_was_proposed' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NULL;\n                ", hash='bdec0dee0c065e03fcd278928fdaed055ff35e5b', operation='INSERT', pgid='pgtrigger_approval_is_what_was_proposed_fee27', table='providers_approval', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
