"""The registry's tables as its first ten migrations leave them.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
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
        ("registry", "0001_initial"),
        ("registry", "0002_partly_known_death_may_precede_birth"),
        ("registry", "0003_events_without_a_moment_are_refused"),
        ("registry", "0004_states_move_as_allowed"),
        ("registry", "0005_two_records_of_one_person"),
        ("registry", "0006_own_contact_details"),
        ("registry", "0007_guardianship_may_be_uncertain"),
        ("registry", "0008_more_exclusion_reasons"),
        ("registry", "0009_what_was_left_out_is_looked_through"),
        ("registry", "0010_mandates_of_made_up_people"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("pilot", "0013_organisers_contact_in_each_language"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="RegisterBatch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("filename", models.CharField(max_length=200)),
                        ("sha256", models.CharField(max_length=64)),
                        ("content", models.BinaryField(help_text="The file, kept until it is loaded.")),
                        (
                            "state",
                            models.CharField(
                                choices=[("received", "Received"), ("loaded", "Loaded")],
                                default="received",
                                max_length=10,
                            ),
                        ),
                        ("received_at", models.DateTimeField()),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("new", models.PositiveIntegerField(default=0)),
                        ("unchanged", models.PositiveIntegerField(default=0)),
                        ("rejected", models.PositiveIntegerField(default=0)),
                        (
                            "job",
                            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to="pilot.job"),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="register_batches",
                                to="pilot.pilot",
                            ),
                        ),
                        (
                            "received_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("review_note", models.CharField(blank=True, help_text="What came of it.", max_length=500)),
                        (
                            "reviewed_at",
                            models.DateTimeField(
                                help_text="When somebody looked through what was left out.", null=True
                            ),
                        ),
                        (
                            "reviewed_by",
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
                                    ("state", "received"),
                                    (
                                        "rows",
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("new"), "+", models.F("unchanged")
                                            ),
                                            "+",
                                            models.F("rejected"),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="every_row_of_a_batch_is_accounted_for",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("review_note", ""),
                                        ("reviewed_at__isnull", True),
                                        ("reviewed_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("rejected__gt", 0),
                                        ("reviewed_at__isnull", False),
                                        ("reviewed_by__isnull", False),
                                        ("state", "loaded"),
                                        models.Q(("review_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="review_of_a_batch_is_somebodys_and_says_what_came_of_it",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="batch_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{received:loaded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="c393713c9b79ee8166538e9124ef30274c4182bf",
                                    operation="UPDATE",
                                    pgid="pgtrigger_batch_moves_as_allowed_3091d",
                                    table="registry_registerbatch",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="reviewed_batch_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."reviewed_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="3fa4f859121529aac32bf5c4b96a1661cdcce641",
                                    operation="UPDATE",
                                    pgid="pgtrigger_reviewed_batch_never_changes_14381",
                                    table="registry_registerbatch",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterRejection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("line", models.PositiveIntegerField()),
                        ("field", models.CharField(max_length=40)),
                        ("because", models.CharField(max_length=40)),
                        (
                            "value",
                            models.CharField(
                                blank=True,
                                help_text="The refused value; never an identity code in full.",
                                max_length=80,
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rejections",
                                to="registry.registerbatch",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [models.Index(fields=["batch", "line"], name="rejection_by_line")],
                    },
                ),
                migrations.CreateModel(
                    name="Resident",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "list_code",
                            models.CharField(help_text="How lists and statements name the resident.", max_length=12),
                        ),
                        ("given_names", models.CharField(max_length=120)),
                        ("family_name", models.CharField(max_length=120)),
                        ("born_on", models.DateField()),
                        (
                            "sex",
                            models.CharField(
                                choices=[("female", "Female"), ("male", "Male"), ("unknown", "Not known")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                default="fi", help_text="Language of contact: fi, sv or en.", max_length=2
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "died_on",
                            models.DateField(
                                blank=True, help_text="Last day alive, as the rule set reads the register.", null=True
                            ),
                        ),
                        (
                            "died_precision",
                            models.CharField(
                                blank=True, choices=[("day", "Day"), ("month", "Month"), ("year", "Year")], max_length=6
                            ),
                        ),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="residents",
                                to="registry.registerbatch",
                            ),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="residents", to="pilot.pilot"
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                help_text="The record of the same person that goes on instead of this one.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="absorbed",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("pilot", "list_code"), name="list_code_is_unique_in_pilot"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("died_on__isnull", True), ("died_precision", "")),
                                    models.Q(
                                        ("died_on__isnull", False), ("died_precision__in", ["day", "month", "year"])
                                    ),
                                    _connector="OR",
                                ),
                                name="death_has_its_precision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("died_on__isnull", True),
                                    ("died_on__gte", models.F("born_on")),
                                    models.Q(("died_precision", "day"), _negated=True),
                                    _connector="OR",
                                ),
                                name="nobody_dies_before_birth",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                                name="record_is_not_merged_into_itself",
                            ),
                        ],
                        "indexes": [
                            models.Index(fields=["pilot", "family_name", "given_names"], name="resident_by_name"),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["family_name"], name="resident_family_trgm", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="absorbed_record_stays_absorbed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."merged_into_id" IS NOT NULL AND OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="2372136071f8cd6a78c8200f1015c983e72ef7fc",
                                    operation="UPDATE",
                                    pgid="pgtrigger_absorbed_record_stays_absorbed_ce0cd",
                                    table="registry_resident",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="record_is_merged_into_one_that_goes_on",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (NEW."merged_into_id" IS NOT NULL)',
                                    func="\n                    IF EXISTS (\n                        SELECT FROM registry_resident WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL\n                    ) THEN\n                        RAISE EXCEPTION 'record_is_merged_into_one_that_goes_on' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="3abb5e6570d7ed081d0215d0f2e41d923742cf04",
                                    operation="UPDATE",
                                    pgid="pgtrigger_record_is_merged_into_one_that_goes_on_2199d",
                                    table="registry_resident",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_residentevent" ("batch_id", "born_on", "died_on", "died_precision", "email", "family_name", "given_names", "id", "language", "list_code", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "sex") SELECT new_values."batch_id", new_values."born_on", new_values."died_on", new_values."died_precision", new_values."email", new_values."family_name", new_values."given_names", new_values."id", new_values."language", new_values."list_code", new_values."merged_into_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id", new_values."sex" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6c5b092fc51f534434e5499454ca061f49e456db",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_eef60",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_resident",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_residentevent" ("batch_id", "born_on", "died_on", "died_precision", "email", "family_name", "given_names", "id", "language", "list_code", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "sex") SELECT new_values."batch_id", new_values."born_on", new_values."died_on", new_values."died_precision", new_values."email", new_values."family_name", new_values."given_names", new_values."id", new_values."language", new_values."list_code", new_values."merged_into_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id", new_values."sex" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4b2388df6dd4a8f705dfa4d5f725fce3ebaeeb19",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3253d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_resident",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_residentevent" ("batch_id", "born_on", "died_on", "died_precision", "email", "family_name", "given_names", "id", "language", "list_code", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "sex") SELECT old_values."batch_id", old_values."born_on", old_values."died_on", old_values."died_precision", old_values."email", old_values."family_name", old_values."given_names", old_values."id", old_values."language", old_values."list_code", old_values."merged_into_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id", old_values."sex" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="94f17933fc419b94cfbc1fb45ce0e9daed87e6ce",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ea270",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_resident",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Guardianship",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "child",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guardianships",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "guardian",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="wards",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "is_certain",
                            models.BooleanField(
                                db_default=True,
                                default=True,
                                help_text="Not where an agreement on custody is not told in a way we can read.",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("child", "="), ("guardian", "="), ("period", "&&")],
                                name="guardianship_is_registered_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("child", models.F("guardian")), _negated=True),
                                name="nobody_is_own_guardian",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="absorbed_child_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.child_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_child_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="1cb09be43e49ec8781b20724b51c4e1947fcbb8d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_child_gets_nothing_c479e",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="registry_guardianship",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_guardian_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.guardian_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_guardian_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="5d1efbe1c3d0161031ae1e33f28eff1890b5c74c",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_guardian_gets_nothing_4401b",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="registry_guardianship",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_guardianshipevent" ("child_id", "guardian_id", "id", "is_certain", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."child_id", new_values."guardian_id", new_values."id", new_values."is_certain", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d991fae479708464fce29b622c30a322fcb51c0a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5ef65",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_guardianship",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_guardianshipevent" ("child_id", "guardian_id", "id", "is_certain", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."child_id", new_values."guardian_id", new_values."id", new_values."is_certain", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bdcf9d7b1e002f65d165a7ca250acb5c0d20e27f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5f0dc",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_guardianship",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_guardianshipevent" ("child_id", "guardian_id", "id", "is_certain", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."child_id", old_values."guardian_id", old_values."id", old_values."is_certain", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d5563938af0d39107741056200519e2893e85845",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9ff8d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_guardianship",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_child",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.child_id IS DISTINCT FROM new_rows.child_id\n        JOIN registry_resident AS record ON record.id = new_rows.child_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_child' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="199dd26ef6839348df90b7a2a374b5ce6f3e5eb5",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_child_75c34",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="registry_guardianship",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_guardian",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.guardian_id IS DISTINCT FROM new_rows.guardian_id\n        JOIN registry_resident AS record ON record.id = new_rows.guardian_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_guardian' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="a1ca65fb5412608fb37237ee0e530b35da3f5914",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_guardian_0ecc2",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="registry_guardianship",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Protection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="protections",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("resident", "="), ("period", "&&")], name="protection_is_registered_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_protectionevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id") SELECT new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="817a96b949435d0fcad82d847ce800cbd8d455c9",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5349d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_protection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_protectionevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id") SELECT new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="be671f7f35368d2f3f5249b3d9d0c43692c57696",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_3287d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_protection",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_protectionevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id") SELECT old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5ad2ea8e9ace3912d67788a953a78fbae83d657c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ef4da",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_protection",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Exclusion",
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
                                    ("service_housing", "Lives in service housing"),
                                    ("home_care", "Regular home care"),
                                    ("institution", "Institutional care"),
                                    ("opioid_substitution", "Opioid substitution treatment"),
                                    ("other_centre", "Has chosen another municipality's health centre"),
                                    ("other", "Other reason"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusions",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exclusions",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("resident", "="), ("strand", "="), ("period", "&&")],
                                name="resident_is_excluded_once_on_any_day",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_exclusionevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "strand_id") SELECT new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."resident_id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d55a8bc87f2c26d581aa0ec476c8f42ee5ab486a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_fc219",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_exclusion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_exclusionevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "strand_id") SELECT new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."resident_id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="46b8f608b2ef1ce6908069ded26794ac33282051",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9d78e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_exclusion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_exclusionevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "resident_id", "strand_id") SELECT old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."resident_id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="067149539acca2a7ab47d671016fd352b6c9345a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f5942",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_exclusion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="3b6002b074d56ade56a8abf2335d351391415595",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_16a4c",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="registry_exclusion",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="9eb9eaa353a5b6a1adb9d75eff8cfcc324f75e19",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_df1ce",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="registry_exclusion",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IdentityCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=11)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("active", models.BooleanField(default=True)),
                        ("pilot", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="pilot.pilot")),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="identity_codes",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("pilot", "="), ("code", "="), ("period", "&&")],
                                name="identity_code_belongs_to_one_resident_on_any_day",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("active", True)),
                                fields=("resident",),
                                name="resident_has_one_active_identity_code",
                            ),
                        ],
                        "indexes": [models.Index(fields=["pilot", "code"], name="identity_code_lookup")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_identitycodeevent" ("active", "code", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "resident_id") SELECT new_values."active", new_values."code", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id", new_values."resident_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8b41433e779775479cf8f994b695a3176f9eef9b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c6ea9",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_identitycode",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_identitycodeevent" ("active", "code", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "resident_id") SELECT new_values."active", new_values."code", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id", new_values."resident_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0611bb61db83115249ae57548fc814308e3fca98",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d0b42",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_identitycode",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_identitycodeevent" ("active", "code", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "resident_id") SELECT old_values."active", old_values."code", old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id", old_values."resident_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bf1591e1bdbd2a1ef12f920a6248663d8655d1a2",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_0522b",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_identitycode",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="57c99fc56e0dbb746a74d04057fcca6677c84f2b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_3cac6",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="registry_identitycode",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="ba25b19d85ed1137c7f33e52cdd44eab63cf3457",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_1a131",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="registry_identitycode",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NeedCoefficient",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("thousandths", models.PositiveIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="need_coefficients",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="need_coefficients",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("resident", "="), ("strand", "="), ("period", "&&")],
                                name="resident_has_one_need_coefficient_on_any_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("thousandths__gte", 0), ("thousandths__lt", 100000)),
                                name="need_is_under_a_hundred",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_needcoefficientevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id", "thousandths") SELECT new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."resident_id", new_values."strand_id", new_values."thousandths" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e94d749b294b122cebc0c02d20347d322a399535",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_588e5",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_needcoefficient",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_needcoefficientevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id", "thousandths") SELECT new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."resident_id", new_values."strand_id", new_values."thousandths" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2431c7225e8a6d0bc6c81f17909652ced247d9c7",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e901d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_needcoefficient",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_needcoefficientevent" ("id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "resident_id", "strand_id", "thousandths") SELECT old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."resident_id", old_values."strand_id", old_values."thousandths" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c8551426b7672a3b97df88f61361fdb8aedbae7e",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_0d276",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_needcoefficient",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="eeeba5dd8c949a96cfdda919dd4cb49584081242",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_702bf",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="registry_needcoefficient",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="8e2d98ca533a3710e61a0c4afcd46f5fee543699",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_7fa81",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="registry_needcoefficient",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Residence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("moved_on", models.DateField()),
                        ("municipality_code", models.CharField(blank=True, max_length=3)),
                        ("postal_code", models.CharField(blank=True, max_length=5)),
                        ("town", models.CharField(blank=True, max_length=60)),
                        ("street", models.CharField(blank=True, max_length=120)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                        ("registered_at", models.DateTimeField()),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="residences",
                                to="pilot.area",
                            ),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
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
                                related_name="residences",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                                expressions=[("resident", "="), ("period", "&&")],
                                name="resident_lives_in_one_place_on_any_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cancelled_at__isnull", True), ("period__isnull", True), _connector="OR"
                                ),
                                name="cancelled_residence_holds_on_no_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("period__isnull", True),
                                    ("period__startswith", models.F("moved_on")),
                                    _connector="OR",
                                ),
                                name="residence_holds_from_the_day_of_the_move",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("cancelled_at__isnull", False), ("cancelled_by__isnull", True), _connector="OR"
                                ),
                                name="nobody_cancels_without_a_moment",
                            ),
                        ],
                        "indexes": [models.Index(fields=["area"], name="residence_by_area")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_residenceevent" ("area_id", "cancelled_at", "cancelled_by_id", "id", "moved_on", "municipality_code", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "registered_at", "resident_id", "street", "town") SELECT new_values."area_id", new_values."cancelled_at", new_values."cancelled_by_id", new_values."id", new_values."moved_on", new_values."municipality_code", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."postal_code", new_values."registered_at", new_values."resident_id", new_values."street", new_values."town" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3ef9c9cf24bf24a4563198e3637c9874ebefdb3c",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_4d85d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_residence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_residenceevent" ("area_id", "cancelled_at", "cancelled_by_id", "id", "moved_on", "municipality_code", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "registered_at", "resident_id", "street", "town") SELECT new_values."area_id", new_values."cancelled_at", new_values."cancelled_by_id", new_values."id", new_values."moved_on", new_values."municipality_code", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."postal_code", new_values."registered_at", new_values."resident_id", new_values."street", new_values."town" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6f6f864e7ca9326364636fe34158174d7850d767",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_dc0c2",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_residence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_residenceevent" ("area_id", "cancelled_at", "cancelled_by_id", "id", "moved_on", "municipality_code", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "registered_at", "resident_id", "street", "town") SELECT old_values."area_id", old_values."cancelled_at", old_values."cancelled_by_id", old_values."id", old_values."moved_on", old_values."municipality_code", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."postal_code", old_values."registered_at", old_values."resident_id", old_values."street", old_values."town" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fff3ac965314632b9ee4e619058ebf1a3a7cf9b1",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a74d9",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_residence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="a84ec85ec70ef0baa61c0a2f7858eeac25aa4e1e",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_ba450",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="registry_residence",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="0838229d4eacf92e006ab061224a2b1d0b7ea4d7",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_c317b",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="registry_residence",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ResidenceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("moved_on", models.DateField()),
                        ("municipality_code", models.CharField(blank=True, max_length=3)),
                        ("postal_code", models.CharField(blank=True, max_length=5)),
                        ("town", models.CharField(blank=True, max_length=60)),
                        ("street", models.CharField(blank=True, max_length=120)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField(blank=True, null=True)),
                        ("registered_at", models.DateTimeField()),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "area",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.area",
                            ),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
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
                                to="registry.residence",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_residence_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ProtectionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                                to="registry.protection",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_protection_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="NeedCoefficientEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("thousandths", models.PositiveIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                                to="registry.needcoefficient",
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
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_needcoefficient_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="IdentityCodeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=11)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("active", models.BooleanField(default=True)),
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
                                to="registry.identitycode",
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
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_identitycode_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="GuardianshipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                                to="registry.guardianship",
                            ),
                        ),
                        (
                            "child",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "guardian",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "is_certain",
                            models.BooleanField(
                                db_default=True,
                                default=True,
                                help_text="Not where an agreement on custody is not told in a way we can read.",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_guardianship_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ExclusionEvent",
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
                                    ("service_housing", "Lives in service housing"),
                                    ("home_care", "Regular home care"),
                                    ("institution", "Institutional care"),
                                    ("opioid_substitution", "Opioid substitution treatment"),
                                    ("other_centre", "Has chosen another municipality's health centre"),
                                    ("other", "Other reason"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                                to="registry.exclusion",
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
                            "resident",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_exclusion_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ResidentAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        (
                            "resident",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="resident_account",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ResidentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "list_code",
                            models.CharField(help_text="How lists and statements name the resident.", max_length=12),
                        ),
                        ("given_names", models.CharField(max_length=120)),
                        ("family_name", models.CharField(max_length=120)),
                        ("born_on", models.DateField()),
                        (
                            "sex",
                            models.CharField(
                                choices=[("female", "Female"), ("male", "Male"), ("unknown", "Not known")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                default="fi", help_text="Language of contact: fi, sv or en.", max_length=2
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "died_on",
                            models.DateField(
                                blank=True, help_text="Last day alive, as the rule set reads the register.", null=True
                            ),
                        ),
                        (
                            "died_precision",
                            models.CharField(
                                blank=True, choices=[("day", "Day"), ("month", "Month"), ("year", "Year")], max_length=6
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
                                to="registry.registerbatch",
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
                                to="registry.resident",
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
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The record of the same person that goes on instead of this one.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_resident_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Merger",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "absorbed",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mergers_of",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
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
                            "survivor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mergers_into",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
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
                                condition=models.Q(("survivor", models.F("absorbed")), _negated=True),
                                name="nobody_absorbs_oneself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True), name="merger_has_its_reason"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="merger_is_confirmed_by_somebody_else",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                                    models.Q(
                                        ("confirmed_at__isnull", True),
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="merger_is_withdrawn_by_someone",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("absorbed",),
                                name="record_is_absorbed_once",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="merger_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="595ca230b7ccc81e1f7a2cebac9a75e2f216333c",
                                    operation="DELETE",
                                    pgid="pgtrigger_merger_is_never_deleted_bde46",
                                    table="registry_merger",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="proposed_merger_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."survivor_id" IS DISTINCT FROM (NEW."survivor_id") OR OLD."absorbed_id" IS DISTINCT FROM (NEW."absorbed_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="279cb33b3561cdfbcebd6cc02a33ddf479e6ca24",
                                    operation="UPDATE",
                                    pgid="pgtrigger_proposed_merger_never_changes_e2d29",
                                    table="registry_merger",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="decided_merger_stays_decided",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."confirmed_at" IS NOT NULL OR OLD."withdrawn_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="c93a3f7d3f6de6d860360f2d7e13867d3042a2de",
                                    operation="UPDATE",
                                    pgid="pgtrigger_decided_merger_stays_decided_79bc5",
                                    table="registry_merger",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_mergerevent" ("absorbed_id", "confirmed_at", "confirmed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "survivor_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."absorbed_id", new_values."confirmed_at", new_values."confirmed_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."survivor_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0f91d850a733d2c9342235f83f52325e1703daab",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_a9831",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_merger",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_mergerevent" ("absorbed_id", "confirmed_at", "confirmed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "survivor_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."absorbed_id", new_values."confirmed_at", new_values."confirmed_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."reason", new_values."survivor_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ec0fde67ad34a2bba948f72ed8d5dd0c7199fd88",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9a5a9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_merger",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_mergerevent" ("absorbed_id", "confirmed_at", "confirmed_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "survivor_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."absorbed_id", old_values."confirmed_at", old_values."confirmed_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."reason", old_values."survivor_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c25a64bca16b976b50ffae3305acc3868b24e7ea",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c291d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_merger",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MergerEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("reason", models.TextField()),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "absorbed",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
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
                                to="registry.merger",
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
                            "survivor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
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
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_merger_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="ContactDetails",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        (
                            "language_is_own",
                            models.BooleanField(
                                default=False,
                                help_text="The language of contact is the resident's own wish; the register no longer decides.",
                            ),
                        ),
                        ("asked_email", models.EmailField(blank=True, max_length=254)),
                        (
                            "asked_digest",
                            models.CharField(blank=True, help_text="SHA-256 of what the link holds.", max_length=64),
                        ),
                        ("asked_until", models.DateTimeField(blank=True, null=True)),
                        ("verified_email", models.EmailField(blank=True, max_length=254)),
                        (
                            "resident",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact_details",
                                to="registry.resident",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("asked_digest", ""), ("asked_email", ""), ("asked_until__isnull", True)),
                                    models.Q(
                                        models.Q(("asked_email", ""), _negated=True),
                                        models.Q(("asked_digest", ""), _negated=True),
                                        ("asked_until__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="asked_email_has_its_link_and_its_end",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="absorbed_resident_gets_nothing",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'absorbed_resident_gets_nothing' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="13b0164f300f69ee3ec4f2ccd52f6f70d6a49df7",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_absorbed_resident_gets_nothing_9bb3d",
                                    referencing="REFERENCING NEW TABLE AS new_rows ",
                                    table="registry_contactdetails",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_contactdetailsevent" ("asked_digest", "asked_email", "asked_until", "id", "language_is_own", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "resident_id", "verified_email") SELECT new_values."asked_digest", new_values."asked_email", new_values."asked_until", new_values."id", new_values."language_is_own", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."resident_id", new_values."verified_email" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ce60a47322ce4a8a9c079f2e0be5ccc294dd3a5a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c3068",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="registry_contactdetails",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_contactdetailsevent" ("asked_digest", "asked_email", "asked_until", "id", "language_is_own", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "resident_id", "verified_email") SELECT new_values."asked_digest", new_values."asked_email", new_values."asked_until", new_values."id", new_values."language_is_own", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."resident_id", new_values."verified_email" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e4865461236628321f33ba561bcb441441b743d2",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_57518",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="registry_contactdetails",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_contactdetailsevent" ("asked_digest", "asked_email", "asked_until", "id", "language_is_own", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "resident_id", "verified_email") SELECT old_values."asked_digest", old_values."asked_email", old_values."asked_until", old_values."id", old_values."language_is_own", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."resident_id", old_values."verified_email" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f24661bcf04ecec72ed07616bd4d01ae36b6d74d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e330f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="registry_contactdetails",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="nothing_moves_to_absorbed_resident",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF EXISTS (SELECT FROM registry_resident WHERE merged_into_id IS NOT NULL) AND EXISTS (\n        SELECT FROM new_rows\n        JOIN old_rows ON old_rows.id = new_rows.id AND old_rows.resident_id IS DISTINCT FROM new_rows.resident_id\n        JOIN registry_resident AS record ON record.id = new_rows.resident_id\n        WHERE record.merged_into_id IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'nothing_moves_to_absorbed_resident' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="faa9846d8d506a4de170fe738483588f6bf7af63",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_nothing_moves_to_absorbed_resident_431f5",
                                    referencing="REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ",
                                    table="registry_contactdetails",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactDetailsEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("phone", models.CharField(blank=True, max_length=40)),
                        (
                            "language_is_own",
                            models.BooleanField(
                                default=False,
                                help_text="The language of contact is the resident's own wish; the register no longer decides.",
                            ),
                        ),
                        ("asked_email", models.EmailField(blank=True, max_length=254)),
                        (
                            "asked_digest",
                            models.CharField(blank=True, help_text="SHA-256 of what the link holds.", max_length=64),
                        ),
                        ("asked_until", models.DateTimeField(blank=True, null=True)),
                        ("verified_email", models.EmailField(blank=True, max_length=254)),
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
                                to="registry.contactdetails",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="registry_contactdetails_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="MadeUpMandate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=64, unique=True)),
                        ("agent_code", models.CharField(max_length=11)),
                        ("principal_code", models.CharField(max_length=11)),
                        ("theme", models.CharField(max_length=120)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("agent_code__regex", "^[0-9]{6}[-+A-FU-Y]9[0-9]{2}[0-9A-Z]$"),
                                    ("principal_code__regex", "^[0-9]{6}[-+A-FU-Y]9[0-9]{2}[0-9A-Z]$"),
                                ),
                                name="mandates_are_of_made_up_people",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("agent_code", models.F("principal_code")), _negated=True),
                                name="nobody_mandates_oneself",
                            ),
                        ],
                        "indexes": [models.Index(fields=["agent_code"], name="made_up_mandate_by_agent")],
                    },
                ),
            ]
        ),
    ]
