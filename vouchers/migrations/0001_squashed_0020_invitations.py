"""The tables of vouchers, choices and letters as their first twenty migrations leave them.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import pilot.history
from pilot.migrating import CreateTogether


class Migration(migrations.Migration):
    replaces = [
        ("vouchers", "0001_initial"),
        ("vouchers", "0002_events_without_a_moment_are_refused"),
        ("vouchers", "0003_absorbed_records_get_nothing"),
        ("vouchers", "0004_choices_know_their_origin"),
        ("vouchers", "0005_early_changes_for_weighty_reasons"),
        ("vouchers", "0006_decisions_and_their_delivery"),
        ("vouchers", "0007_early_rulings_have_their_decision"),
        ("vouchers", "0008_closing_by_its_script"),
        ("vouchers", "0009_letters_by_message_and_in_print_batches"),
        ("vouchers", "0010_queue_places"),
        ("vouchers", "0011_choices_for_another"),
        ("vouchers", "0012_letters_have_versions_of_their_text"),
        ("vouchers", "0013_closing_letters_are_letters"),
        ("vouchers", "0014_nothing_moves_from_nobody_to_an_absorbed_record"),
        ("vouchers", "0015_forms_on_paper_and_receipts_as_letters"),
        ("vouchers", "0016_moves_drawn_by_lot"),
        ("vouchers", "0017_choices_by_mandate"),
        ("vouchers", "0018_reminders_and_undone_closings"),
        ("vouchers", "0019_objections_of_guardians"),
        ("vouchers", "0020_invitations"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("pilot", "0017_objections_of_guardians"),
        ("providers", "0003_two_people_see_every_bank_account"),
        ("registry", "0010_mandates_of_made_up_people"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Choice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("made_on", models.DateField(help_text="The day of the choice in the pilot's time zone.")),
                        ("effective_on", models.DateField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, choices=[("", "None"), ("weighty", "Weighty reason")], max_length=10
                            ),
                        ),
                        ("receipt_number", models.CharField(max_length=16, unique=True)),
                        (
                            "key",
                            models.CharField(
                                help_text="The form's token: the same one never chooses twice.",
                                max_length=64,
                                null=True,
                            ),
                        ),
                        ("regretted_at", models.DateTimeField(null=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "regretted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaces",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="choices",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="choices",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="choices", to="pilot.strand"
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("own", "Own choice"),
                                    ("queue", "From the queue"),
                                    ("forced", "Moved from a list that had to give residents up"),
                                    ("closing", "Moved when the pilot closed"),
                                ],
                                db_default="own",
                                default="own",
                                max_length=8,
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("own", "For oneself"),
                                    ("guardian", "As guardian"),
                                    ("mandate", "By mandate"),
                                    ("legal_guardian", "As legal guardian"),
                                ],
                                db_default="own",
                                default="own",
                                help_text="In which capacity it was made: for oneself, or for another.",
                                max_length=14,
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                help_text="Who made it for the resident, where the register has them.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="choices_for_others",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "mandate_reference",
                            models.CharField(
                                blank=True,
                                db_default="",
                                help_text="By which mandate, as its register names it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "mandate_theme",
                            models.CharField(
                                blank=True, db_default="", help_text="What the mandate is for.", max_length=200
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("resident", "key"), name="form_token_chooses_once"),
                            models.CheckConstraint(
                                condition=models.Q(("effective_on__gte", models.F("made_on"))),
                                name="choice_takes_effect_when_made_or_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("regretted_at__isnull", True), ("replaced_by__isnull", True), _connector="OR"
                                ),
                                name="choice_is_regretted_or_replaced_not_both",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("regretted_at__isnull", False), ("regretted_by__isnull", True), _connector="OR"
                                ),
                                name="nobody_regrets_without_a_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("origin__in", ["own", "queue", "forced", "closing"])),
                                name="choice_is_own_or_somebody_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("origin", "own"), models.Q(("key__isnull", True), ("reason", "")), _connector="OR"
                                ),
                                name="only_own_choice_has_form_or_weighty_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("origin", "queue"), _negated=True),
                                    ("site__isnull", False),
                                    _connector="OR",
                                ),
                                name="queue_leads_to_a_site",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("regretted_at__isnull", True), ("origin__in", ["own", "queue"]), _connector="OR"
                                ),
                                name="only_what_resident_wished_is_regretted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity__in", ["own", "guardian", "mandate", "legal_guardian"])),
                                name="choice_is_own_or_made_in_a_capacity",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capacity", "own"), ("deputy__isnull", True)),
                                    models.Q(
                                        models.Q(("capacity", "own"), _negated=True),
                                        models.Q(
                                            ("deputy__isnull", False),
                                            ("channel__in", ("desk", "paper")),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="choice_for_another_names_its_deputy_unless_at_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("resident", models.F("deputy")), _negated=True),
                                name="nobody_is_own_deputy",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capacity", "legal_guardian"), _negated=True),
                                    ("channel__in", ("desk", "paper")),
                                    _connector="OR",
                                ),
                                name="legal_guardian_chooses_at_desk",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("capacity", "own"), ("origin", "own"), _connector="OR"),
                                name="only_own_choice_is_made_for_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("capacity", "mandate"),
                                        ("channel", "online"),
                                        models.Q(("mandate_reference", ""), _negated=True),
                                        models.Q(("mandate_theme", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("capacity", "mandate"), ("channel", "online"), _negated=True),
                                        ("mandate_reference", ""),
                                        ("mandate_theme", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="choice_by_mandate_online_keeps_it",
                            ),
                        ],
                        "indexes": [
                            models.Index(fields=["resident", "strand", "effective_on"], name="choice_by_resident"),
                            models.Index(fields=["site", "effective_on"], name="choice_by_site"),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="52c1b55447639761df2cb8222e8f9ca3ce020cc4",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_3ea1c",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_choice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_deputy_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.deputy_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_deputy_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="01083c4e532121324d4826211fa1013c6a5290d5",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_deputy_gets_nothing_164cb",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_choice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="5c0cabfc01ca4e61fcb64fd987d5429cc1b49998",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_7f13f",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_choice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_deputy",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.deputy_id IS DISTINCT FROM new_rows.deputy_id\n        JOIN registry_resident AS record ON record.id = new_rows.deputy_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_deputy' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="5e8a91e35c7a212dbf3fe199f2d51868abc401e7",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_deputy_c2041",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_choice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_choiceevent" ("capacity", "channel", "deputy_id", "effective_on", "id", "key", "made_at", "made_by_id", "made_on", "mandate_reference", "mandate_theme", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "regretted_at", "regretted_by_id", "replaced_by_id", "resident_id", "site_id", "strand_id") SELECT new_values."capacity", new_values."channel", new_values."deputy_id", new_values."effective_on", new_values."id", new_values."key", new_values."made_at", new_values."made_by_id", new_values."made_on", new_values."mandate_reference", new_values."mandate_theme", new_values."origin", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."receipt_number", new_values."regretted_at", new_values."regretted_by_id", new_values."replaced_by_id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2ad249f86a9aafea53fb4d64e8f91ed299932b1f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_68d11",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_choice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_choiceevent" ("capacity", "channel", "deputy_id", "effective_on", "id", "key", "made_at", "made_by_id", "made_on", "mandate_reference", "mandate_theme", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "regretted_at", "regretted_by_id", "replaced_by_id", "resident_id", "site_id", "strand_id") SELECT new_values."capacity", new_values."channel", new_values."deputy_id", new_values."effective_on", new_values."id", new_values."key", new_values."made_at", new_values."made_by_id", new_values."made_on", new_values."mandate_reference", new_values."mandate_theme", new_values."origin", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."receipt_number", new_values."regretted_at", new_values."regretted_by_id", new_values."replaced_by_id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6e7899fb1bc4fc668980600fcf471432a11e14e5",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_504a9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_choice",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_choiceevent" ("capacity", "channel", "deputy_id", "effective_on", "id", "key", "made_at", "made_by_id", "made_on", "mandate_reference", "mandate_theme", "origin", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "receipt_number", "regretted_at", "regretted_by_id", "replaced_by_id", "resident_id", "site_id", "strand_id") SELECT old_values."capacity", old_values."channel", old_values."deputy_id", old_values."effective_on", old_values."id", old_values."key", old_values."made_at", old_values."made_by_id", old_values."made_on", old_values."mandate_reference", old_values."mandate_theme", old_values."origin", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."receipt_number", old_values."regretted_at", old_values."regretted_by_id", old_values."replaced_by_id", old_values."resident_id", old_values."site_id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c0ceabcf86ca7568b2e3e357989318773e93f95d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d9a82",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_choice",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChoiceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("made_at", models.DateTimeField()),
                        ("made_on", models.DateField(help_text="The day of the choice in the pilot's time zone.")),
                        ("effective_on", models.DateField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True, choices=[("", "None"), ("weighty", "Weighty reason")], max_length=10
                            ),
                        ),
                        ("receipt_number", models.CharField(max_length=16)),
                        (
                            "key",
                            models.CharField(
                                help_text="The form's token: the same one never chooses twice.",
                                max_length=64,
                                null=True,
                            ),
                        ),
                        ("regretted_at", models.DateTimeField(null=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "regretted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("own", "Own choice"),
                                    ("queue", "From the queue"),
                                    ("forced", "Moved from a list that had to give residents up"),
                                    ("closing", "Moved when the pilot closed"),
                                ],
                                db_default="own",
                                default="own",
                                max_length=8,
                            ),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("own", "For oneself"),
                                    ("guardian", "As guardian"),
                                    ("mandate", "By mandate"),
                                    ("legal_guardian", "As legal guardian"),
                                ],
                                db_default="own",
                                default="own",
                                help_text="In which capacity it was made: for oneself, or for another.",
                                max_length=14,
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Who made it for the resident, where the register has them.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "mandate_reference",
                            models.CharField(
                                blank=True,
                                db_default="",
                                help_text="By which mandate, as its register names it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "mandate_theme",
                            models.CharField(
                                blank=True, db_default="", help_text="What the mandate is for.", max_length=200
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_choice_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Enrolment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("home", "Home site"),
                                    ("choice", "Own choice"),
                                    ("queue", "From the queue"),
                                    ("forced", "Moved by others"),
                                    ("closing", "Moved when the pilot closed"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "choice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="enrolments",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                                expressions=[("resident", "="), ("strand", "="), ("period", "&&")],
                                name="resident_is_on_one_list_on_any_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("choice__isnull", True), ("origin", "home")),
                                    models.Q(
                                        ("choice__isnull", False),
                                        ("origin__in", ["choice", "queue", "forced", "closing"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="enrolment_by_choice_names_its_choice",
                            ),
                        ],
                        "indexes": [models.Index(fields=["site", "strand"], name="enrolment_by_site")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_enrolmentevent" ("choice_id", "id", "origin", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "strand_id") SELECT new_values."choice_id", new_values."id", new_values."origin", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3bb7403c1701cf338e15d33c065fb2aef16a6c20",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_88f68",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_enrolment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_enrolmentevent" ("choice_id", "id", "origin", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "strand_id") SELECT new_values."choice_id", new_values."id", new_values."origin", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f1a345820b3d255058185e3c6275ac759aa84e18",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_cf8e1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_enrolment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_enrolmentevent" ("choice_id", "id", "origin", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "strand_id") SELECT old_values."choice_id", old_values."id", old_values."origin", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."site_id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0153a3bbe392bef6629339905bae9e650bbb180a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_38ad7",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_enrolment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="29f83db8fd16ae9d0d39c165ca02c6d231b9f215",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_c2123",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_enrolment",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="e506e9fa6c713e80dee88533dbeb34fd3d52b354",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_9d084",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_enrolment",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EnrolmentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "origin",
                            models.CharField(
                                choices=[
                                    ("home", "Home site"),
                                    ("choice", "Own choice"),
                                    ("queue", "From the queue"),
                                    ("forced", "Moved by others"),
                                    ("closing", "Moved when the pilot closed"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "choice",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.enrolment",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_enrolment_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Voucher",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=16, unique=True)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("issued_at", models.DateTimeField()),
                        (
                            "issued_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.job"
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="vouchers",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="vouchers", to="pilot.strand"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("resident", "="), ("strand", "="), ("period", "&&")],
                                name="resident_has_one_voucher_on_any_day",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_voucherevent" ("id", "issued_at", "issued_by_id", "job_id", "number", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id") SELECT new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."job_id", new_values."number", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="258f416aeaaced6a6e8784633c0650253c464091",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_db731",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_voucher",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_voucherevent" ("id", "issued_at", "issued_by_id", "job_id", "number", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id") SELECT new_values."id", new_values."issued_at", new_values."issued_by_id", new_values."job_id", new_values."number", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="eafecbde2a7ec5aa8a5a36047df9d0c1d3dbca7f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ef7e1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_voucher",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_voucherevent" ("id", "issued_at", "issued_by_id", "job_id", "number", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id") SELECT old_values."id", old_values."issued_at", old_values."issued_by_id", old_values."job_id", old_values."number", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="36ea35f355da1bf4b681c42f27372a4c63f07788",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c7858",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_voucher",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="21d5dd438a6abffdfe8b00b1258fc75614b29beb",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_a042b",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_voucher",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="d6afcae7c95e375fbf26fe66ff3774cbc7e8179f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_4dfb6",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_voucher",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VoucherEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("number", models.CharField(max_length=16)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("issued_at", models.DateTimeField()),
                        (
                            "issued_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "job",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.job",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.voucher",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_voucher_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="EarlyChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("moved", "I have moved"),
                                    ("provider_ended", "My site or its services have changed or ended"),
                                    ("care_broken", "The care relationship has broken"),
                                    ("access_missed", "I have not got care in time"),
                                    ("safety", "My safety is threatened"),
                                    ("other", "Another weighty reason"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, help_text="In the resident's own words.")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "decide_by",
                            models.DateField(
                                help_text="By which day it is ruled on, by the rule set of the day it was asked."
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="The form's token: the same one asks once.", max_length=64, unique=True
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits for a decision"),
                                    ("accepted", "Accepted"),
                                    ("denied", "Denied"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_changes",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_changes",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("resident", "strand"),
                                name="resident_asks_one_early_change_at_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", "other"), _negated=True),
                                    models.Q(("explanation", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="another_reason_is_told",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("state", "withdrawn"), _negated=True),
                                        ("withdrawn_at__isnull", True),
                                        ("withdrawn_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("state", "withdrawn"),
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="early_change_is_withdrawn_by_someone",
                            ),
                        ],
                        "indexes": [models.Index(fields=["state", "decide_by"], name="early_change_by_deadline")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="early_change_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="f13f568f3a8937cffe1770708c9d132c81877fae",
                                    operation="DELETE",
                                    pgid="pgtrigger_early_change_is_never_deleted_cb843",
                                    table="vouchers_earlychange",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="what_was_asked_early_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."explanation" IS DISTINCT FROM (NEW."explanation") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."decide_by" IS DISTINCT FROM (NEW."decide_by") OR OLD."key" IS DISTINCT FROM (NEW."key"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="53b205f6d5233c08e359b6514720e0d53d037357",
                                    operation="UPDATE",
                                    pgid="pgtrigger_what_was_asked_early_never_changes_80fd0",
                                    table="vouchers_earlychange",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="early_change_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:accepted,open:denied,open:withdrawn,denied:accepted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="34e0052ce7598c9bf7d712691f1d5d3e2fb7d62e",
                                    operation="UPDATE",
                                    pgid="pgtrigger_early_change_moves_as_allowed_675fd",
                                    table="vouchers_earlychange",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="bdf55a0e9c16c6d8b69a67c4be2f6e0fda1d73cb",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_cf535",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_earlychange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlychangeevent" ("asked_at", "asked_by_id", "channel", "decide_by", "explanation", "id", "key", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "site_id", "state", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."asked_at", new_values."asked_by_id", new_values."channel", new_values."decide_by", new_values."explanation", new_values."id", new_values."key", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8a42d4aaf085aeed88bc1c21427fdb4206ef4a65",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_16ca5",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_earlychange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlychangeevent" ("asked_at", "asked_by_id", "channel", "decide_by", "explanation", "id", "key", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "site_id", "state", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."asked_at", new_values."asked_by_id", new_values."channel", new_values."decide_by", new_values."explanation", new_values."id", new_values."key", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f2496d8501e74128b289d136001a73bd8c7f0027",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_30ee1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_earlychange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlychangeevent" ("asked_at", "asked_by_id", "channel", "decide_by", "explanation", "id", "key", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "site_id", "state", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."asked_at", old_values."asked_by_id", old_values."channel", old_values."decide_by", old_values."explanation", old_values."id", old_values."key", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."resident_id", old_values."site_id", old_values."state", old_values."strand_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="186ec4fdf472633f4f89826e21c44c91306c8005",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c9907",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_earlychange",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="acc463b4f5535c64724e06a62ac9e497d7b2e9a1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_709bf",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_earlychange",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Disqualification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ground", models.CharField(max_length=200)),
                        ("declared_at", models.DateTimeField()),
                        (
                            "declared_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "early_change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disqualifications",
                                to="vouchers.earlychange",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("early_change", "declared_by"), name="disqualification_is_declared_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ground", ""), _negated=True),
                                name="disqualification_has_its_ground",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="disqualification_stands",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="949fd60870195d3c02034026e09e1935aa6fb460",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_disqualification_stands_c75b3",
                                    table="vouchers_disqualification",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_disqualificationevent" ("declared_at", "declared_by_id", "early_change_id", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."declared_at", new_values."declared_by_id", new_values."early_change_id", new_values."ground", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9db569d5f48838a2d29f9320b382c4a92b96f0e1",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c48cd",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_disqualification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_disqualificationevent" ("declared_at", "declared_by_id", "early_change_id", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."declared_at", new_values."declared_by_id", new_values."early_change_id", new_values."ground", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9ae99f54f4e093f93d510b51ad5341a2a96e7362",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c5839",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_disqualification",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_disqualificationevent" ("declared_at", "declared_by_id", "early_change_id", "ground", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."declared_at", old_values."declared_by_id", old_values."early_change_id", old_values."ground", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d0e176b3d858aa275eb6b18378c7ab5796c8dc8b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3688d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_disqualification",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisqualificationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("ground", models.CharField(max_length=200)),
                        ("declared_at", models.DateTimeField()),
                        (
                            "declared_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.disqualification",
                            ),
                        ),
                        (
                            "early_change",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.earlychange",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_disqualification_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="EarlyChangeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("moved", "I have moved"),
                                    ("provider_ended", "My site or its services have changed or ended"),
                                    ("care_broken", "The care relationship has broken"),
                                    ("access_missed", "I have not got care in time"),
                                    ("safety", "My safety is threatened"),
                                    ("other", "Another weighty reason"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("explanation", models.TextField(blank=True, help_text="In the resident's own words.")),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        (
                            "decide_by",
                            models.DateField(
                                help_text="By which day it is ruled on, by the rule set of the day it was asked."
                            ),
                        ),
                        ("key", models.CharField(help_text="The form's token: the same one asks once.", max_length=64)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits for a decision"),
                                    ("accepted", "Accepted"),
                                    ("denied", "Denied"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.earlychange",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_earlychange_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField()),
                        ("serial", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("early_change", "Changing for a weighty reason"),
                                    ("choice", "Choice of a site"),
                                    ("voucher_value", "Value of a voucher"),
                                    ("budget", "Personal budget"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("granted", "Granted"),
                                    ("partly", "Granted in part"),
                                    ("rejected", "Rejected"),
                                    ("dismissed", "Left unexamined"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(help_text="The party's, in which all of it is written.", max_length=2),
                        ),
                        ("opened_on", models.DateField(help_text="When the matter came in.", null=True)),
                        ("applied", models.TextField(blank=True, help_text="What was applied for.")),
                        (
                            "ruling",
                            models.TextField(blank=True, help_text="What the outcome means, in a sentence or two."),
                        ),
                        ("reasons", models.TextField()),
                        ("laws", models.TextField(blank=True)),
                        ("authority", models.CharField(max_length=200)),
                        ("power", models.CharField(blank=True, max_length=200)),
                        (
                            "contact",
                            models.CharField(help_text="Whom to ask: name, telephone, e-mail.", max_length=300),
                        ),
                        ("appeal_to", models.CharField(max_length=200)),
                        ("appeal_address", models.CharField(max_length=300)),
                        ("appeal_days", models.PositiveSmallIntegerField()),
                        ("closing_hour", models.PositiveSmallIntegerField()),
                        ("secrecy", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField()),
                        ("decided_on", models.DateField()),
                        ("signed", models.CharField(help_text="The officeholder's name as signed.", max_length=160)),
                        (
                            "corrects",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="pilot.organiser",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="pilot.strand"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organiser", "year", "serial"), name="decision_number_is_given_once"
                            ),
                            models.UniqueConstraint(fields=("corrects",), name="decision_is_corrected_once"),
                            models.CheckConstraint(
                                condition=models.Q(("corrects", models.F("pk")), _negated=True),
                                name="decision_corrects_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reasons", ""), _negated=True),
                                    models.Q(("contact", ""), _negated=True),
                                    models.Q(("authority", ""), _negated=True),
                                    models.Q(("appeal_to", ""), _negated=True),
                                    models.Q(("signed", ""), _negated=True),
                                ),
                                name="decision_says_all_that_is_asked",
                            ),
                        ],
                        "indexes": [models.Index(fields=["resident", "decided_on"], name="decision_by_resident")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="decision_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="e8d35f01eb1e5f7edf2d714ef54f539494e6a47f",
                                    operation="DELETE",
                                    pgid="pgtrigger_decision_is_never_deleted_c3d1c",
                                    table="vouchers_decision",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="decision_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."opened_on" IS DISTINCT FROM (NEW."opened_on") OR OLD."applied" IS DISTINCT FROM (NEW."applied") OR OLD."ruling" IS DISTINCT FROM (NEW."ruling") OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."laws" IS DISTINCT FROM (NEW."laws") OR OLD."authority" IS DISTINCT FROM (NEW."authority") OR OLD."power" IS DISTINCT FROM (NEW."power") OR OLD."contact" IS DISTINCT FROM (NEW."contact") OR OLD."appeal_to" IS DISTINCT FROM (NEW."appeal_to") OR OLD."appeal_address" IS DISTINCT FROM (NEW."appeal_address") OR OLD."appeal_days" IS DISTINCT FROM (NEW."appeal_days") OR OLD."closing_hour" IS DISTINCT FROM (NEW."closing_hour") OR OLD."secrecy" IS DISTINCT FROM (NEW."secrecy") OR OLD."decided_at" IS DISTINCT FROM (NEW."decided_at") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."signed" IS DISTINCT FROM (NEW."signed") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="bbe45c3b620ee6ce186beac9ea5c7b5fc10bc0a8",
                                    operation="UPDATE",
                                    pgid="pgtrigger_decision_never_changes_a1b82",
                                    table="vouchers_decision",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="decision_follows_its_party",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))',
                                    func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'decision_follows_its_party' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                                    hash="714273f5fec692168c10142c40c586f9479d306e",
                                    operation='UPDATE OF "resident_id"',
                                    pgid="pgtrigger_decision_follows_its_party_2a8be",
                                    table="vouchers_decision",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="3d55742d34051fdc9fc39e04951bac696bc640ba",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_72de4",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_decision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."closing_hour", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a59451d5f373fdeb90bbede1732038f336304aaf",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8aa37",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_decision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT new_values."appeal_address", new_values."appeal_days", new_values."appeal_to", new_values."applied", new_values."authority", new_values."closing_hour", new_values."contact", new_values."corrects_id", new_values."decided_at", new_values."decided_by_id", new_values."decided_on", new_values."id", new_values."kind", new_values."language", new_values."laws", new_values."opened_on", new_values."organiser_id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."power", new_values."reasons", new_values."resident_id", new_values."ruling", new_values."secrecy", new_values."serial", new_values."signed", new_values."strand_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1ba134a72bb80590b2915ecd6b8f1233fc3d10e1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0b67b",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_decision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_decisionevent" ("appeal_address", "appeal_days", "appeal_to", "applied", "authority", "closing_hour", "contact", "corrects_id", "decided_at", "decided_by_id", "decided_on", "id", "kind", "language", "laws", "opened_on", "organiser_id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reasons", "resident_id", "ruling", "secrecy", "serial", "signed", "strand_id", "year") SELECT old_values."appeal_address", old_values."appeal_days", old_values."appeal_to", old_values."applied", old_values."authority", old_values."closing_hour", old_values."contact", old_values."corrects_id", old_values."decided_at", old_values."decided_by_id", old_values."decided_on", old_values."id", old_values."kind", old_values."language", old_values."laws", old_values."opened_on", old_values."organiser_id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."power", old_values."reasons", old_values."resident_id", old_values."ruling", old_values."secrecy", old_values."serial", old_values."signed", old_values."strand_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="78df47954fd2c157eb90308c55720ba448dae105",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_90d5e",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_decision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="a6c9cd5832541d8e6feda7de4a9798e9a39caca5",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_41751",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_decision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlyRuling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on_appeal", models.BooleanField(default=False)),
                        (
                            "outcome",
                            models.CharField(choices=[("accepted", "Accepted"), ("denied", "Denied")], max_length=8),
                        ),
                        ("reasons", models.TextField()),
                        ("decided_at", models.DateTimeField()),
                        (
                            "choice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_ruling",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "early_change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="vouchers.earlychange",
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                help_text="What the party was sent.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="early_ruling",
                                to="vouchers.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("early_change", "on_appeal"), name="early_change_is_ruled_on_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reasons", ""), _negated=True), name="early_ruling_has_its_reasons"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("choice__isnull", False), ("outcome", "accepted")),
                                    models.Q(("choice__isnull", True), ("outcome", "denied")),
                                    _connector="OR",
                                ),
                                name="only_an_accepting_ruling_makes_a_choice",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="early_ruling_stands",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="4e6647c807703317806f7b3911e93cbf1530ca44",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_early_ruling_stands_db0ec",
                                    table="vouchers_earlyruling",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nobody_disqualified_rules",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (\n        SELECT FROM vouchers_disqualification\n        WHERE early_change_id = NEW.early_change_id AND declared_by_id = NEW.decided_by_id\n    ) THEN\n        RAISE EXCEPTION 'nobody_disqualified_rules' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                                    hash="9d5a3a360eac661aad4e9e243e7d43a45cff5dd0",
                                    operation="INSERT",
                                    pgid="pgtrigger_nobody_disqualified_rules_7fd59",
                                    table="vouchers_earlyruling",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlyrulingevent" ("choice_id", "decided_at", "decided_by_id", "decision_id", "early_change_id", "id", "on_appeal", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons") SELECT new_values."choice_id", new_values."decided_at", new_values."decided_by_id", new_values."decision_id", new_values."early_change_id", new_values."id", new_values."on_appeal", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="536b5ac4485bd1113ab58d6cf4144db80ec6b35a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_dceac",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_earlyruling",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlyrulingevent" ("choice_id", "decided_at", "decided_by_id", "decision_id", "early_change_id", "id", "on_appeal", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons") SELECT new_values."choice_id", new_values."decided_at", new_values."decided_by_id", new_values."decision_id", new_values."early_change_id", new_values."id", new_values."on_appeal", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reasons" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="38b11d25a155faa723b3fe9fdb75dfcd136ceb6b",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_bef4e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_earlyruling",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_earlyrulingevent" ("choice_id", "decided_at", "decided_by_id", "decision_id", "early_change_id", "id", "on_appeal", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons") SELECT old_values."choice_id", old_values."decided_at", old_values."decided_by_id", old_values."decision_id", old_values."early_change_id", old_values."id", old_values."on_appeal", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reasons" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ca4fae6bcb56ef6b03dee4af21ad9ab096d82bfb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_48cbc",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_earlyruling",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlyRulingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("on_appeal", models.BooleanField(default=False)),
                        (
                            "outcome",
                            models.CharField(choices=[("accepted", "Accepted"), ("denied", "Denied")], max_length=8),
                        ),
                        ("reasons", models.TextField()),
                        ("decided_at", models.DateTimeField()),
                        (
                            "choice",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "early_change",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.earlychange",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.earlyruling",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="What the party was sent.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.decision",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_earlyruling_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("year", models.PositiveSmallIntegerField()),
                        ("serial", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("early_change", "Changing for a weighty reason"),
                                    ("choice", "Choice of a site"),
                                    ("voucher_value", "Value of a voucher"),
                                    ("budget", "Personal budget"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("granted", "Granted"),
                                    ("partly", "Granted in part"),
                                    ("rejected", "Rejected"),
                                    ("dismissed", "Left unexamined"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(help_text="The party's, in which all of it is written.", max_length=2),
                        ),
                        ("opened_on", models.DateField(help_text="When the matter came in.", null=True)),
                        ("applied", models.TextField(blank=True, help_text="What was applied for.")),
                        (
                            "ruling",
                            models.TextField(blank=True, help_text="What the outcome means, in a sentence or two."),
                        ),
                        ("reasons", models.TextField()),
                        ("laws", models.TextField(blank=True)),
                        ("authority", models.CharField(max_length=200)),
                        ("power", models.CharField(blank=True, max_length=200)),
                        (
                            "contact",
                            models.CharField(help_text="Whom to ask: name, telephone, e-mail.", max_length=300),
                        ),
                        ("appeal_to", models.CharField(max_length=200)),
                        ("appeal_address", models.CharField(max_length=300)),
                        ("appeal_days", models.PositiveSmallIntegerField()),
                        ("closing_hour", models.PositiveSmallIntegerField()),
                        ("secrecy", models.CharField(blank=True, max_length=120)),
                        ("decided_at", models.DateTimeField()),
                        ("decided_on", models.DateField()),
                        ("signed", models.CharField(help_text="The officeholder's name as signed.", max_length=160)),
                        (
                            "corrects",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.organiser",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_decision_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ClosingPlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "join_until_on",
                            models.DateField(
                                help_text="The last day on which somebody new comes to a private site's list."
                            ),
                        ),
                        ("join_until_time", models.TimeField(help_text="On that day, until this time in Finland.")),
                        ("letters_on", models.DateField(help_text="From this day on the letters are sent.")),
                        (
                            "choose_until",
                            models.DateField(
                                help_text="The last day on which residents choose a public site themselves."
                            ),
                        ),
                        (
                            "closes_on",
                            models.DateField(
                                help_text="The first day without private sites: who did not choose is at home."
                            ),
                        ),
                        ("settle_until", models.DateField(help_text="The last day on which a run still corrects.")),
                        ("proposed_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closing_plans",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undo_asked_at", models.DateTimeField(null=True)),
                        (
                            "undo_asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("choose_until__lt", models.F("closes_on")),
                                    ("join_until_on__lte", models.F("choose_until")),
                                    ("letters_on__lte", models.F("choose_until")),
                                    ("settle_until__gte", models.F("closes_on")),
                                ),
                                name="closing_comes_in_its_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="closing_is_approved_by_somebody_else",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                                    models.Q(
                                        ("approved_at__isnull", True),
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="closing_is_withdrawn_before_it_is_approved",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at__isnull", True), ("withdrawn_at__isnull", True)),
                                fields=("strand",),
                                name="strand_closes_by_one_plan",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undo_asked_at__isnull", True), ("undo_asked_by__isnull", True)),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("undo_asked_at__isnull", False),
                                        ("undo_asked_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="undoing_is_asked_of_an_approved_closing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                                    models.Q(
                                        ("undo_asked_at__isnull", False),
                                        ("undone_at__isnull", False),
                                        ("undone_by__isnull", False),
                                        models.Q(("undone_by", models.F("undo_asked_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="closing_is_undone_by_somebody_else",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="closing_plan_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="78874fb7a792624864b3f25fcae7bbd8496435ee",
                                    operation="DELETE",
                                    pgid="pgtrigger_closing_plan_is_never_deleted_32602",
                                    table="vouchers_closingplan",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="proposed_closing_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."join_until_on" IS DISTINCT FROM (NEW."join_until_on") OR OLD."join_until_time" IS DISTINCT FROM (NEW."join_until_time") OR OLD."letters_on" IS DISTINCT FROM (NEW."letters_on") OR OLD."choose_until" IS DISTINCT FROM (NEW."choose_until") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."settle_until" IS DISTINCT FROM (NEW."settle_until") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="263258df582abb440ef6eb89b67d772382085924",
                                    operation="UPDATE",
                                    pgid="pgtrigger_proposed_closing_never_changes_f6ee5",
                                    table="vouchers_closingplan",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="decided_closing_stays_decided",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."withdrawn_at" IS NOT NULL OR OLD."undone_at" IS NOT NULL OR (OLD."approved_at" IS NOT NULL AND (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id"))))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="2c36fe19ea0ef8f01998723445fabeeba8dd2eb6",
                                    operation="UPDATE",
                                    pgid="pgtrigger_decided_closing_stays_decided_e2872",
                                    table="vouchers_closingplan",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_closingplanevent" ("approved_at", "approved_by_id", "choose_until", "closes_on", "id", "join_until_on", "join_until_time", "letters_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "settle_until", "strand_id", "undo_asked_at", "undo_asked_by_id", "undone_at", "undone_by_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."choose_until", new_values."closes_on", new_values."id", new_values."join_until_on", new_values."join_until_time", new_values."letters_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."settle_until", new_values."strand_id", new_values."undo_asked_at", new_values."undo_asked_by_id", new_values."undone_at", new_values."undone_by_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ac40a74708b43bf8d1fb0827007856acb5a2b1ac",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ae6f2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_closingplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_closingplanevent" ("approved_at", "approved_by_id", "choose_until", "closes_on", "id", "join_until_on", "join_until_time", "letters_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "settle_until", "strand_id", "undo_asked_at", "undo_asked_by_id", "undone_at", "undone_by_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."choose_until", new_values."closes_on", new_values."id", new_values."join_until_on", new_values."join_until_time", new_values."letters_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."settle_until", new_values."strand_id", new_values."undo_asked_at", new_values."undo_asked_by_id", new_values."undone_at", new_values."undone_by_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e9a6e8bedaff867da48a59df59f6a7935846b589",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_35c58",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_closingplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_closingplanevent" ("approved_at", "approved_by_id", "choose_until", "closes_on", "id", "join_until_on", "join_until_time", "letters_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "settle_until", "strand_id", "undo_asked_at", "undo_asked_by_id", "undone_at", "undone_by_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."approved_at", old_values."approved_by_id", old_values."choose_until", old_values."closes_on", old_values."id", old_values."join_until_on", old_values."join_until_time", old_values."letters_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."settle_until", old_values."strand_id", old_values."undo_asked_at", old_values."undo_asked_by_id", old_values."undone_at", old_values."undone_by_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a370adc5756c7f771ec19323fa920effdb00883e",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4f66b",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_closingplan",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosingPlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "join_until_on",
                            models.DateField(
                                help_text="The last day on which somebody new comes to a private site's list."
                            ),
                        ),
                        ("join_until_time", models.TimeField(help_text="On that day, until this time in Finland.")),
                        ("letters_on", models.DateField(help_text="From this day on the letters are sent.")),
                        (
                            "choose_until",
                            models.DateField(
                                help_text="The last day on which residents choose a public site themselves."
                            ),
                        ),
                        (
                            "closes_on",
                            models.DateField(
                                help_text="The first day without private sites: who did not choose is at home."
                            ),
                        ),
                        ("settle_until", models.DateField(help_text="The last day on which a run still corrects.")),
                        ("proposed_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.closingplan",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undo_asked_at", models.DateTimeField(null=True)),
                        (
                            "undo_asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_closingplan_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="MadeUpMailbox",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("identity_code", models.CharField(max_length=11, unique=True)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("accepted", "Takes messages"),
                                    ("failed", "Is out of order"),
                                    ("undeliverable", "Is closed"),
                                ],
                                default="accepted",
                                max_length=14,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="MadeUpMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(help_text="The same message arrives once.", max_length=80, unique=True),
                        ),
                        ("identity_code", models.CharField(max_length=11)),
                        ("title", models.CharField(max_length=200)),
                        ("text", models.TextField()),
                        ("document", models.BinaryField()),
                        ("arrived_at", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="PrintBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "day",
                            models.DateField(help_text="The day it is handed over, which every letter in it says."),
                        ),
                        ("serial", models.PositiveSmallIntegerField(help_text="Which batch of the day it is.")),
                        ("letters", models.PositiveIntegerField()),
                        (
                            "pages",
                            models.PositiveIntegerField(
                                help_text="With the blank backs that let every letter begin on a sheet."
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("handed_at", models.DateTimeField(null=True)),
                        ("voided_at", models.DateTimeField(null=True)),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.document"
                            ),
                        ),
                        (
                            "handed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "index",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.document"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="print_batches",
                                to="pilot.pilot",
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pilot", "day", "serial"), name="print_batch_has_its_serial_alone"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("handed_at__isnull", True), ("voided_at__isnull", True)),
                                fields=("pilot",),
                                name="pilot_has_one_open_print_batch",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("handed_at__isnull", True), ("handed_by__isnull", True)),
                                    models.Q(
                                        ("handed_at__isnull", False),
                                        ("handed_by__isnull", False),
                                        ("voided_at__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="print_batch_is_handed_over_by_someone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("voided_at__isnull", True), ("voided_by__isnull", True)),
                                    models.Q(("voided_at__isnull", False), ("voided_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="print_batch_is_voided_by_someone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("letters__gte", 1), ("pages__gte", 1)),
                                name="print_batch_has_letters",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="print_batch_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="eb52e23dd4bffbf38b736a6be3572e34542fe0f0",
                                    operation="DELETE",
                                    pgid="pgtrigger_print_batch_is_never_deleted_ea27a",
                                    table="vouchers_printbatch",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="print_batch_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."pilot_id" IS DISTINCT FROM (NEW."pilot_id") OR OLD."day" IS DISTINCT FROM (NEW."day") OR OLD."serial" IS DISTINCT FROM (NEW."serial") OR OLD."letters" IS DISTINCT FROM (NEW."letters") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."document_id" IS DISTINCT FROM (NEW."document_id") OR OLD."index_id" IS DISTINCT FROM (NEW."index_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="17b458e17cf2635c8f344659aaa22596ddfb69fe",
                                    operation="UPDATE",
                                    pgid="pgtrigger_print_batch_never_changes_e0077",
                                    table="vouchers_printbatch",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="ended_print_batch_stays_ended",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."handed_at" IS NOT NULL OR OLD."voided_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="f8a35b3ad513b4e97b5305da169b2f54b4eb5073",
                                    operation="UPDATE",
                                    pgid="pgtrigger_ended_print_batch_stays_ended_34294",
                                    table="vouchers_printbatch",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_printbatchevent" ("day", "document_id", "handed_at", "handed_by_id", "id", "index_id", "letters", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "serial", "voided_at", "voided_by_id") SELECT new_values."day", new_values."document_id", new_values."handed_at", new_values."handed_by_id", new_values."id", new_values."index_id", new_values."letters", new_values."made_at", new_values."made_by_id", new_values."pages", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id", new_values."serial", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f022e4d1892b71fa6d124eec685a821551f00857",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d9d0c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_printbatch",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_printbatchevent" ("day", "document_id", "handed_at", "handed_by_id", "id", "index_id", "letters", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "serial", "voided_at", "voided_by_id") SELECT new_values."day", new_values."document_id", new_values."handed_at", new_values."handed_by_id", new_values."id", new_values."index_id", new_values."letters", new_values."made_at", new_values."made_by_id", new_values."pages", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id", new_values."serial", new_values."voided_at", new_values."voided_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d0279a63100b322fc9cd6c520247df058a9e3362",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5fa8c",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_printbatch",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_printbatchevent" ("day", "document_id", "handed_at", "handed_by_id", "id", "index_id", "letters", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "serial", "voided_at", "voided_by_id") SELECT old_values."day", old_values."document_id", old_values."handed_at", old_values."handed_by_id", old_values."id", old_values."index_id", old_values."letters", old_values."made_at", old_values."made_by_id", old_values."pages", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id", old_values."serial", old_values."voided_at", old_values."voided_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7fc3882a68606adfff468a56805937660dfb864a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f2b1b",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_printbatch",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrintBatchEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "day",
                            models.DateField(help_text="The day it is handed over, which every letter in it says."),
                        ),
                        ("serial", models.PositiveSmallIntegerField(help_text="Which batch of the day it is.")),
                        ("letters", models.PositiveIntegerField()),
                        (
                            "pages",
                            models.PositiveIntegerField(
                                help_text="With the blank backs that let every letter begin on a sheet."
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        ("handed_at", models.DateTimeField(null=True)),
                        ("voided_at", models.DateTimeField(null=True)),
                        (
                            "document",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.document",
                            ),
                        ),
                        (
                            "handed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "index",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.document",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.printbatch",
                            ),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.pilot",
                            ),
                        ),
                        (
                            "voided_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_printbatch_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="QueuePlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("joined_at", models.DateTimeField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("served", "Got a place on the list"),
                                    ("chose", "Gave the place up by choosing"),
                                    ("left", "Left the queue"),
                                    ("closed", "The site closed"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("left_at", models.DateTimeField(null=True)),
                        (
                            "choice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="queue_place",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "joined_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "left_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="queue_places",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="queue_places",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="queue_places",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("resident", "strand"),
                                name="resident_waits_in_one_queue",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("left_at__isnull", True), ("left_by__isnull", True), ("state", "waiting")
                                    ),
                                    models.Q(models.Q(("state", "waiting"), _negated=True), ("left_at__isnull", False)),
                                    _connector="OR",
                                ),
                                name="queue_place_waits_or_has_left",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("choice__isnull", False), ("state", "served")),
                                    models.Q(models.Q(("state", "served"), _negated=True), ("choice__isnull", True)),
                                    _connector="OR",
                                ),
                                name="queue_place_is_served_by_a_choice",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["site", "strand", "joined_at"],
                                name="queue_by_list",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="4294ad733b13fd3f1265247fc2d69b275aada8bc",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_c40dc",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_queueplace",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="queue_place_ends_once",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:served,waiting:chose,waiting:left,waiting:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="8c7a446ae6372fc36382eb321f44306cd3a9743b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_queue_place_ends_once_35919",
                                    table="vouchers_queueplace",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_queueplaceevent" ("channel", "choice_id", "id", "joined_at", "joined_by_id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "state", "strand_id") SELECT new_values."channel", new_values."choice_id", new_values."id", new_values."joined_at", new_values."joined_by_id", new_values."left_at", new_values."left_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="51bfda1ce3a6b404ffc5cdacac049ac56b003732",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4cc50",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_queueplace",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_queueplaceevent" ("channel", "choice_id", "id", "joined_at", "joined_by_id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "state", "strand_id") SELECT new_values."channel", new_values."choice_id", new_values."id", new_values."joined_at", new_values."joined_by_id", new_values."left_at", new_values."left_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="facc9ef92714be73ca801703c991a9309aa2eb63",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_49cb2",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_queueplace",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_queueplaceevent" ("channel", "choice_id", "id", "joined_at", "joined_by_id", "left_at", "left_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "site_id", "state", "strand_id") SELECT old_values."channel", old_values."choice_id", old_values."id", old_values."joined_at", old_values."joined_by_id", old_values."left_at", old_values."left_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."site_id", old_values."state", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c58d6a46bcb08a46c6a2d5148b09ac9f42db55ec",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f1f4a",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_queueplace",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="c750de9a5c5ba76422a2da111c0338f35ddffc48",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_8b3ac",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_queueplace",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="QueuePlaceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("joined_at", models.DateTimeField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("served", "Got a place on the list"),
                                    ("chose", "Gave the place up by choosing"),
                                    ("left", "Left the queue"),
                                    ("closed", "The site closed"),
                                ],
                                default="waiting",
                                max_length=8,
                            ),
                        ),
                        ("left_at", models.DateTimeField(null=True)),
                        (
                            "choice",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "joined_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "left_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.queueplace",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_queueplace_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="LetterVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reminder", "Reminder to choose"),
                                    ("queue", "A place from the queue"),
                                    ("closing", "The pilot closes"),
                                    ("moved", "Moved to another list"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing_again", "The pilot is about to close"),
                                    ("guardian", "A choice for a child"),
                                    ("invitation", "Invitation to choose"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title_fi", models.CharField(max_length=200)),
                        ("title_sv", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        ("text_fi", models.TextField()),
                        ("text_sv", models.TextField()),
                        ("text_en", models.TextField()),
                        ("drafted_at", models.DateTimeField()),
                        ("previewed_at", models.DateTimeField(null=True)),
                        ("in_use_at", models.DateTimeField(null=True)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "in_use_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter_versions",
                                to="pilot.pilot",
                            ),
                        ),
                        (
                            "previewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pilot", "kind", "number"), name="letter_version_has_its_number_alone"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("in_use_at__isnull", True)),
                                fields=("pilot", "kind"),
                                name="letter_has_one_draft",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("title_fi", ""), _negated=True),
                                    models.Q(("title_sv", ""), _negated=True),
                                    models.Q(("title_en", ""), _negated=True),
                                    models.Q(("text_fi", ""), _negated=True),
                                    models.Q(("text_sv", ""), _negated=True),
                                    models.Q(("text_en", ""), _negated=True),
                                ),
                                name="letter_is_written_in_three_languages",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("previewed_at__isnull", True), ("previewed_by__isnull", True)),
                                    models.Q(("previewed_at__isnull", False), ("previewed_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="letter_is_previewed_by_someone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("in_use_at__isnull", True), ("in_use_by__isnull", True)),
                                    models.Q(
                                        ("in_use_at__isnull", False),
                                        ("in_use_by__isnull", False),
                                        ("previewed_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="letter_is_looked_at_before_it_is_used",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="letter_version_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="4e4509a74a19394ad873c01213f7dd5a208572c8",
                                    operation="DELETE",
                                    pgid="pgtrigger_letter_version_is_never_deleted_e73b6",
                                    table="vouchers_letterversion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="letter_version_in_use_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."in_use_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="628935dce9447aa3c35177018397fa31f06149ca",
                                    operation="UPDATE",
                                    pgid="pgtrigger_letter_version_in_use_never_changes_9e3ef",
                                    table="vouchers_letterversion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="changed_draft_is_looked_at_anew",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (NEW."previewed_at" IS NOT NULL AND OLD."previewed_at" IS NOT NULL AND (OLD."title_fi" IS DISTINCT FROM (NEW."title_fi") OR OLD."title_sv" IS DISTINCT FROM (NEW."title_sv") OR OLD."title_en" IS DISTINCT FROM (NEW."title_en") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv") OR OLD."text_en" IS DISTINCT FROM (NEW."text_en")))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="7770ce9d8d3c6ac466b6bce94946f5ab36947294",
                                    operation="UPDATE",
                                    pgid="pgtrigger_changed_draft_is_looked_at_anew_a96a1",
                                    table="vouchers_letterversion",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterversionevent" ("drafted_at", "drafted_by_id", "id", "in_use_at", "in_use_by_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "previewed_at", "previewed_by_id", "text_en", "text_fi", "text_sv", "title_en", "title_fi", "title_sv") SELECT new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."in_use_at", new_values."in_use_by_id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id", new_values."previewed_at", new_values."previewed_by_id", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."title_en", new_values."title_fi", new_values."title_sv" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ad595e1a3cac0b9cb6492a368207f86c7ab72389",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_cee2a",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_letterversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterversionevent" ("drafted_at", "drafted_by_id", "id", "in_use_at", "in_use_by_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "previewed_at", "previewed_by_id", "text_en", "text_fi", "text_sv", "title_en", "title_fi", "title_sv") SELECT new_values."drafted_at", new_values."drafted_by_id", new_values."id", new_values."in_use_at", new_values."in_use_by_id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id", new_values."previewed_at", new_values."previewed_by_id", new_values."text_en", new_values."text_fi", new_values."text_sv", new_values."title_en", new_values."title_fi", new_values."title_sv" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a32de142908e5a948e44ff209af82f57f43a01ea",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_da542",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_letterversion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterversionevent" ("drafted_at", "drafted_by_id", "id", "in_use_at", "in_use_by_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "previewed_at", "previewed_by_id", "text_en", "text_fi", "text_sv", "title_en", "title_fi", "title_sv") SELECT old_values."drafted_at", old_values."drafted_by_id", old_values."id", old_values."in_use_at", old_values."in_use_by_id", old_values."kind", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id", old_values."previewed_at", old_values."previewed_by_id", old_values."text_en", old_values."text_fi", old_values."text_sv", old_values."title_en", old_values."title_fi", old_values."title_sv" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="dfe16df60b611d4fcae1990cc2068ea764c78225",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_738a3",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_letterversion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Letter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decision", "Decision"),
                                    ("reminder", "Reminder to choose"),
                                    ("queue", "A place from the queue"),
                                    ("closing", "The pilot closes"),
                                    ("moved", "Moved to another list"),
                                    ("guardian", "A choice for a child"),
                                    ("invitation", "Invitation to choose"),
                                    ("receipt", "Confirmation of a choice"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing_again", "The pilot is about to close"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("language", models.CharField(max_length=2)),
                        (
                            "title",
                            models.CharField(
                                help_text="As the reader sees it in a list, in the letter's language.", max_length=200
                            ),
                        ),
                        ("key", models.CharField(help_text="One letter for one cause.", max_length=80, unique=True)),
                        ("written_at", models.DateTimeField()),
                        (
                            "decision",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True, help_text="All that it says, filled in, when it is no decision."
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                help_text="Whose text it is; none is the program's own.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="vouchers.letterversion",
                            ),
                        ),
                        (
                            "choice",
                            models.OneToOneField(
                                help_text="Whose receipt it is.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter",
                                to="vouchers.choice",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision__isnull", False), ("kind", "decision")),
                                    models.Q(models.Q(("kind", "decision"), _negated=True), ("decision__isnull", True)),
                                    _connector="OR",
                                ),
                                name="letter_of_a_decision_names_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind", "decision"), models.Q(("text", ""), _negated=True), _connector="OR"
                                ),
                                name="letter_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("choice__isnull", False), ("kind", "receipt")),
                                    models.Q(models.Q(("kind", "receipt"), _negated=True), ("choice__isnull", True)),
                                    _connector="OR",
                                ),
                                name="letter_of_a_receipt_names_its_choice",
                            ),
                        ],
                        "indexes": [models.Index(fields=["resident", "written_at"], name="letter_by_resident")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="letter_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="5705c7a7d1c5b92b1f70e05e88efde6c245d3f64",
                                    operation="DELETE",
                                    pgid="pgtrigger_letter_is_never_deleted_2fb1c",
                                    table="vouchers_letter",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="letter_follows_its_reader",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))',
                                    func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'letter_follows_its_reader' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                                    hash="fd05c603e875f22b7a4e72608487db8681033d3d",
                                    operation='UPDATE OF "resident_id"',
                                    pgid="pgtrigger_letter_follows_its_reader_1b4de",
                                    table="vouchers_letter",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="7c81760bffda7678f4b8c08ace3975794d980274",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_b4d71",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_letter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="fe05d8284f639fc3a89bb0c64eb8514380c0ed6e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_c5055",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_letter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="letter_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."decision_id" IS DISTINCT FROM (NEW."decision_id") OR OLD."choice_id" IS DISTINCT FROM (NEW."choice_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="5e93ca25c3b19b9fa12593d78365b832125d5995",
                                    operation="UPDATE",
                                    pgid="pgtrigger_letter_never_changes_5617d",
                                    table="vouchers_letter",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("choice_id", "decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT new_values."choice_id", new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."text", new_values."title", new_values."version_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e9ef9f145e93b1822f86aceab373bc1daa743e97",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4cfea",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_letter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("choice_id", "decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT new_values."choice_id", new_values."decision_id", new_values."id", new_values."key", new_values."kind", new_values."language", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."text", new_values."title", new_values."version_id", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2add5c215fe8228eb37c0f1de6c2c1821d533e78",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_13612",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_letter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_letterevent" ("choice_id", "decision_id", "id", "key", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "text", "title", "version_id", "written_at", "written_by_id") SELECT old_values."choice_id", old_values."decision_id", old_values."id", old_values."key", old_values."kind", old_values."language", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."text", old_values."title", old_values."version_id", old_values."written_at", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="89b9f1e5cc9ef84210d3f4e014ba5fa5a30be748",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ca1ea",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_letter",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("message", "Electronic message"),
                                    ("post", "By post"),
                                    ("handed", "At a service point"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits to be sent"),
                                    ("sent", "Sent"),
                                    ("undeliverable", "Did not arrive"),
                                    ("replaced", "Sent anew"),
                                    ("withdrawn", "Not sent: no longer needed"),
                                ],
                                default="waiting",
                                max_length=14,
                            ),
                        ),
                        ("begun_at", models.DateTimeField()),
                        (
                            "sent_on",
                            models.DateField(
                                help_text="The day it is sent, as the document says it; none before it is.", null=True
                            ),
                        ),
                        ("received_on", models.DateField(help_text="The day it counts as received.", null=True)),
                        (
                            "appeal_until",
                            models.DateField(
                                help_text="The last day of appeal, when it is a decision's notice.", null=True
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pilot.document",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="vouchers.letter",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="Why it did not arrive, or how somebody was known.",
                                max_length=200,
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True, help_text="By which the message service knows it.", max_length=80
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to="vouchers.printbatch",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["waiting", "sent"])),
                                fields=("letter",),
                                name="letter_is_on_its_way_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_on__isnull", False), ("sent_on__isnull", False)),
                                    models.Q(
                                        ("received_on__isnull", True),
                                        ("sent_on__isnull", True),
                                        ("way", "handed"),
                                        models.Q(("state", "sent"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="delivery_is_dated_unless_it_waits_at_a_service_point",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sent_on__isnull", True),
                                    models.Q(("received_on__gte", models.F("sent_on")), ("appeal_until__isnull", True)),
                                    models.Q(
                                        ("appeal_until__gt", models.F("received_on")),
                                        ("received_on__gte", models.F("sent_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="nothing_is_received_before_it_is_sent",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("document__isnull", False),
                                    models.Q(("state", "sent"), _negated=True),
                                    _connector="OR",
                                ),
                                name="what_is_sent_is_kept",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("batch__isnull", True), ("way", "post"), _connector="OR"),
                                name="only_post_is_printed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("note", ""), _negated=True),
                                    models.Q(("state", "undeliverable"), _negated=True),
                                    _connector="OR",
                                ),
                                name="what_did_not_arrive_says_why",
                            ),
                        ],
                        "indexes": [models.Index(fields=["state", "way"], name="delivery_by_state")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="delivery_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="032a6beae89a001b75b660368539f21be02c1d4f",
                                    operation="DELETE",
                                    pgid="pgtrigger_delivery_is_never_deleted_17e8b",
                                    table="vouchers_delivery",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delivery_stays_as_it_was_sent",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."begun_at" IS DISTINCT FROM (NEW."begun_at"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="5eee82c51555fd409cc2ec455a8fa46316659465",
                                    operation="UPDATE",
                                    pgid="pgtrigger_delivery_stays_as_it_was_sent_8c475",
                                    table="vouchers_delivery",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="dates_of_a_delivery_are_set_once",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."sent_on" IS NOT NULL AND (OLD."sent_on" IS DISTINCT FROM (NEW."sent_on") OR OLD."received_on" IS DISTINCT FROM (NEW."received_on") OR OLD."appeal_until" IS DISTINCT FROM (NEW."appeal_until") OR (OLD."document_id" IS NOT NULL AND OLD."document_id" IS DISTINCT FROM (NEW."document_id"))))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="0d17965e2fe6ef24800429d84236775e276c19ba",
                                    operation="UPDATE",
                                    pgid="pgtrigger_dates_of_a_delivery_are_set_once_5113f",
                                    table="vouchers_delivery",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "batch_id", "begun_at", "document_id", "id", "letter_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "sent_on", "state", "way") SELECT new_values."appeal_until", new_values."batch_id", new_values."begun_at", new_values."document_id", new_values."id", new_values."letter_id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_on", new_values."reference", new_values."sent_on", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="591e08f9a02424b341cecd8885f189a3496980eb",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_553de",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_delivery",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "batch_id", "begun_at", "document_id", "id", "letter_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "sent_on", "state", "way") SELECT new_values."appeal_until", new_values."batch_id", new_values."begun_at", new_values."document_id", new_values."id", new_values."letter_id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_on", new_values."reference", new_values."sent_on", new_values."state", new_values."way" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f00ce65ff986dcdfc73812d5e7e5cbfd4d295e03",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_26bbe",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_delivery",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_deliveryevent" ("appeal_until", "batch_id", "begun_at", "document_id", "id", "letter_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "reference", "sent_on", "state", "way") SELECT old_values."appeal_until", old_values."batch_id", old_values."begun_at", old_values."document_id", old_values."id", old_values."letter_id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_on", old_values."reference", old_values."sent_on", old_values."state", old_values."way" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="10a384d98a89bb15e4e792159e7713fc7b9ff9b1",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a3d88",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_delivery",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delivery_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:sent,waiting:undeliverable,waiting:replaced,waiting:withdrawn,sent:undeliverable,undeliverable:replaced}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="ce613bf628b963e558b3f9ba08289baeade8b5b9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_delivery_moves_as_allowed_4add9",
                                    table="vouchers_delivery",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("message", "Electronic message"),
                                    ("post", "By post"),
                                    ("handed", "At a service point"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits to be sent"),
                                    ("sent", "Sent"),
                                    ("undeliverable", "Did not arrive"),
                                    ("replaced", "Sent anew"),
                                    ("withdrawn", "Not sent: no longer needed"),
                                ],
                                default="waiting",
                                max_length=14,
                            ),
                        ),
                        ("begun_at", models.DateTimeField()),
                        (
                            "sent_on",
                            models.DateField(
                                help_text="The day it is sent, as the document says it; none before it is.", null=True
                            ),
                        ),
                        ("received_on", models.DateField(help_text="The day it counts as received.", null=True)),
                        (
                            "appeal_until",
                            models.DateField(
                                help_text="The last day of appeal, when it is a decision's notice.", null=True
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.document",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.delivery",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.letter",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="Why it did not arrive, or how somebody was known.",
                                max_length=200,
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True, help_text="By which the message service knows it.", max_length=80
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.printbatch",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_delivery_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="LetterEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("decision", "Decision"),
                                    ("reminder", "Reminder to choose"),
                                    ("queue", "A place from the queue"),
                                    ("closing", "The pilot closes"),
                                    ("moved", "Moved to another list"),
                                    ("guardian", "A choice for a child"),
                                    ("invitation", "Invitation to choose"),
                                    ("receipt", "Confirmation of a choice"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing_again", "The pilot is about to close"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("language", models.CharField(max_length=2)),
                        (
                            "title",
                            models.CharField(
                                help_text="As the reader sees it in a list, in the letter's language.", max_length=200
                            ),
                        ),
                        ("key", models.CharField(help_text="One letter for one cause.", max_length=80)),
                        ("written_at", models.DateTimeField()),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.letter",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True, help_text="All that it says, filled in, when it is no decision."
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Whose text it is; none is the program's own.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.letterversion",
                            ),
                        ),
                        (
                            "choice",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Whose receipt it is.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_letter_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ClosingLetter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("written_at", models.DateTimeField()),
                        (
                            "job",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.job"
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closing_letters",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                help_text="Whose list it is about.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letters",
                                to="vouchers.closingplan",
                            ),
                        ),
                        (
                            "letter",
                            models.OneToOneField(
                                help_text="None was kept of those written by the program's first version.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closing_letter",
                                to="vouchers.letter",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "resident"), name="resident_gets_one_closing_letter"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="closing_letter_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="c32c16cedf15071504360ad0458f13baa34f0448",
                                    operation="DELETE",
                                    pgid="pgtrigger_closing_letter_is_never_deleted_034c7",
                                    table="vouchers_closingletter",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="0148ef8367cb3b2dc8c003d5f7886c6de2fa76e7",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_49235",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_closingletter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="closing_letter_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."job_id" IS DISTINCT FROM (NEW."job_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="ce3be4e28c89d4f475611ee2ba09b2056eef4bf7",
                                    operation="UPDATE",
                                    pgid="pgtrigger_closing_letter_never_changes_45035",
                                    table="vouchers_closingletter",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_closingletterevent" ("id", "job_id", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "site_id", "written_at") SELECT new_values."id", new_values."job_id", new_values."letter_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."resident_id", new_values."site_id", new_values."written_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="34c6f89b6a3ebd2bbf64d7cabddf5e57bb14f035",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f8242",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_closingletter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_closingletterevent" ("id", "job_id", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "site_id", "written_at") SELECT new_values."id", new_values."job_id", new_values."letter_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."resident_id", new_values."site_id", new_values."written_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="46e4fdb60c252e15778c1b4a9d821eb2fb482a98",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b9e93",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_closingletter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_closingletterevent" ("id", "job_id", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "site_id", "written_at") SELECT old_values."id", old_values."job_id", old_values."letter_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."resident_id", old_values."site_id", old_values."written_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="deeab3bc6ad169694bcca2534a0348aa388e2f1e",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_038b8",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_closingletter",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="1a6eb5dfdaaec4463d7bc8726d6c4aa441ce7b9e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_ed253",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_closingletter",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ClosingLetterEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("written_at", models.DateTimeField()),
                        (
                            "job",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.job",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.closingletter",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Whose list it is about.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.closingplan",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="None was kept of those written by the program's first version.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.letter",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_closingletter_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="LetterVersionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reminder", "Reminder to choose"),
                                    ("queue", "A place from the queue"),
                                    ("closing", "The pilot closes"),
                                    ("moved", "Moved to another list"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing_again", "The pilot is about to close"),
                                    ("guardian", "A choice for a child"),
                                    ("invitation", "Invitation to choose"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("title_fi", models.CharField(max_length=200)),
                        ("title_sv", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200)),
                        ("text_fi", models.TextField()),
                        ("text_sv", models.TextField()),
                        ("text_en", models.TextField()),
                        ("drafted_at", models.DateTimeField()),
                        ("previewed_at", models.DateTimeField(null=True)),
                        ("in_use_at", models.DateTimeField(null=True)),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "in_use_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.letterversion",
                            ),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.pilot",
                            ),
                        ),
                        (
                            "previewed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_letterversion_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="PaperForm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("returns_home", models.BooleanField(default=False)),
                        (
                            "arrived_on",
                            models.DateField(help_text="The day it reached the organiser: the choice counts from it."),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("own", "For oneself"),
                                    ("guardian", "As guardian"),
                                    ("mandate", "By mandate"),
                                    ("legal_guardian", "As legal guardian"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("signatory_name", models.CharField(blank=True, max_length=160)),
                        (
                            "receipt_by",
                            models.CharField(
                                choices=[
                                    ("letter", "By letter"),
                                    ("email", "By e-mail, to be read after identifying oneself online"),
                                ],
                                default="letter",
                                max_length=6,
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "key",
                            models.CharField(
                                help_text="The page's token: the same one enters once.", max_length=64, unique=True
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                        ("entered_on", models.DateField(help_text="The day of entering in the pilot's time zone.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("arrived", "Waits for somebody"),
                                    ("accepted", "Registered"),
                                    ("rejected", "Not accepted"),
                                ],
                                default="arrived",
                                max_length=8,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unsigned", "The signature is missing"),
                                    ("unclear", "It cannot be read what was chosen"),
                                    ("no_right", "Whoever signed has not shown a right to choose for the other"),
                                    ("rules", "The rules of the pilot do not allow the choice"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "choice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_form",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_form",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_forms",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signatory",
                            models.ForeignKey(
                                help_text="Who signed for the resident, where the register has them.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_forms",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("returns_home", False), ("site__isnull", True), _connector="OR"),
                                name="paper_form_holds_one_wish",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("arrived_on__lte", models.F("entered_on"))),
                                name="paper_form_arrived_before_it_was_entered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("capacity", "own"), ("signatory__isnull", True), ("signatory_name", "")),
                                    models.Q(
                                        models.Q(("capacity", "own"), _negated=True),
                                        models.Q(
                                            ("signatory__isnull", False),
                                            models.Q(("signatory_name", ""), _negated=True),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="whoever_signs_for_another_is_named",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("resident", models.F("signatory")), _negated=True),
                                name="nobody_signs_for_oneself_as_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("receipt_by", "email"), _negated=True),
                                    models.Q(("email", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="receipt_by_email_has_its_address",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("choice__isnull", True),
                                        ("decision__isnull", True),
                                        ("ground", ""),
                                        ("state", "arrived"),
                                    ),
                                    models.Q(
                                        ("choice__isnull", False),
                                        ("decision__isnull", True),
                                        ("ground", ""),
                                        ("state", "accepted"),
                                    ),
                                    models.Q(
                                        ("choice__isnull", True),
                                        ("decision__isnull", False),
                                        ("state", "rejected"),
                                        models.Q(("ground", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="paper_form_becomes_a_choice_or_a_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("settled_at__isnull", True), ("settled_by__isnull", True), ("state", "arrived")
                                    ),
                                    models.Q(
                                        models.Q(("state", "arrived"), _negated=True),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="paper_form_is_settled_by_someone",
                            ),
                        ],
                        "indexes": [models.Index(fields=["state", "arrived_on"], name="paper_form_by_arrival")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="paper_form_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="75ba7ce0800e837116ebae4046d0ad5782b2ddf6",
                                    operation="DELETE",
                                    pgid="pgtrigger_paper_form_is_never_deleted_a3793",
                                    table="vouchers_paperform",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="what_stands_on_paper_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."returns_home" IS DISTINCT FROM (NEW."returns_home") OR OLD."arrived_on" IS DISTINCT FROM (NEW."arrived_on") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."signatory_id" IS DISTINCT FROM (NEW."signatory_id") OR OLD."signatory_name" IS DISTINCT FROM (NEW."signatory_name") OR OLD."receipt_by" IS DISTINCT FROM (NEW."receipt_by") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_on" IS DISTINCT FROM (NEW."entered_on") OR OLD."entered_by_id" IS DISTINCT FROM (NEW."entered_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="c448e7f7f4c299c55180308b017e3e5dfba975a0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_what_stands_on_paper_never_changes_9b2ec",
                                    table="vouchers_paperform",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="paper_form_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{arrived:accepted,arrived:rejected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="89dbdebc9b89cda47900fb529d9d4a73aa356aea",
                                    operation="UPDATE",
                                    pgid="pgtrigger_paper_form_moves_as_allowed_f22af",
                                    table="vouchers_paperform",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="paper_form_follows_its_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))',
                                    func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'paper_form_follows_its_resident' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                                    hash="25e40d59961e061f36c981dccb0e4640081e0a8a",
                                    operation='UPDATE OF "resident_id"',
                                    pgid="pgtrigger_paper_form_follows_its_resident_3ce60",
                                    table="vouchers_paperform",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="63eb0e5f85808306291f9ec56b77bbb70ff38c61",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_53cae",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_paperform",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="2eb4efb79a77814fcdd49a45502e9ea3402290b3",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_8ef92",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_paperform",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_paperformevent" ("arrived_on", "capacity", "choice_id", "decision_id", "email", "entered_at", "entered_by_id", "entered_on", "ground", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_by", "resident_id", "returns_home", "settled_at", "settled_by_id", "signatory_id", "signatory_name", "site_id", "state", "strand_id") SELECT new_values."arrived_on", new_values."capacity", new_values."choice_id", new_values."decision_id", new_values."email", new_values."entered_at", new_values."entered_by_id", new_values."entered_on", new_values."ground", new_values."id", new_values."key", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."receipt_by", new_values."resident_id", new_values."returns_home", new_values."settled_at", new_values."settled_by_id", new_values."signatory_id", new_values."signatory_name", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="56d82b3f5718bfa502481a0e7a120ed1c0d50472",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e6474",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_paperform",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_paperformevent" ("arrived_on", "capacity", "choice_id", "decision_id", "email", "entered_at", "entered_by_id", "entered_on", "ground", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_by", "resident_id", "returns_home", "settled_at", "settled_by_id", "signatory_id", "signatory_name", "site_id", "state", "strand_id") SELECT new_values."arrived_on", new_values."capacity", new_values."choice_id", new_values."decision_id", new_values."email", new_values."entered_at", new_values."entered_by_id", new_values."entered_on", new_values."ground", new_values."id", new_values."key", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."receipt_by", new_values."resident_id", new_values."returns_home", new_values."settled_at", new_values."settled_by_id", new_values."signatory_id", new_values."signatory_name", new_values."site_id", new_values."state", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6ebd553b3d9fab1ec65ca1d41b9d090132accbba",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f8c88",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_paperform",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_paperformevent" ("arrived_on", "capacity", "choice_id", "decision_id", "email", "entered_at", "entered_by_id", "entered_on", "ground", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receipt_by", "resident_id", "returns_home", "settled_at", "settled_by_id", "signatory_id", "signatory_name", "site_id", "state", "strand_id") SELECT old_values."arrived_on", old_values."capacity", old_values."choice_id", old_values."decision_id", old_values."email", old_values."entered_at", old_values."entered_by_id", old_values."entered_on", old_values."ground", old_values."id", old_values."key", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."receipt_by", old_values."resident_id", old_values."returns_home", old_values."settled_at", old_values."settled_by_id", old_values."signatory_id", old_values."signatory_name", old_values."site_id", old_values."state", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="aafb18b0b3fe56b825a387306dd86f2ae28c33ed",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6a376",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_paperform",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperFormEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("returns_home", models.BooleanField(default=False)),
                        (
                            "arrived_on",
                            models.DateField(help_text="The day it reached the organiser: the choice counts from it."),
                        ),
                        (
                            "capacity",
                            models.CharField(
                                choices=[
                                    ("own", "For oneself"),
                                    ("guardian", "As guardian"),
                                    ("mandate", "By mandate"),
                                    ("legal_guardian", "As legal guardian"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("signatory_name", models.CharField(blank=True, max_length=160)),
                        (
                            "receipt_by",
                            models.CharField(
                                choices=[
                                    ("letter", "By letter"),
                                    ("email", "By e-mail, to be read after identifying oneself online"),
                                ],
                                default="letter",
                                max_length=6,
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "key",
                            models.CharField(help_text="The page's token: the same one enters once.", max_length=64),
                        ),
                        ("entered_at", models.DateTimeField()),
                        ("entered_on", models.DateField(help_text="The day of entering in the pilot's time zone.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("arrived", "Waits for somebody"),
                                    ("accepted", "Registered"),
                                    ("rejected", "Not accepted"),
                                ],
                                default="arrived",
                                max_length=8,
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unsigned", "The signature is missing"),
                                    ("unclear", "It cannot be read what was chosen"),
                                    ("no_right", "Whoever signed has not shown a right to choose for the other"),
                                    ("rules", "The rules of the pilot do not allow the choice"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "choice",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "entered_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.paperform",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signatory",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Who signed for the resident, where the register has them.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_paperform_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="MovePlan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "cause",
                            models.CharField(
                                choices=[("cap", "The list is over its cap"), ("closing", "The site closes")],
                                max_length=8,
                            ),
                        ),
                        (
                            "effective_on",
                            models.DateField(help_text="The day from which those who are drawn are on another list."),
                        ),
                        ("held_on", models.DateField(help_text="The day whose list is drawn from.")),
                        (
                            "places",
                            models.PositiveIntegerField(
                                help_text="The cap on the day; none when the site closes.", null=True
                            ),
                        ),
                        (
                            "moves_to",
                            models.CharField(
                                choices=[("home", "To the home site"), ("nearest", "To the nearest site with room")],
                                max_length=8,
                            ),
                        ),
                        (
                            "family_age",
                            models.PositiveSmallIntegerField(
                                help_text="Who is younger moves with their guardians.", null=True
                            ),
                        ),
                        (
                            "destinations",
                            models.JSONField(
                                help_text="Sites with room, the nearest first: pairs of site and free places."
                            ),
                        ),
                        ("seed", models.CharField(max_length=64)),
                        ("on_list", models.PositiveIntegerField(help_text="Who is on the list on its day.")),
                        ("coming", models.PositiveIntegerField(help_text="Who comes to the list later.")),
                        ("must_move", models.PositiveIntegerField()),
                        (
                            "moving",
                            models.PositiveIntegerField(help_text="A family moves whole, so it may be a few more."),
                        ),
                        (
                            "digest",
                            models.CharField(
                                help_text="Of all that the draw came to; see draw_summary.sql.", max_length=64
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="move_plans",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="move_plans",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("approved_at__isnull", True), ("withdrawn_at__isnull", True)),
                                fields=("strand", "site"),
                                name="list_has_one_waiting_draw",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("cause", "cap"), ("places__isnull", False)),
                                    models.Q(("cause", "closing"), ("places__isnull", True)),
                                    _connector="OR",
                                ),
                                name="capped_list_gives_up_what_is_over_its_cap",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("moving__gte", models.F("must_move")), ("must_move__gte", 1)),
                                name="draw_moves_enough",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="draw_is_approved_by_somebody_else",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                                    models.Q(
                                        ("approved_at__isnull", True),
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="draw_is_withdrawn_before_it_is_approved",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="draw_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="37c88d1b7b67bc28eedc7af0c9ddd7e300a973fa",
                                    operation="DELETE",
                                    pgid="pgtrigger_draw_is_never_deleted_1fabe",
                                    table="vouchers_moveplan",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="what_was_drafted_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."effective_on" IS DISTINCT FROM (NEW."effective_on") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."places" IS DISTINCT FROM (NEW."places") OR OLD."moves_to" IS DISTINCT FROM (NEW."moves_to") OR OLD."family_age" IS DISTINCT FROM (NEW."family_age") OR OLD."destinations" IS DISTINCT FROM (NEW."destinations") OR OLD."seed" IS DISTINCT FROM (NEW."seed") OR OLD."on_list" IS DISTINCT FROM (NEW."on_list") OR OLD."coming" IS DISTINCT FROM (NEW."coming") OR OLD."must_move" IS DISTINCT FROM (NEW."must_move") OR OLD."moving" IS DISTINCT FROM (NEW."moving") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."drafted_at" IS DISTINCT FROM (NEW."drafted_at") OR OLD."drafted_by_id" IS DISTINCT FROM (NEW."drafted_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="0444e19d721d60671d1fbb47c9dd1cb1888b81cf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_what_was_drafted_never_changes_a009a",
                                    table="vouchers_moveplan",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="decided_draw_stays_decided",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."approved_at" IS NOT NULL OR OLD."withdrawn_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="06ff6c442c46d6fd723f01720ca9d19105642802",
                                    operation="UPDATE",
                                    pgid="pgtrigger_decided_draw_stays_decided_ed437",
                                    table="vouchers_moveplan",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_moveplanevent" ("approved_at", "approved_by_id", "cause", "coming", "destinations", "digest", "drafted_at", "drafted_by_id", "effective_on", "family_age", "held_on", "id", "moves_to", "moving", "must_move", "on_list", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "seed", "site_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."cause", new_values."coming", new_values."destinations", new_values."digest", new_values."drafted_at", new_values."drafted_by_id", new_values."effective_on", new_values."family_age", new_values."held_on", new_values."id", new_values."moves_to", new_values."moving", new_values."must_move", new_values."on_list", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."places", new_values."seed", new_values."site_id", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e2c1feba22fb5334d55ea4130cafc5f6750626d6",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5eaf3",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_moveplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_moveplanevent" ("approved_at", "approved_by_id", "cause", "coming", "destinations", "digest", "drafted_at", "drafted_by_id", "effective_on", "family_age", "held_on", "id", "moves_to", "moving", "must_move", "on_list", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "seed", "site_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."approved_at", new_values."approved_by_id", new_values."cause", new_values."coming", new_values."destinations", new_values."digest", new_values."drafted_at", new_values."drafted_by_id", new_values."effective_on", new_values."family_age", new_values."held_on", new_values."id", new_values."moves_to", new_values."moving", new_values."must_move", new_values."on_list", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."places", new_values."seed", new_values."site_id", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="dbf7d052337fbcd429e7123b81f1b6140419f3be",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b8afe",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_moveplan",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_moveplanevent" ("approved_at", "approved_by_id", "cause", "coming", "destinations", "digest", "drafted_at", "drafted_by_id", "effective_on", "family_age", "held_on", "id", "moves_to", "moving", "must_move", "on_list", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "seed", "site_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."approved_at", old_values."approved_by_id", old_values."cause", old_values."coming", old_values."destinations", old_values."digest", old_values."drafted_at", old_values."drafted_by_id", old_values."effective_on", old_values."family_age", old_values."held_on", old_values."id", old_values."moves_to", old_values."moving", old_values."must_move", old_values."on_list", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."places", old_values."seed", old_values."site_id", old_values."strand_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0c42142f4c8e075d8bf94f9500794322091ae05c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b8a0d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_moveplan",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MoveLot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("list_code", models.CharField(help_text="As it was when the lots were drawn.", max_length=12)),
                        (
                            "unit",
                            models.CharField(
                                help_text="The list code by which the lot was drawn; a child's guardian's.",
                                max_length=12,
                            ),
                        ),
                        ("lot", models.CharField(max_length=64)),
                        (
                            "kept",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "In the draw"),
                                    ("home", "On the list by home address"),
                                    ("protected", "Under non-disclosure"),
                                    ("moved_before", "Was moved here by an earlier draw"),
                                    ("no_home", "Would come on nobody's list"),
                                    ("family", "A child whose guardian stays"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "turn",
                            models.PositiveIntegerField(
                                help_text="The place in the order of the lots; none for who is kept.", null=True
                            ),
                        ),
                        ("moves", models.BooleanField()),
                        (
                            "choice",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="move_lot",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="move_lots",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "to_site",
                            models.ForeignKey(
                                help_text="Where to; none is the home site.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="vouchers.moveplan"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "resident"), name="resident_has_one_lot_in_a_draw"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kept", ""), ("turn__isnull", False)),
                                    models.Q(
                                        models.Q(("kept", ""), _negated=True), ("moves", False), ("turn__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="who_is_kept_has_no_turn_and_stays",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("moves", True), ("to_site__isnull", True), _connector="OR"),
                                name="who_stays_goes_nowhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("moves", True), ("choice__isnull", True), _connector="OR"),
                                name="only_who_is_drawn_is_moved",
                            ),
                        ],
                        "indexes": [models.Index(fields=["plan", "turn"], name="move_lot_by_turn")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="lot_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="c8a97aea250d1b49837b889b5fb63c7b2c2b36e2",
                                    operation="DELETE",
                                    pgid="pgtrigger_lot_is_never_deleted_d752a",
                                    table="vouchers_movelot",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="drawn_lot_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."plan_id" IS DISTINCT FROM (NEW."plan_id") OR OLD."resident_id" IS DISTINCT FROM (NEW."resident_id") OR OLD."list_code" IS DISTINCT FROM (NEW."list_code") OR OLD."unit" IS DISTINCT FROM (NEW."unit") OR OLD."lot" IS DISTINCT FROM (NEW."lot") OR OLD."kept" IS DISTINCT FROM (NEW."kept") OR OLD."turn" IS DISTINCT FROM (NEW."turn") OR OLD."moves" IS DISTINCT FROM (NEW."moves") OR OLD."to_site_id" IS DISTINCT FROM (NEW."to_site_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="63dc925a651d543716079b2a76980c4d4e4a2b7b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_drawn_lot_never_changes_25126",
                                    table="vouchers_movelot",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="who_is_drawn_is_moved_once",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."choice_id" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="40837b6f44a60dce06b2646e3472e72c3f808d38",
                                    operation="UPDATE",
                                    pgid="pgtrigger_who_is_drawn_is_moved_once_099f7",
                                    table="vouchers_movelot",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="fc600c832a8d9a84a70172b1d69c9a7379c5ccfe",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_ae9fa",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_movelot",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="e7e0425c238423b1a0f6b16195e03eb64171db9f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_59339",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_movelot",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_movelotevent" ("choice_id", "id", "kept", "list_code", "lot", "moves", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "to_site_id", "turn", "unit") SELECT new_values."choice_id", new_values."id", new_values."kept", new_values."list_code", new_values."lot", new_values."moves", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan_id", new_values."resident_id", new_values."to_site_id", new_values."turn", new_values."unit" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="81afa19f50c6171b8933de14e726f156fe1254d0",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_bc4eb",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_movelot",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_movelotevent" ("choice_id", "id", "kept", "list_code", "lot", "moves", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "to_site_id", "turn", "unit") SELECT new_values."choice_id", new_values."id", new_values."kept", new_values."list_code", new_values."lot", new_values."moves", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan_id", new_values."resident_id", new_values."to_site_id", new_values."turn", new_values."unit" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8e2e38416a2d7efa73730ed6f35b40f4f233b272",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_de132",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_movelot",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_movelotevent" ("choice_id", "id", "kept", "list_code", "lot", "moves", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "resident_id", "to_site_id", "turn", "unit") SELECT old_values."choice_id", old_values."id", old_values."kept", old_values."list_code", old_values."lot", old_values."moves", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan_id", old_values."resident_id", old_values."to_site_id", old_values."turn", old_values."unit" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b800b3a47f55f534aacd47c90056dddbceac8418",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_3361f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_movelot",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MoveLotEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("list_code", models.CharField(help_text="As it was when the lots were drawn.", max_length=12)),
                        (
                            "unit",
                            models.CharField(
                                help_text="The list code by which the lot was drawn; a child's guardian's.",
                                max_length=12,
                            ),
                        ),
                        ("lot", models.CharField(max_length=64)),
                        (
                            "kept",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "In the draw"),
                                    ("home", "On the list by home address"),
                                    ("protected", "Under non-disclosure"),
                                    ("moved_before", "Was moved here by an earlier draw"),
                                    ("no_home", "Would come on nobody's list"),
                                    ("family", "A child whose guardian stays"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "turn",
                            models.PositiveIntegerField(
                                help_text="The place in the order of the lots; none for who is kept.", null=True
                            ),
                        ),
                        ("moves", models.BooleanField()),
                        (
                            "choice",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.movelot",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "to_site",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Where to; none is the home site.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.moveplan",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_movelot_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="MovePlanEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "cause",
                            models.CharField(
                                choices=[("cap", "The list is over its cap"), ("closing", "The site closes")],
                                max_length=8,
                            ),
                        ),
                        (
                            "effective_on",
                            models.DateField(help_text="The day from which those who are drawn are on another list."),
                        ),
                        ("held_on", models.DateField(help_text="The day whose list is drawn from.")),
                        (
                            "places",
                            models.PositiveIntegerField(
                                help_text="The cap on the day; none when the site closes.", null=True
                            ),
                        ),
                        (
                            "moves_to",
                            models.CharField(
                                choices=[("home", "To the home site"), ("nearest", "To the nearest site with room")],
                                max_length=8,
                            ),
                        ),
                        (
                            "family_age",
                            models.PositiveSmallIntegerField(
                                help_text="Who is younger moves with their guardians.", null=True
                            ),
                        ),
                        (
                            "destinations",
                            models.JSONField(
                                help_text="Sites with room, the nearest first: pairs of site and free places."
                            ),
                        ),
                        ("seed", models.CharField(max_length=64)),
                        ("on_list", models.PositiveIntegerField(help_text="Who is on the list on its day.")),
                        ("coming", models.PositiveIntegerField(help_text="Who comes to the list later.")),
                        ("must_move", models.PositiveIntegerField()),
                        (
                            "moving",
                            models.PositiveIntegerField(help_text="A family moves whole, so it may be a few more."),
                        ),
                        (
                            "digest",
                            models.CharField(
                                help_text="Of all that the draw came to; see draw_summary.sql.", max_length=64
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.moveplan",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="providers.site",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_moveplan_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ClosedApproval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                help_text="The first day without it; none where it had no end.", null=True
                            ),
                        ),
                        (
                            "approval",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="providers.approval"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="closed_approvals",
                                to="vouchers.closingplan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "approval"), name="closing_ends_an_approval_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("unused", "The right has not been used"),
                                    ("last_choice", "The last day for choosing comes"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing", "The pilot is about to close"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "cause",
                            models.BigIntegerField(
                                help_text="The voucher, choice or plan that it is about; else the strand."
                            ),
                        ),
                        ("last_day", models.DateField(help_text="The last day for what it reminds of.")),
                        ("way", models.CharField(choices=[("email", "E-mail"), ("letter", "Letter")], max_length=6)),
                        ("written_at", models.DateTimeField()),
                        (
                            "job",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.job"
                            ),
                        ),
                        (
                            "letter",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminder",
                                to="vouchers.letter",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.strand"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("resident", "kind", "cause"), name="nobody_is_reminded_twice_for_one_cause"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("letter__isnull", True), ("way", "email")),
                                    models.Q(("letter__isnull", False), ("way", "letter")),
                                    _connector="OR",
                                ),
                                name="reminder_is_an_email_or_a_letter",
                            ),
                        ],
                        "indexes": [models.Index(fields=["strand", "kind"], name="reminder_by_strand")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="reminder_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="8edab6e19468c38a7b7acc8158b7a404055c7299",
                                    operation="DELETE",
                                    pgid="pgtrigger_reminder_is_never_deleted_9ae79",
                                    table="vouchers_reminder",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="reminder_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."cause" IS DISTINCT FROM (NEW."cause") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at") OR OLD."job_id" IS DISTINCT FROM (NEW."job_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="262c98db6623886c1b994715c94d682613f427ff",
                                    operation="UPDATE",
                                    pgid="pgtrigger_reminder_never_changes_f92af",
                                    table="vouchers_reminder",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="221226b69415bd46aacaf05032e4741ecd273aa5",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_c7668",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_reminder",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="2c47cdd7c1f48b7c6d1ca3b4ee0cab0299b59d66",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_96f49",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_reminder",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_reminderevent" ("cause", "id", "job_id", "kind", "last_day", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id", "way", "written_at") SELECT new_values."cause", new_values."id", new_values."job_id", new_values."kind", new_values."last_day", new_values."letter_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."strand_id", new_values."way", new_values."written_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4649ad9a2539fa7b74ff638ad4ff9183808ae981",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9c034",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_reminder",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_reminderevent" ("cause", "id", "job_id", "kind", "last_day", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id", "way", "written_at") SELECT new_values."cause", new_values."id", new_values."job_id", new_values."kind", new_values."last_day", new_values."letter_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."strand_id", new_values."way", new_values."written_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2ce7fc8305ea80d40181b459aa86489afc3e2861",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_558ec",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_reminder",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_reminderevent" ("cause", "id", "job_id", "kind", "last_day", "letter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id", "way", "written_at") SELECT old_values."cause", old_values."id", old_values."job_id", old_values."kind", old_values."last_day", old_values."letter_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."strand_id", old_values."way", old_values."written_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="531751681ecf0b7cf2554e8b3437b2de83dbd7d8",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5c404",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_reminder",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("unused", "The right has not been used"),
                                    ("last_choice", "The last day for choosing comes"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing", "The pilot is about to close"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "cause",
                            models.BigIntegerField(
                                help_text="The voucher, choice or plan that it is about; else the strand."
                            ),
                        ),
                        ("last_day", models.DateField(help_text="The last day for what it reminds of.")),
                        ("way", models.CharField(choices=[("email", "E-mail"), ("letter", "Letter")], max_length=6)),
                        ("written_at", models.DateTimeField()),
                        (
                            "job",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.job",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.letter",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.reminder",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_reminder_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("unused", "The right has not been used"),
                                    ("last_choice", "The last day for choosing comes"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing", "The pilot is about to close"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("set_at", models.DateTimeField()),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminder_rules",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("strand", "="), ("kind", "="), ("period", "&&")],
                                name="strand_reminds_by_one_rule_on_any_day",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_reminderruleevent" ("days", "id", "kind", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "strand_id") SELECT new_values."days", new_values."id", new_values."kind", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."set_at", new_values."set_by_id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f75818f3fec29219845b3a84fafab8509689e9cd",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_61172",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_reminderrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_reminderruleevent" ("days", "id", "kind", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "strand_id") SELECT new_values."days", new_values."id", new_values."kind", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."set_at", new_values."set_by_id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a0a7ff51fd04d010bca9e0da3d9495fda14e9e10",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3a7ca",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_reminderrule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_reminderruleevent" ("days", "id", "kind", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id", "strand_id") SELECT old_values."days", old_values."id", old_values."kind", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."set_at", old_values."set_by_id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="05922fbef11928f1a48f2abed77f4390c7004411",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bbda8",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_reminderrule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReminderRuleEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("unused", "The right has not been used"),
                                    ("last_choice", "The last day for choosing comes"),
                                    ("regret", "A choice is about to take effect"),
                                    ("closing", "The pilot is about to close"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("set_at", models.DateTimeField()),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.reminderrule",
                            ),
                        ),
                        (
                            "set_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_reminderrule_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "settle_by",
                            models.DateField(
                                help_text="By which day it is settled, by the rule set of the day it was made."
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits to be settled"),
                                    ("upheld", "Upheld: the choice is undone"),
                                    ("dismissed", "The choice stands"),
                                ],
                                default="open",
                                max_length=9,
                            ),
                        ),
                        ("reasons", models.TextField(blank=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "choice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                help_text="To whoever objected.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objection",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                help_text="The guardian who objects.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("choice", "resident"), name="guardian_objects_to_a_choice_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state", "open")),
                                fields=("choice",),
                                name="one_objection_to_a_choice_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="objection_says_something"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("decision__isnull", True),
                                        ("reasons", ""),
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                        ("state", "open"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "open"), _negated=True),
                                        models.Q(("reasons", ""), _negated=True),
                                        ("decision__isnull", False),
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="objection_is_settled_by_someone_with_reasons",
                            ),
                        ],
                        "indexes": [models.Index(fields=["state", "settle_by"], name="objection_by_deadline")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="objection_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="9d6ddf82a6a42a1f25abc8a68db1a80a2f2b1220",
                                    operation="DELETE",
                                    pgid="pgtrigger_objection_is_never_deleted_3ba87",
                                    table="vouchers_objection",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="what_was_objected_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."choice_id" IS DISTINCT FROM (NEW."choice_id") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."settle_by" IS DISTINCT FROM (NEW."settle_by"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="6d744dc31f71bc33213405d605e6db54eda58c05",
                                    operation="UPDATE",
                                    pgid="pgtrigger_what_was_objected_never_changes_218aa",
                                    table="vouchers_objection",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="objection_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:upheld,open:dismissed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="97491228d8cb0544fda135a16ec3d32e69d3b9ae",
                                    operation="UPDATE",
                                    pgid="pgtrigger_objection_moves_as_allowed_69a4b",
                                    table="vouchers_objection",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="objection_follows_its_guardian",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."resident_id" IS DISTINCT FROM (NEW."resident_id"))',
                                    func="\n            IF NOT EXISTS (\n                SELECT FROM registry_resident WHERE id = OLD.resident_id AND merged_into_id = NEW.resident_id\n            ) THEN\n                RAISE EXCEPTION 'objection_follows_its_guardian' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        ",
                                    hash="bdc44267b3205c8e3fdd86ca0aad50c408fdcbc6",
                                    operation='UPDATE OF "resident_id"',
                                    pgid="pgtrigger_objection_follows_its_guardian_978f3",
                                    table="vouchers_objection",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="e610a0ed65be31e21e2d088003d2d4996dbdafd0",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_0659f",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_objection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="44491ca69282dbff5ae846aa73160caf9d8106d2",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_518b0",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_objection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text") SELECT new_values."channel", new_values."choice_id", new_values."decision_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reasons", new_values."resident_id", new_values."settle_by", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="40ee7ddb79f77665bb9940d93fd5859e47043768",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a102f",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_objection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text") SELECT new_values."channel", new_values."choice_id", new_values."decision_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reasons", new_values."resident_id", new_values."settle_by", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f534309f357f6b8518297dba5bf8476877625527",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2a05f",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_objection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_objectionevent" ("channel", "choice_id", "decision_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "resident_id", "settle_by", "settled_at", "settled_by_id", "state", "text") SELECT old_values."channel", old_values."choice_id", old_values."decision_id", old_values."id", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reasons", old_values."resident_id", old_values."settle_by", old_values."settled_at", old_values."settled_by_id", old_values."state", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4f20890feb0956db76a80e93c6f1df5dc6b48fd0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_294ce",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_objection",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ObjectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("text", models.TextField()),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("online", "Online"),
                                    ("desk", "At the desk"),
                                    ("paper", "On paper"),
                                    ("replay", "Replay"),
                                    ("system", "Automatically"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "settle_by",
                            models.DateField(
                                help_text="By which day it is settled, by the rule set of the day it was made."
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits to be settled"),
                                    ("upheld", "Upheld: the choice is undone"),
                                    ("dismissed", "The choice stands"),
                                ],
                                default="open",
                                max_length=9,
                            ),
                        ),
                        ("reasons", models.TextField(blank=True)),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "choice",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.choice",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="To whoever objected.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.decision",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.objection",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="The guardian who objects.",
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_objection_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("filename", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("invited_on", models.DateField()),
                        ("received_at", models.DateTimeField()),
                        ("rows", models.PositiveIntegerField()),
                        ("invited", models.PositiveIntegerField(default=0)),
                        ("left_out", models.PositiveIntegerField(default=0)),
                        (
                            "received_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitation_files",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rows",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("invited"), "+", models.F("left_out")
                                        ),
                                    ),
                                    models.Q(("invited", 0), ("left_out", 0)),
                                    _connector="OR",
                                ),
                                name="every_row_of_an_invitation_file_is_accounted_for",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="invitation_file_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="e87babb8d97361be6edfec2ca711f993c866a574",
                                    operation="DELETE",
                                    pgid="pgtrigger_invitation_file_is_never_deleted_5004f",
                                    table="vouchers_invitationfile",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_invitationfileevent" ("filename", "id", "invited", "invited_on", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "rows", "sha256", "strand_id") SELECT new_values."filename", new_values."id", new_values."invited", new_values."invited_on", new_values."left_out", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."received_by_id", new_values."rows", new_values."sha256", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c4d023e8cb1a7ffc52bc93e10a250f8a729f4a03",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d2114",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_invitationfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_invitationfileevent" ("filename", "id", "invited", "invited_on", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "rows", "sha256", "strand_id") SELECT new_values."filename", new_values."id", new_values."invited", new_values."invited_on", new_values."left_out", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."received_by_id", new_values."rows", new_values."sha256", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="77b539117ce40e5ff5d8444317364dc2af95bc55",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0ee34",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_invitationfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_invitationfileevent" ("filename", "id", "invited", "invited_on", "left_out", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "received_by_id", "rows", "sha256", "strand_id") SELECT old_values."filename", old_values."id", old_values."invited", old_values."invited_on", old_values."left_out", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_at", old_values."received_by_id", old_values."rows", old_values."sha256", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a1ad375594f268e85f39e6158dfc2fa4a9dd85a8",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_beecb",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_invitationfile",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("invited_on", models.DateField()),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                help_text="From the day of the invitation until it is withdrawn."
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="invitations",
                                to="vouchers.invitationfile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("resident", "="), ("strand", "="), ("period", "&&")],
                                name="resident_is_invited_to_a_strand_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("period__startswith", models.F("invited_on")),
                                        ("period__upper_inf", True),
                                        ("withdrawn_at__isnull", True),
                                        ("withdrawn_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(
                                            ("period__isempty", True),
                                            models.Q(
                                                ("period__startswith", models.F("invited_on")),
                                                ("period__upper_inf", False),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="invitation_holds_from_its_day_until_it_is_withdrawn",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="invitation_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="8861cb3e58683b4e88d64ae013b1607a391106fc",
                                    operation="DELETE",
                                    pgid="pgtrigger_invitation_is_never_deleted_75aa3",
                                    table="vouchers_invitation",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="invitation_stays_as_it_was_recorded",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."invited_on" IS DISTINCT FROM (NEW."invited_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="fe152f212143bf8301cd5d7d2c90401673750bef",
                                    operation="UPDATE",
                                    pgid="pgtrigger_invitation_stays_as_it_was_recorded_9f82d",
                                    table="vouchers_invitation",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="withdrawn_invitation_stays_withdrawn",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."withdrawn_at" IS NOT NULL AND (OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."period" IS DISTINCT FROM (NEW."period")))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="e5c3f09953ca64b77444691e9354e924c038613c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_withdrawn_invitation_stays_withdrawn_c4d58",
                                    table="vouchers_invitation",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="7a778b8abd9b6aacb8b76f18de355aba9564d2d4",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_1b0a9",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="vouchers_invitation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="b69750e21e7ac3c485c523ec9a280553fb6b7522",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_ec1a7",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="vouchers_invitation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_invitationevent" ("file_id", "id", "invited_on", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."file_id", new_values."id", new_values."invited_on", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."resident_id", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f0b2e7160a29adc007c494e2a132bb43035ad104",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ba720",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="vouchers_invitation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_invitationevent" ("file_id", "id", "invited_on", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."file_id", new_values."id", new_values."invited_on", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recorded_at", new_values."recorded_by_id", new_values."resident_id", new_values."strand_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1234b6ea3d12c78ef8fa5397c7fc54b6d10b854a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_74fb9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="vouchers_invitation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "vouchers_invitationevent" ("file_id", "id", "invited_on", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "resident_id", "strand_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."file_id", old_values."id", old_values."invited_on", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recorded_at", old_values."recorded_by_id", old_values."resident_id", old_values."strand_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b91eebd0534ed449918453a85c6e3b8e111f6a9b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_700ac",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="vouchers_invitation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("invited_on", models.DateField()),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                help_text="From the day of the invitation until it is withdrawn."
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.invitation",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="vouchers.invitationfile",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_invitation_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationFileEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("filename", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("invited_on", models.DateField()),
                        ("received_at", models.DateTimeField()),
                        ("rows", models.PositiveIntegerField()),
                        ("invited", models.PositiveIntegerField(default=0)),
                        ("left_out", models.PositiveIntegerField(default=0)),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="vouchers.invitationfile",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="vouchers_invitationfile_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="InvitationRejection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.PositiveIntegerField()),
                        (
                            "because",
                            models.CharField(
                                choices=[
                                    ("no_code", "Not an identity code"),
                                    ("unknown", "Nobody in the pilot's register has this code now"),
                                    ("not_alive", "Died by the population register"),
                                    ("invited", "Invited already"),
                                    ("twice", "Stands twice in the file; the first row counts"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("shown", models.CharField(blank=True, max_length=40)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rejections",
                                to="vouchers.invitationfile",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("file", "line"), name="invitation_row_is_left_out_once")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="invitation_rejection_is_kept",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="0d5b824b60aaf7cbe56a0858411bda2c8315de04",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_invitation_rejection_is_kept_19478",
                                    table="vouchers_invitationrejection",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
