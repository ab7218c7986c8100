"""Keep with every correction which change brought it.

What was frozen before stays as it was, without one: the rules hold for what is written from now on. On a new
installation the table has had them from its making.
"""

from django.db import migrations, models

ADD = """
DO $$ BEGIN
    IF EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = 'billing_entry'::regclass AND attname = 'change' AND NOT attisdropped
    ) THEN
        RETURN;
    END IF;
    ALTER TABLE billing_entry ADD COLUMN change text NOT NULL DEFAULT '';
    ALTER TABLE billing_entry
        ADD CONSTRAINT correction_has_a_cause CHECK ((kind = 'ORIGINAL') = (cause = '')) NOT VALID,
        ADD CONSTRAINT correction_names_its_change CHECK ((kind = 'ORIGINAL') = (change = '')) NOT VALID,
        ADD CONSTRAINT cause_is_one_of_those_known CHECK (cause = '' OR cause IN (
            'dispute', 'merger', 'reinstatement', 'death', 'wrong_area', 'move', 'need',
            'site_closed', 'decision', 'choice', 'rate_error', 'rules', 'register'
        )) NOT VALID;
END $$
"""
REMOVE = "ALTER TABLE billing_entry DROP COLUMN change, DROP CONSTRAINT correction_has_a_cause, DROP CONSTRAINT cause_is_one_of_those_known"


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0010_bank_answers_and_repayments"),
        ("pilot", "0004_events_know_their_unit_of_work"),
    ]

    operations = [
        migrations.RunSQL(ADD, REMOVE),
        migrations.AddField(
            "entry",
            "change",
            models.CharField(
                help_text="What brought the correction: table and id of the deed or the row.", max_length=80
            ),
        ),
    ]
