"""The kernel's tables as its first seventeen migrations leave them, and the terms of notice that all start with.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

import uuid
from datetime import date

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models
from django.db.backends.postgresql.psycopg_any import DateRange

import pilot.history
import pilot.models.rules
from pilot.migrating import CreateTogether

# What the Administrative Procedure Act is taken to say, for organisers without terms of their own. No figure is checked.

LAWS = {
    "fi": "Laki sosiaali- ja terveydenhuollon palvelusetelistä (569/2009)\nHallintolaki (434/2003) 43–44, 46 ja 49 d §",
    "sv": "Lagen om servicesedlar inom social- och hälsovården (569/2009)\nFörvaltningslagen (434/2003) 43–44, 46 och 49 d §",
    "en": "Act on health and social services vouchers (569/2009)\nAdministrative Procedure Act (434/2003), sections 43–44, 46 and 49 d",
}
SECRECY = {
    "fi": "Salassa pidettävä, julkisuuslaki 24 §",
    "sv": "Sekretessbelagd, offentlighetslagen 24 §",
    "en": "Secret, Act on the Openness of Government, section 24",
}


def add(apps, schema_editor):
    apps.get_model("pilot", "NoticeTerms").objects.create(
        period=DateRange(date(2004, 1, 1), None),
        appeal_days=30,
        letter_days=7,
        message_days=3,
        closing_hour=15,
        source="434/2003",
        unverified_fields=["appeal_days", "letter_days", "message_days", "closing_hour", "laws", "secrecy"],
        **{f"laws_{language}": text for language, text in LAWS.items()},
        **{f"secrecy_{language}": text for language, text in SECRECY.items()},
    )


class Migration(migrations.Migration):
    replaces = [
        ("pilot", "0001_initial"),
        ("pilot", "0002_effect_by_days_has_its_days"),
        ("pilot", "0003_states_move_as_allowed"),
        ("pilot", "0004_events_know_their_unit_of_work"),
        ("pilot", "0005_areas_belong_to_organisers"),
        ("pilot", "0006_incentive_share_in_rules"),
        ("pilot", "0007_early_changes_for_weighty_reasons"),
        ("pilot", "0008_notice_terms"),
        ("pilot", "0009_notice_terms_of_the_act"),
        ("pilot", "0010_queue_rules"),
        ("pilot", "0011_feedback_on_accessibility"),
        ("pilot", "0012_who_may_choose"),
        ("pilot", "0013_organisers_contact_in_each_language"),
        ("pilot", "0014_rules_know_their_source"),
        ("pilot", "0015_where_moves_lead"),
        ("pilot", "0016_coming_rules_are_drafted"),
        ("pilot", "0017_objections_of_guardians"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        CreateTogether(
            [
                migrations.CreateModel(
                    name="AuditEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=60)),
                        ("at", models.DateTimeField()),
                        ("by_id", models.BigIntegerField(null=True)),
                        ("by_label", models.CharField(max_length=160)),
                        ("on_behalf_of", models.CharField(blank=True, max_length=80)),
                        ("channel", models.CharField(max_length=20)),
                        ("pilot_code", models.CharField(blank=True, max_length=40)),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.CharField(max_length=40)),
                        ("reason", models.TextField(blank=True)),
                        ("facts", models.JSONField(default=dict)),
                        (
                            "xid",
                            pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False, null=True),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_by_subject"),
                            models.Index(fields=["pilot_code", "id"], name="audit_by_pilot"),
                            models.Index(fields=["xid"], name="audit_by_xid"),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="never_changed_or_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="41922d7b48eae3c920e5afd784ebfe65a30f94fd",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_never_changed_or_deleted_87d5a",
                                    table="pilot_auditevent",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        (
                            "key",
                            models.CharField(
                                help_text="One document for one cause.", max_length=120, null=True, unique=True
                            ),
                        ),
                        ("number", models.CharField(blank=True, max_length=40)),
                        ("filename", models.CharField(max_length=120)),
                        ("media_type", models.CharField(max_length=80)),
                        ("language", models.CharField(blank=True, max_length=2)),
                        ("subject_kind", models.CharField(max_length=40)),
                        ("subject_id", models.CharField(max_length=40)),
                        ("content", models.BinaryField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("issued_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["subject_kind", "subject_id"], name="document_by_subject")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="issued_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="cfe354d2faf81ac1e81e9336e98d7fde509eaca0",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_issued_never_changes_d0dcc",
                                    table="pilot_document",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NumberSeries",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=60, unique=True)),
                        ("last", models.PositiveBigIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="Organiser",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True)),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        ("business_id", models.CharField(max_length=9)),
                        ("iban", models.CharField(max_length=34)),
                        ("street", models.CharField(blank=True, max_length=120)),
                        ("postal_code", models.CharField(blank=True, max_length=5)),
                        ("town", models.CharField(blank=True, max_length=60)),
                        ("contact_name_fi", models.CharField(blank=True, max_length=120)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("contact_phone", models.CharField(blank=True, max_length=40)),
                        (
                            "theme",
                            models.JSONField(
                                blank=True, default=dict, help_text="The six colours of the organiser's theme."
                            ),
                        ),
                        ("contact_name_en", models.CharField(blank=True, max_length=120)),
                        ("contact_name_sv", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_organiserevent" ("business_id", "code", "contact_email", "contact_name_en", "contact_name_fi", "contact_name_sv", "contact_phone", "iban", "id", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "street", "theme", "town") SELECT new_values."business_id", new_values."code", new_values."contact_email", new_values."contact_name_en", new_values."contact_name_fi", new_values."contact_name_sv", new_values."contact_phone", new_values."iban", new_values."id", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."postal_code", new_values."street", new_values."theme", new_values."town" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="65d5d9b24db70eb344ffcfe198faba92ef8c5062",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_956ff",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_organiser",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_organiserevent" ("business_id", "code", "contact_email", "contact_name_en", "contact_name_fi", "contact_name_sv", "contact_phone", "iban", "id", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "street", "theme", "town") SELECT new_values."business_id", new_values."code", new_values."contact_email", new_values."contact_name_en", new_values."contact_name_fi", new_values."contact_name_sv", new_values."contact_phone", new_values."iban", new_values."id", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."postal_code", new_values."street", new_values."theme", new_values."town" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e2bfdd8df1a243b6585e2e31eaf9cb09c383941e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0d668",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_organiser",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_organiserevent" ("business_id", "code", "contact_email", "contact_name_en", "contact_name_fi", "contact_name_sv", "contact_phone", "iban", "id", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "street", "theme", "town") SELECT old_values."business_id", old_values."code", old_values."contact_email", old_values."contact_name_en", old_values."contact_name_fi", old_values."contact_name_sv", old_values."contact_phone", old_values."iban", old_values."id", old_values."name_en", old_values."name_fi", old_values."name_sv", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."postal_code", old_values."street", old_values."theme", old_values."town" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ab0d14236b083aae21f25438103a6c8a7d04944c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_024b2",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_organiser",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganiserEvent",
                    fields=[
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=40)),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        ("business_id", models.CharField(max_length=9)),
                        ("iban", models.CharField(max_length=34)),
                        ("street", models.CharField(blank=True, max_length=120)),
                        ("postal_code", models.CharField(blank=True, max_length=5)),
                        ("town", models.CharField(blank=True, max_length=60)),
                        ("contact_name_fi", models.CharField(blank=True, max_length=120)),
                        ("contact_email", models.EmailField(blank=True, max_length=254)),
                        ("contact_phone", models.CharField(blank=True, max_length=40)),
                        (
                            "theme",
                            models.JSONField(
                                blank=True, default=dict, help_text="The six colours of the organiser's theme."
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
                                to="pilot.organiser",
                            ),
                        ),
                        ("contact_name_en", models.CharField(blank=True, max_length=120)),
                        ("contact_name_sv", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_organiser_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="OutboxMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=40)),
                        ("key", models.CharField(max_length=160, null=True, unique=True)),
                        ("payload", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("due_at", models.DateTimeField()),
                        ("done_at", models.DateTimeField(null=True)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("error", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("done_at__isnull", True)), fields=["due_at"], name="outbox_open"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Pilot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=40, unique=True)),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("grant_cents", models.BigIntegerField(default=0)),
                        ("is_demonstration", models.BooleanField(default=False)),
                        (
                            "lead",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="led_pilots",
                                to="pilot.organiser",
                            ),
                        ),
                        (
                            "grant_share_thousandths",
                            models.PositiveSmallIntegerField(
                                default=1000, help_text="What share of the cost counts against the grant."
                            ),
                        ),
                        ("organisers", models.ManyToManyField(blank=True, related_name="pilots", to="pilot.organiser")),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("grant_cents__gte", 0)), name="pilot_grant_is_not_negative"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("grant_share_thousandths__lte", 1000)),
                                name="grant_share_is_at_most_all",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_pilotevent" ("code", "grant_cents", "grant_share_thousandths", "id", "is_demonstration", "lead_id", "name_en", "name_fi", "name_sv", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."grant_cents", new_values."grant_share_thousandths", new_values."id", new_values."is_demonstration", new_values."lead_id", new_values."name_en", new_values."name_fi", new_values."name_sv", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="79808003781398e4da2f370251f8e5cce8809f8d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6f208",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_pilot",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_pilotevent" ("code", "grant_cents", "grant_share_thousandths", "id", "is_demonstration", "lead_id", "name_en", "name_fi", "name_sv", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."code", new_values."grant_cents", new_values."grant_share_thousandths", new_values."id", new_values."is_demonstration", new_values."lead_id", new_values."name_en", new_values."name_fi", new_values."name_sv", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e478f7f117849a11a6d9504cd679a5c1a35cbaf0",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b6d37",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_pilot",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_pilotevent" ("code", "grant_cents", "grant_share_thousandths", "id", "is_demonstration", "lead_id", "name_en", "name_fi", "name_sv", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."code", old_values."grant_cents", old_values."grant_share_thousandths", old_values."id", old_values."is_demonstration", old_values."lead_id", old_values."name_en", old_values."name_fi", old_values."name_sv", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9fda810b26d785fbc67b80eeacfbd944752484d4",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_d4acc",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_pilot",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Area",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        (
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="areas", to="pilot.pilot"
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                help_text="Who bears the cost of its residents; none is the pilot's lead.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="areas",
                                to="pilot.organiser",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("pilot", "code"), name="area_code_is_unique_in_pilot")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_areaevent" ("code", "id", "name_en", "name_fi", "name_sv", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id") SELECT new_values."code", new_values."id", new_values."name_en", new_values."name_fi", new_values."name_sv", new_values."organiser_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5ab56f6f36a2dec920d7038fe4e92cf3bbd2b41f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_20b6e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_area",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_areaevent" ("code", "id", "name_en", "name_fi", "name_sv", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id") SELECT new_values."code", new_values."id", new_values."name_en", new_values."name_fi", new_values."name_sv", new_values."organiser_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c802bc07821e6ea3333368f1bb69e1e424308393",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d5b5d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_area",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_areaevent" ("code", "id", "name_en", "name_fi", "name_sv", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id") SELECT old_values."code", old_values."id", old_values."name_en", old_values."name_fi", old_values."name_sv", old_values."organiser_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="347d41da8177cb522e3fddd3573b4e357ba98479",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_396ef",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_area",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AreaEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=40)),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
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
                                to="pilot.area",
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
                            "organiser",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="Who bears the cost of its residents; none is the pilot's lead.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.organiser",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_area_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="AreaRule",
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
                                    ("postal_code", "Postal code"),
                                    ("municipality", "Municipality"),
                                    ("register_area", "Area code in the register"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(max_length=20)),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="pilot.area"
                            ),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="area_rules", to="pilot.pilot"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("pilot", "kind", "value"), name="place_belongs_to_one_area_of_pilot"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_arearuleevent" ("area_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "value") SELECT new_values."area_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cf051f61ad66d1b009b0cb26d07de86d84961803",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_aefa7",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_arearule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_arearuleevent" ("area_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "value") SELECT new_values."area_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7e70049bd98717bd82322b9fbe2cf58871d6658f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b4dd6",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_arearule",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_arearuleevent" ("area_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id", "value") SELECT old_values."area_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4b8db74ee13bfb32397ca4cbfc94c8245f43bfd0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_dc12d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_arearule",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AreaRuleEvent",
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
                                    ("postal_code", "Postal code"),
                                    ("municipality", "Municipality"),
                                    ("register_area", "Area code in the register"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(max_length=20)),
                        (
                            "area",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.area",
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
                                to="pilot.arearule",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_arearule_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="PilotEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("code", models.SlugField(db_index=False, max_length=40)),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("grant_cents", models.BigIntegerField(default=0)),
                        ("is_demonstration", models.BooleanField(default=False)),
                        (
                            "lead",
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
                                to="pilot.pilot",
                            ),
                        ),
                        (
                            "grant_share_thousandths",
                            models.PositiveSmallIntegerField(
                                default=1000, help_text="What share of the cost counts against the grant."
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_pilot_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Strand",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("capitation", "Capitation"), ("per_service", "Per visit")],
                                default="capitation",
                                max_length=20,
                            ),
                        ),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        (
                            "pilot",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="strands", to="pilot.pilot"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("pilot", "code"), name="strand_code_is_unique_in_pilot")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_strandevent" ("code", "id", "kind", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id") SELECT new_values."code", new_values."id", new_values."kind", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pilot_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0dabfc9b074e5a4985f35cb3fe1796f36f73f9be",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7ca61",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_strand",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_strandevent" ("code", "id", "kind", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id") SELECT new_values."code", new_values."id", new_values."kind", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pilot_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d9bd7f59e12c03c80aa31fba08aecb2da276ec0a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_21b74",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_strand",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_strandevent" ("code", "id", "kind", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pilot_id") SELECT old_values."code", old_values."id", old_values."kind", old_values."name_en", old_values."name_fi", old_values."name_sv", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pilot_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e6947ff231c4ab59881af3bd7a07eae99669fb38",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2546f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_strand",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleSet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "effect_kind",
                            models.CharField(
                                choices=[
                                    ("days", "After a number of days"),
                                    ("first_of_next_month", "On the first day of the next month"),
                                    ("same_day", "On the same day"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("effect_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("lock_in_months", models.PositiveSmallIntegerField(default=0)),
                        (
                            "counting",
                            models.CharField(
                                choices=[
                                    ("daily", "By days on the list"),
                                    ("snapshot", "By the list at the end of the month before"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "age_on",
                            models.CharField(
                                choices=[
                                    ("reference_day", "Age on the reference day"),
                                    ("year_of_birth", "Age by year of birth"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "leaves_area",
                            models.CharField(
                                choices=[
                                    ("ends", "Leaving the area ends the choice"),
                                    ("keeps", "Leaving the area keeps the choice"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partial_date",
                            models.CharField(
                                choices=[
                                    ("last_day", "Last day of the month or year"),
                                    ("first_day", "First day of the month or year"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(default=0, help_text="Own choice from this age on."),
                        ),
                        (
                            "payment_day",
                            models.PositiveSmallIntegerField(
                                default=15, help_text="Pay on the bank day on or after this day."
                            ),
                        ),
                        ("dispute_days", models.PositiveSmallIntegerField(default=30)),
                        (
                            "demonstration_fields",
                            models.JSONField(
                                blank=True, default=list, help_text="Names of the values that no source gives."
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rule_sets", to="pilot.strand"
                            ),
                        ),
                        (
                            "fixed_share_floor_thousandths",
                            models.PositiveSmallIntegerField(
                                default=667,
                                help_text="The fixed share is at least so much: two thirds unless the pilot's terms say otherwise.",
                            ),
                        ),
                        (
                            "fixed_share_thousandths",
                            models.PositiveSmallIntegerField(
                                default=1000, help_text="What of the capitation no target decides over."
                            ),
                        ),
                        (
                            "incentive_kind",
                            models.CharField(
                                choices=[
                                    ("none", "No incentive"),
                                    ("added", "Paid on top of the capitation"),
                                    ("held", "Held back from the capitation"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        (
                            "nets_co_payments",
                            models.BooleanField(
                                default=False,
                                help_text="What residents paid the site themselves is taken off what it is paid.",
                            ),
                        ),
                        (
                            "early_change_days",
                            models.PositiveSmallIntegerField(
                                default=14, help_text="A change for a weighty reason is ruled on within so many days."
                            ),
                        ),
                        (
                            "family_age",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Who is younger follows a parent or sibling onto a full list; empty: nobody.",
                                null=True,
                            ),
                        ),
                        (
                            "queue_opens_at",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="A list's queue is served when so many places are free; empty: no queue.",
                                null=True,
                            ),
                        ),
                        (
                            "queue_takes",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Then so many of them are given; empty: all.", null=True
                            ),
                        ),
                        (
                            "by_invitation",
                            models.BooleanField(
                                default=False,
                                help_text="A case manager invites after an assessment; the register gives no right.",
                            ),
                        ),
                        (
                            "care_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Institutional care and service housing count once they have lasted so many months.",
                            ),
                        ),
                        (
                            "channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("online", "Online"),
                                        ("desk", "At the desk"),
                                        ("paper", "On paper"),
                                        ("phone", "By telephone"),
                                    ],
                                    max_length=10,
                                ),
                                default=pilot.models.rules.usual_channels,
                                size=None,
                            ),
                        ),
                        (
                            "cohort_on",
                            models.DateField(
                                blank=True,
                                help_text="Only whoever lived in the areas on this day may choose.",
                                null=True,
                            ),
                        ),
                        (
                            "eligible_from_age",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Nobody younger may choose, nor may others for them."
                            ),
                        ),
                        (
                            "excluded",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                blank=True,
                                default=pilot.models.rules.every_exclusion,
                                size=None,
                            ),
                        ),
                        (
                            "kept_in",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                help_text="Municipalities inside which a move out of the areas does not cost the right.",
                                size=None,
                            ),
                        ),
                        (
                            "kept_until",
                            models.DateField(
                                blank=True, help_text="The last day on which such a move does not.", null=True
                            ),
                        ),
                        (
                            "other_centre_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="A choice of another municipality's health centre counts for so many months.",
                            ),
                        ),
                        (
                            "decision_number",
                            models.CharField(
                                blank=True, help_text="The decision that made these rules.", max_length=60
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where the values stand that are not marked.", max_length=300
                            ),
                        ),
                        (
                            "moves_to",
                            models.CharField(
                                choices=[("home", "To the home site"), ("nearest", "To the nearest site with room")],
                                db_default="home",
                                default="home",
                                help_text="Where those go whom a list gives up.",
                                max_length=8,
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                db_default=14,
                                default=14,
                                help_text="A guardian may object to another's choice for so many days.",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("strand", "="), ("period", "&&")],
                                name="strand_has_one_rule_set_on_any_day",
                                violation_error_message="Another rule set holds for this strand on some of these days.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("payment_day__gte", 1), ("payment_day__lte", 28)),
                                name="payment_day_is_in_every_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("effect_days__gte", 1), ("effect_days__isnull", False), ("effect_kind", "days")
                                    ),
                                    models.Q(
                                        models.Q(("effect_kind", "days"), _negated=True), ("effect_days__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="effect_days_go_with_effect_by_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fixed_share_thousandths__gte", models.F("fixed_share_floor_thousandths")),
                                    ("fixed_share_thousandths__lte", 1000),
                                ),
                                name="fixed_share_is_not_below_its_floor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fixed_share_thousandths", 1000), ("incentive_kind", "none")),
                                    models.Q(
                                        models.Q(("incentive_kind", "none"), _negated=True),
                                        ("fixed_share_thousandths__lt", 1000),
                                    ),
                                    _connector="OR",
                                ),
                                name="without_an_incentive_all_is_fixed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("queue_opens_at__isnull", True), ("queue_takes__isnull", True)),
                                    models.Q(
                                        ("queue_opens_at__gte", 1),
                                        ("queue_opens_at__isnull", False),
                                        models.Q(
                                            ("queue_takes__isnull", True),
                                            models.Q(
                                                ("queue_takes__gte", 1),
                                                ("queue_takes__lte", models.F("queue_opens_at")),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="queue_takes_no_more_than_opens_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kept_in", []), ("kept_until__isnull", True)),
                                    models.Q(models.Q(("kept_in", []), _negated=True), ("kept_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="kept_right_has_its_municipalities_and_its_last_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channels", []), _negated=True),
                                name="one_may_choose_by_some_channel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("moves_to__in", ["home", "nearest"])),
                                name="moves_go_home_or_to_the_nearest",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "source", "strand_id") SELECT new_values."age_on", new_values."by_invitation", new_values."care_months", new_values."channels", new_values."cohort_on", new_values."counting", new_values."decision_number", new_values."demonstration_fields", new_values."dispute_days", new_values."early_change_days", new_values."effect_days", new_values."effect_kind", new_values."eligible_from_age", new_values."excluded", new_values."family_age", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."kept_in", new_values."kept_until", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."moves_to", new_values."nets_co_payments", new_values."objection_days", new_values."other_centre_months", new_values."partial_date", new_values."payment_day", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."queue_opens_at", new_values."queue_takes", new_values."source", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="741a4aced8e615e30083f8550f7524ba67c4db5b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ac806",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_ruleset",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "source", "strand_id") SELECT new_values."age_on", new_values."by_invitation", new_values."care_months", new_values."channels", new_values."cohort_on", new_values."counting", new_values."decision_number", new_values."demonstration_fields", new_values."dispute_days", new_values."early_change_days", new_values."effect_days", new_values."effect_kind", new_values."eligible_from_age", new_values."excluded", new_values."family_age", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."kept_in", new_values."kept_until", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."moves_to", new_values."nets_co_payments", new_values."objection_days", new_values."other_centre_months", new_values."partial_date", new_values."payment_day", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."queue_opens_at", new_values."queue_takes", new_values."source", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ee0fc4cc510e55f95585f858489d2920d28b8fea",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_45621",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_ruleset",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_rulesetevent" ("age_on", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "source", "strand_id") SELECT old_values."age_on", old_values."by_invitation", old_values."care_months", old_values."channels", old_values."cohort_on", old_values."counting", old_values."decision_number", old_values."demonstration_fields", old_values."dispute_days", old_values."early_change_days", old_values."effect_days", old_values."effect_kind", old_values."eligible_from_age", old_values."excluded", old_values."family_age", old_values."fixed_share_floor_thousandths", old_values."fixed_share_thousandths", old_values."id", old_values."incentive_kind", old_values."kept_in", old_values."kept_until", old_values."leaves_area", old_values."lock_in_months", old_values."minimum_age", old_values."moves_to", old_values."nets_co_payments", old_values."objection_days", old_values."other_centre_months", old_values."partial_date", old_values."payment_day", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."queue_opens_at", old_values."queue_takes", old_values."source", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="65db655eba87fd55b8aefd8e984ac92e60a41da2",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_33c8c",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_ruleset",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleSetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "effect_kind",
                            models.CharField(
                                choices=[
                                    ("days", "After a number of days"),
                                    ("first_of_next_month", "On the first day of the next month"),
                                    ("same_day", "On the same day"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("effect_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("lock_in_months", models.PositiveSmallIntegerField(default=0)),
                        (
                            "counting",
                            models.CharField(
                                choices=[
                                    ("daily", "By days on the list"),
                                    ("snapshot", "By the list at the end of the month before"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "age_on",
                            models.CharField(
                                choices=[
                                    ("reference_day", "Age on the reference day"),
                                    ("year_of_birth", "Age by year of birth"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "leaves_area",
                            models.CharField(
                                choices=[
                                    ("ends", "Leaving the area ends the choice"),
                                    ("keeps", "Leaving the area keeps the choice"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partial_date",
                            models.CharField(
                                choices=[
                                    ("last_day", "Last day of the month or year"),
                                    ("first_day", "First day of the month or year"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(default=0, help_text="Own choice from this age on."),
                        ),
                        (
                            "payment_day",
                            models.PositiveSmallIntegerField(
                                default=15, help_text="Pay on the bank day on or after this day."
                            ),
                        ),
                        ("dispute_days", models.PositiveSmallIntegerField(default=30)),
                        (
                            "demonstration_fields",
                            models.JSONField(
                                blank=True, default=list, help_text="Names of the values that no source gives."
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
                                to="pilot.ruleset",
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
                            "fixed_share_floor_thousandths",
                            models.PositiveSmallIntegerField(
                                default=667,
                                help_text="The fixed share is at least so much: two thirds unless the pilot's terms say otherwise.",
                            ),
                        ),
                        (
                            "fixed_share_thousandths",
                            models.PositiveSmallIntegerField(
                                default=1000, help_text="What of the capitation no target decides over."
                            ),
                        ),
                        (
                            "incentive_kind",
                            models.CharField(
                                choices=[
                                    ("none", "No incentive"),
                                    ("added", "Paid on top of the capitation"),
                                    ("held", "Held back from the capitation"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        (
                            "nets_co_payments",
                            models.BooleanField(
                                default=False,
                                help_text="What residents paid the site themselves is taken off what it is paid.",
                            ),
                        ),
                        (
                            "early_change_days",
                            models.PositiveSmallIntegerField(
                                default=14, help_text="A change for a weighty reason is ruled on within so many days."
                            ),
                        ),
                        (
                            "family_age",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Who is younger follows a parent or sibling onto a full list; empty: nobody.",
                                null=True,
                            ),
                        ),
                        (
                            "queue_opens_at",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="A list's queue is served when so many places are free; empty: no queue.",
                                null=True,
                            ),
                        ),
                        (
                            "queue_takes",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Then so many of them are given; empty: all.", null=True
                            ),
                        ),
                        (
                            "by_invitation",
                            models.BooleanField(
                                default=False,
                                help_text="A case manager invites after an assessment; the register gives no right.",
                            ),
                        ),
                        (
                            "care_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Institutional care and service housing count once they have lasted so many months.",
                            ),
                        ),
                        (
                            "channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("online", "Online"),
                                        ("desk", "At the desk"),
                                        ("paper", "On paper"),
                                        ("phone", "By telephone"),
                                    ],
                                    max_length=10,
                                ),
                                default=pilot.models.rules.usual_channels,
                                size=None,
                            ),
                        ),
                        (
                            "cohort_on",
                            models.DateField(
                                blank=True,
                                help_text="Only whoever lived in the areas on this day may choose.",
                                null=True,
                            ),
                        ),
                        (
                            "eligible_from_age",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Nobody younger may choose, nor may others for them."
                            ),
                        ),
                        (
                            "excluded",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                blank=True,
                                default=pilot.models.rules.every_exclusion,
                                size=None,
                            ),
                        ),
                        (
                            "kept_in",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                help_text="Municipalities inside which a move out of the areas does not cost the right.",
                                size=None,
                            ),
                        ),
                        (
                            "kept_until",
                            models.DateField(
                                blank=True, help_text="The last day on which such a move does not.", null=True
                            ),
                        ),
                        (
                            "other_centre_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="A choice of another municipality's health centre counts for so many months.",
                            ),
                        ),
                        (
                            "decision_number",
                            models.CharField(
                                blank=True, help_text="The decision that made these rules.", max_length=60
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where the values stand that are not marked.", max_length=300
                            ),
                        ),
                        (
                            "moves_to",
                            models.CharField(
                                choices=[("home", "To the home site"), ("nearest", "To the nearest site with room")],
                                db_default="home",
                                default="home",
                                help_text="Where those go whom a list gives up.",
                                max_length=8,
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                db_default=14,
                                default=14,
                                help_text="A guardian may object to another's choice for so many days.",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_ruleset_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="StrandEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("capitation", "Capitation"), ("per_service", "Per visit")],
                                default="capitation",
                                max_length=20,
                            ),
                        ),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
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
                                to="pilot.strand",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_strand_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        ("email", models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                        ("name", models.CharField(blank=True, max_length=160)),
                        ("language", models.CharField(default="fi", max_length=2)),
                        ("is_active", models.BooleanField(default=True)),
                        ("is_demonstration", models.BooleanField(default=False)),
                        ("date_joined", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("email"), name="email_is_unique_whatever_its_case"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Job",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=60)),
                        (
                            "key",
                            models.CharField(
                                help_text="The same key never starts twice.", max_length=120, null=True, unique=True
                            ),
                        ),
                        ("params", models.JSONField(default=dict, help_text="Ids only, never personal data.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("running", "Running"),
                                    ("done", "Done"),
                                    ("failed", "Failed"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("done", models.PositiveBigIntegerField(default=0)),
                        ("total", models.PositiveBigIntegerField(default=0)),
                        ("message", models.CharField(blank=True, max_length=200)),
                        ("result", models.JSONField(default=dict)),
                        ("error", models.CharField(blank=True, max_length=200)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("heartbeat_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "document",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, to="pilot.document"
                            ),
                        ),
                        (
                            "started_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "pilot",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="jobs",
                                to="pilot.pilot",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at__isnull", False), ("state__in", ["done", "failed"])),
                                    models.Q(("ended_at__isnull", True), ("state__in", ["waiting", "running"])),
                                    _connector="OR",
                                ),
                                name="job_has_ended_when_done_or_failed",
                            )
                        ],
                        "indexes": [models.Index(fields=["state", "created_at"], name="job_by_state")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="job_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:running,waiting:failed,running:waiting,running:done,running:failed,failed:waiting}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="54f01f3e381b329173982ebca26abfd725d9eedb",
                                    operation="UPDATE",
                                    pgid="pgtrigger_job_moves_as_allowed_d0106",
                                    table="pilot_job",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("staff", "Staff"),
                                    ("finance", "Finance"),
                                    ("evaluator", "Evaluator"),
                                    ("auditor", "Data protection officer"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="pilot.organiser",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "organiser", "role"), name="membership_is_held_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_membershipevent" ("id", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT new_values."id", new_values."organiser_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="983002de0ee4bd3803d7b44e9fce394021a056ca",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1f91a",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_membership",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_membershipevent" ("id", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT new_values."id", new_values."organiser_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="43c1265ae1139b1ec65a500998f606dc5a8a28b1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7e9e7",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_membership",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_membershipevent" ("id", "organiser_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") SELECT old_values."id", old_values."organiser_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d82899bf8250bf05520fe59c15f08d9ea2ad30cb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_94790",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_membership",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("staff", "Staff"),
                                    ("finance", "Finance"),
                                    ("evaluator", "Evaluator"),
                                    ("auditor", "Data protection officer"),
                                ],
                                max_length=16,
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
                                to="pilot.membership",
                            ),
                        ),
                        (
                            "user",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_membership_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="AccessLogEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("by_id", models.BigIntegerField(null=True)),
                        ("by_label", models.CharField(max_length=160)),
                        ("role", models.CharField(max_length=20)),
                        ("resident_id", models.BigIntegerField(null=True)),
                        (
                            "group",
                            models.JSONField(
                                default=dict, help_text="For a list: which one, on which day, how many people."
                            ),
                        ),
                        ("what", models.CharField(max_length=60)),
                        ("why", models.CharField(blank=True, max_length=200)),
                        ("address", models.GenericIPAddressField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resident_id__isnull", False),
                                    models.Q(("group", {}), _negated=True),
                                    _connector="OR",
                                ),
                                name="access_names_a_resident_or_a_group",
                            )
                        ],
                        "indexes": [models.Index(fields=["resident_id", "-at"], name="access_by_resident")],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="never_changed_or_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="0a1bcdf946f3d26052717a4fbfd44b7dbf51514f",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_never_changed_or_deleted_e9dca",
                                    table="pilot_accesslogentry",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "appeal_days",
                            models.PositiveSmallIntegerField(
                                help_text="Days after the notice, its own day not counted."
                            ),
                        ),
                        (
                            "letter_days",
                            models.PositiveSmallIntegerField(
                                help_text="An ordinary letter is received so many days after."
                            ),
                        ),
                        (
                            "message_days",
                            models.PositiveSmallIntegerField(help_text="An ordinary electronic message likewise."),
                        ),
                        (
                            "closing_hour",
                            models.PositiveSmallIntegerField(
                                default=15, help_text="The hour at which the last day ends."
                            ),
                        ),
                        (
                            "appeal_to_fi",
                            models.CharField(
                                blank=True, help_text="The body that reconsiders; else the organiser.", max_length=200
                            ),
                        ),
                        ("appeal_to_sv", models.CharField(blank=True, max_length=200)),
                        ("appeal_to_en", models.CharField(blank=True, max_length=200)),
                        (
                            "power_fi",
                            models.CharField(
                                blank=True, help_text="By what the officeholder may decide.", max_length=200
                            ),
                        ),
                        ("power_sv", models.CharField(blank=True, max_length=200)),
                        ("power_en", models.CharField(blank=True, max_length=200)),
                        ("laws_fi", models.TextField(blank=True, help_text="The sections applied, one a line.")),
                        ("laws_sv", models.TextField(blank=True)),
                        ("laws_en", models.TextField(blank=True)),
                        (
                            "secrecy_fi",
                            models.CharField(blank=True, help_text="The mark of a secret document.", max_length=120),
                        ),
                        ("secrecy_sv", models.CharField(blank=True, max_length=120)),
                        ("secrecy_en", models.CharField(blank=True, max_length=120)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "unverified_fields",
                            models.JSONField(blank=True, default=list, help_text="Names of values nobody has checked."),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose own terms they are; none is everybody who has none.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notice_terms",
                                to="pilot.organiser",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            models.F("organiser"), models.Value(0)
                                        ),
                                        "=",
                                    ),
                                    ("period", "&&"),
                                ],
                                name="organiser_has_one_set_of_notice_terms_on_any_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("appeal_days__gte", 1),
                                    ("closing_hour__lte", 24),
                                    ("letter_days__gte", 1),
                                    ("message_days__gte", 1),
                                ),
                                name="notice_terms_count_at_least_a_day",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_noticetermsevent" ("appeal_days", "appeal_to_en", "appeal_to_fi", "appeal_to_sv", "closing_hour", "id", "laws_en", "laws_fi", "laws_sv", "letter_days", "message_days", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_en", "power_fi", "power_sv", "secrecy_en", "secrecy_fi", "secrecy_sv", "source", "unverified_fields") SELECT new_values."appeal_days", new_values."appeal_to_en", new_values."appeal_to_fi", new_values."appeal_to_sv", new_values."closing_hour", new_values."id", new_values."laws_en", new_values."laws_fi", new_values."laws_sv", new_values."letter_days", new_values."message_days", new_values."organiser_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."power_en", new_values."power_fi", new_values."power_sv", new_values."secrecy_en", new_values."secrecy_fi", new_values."secrecy_sv", new_values."source", new_values."unverified_fields" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1e48e38d981d4ec045a55a84231ee8250a080bdc",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_1a59b",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_noticeterms",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_noticetermsevent" ("appeal_days", "appeal_to_en", "appeal_to_fi", "appeal_to_sv", "closing_hour", "id", "laws_en", "laws_fi", "laws_sv", "letter_days", "message_days", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_en", "power_fi", "power_sv", "secrecy_en", "secrecy_fi", "secrecy_sv", "source", "unverified_fields") SELECT new_values."appeal_days", new_values."appeal_to_en", new_values."appeal_to_fi", new_values."appeal_to_sv", new_values."closing_hour", new_values."id", new_values."laws_en", new_values."laws_fi", new_values."laws_sv", new_values."letter_days", new_values."message_days", new_values."organiser_id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."power_en", new_values."power_fi", new_values."power_sv", new_values."secrecy_en", new_values."secrecy_fi", new_values."secrecy_sv", new_values."source", new_values."unverified_fields" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bcc16a06780ea5b995d53d7eb64f7b79499b15a6",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_9de2f",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_noticeterms",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_noticetermsevent" ("appeal_days", "appeal_to_en", "appeal_to_fi", "appeal_to_sv", "closing_hour", "id", "laws_en", "laws_fi", "laws_sv", "letter_days", "message_days", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power_en", "power_fi", "power_sv", "secrecy_en", "secrecy_fi", "secrecy_sv", "source", "unverified_fields") SELECT old_values."appeal_days", old_values."appeal_to_en", old_values."appeal_to_fi", old_values."appeal_to_sv", old_values."closing_hour", old_values."id", old_values."laws_en", old_values."laws_fi", old_values."laws_sv", old_values."letter_days", old_values."message_days", old_values."organiser_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."power_en", old_values."power_fi", old_values."power_sv", old_values."secrecy_en", old_values."secrecy_fi", old_values."secrecy_sv", old_values."source", old_values."unverified_fields" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5f8d473c2c284f4c752f50e85bb09bd479aa6e8a",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_ba1c8",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_noticeterms",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NoticeTermsEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "appeal_days",
                            models.PositiveSmallIntegerField(
                                help_text="Days after the notice, its own day not counted."
                            ),
                        ),
                        (
                            "letter_days",
                            models.PositiveSmallIntegerField(
                                help_text="An ordinary letter is received so many days after."
                            ),
                        ),
                        (
                            "message_days",
                            models.PositiveSmallIntegerField(help_text="An ordinary electronic message likewise."),
                        ),
                        (
                            "closing_hour",
                            models.PositiveSmallIntegerField(
                                default=15, help_text="The hour at which the last day ends."
                            ),
                        ),
                        (
                            "appeal_to_fi",
                            models.CharField(
                                blank=True, help_text="The body that reconsiders; else the organiser.", max_length=200
                            ),
                        ),
                        ("appeal_to_sv", models.CharField(blank=True, max_length=200)),
                        ("appeal_to_en", models.CharField(blank=True, max_length=200)),
                        (
                            "power_fi",
                            models.CharField(
                                blank=True, help_text="By what the officeholder may decide.", max_length=200
                            ),
                        ),
                        ("power_sv", models.CharField(blank=True, max_length=200)),
                        ("power_en", models.CharField(blank=True, max_length=200)),
                        ("laws_fi", models.TextField(blank=True, help_text="The sections applied, one a line.")),
                        ("laws_sv", models.TextField(blank=True)),
                        ("laws_en", models.TextField(blank=True)),
                        (
                            "secrecy_fi",
                            models.CharField(blank=True, help_text="The mark of a secret document.", max_length=120),
                        ),
                        ("secrecy_sv", models.CharField(blank=True, max_length=120)),
                        ("secrecy_en", models.CharField(blank=True, max_length=120)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "unverified_fields",
                            models.JSONField(blank=True, default=list, help_text="Names of values nobody has checked."),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whose own terms they are; none is everybody who has none.",
                                null=True,
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
                                to="pilot.noticeterms",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_noticeterms_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveBigIntegerField(unique=True)),
                        (
                            "key",
                            models.UUIDField(
                                default=uuid.uuid4, help_text="The same form sent twice is one feedback.", unique=True
                            ),
                        ),
                        ("page", models.CharField(blank=True, max_length=200)),
                        ("text", models.TextField()),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("language", models.CharField(default="fi", max_length=2)),
                        ("received_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="pilot.organiser",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""), ("answered_at__isnull", True), ("answered_by__isnull", True)
                                    ),
                                    models.Q(
                                        ("answered_at__isnull", False),
                                        ("answered_by__isnull", False),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="feedback_answer_has_moment_person_and_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="feedback_has_words"
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("answered_at__isnull", True)),
                                fields=["received_at"],
                                name="feedback_open",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="answered_feedback_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."answered_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="ae31b18a27439bed269f91967ab1f7418158e23b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_answered_feedback_never_changes_57498",
                                    table="pilot_feedback",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_feedbackevent" ("answer", "answered_at", "answered_by_id", "email", "id", "key", "language", "number", "organiser_id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "text") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."email", new_values."id", new_values."key", new_values."language", new_values."number", new_values."organiser_id", new_values."page", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."received_at", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3c694931b0e98c302d555f1db6e7167d7bcb1772",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_74a0e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_feedback",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_feedbackevent" ("answer", "answered_at", "answered_by_id", "email", "id", "key", "language", "number", "organiser_id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "text") SELECT new_values."answer", new_values."answered_at", new_values."answered_by_id", new_values."email", new_values."id", new_values."key", new_values."language", new_values."number", new_values."organiser_id", new_values."page", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."received_at", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a0f1b23ce788d71336802737325f5cc507351961",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_46ba7",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_feedback",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_feedbackevent" ("answer", "answered_at", "answered_by_id", "email", "id", "key", "language", "number", "organiser_id", "page", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "text") SELECT old_values."answer", old_values."answered_at", old_values."answered_by_id", old_values."email", old_values."id", old_values."key", old_values."language", old_values."number", old_values."organiser_id", old_values."page", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."received_at", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="dcdff8fd05be270aa24d8aded8b0cd65a52b9c0c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_92e11",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_feedback",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FeedbackEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("number", models.PositiveBigIntegerField()),
                        (
                            "key",
                            models.UUIDField(default=uuid.uuid4, help_text="The same form sent twice is one feedback."),
                        ),
                        ("page", models.CharField(blank=True, max_length=200)),
                        ("text", models.TextField()),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("language", models.CharField(default="fi", max_length=2)),
                        ("received_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                        (
                            "answered_by",
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
                                to="pilot.feedback",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_feedback_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="RuleDraft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "effect_kind",
                            models.CharField(
                                choices=[
                                    ("days", "After a number of days"),
                                    ("first_of_next_month", "On the first day of the next month"),
                                    ("same_day", "On the same day"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("effect_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("lock_in_months", models.PositiveSmallIntegerField(default=0)),
                        (
                            "counting",
                            models.CharField(
                                choices=[
                                    ("daily", "By days on the list"),
                                    ("snapshot", "By the list at the end of the month before"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "age_on",
                            models.CharField(
                                choices=[
                                    ("reference_day", "Age on the reference day"),
                                    ("year_of_birth", "Age by year of birth"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "leaves_area",
                            models.CharField(
                                choices=[
                                    ("ends", "Leaving the area ends the choice"),
                                    ("keeps", "Leaving the area keeps the choice"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partial_date",
                            models.CharField(
                                choices=[
                                    ("last_day", "Last day of the month or year"),
                                    ("first_day", "First day of the month or year"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "eligible_from_age",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Nobody younger may choose, nor may others for them."
                            ),
                        ),
                        (
                            "cohort_on",
                            models.DateField(
                                blank=True,
                                help_text="Only whoever lived in the areas on this day may choose.",
                                null=True,
                            ),
                        ),
                        (
                            "kept_in",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                help_text="Municipalities inside which a move out of the areas does not cost the right.",
                                size=None,
                            ),
                        ),
                        (
                            "kept_until",
                            models.DateField(
                                blank=True, help_text="The last day on which such a move does not.", null=True
                            ),
                        ),
                        (
                            "by_invitation",
                            models.BooleanField(
                                default=False,
                                help_text="A case manager invites after an assessment; the register gives no right.",
                            ),
                        ),
                        (
                            "excluded",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                blank=True,
                                default=pilot.models.rules.every_exclusion,
                                size=None,
                            ),
                        ),
                        (
                            "care_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Institutional care and service housing count once they have lasted so many months.",
                            ),
                        ),
                        (
                            "other_centre_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="A choice of another municipality's health centre counts for so many months.",
                            ),
                        ),
                        (
                            "channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("online", "Online"),
                                        ("desk", "At the desk"),
                                        ("paper", "On paper"),
                                        ("phone", "By telephone"),
                                    ],
                                    max_length=10,
                                ),
                                default=pilot.models.rules.usual_channels,
                                size=None,
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(default=0, help_text="Own choice from this age on."),
                        ),
                        (
                            "payment_day",
                            models.PositiveSmallIntegerField(
                                default=15, help_text="Pay on the bank day on or after this day."
                            ),
                        ),
                        ("dispute_days", models.PositiveSmallIntegerField(default=30)),
                        (
                            "early_change_days",
                            models.PositiveSmallIntegerField(
                                default=14, help_text="A change for a weighty reason is ruled on within so many days."
                            ),
                        ),
                        (
                            "incentive_kind",
                            models.CharField(
                                choices=[
                                    ("none", "No incentive"),
                                    ("added", "Paid on top of the capitation"),
                                    ("held", "Held back from the capitation"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        (
                            "fixed_share_thousandths",
                            models.PositiveSmallIntegerField(
                                default=1000, help_text="What of the capitation no target decides over."
                            ),
                        ),
                        (
                            "fixed_share_floor_thousandths",
                            models.PositiveSmallIntegerField(
                                default=667,
                                help_text="The fixed share is at least so much: two thirds unless the pilot's terms say otherwise.",
                            ),
                        ),
                        (
                            "nets_co_payments",
                            models.BooleanField(
                                default=False,
                                help_text="What residents paid the site themselves is taken off what it is paid.",
                            ),
                        ),
                        (
                            "queue_opens_at",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="A list's queue is served when so many places are free; empty: no queue.",
                                null=True,
                            ),
                        ),
                        (
                            "queue_takes",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Then so many of them are given; empty: all.", null=True
                            ),
                        ),
                        (
                            "family_age",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Who is younger follows a parent or sibling onto a full list; empty: nobody.",
                                null=True,
                            ),
                        ),
                        (
                            "moves_to",
                            models.CharField(
                                choices=[("home", "To the home site"), ("nearest", "To the nearest site with room")],
                                db_default="home",
                                default="home",
                                help_text="Where those go whom a list gives up.",
                                max_length=8,
                            ),
                        ),
                        (
                            "demonstration_fields",
                            models.JSONField(
                                blank=True, default=list, help_text="Names of the values that no source gives."
                            ),
                        ),
                        (
                            "decision_number",
                            models.CharField(
                                blank=True, help_text="The decision that made these rules.", max_length=60
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where the values stand that are not marked.", max_length=300
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("drafted_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
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
                            "rule_set",
                            models.OneToOneField(
                                help_text="What it became.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draft",
                                to="pilot.ruleset",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rule_drafts",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                db_default=14,
                                default=14,
                                help_text="A guardian may object to another's choice for so many days.",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("effect_days__gte", 1), ("effect_days__isnull", False), ("effect_kind", "days")
                                    ),
                                    models.Q(
                                        models.Q(("effect_kind", "days"), _negated=True), ("effect_days__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="draft_effect_days_go_with_effect_by_days",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kept_in", []), ("kept_until__isnull", True)),
                                    models.Q(models.Q(("kept_in", []), _negated=True), ("kept_until__isnull", False)),
                                    _connector="OR",
                                ),
                                name="draft_kept_right_has_its_municipalities_and_its_last_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("channels", []), _negated=True),
                                name="draft_one_may_choose_by_some_channel",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("moves_to__in", ["home", "nearest"])),
                                name="draft_moves_go_home_or_to_the_nearest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fixed_share_thousandths__gte", models.F("fixed_share_floor_thousandths")),
                                    ("fixed_share_thousandths__lte", 1000),
                                ),
                                name="draft_fixed_share_is_not_below_its_floor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("fixed_share_thousandths", 1000), ("incentive_kind", "none")),
                                    models.Q(
                                        models.Q(("incentive_kind", "none"), _negated=True),
                                        ("fixed_share_thousandths__lt", 1000),
                                    ),
                                    _connector="OR",
                                ),
                                name="draft_without_an_incentive_all_is_fixed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("queue_opens_at__isnull", True), ("queue_takes__isnull", True)),
                                    models.Q(
                                        ("queue_opens_at__gte", 1),
                                        ("queue_opens_at__isnull", False),
                                        models.Q(
                                            ("queue_takes__isnull", True),
                                            models.Q(
                                                ("queue_takes__gte", 1),
                                                ("queue_takes__lte", models.F("queue_opens_at")),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="draft_queue_takes_no_more_than_opens_it",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("payment_day__gte", 1), ("payment_day__lte", 28)),
                                name="draft_payment_day_is_in_every_month",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="rule_draft_says_where_its_values_stand",
                                violation_error_message="Write where the new values stand, for example the decision's date.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", True),
                                        ("approved_by__isnull", True),
                                        ("rule_set__isnull", True),
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("rule_set__isnull", False),
                                        models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_draft_is_approved_by_somebody_else",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_at__isnull", True),
                                    (
                                        "valid_from__gt",
                                        models.Func(
                                            models.F("approved_at"),
                                            output_field=models.DateField(),
                                            template="(%(expressions)s AT TIME ZONE 'Europe/Helsinki')::date",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="rule_draft_is_approved_before_it_holds",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="approved_rules_never_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."approved_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="92ced03e1ca92c8fba5d872515cf52a6f3ab0306",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_approved_rules_never_change_890ed",
                                    table="pilot_ruledraft",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_ruledraftevent" ("age_on", "approved_at", "approved_by_id", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "drafted_at", "drafted_by_id", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "rule_set_id", "source", "strand_id", "valid_from") SELECT new_values."age_on", new_values."approved_at", new_values."approved_by_id", new_values."by_invitation", new_values."care_months", new_values."channels", new_values."cohort_on", new_values."counting", new_values."decision_number", new_values."demonstration_fields", new_values."dispute_days", new_values."drafted_at", new_values."drafted_by_id", new_values."early_change_days", new_values."effect_days", new_values."effect_kind", new_values."eligible_from_age", new_values."excluded", new_values."family_age", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."kept_in", new_values."kept_until", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."moves_to", new_values."nets_co_payments", new_values."objection_days", new_values."other_centre_months", new_values."partial_date", new_values."payment_day", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."queue_opens_at", new_values."queue_takes", new_values."rule_set_id", new_values."source", new_values."strand_id", new_values."valid_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a3f87ecaf5075e0204289e2e994bfafbe13d12c9",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_82e2a",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="pilot_ruledraft",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_ruledraftevent" ("age_on", "approved_at", "approved_by_id", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "drafted_at", "drafted_by_id", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "rule_set_id", "source", "strand_id", "valid_from") SELECT new_values."age_on", new_values."approved_at", new_values."approved_by_id", new_values."by_invitation", new_values."care_months", new_values."channels", new_values."cohort_on", new_values."counting", new_values."decision_number", new_values."demonstration_fields", new_values."dispute_days", new_values."drafted_at", new_values."drafted_by_id", new_values."early_change_days", new_values."effect_days", new_values."effect_kind", new_values."eligible_from_age", new_values."excluded", new_values."family_age", new_values."fixed_share_floor_thousandths", new_values."fixed_share_thousandths", new_values."id", new_values."incentive_kind", new_values."kept_in", new_values."kept_until", new_values."leaves_area", new_values."lock_in_months", new_values."minimum_age", new_values."moves_to", new_values."nets_co_payments", new_values."objection_days", new_values."other_centre_months", new_values."partial_date", new_values."payment_day", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."queue_opens_at", new_values."queue_takes", new_values."rule_set_id", new_values."source", new_values."strand_id", new_values."valid_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6661a0c088d3c1c2df72a9fe5dc50ec0bfe48097",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_e0c34",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="pilot_ruledraft",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pilot_ruledraftevent" ("age_on", "approved_at", "approved_by_id", "by_invitation", "care_months", "channels", "cohort_on", "counting", "decision_number", "demonstration_fields", "dispute_days", "drafted_at", "drafted_by_id", "early_change_days", "effect_days", "effect_kind", "eligible_from_age", "excluded", "family_age", "fixed_share_floor_thousandths", "fixed_share_thousandths", "id", "incentive_kind", "kept_in", "kept_until", "leaves_area", "lock_in_months", "minimum_age", "moves_to", "nets_co_payments", "objection_days", "other_centre_months", "partial_date", "payment_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "queue_opens_at", "queue_takes", "rule_set_id", "source", "strand_id", "valid_from") SELECT old_values."age_on", old_values."approved_at", old_values."approved_by_id", old_values."by_invitation", old_values."care_months", old_values."channels", old_values."cohort_on", old_values."counting", old_values."decision_number", old_values."demonstration_fields", old_values."dispute_days", old_values."drafted_at", old_values."drafted_by_id", old_values."early_change_days", old_values."effect_days", old_values."effect_kind", old_values."eligible_from_age", old_values."excluded", old_values."family_age", old_values."fixed_share_floor_thousandths", old_values."fixed_share_thousandths", old_values."id", old_values."incentive_kind", old_values."kept_in", old_values."kept_until", old_values."leaves_area", old_values."lock_in_months", old_values."minimum_age", old_values."moves_to", old_values."nets_co_payments", old_values."objection_days", old_values."other_centre_months", old_values."partial_date", old_values."payment_day", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."queue_opens_at", old_values."queue_takes", old_values."rule_set_id", old_values."source", old_values."strand_id", old_values."valid_from" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="96920e3552aa1a0f2050cb4e7dd7629982887acc",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_191b9",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="pilot_ruledraft",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RuleDraftEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "effect_kind",
                            models.CharField(
                                choices=[
                                    ("days", "After a number of days"),
                                    ("first_of_next_month", "On the first day of the next month"),
                                    ("same_day", "On the same day"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("effect_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("lock_in_months", models.PositiveSmallIntegerField(default=0)),
                        (
                            "counting",
                            models.CharField(
                                choices=[
                                    ("daily", "By days on the list"),
                                    ("snapshot", "By the list at the end of the month before"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "age_on",
                            models.CharField(
                                choices=[
                                    ("reference_day", "Age on the reference day"),
                                    ("year_of_birth", "Age by year of birth"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "leaves_area",
                            models.CharField(
                                choices=[
                                    ("ends", "Leaving the area ends the choice"),
                                    ("keeps", "Leaving the area keeps the choice"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "partial_date",
                            models.CharField(
                                choices=[
                                    ("last_day", "Last day of the month or year"),
                                    ("first_day", "First day of the month or year"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "eligible_from_age",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="Nobody younger may choose, nor may others for them."
                            ),
                        ),
                        (
                            "cohort_on",
                            models.DateField(
                                blank=True,
                                help_text="Only whoever lived in the areas on this day may choose.",
                                null=True,
                            ),
                        ),
                        (
                            "kept_in",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=3),
                                blank=True,
                                default=list,
                                help_text="Municipalities inside which a move out of the areas does not cost the right.",
                                size=None,
                            ),
                        ),
                        (
                            "kept_until",
                            models.DateField(
                                blank=True, help_text="The last day on which such a move does not.", null=True
                            ),
                        ),
                        (
                            "by_invitation",
                            models.BooleanField(
                                default=False,
                                help_text="A case manager invites after an assessment; the register gives no right.",
                            ),
                        ),
                        (
                            "excluded",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
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
                                blank=True,
                                default=pilot.models.rules.every_exclusion,
                                size=None,
                            ),
                        ),
                        (
                            "care_months",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Institutional care and service housing count once they have lasted so many months.",
                            ),
                        ),
                        (
                            "other_centre_months",
                            models.PositiveSmallIntegerField(
                                default=12,
                                help_text="A choice of another municipality's health centre counts for so many months.",
                            ),
                        ),
                        (
                            "channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("online", "Online"),
                                        ("desk", "At the desk"),
                                        ("paper", "On paper"),
                                        ("phone", "By telephone"),
                                    ],
                                    max_length=10,
                                ),
                                default=pilot.models.rules.usual_channels,
                                size=None,
                            ),
                        ),
                        (
                            "minimum_age",
                            models.PositiveSmallIntegerField(default=0, help_text="Own choice from this age on."),
                        ),
                        (
                            "payment_day",
                            models.PositiveSmallIntegerField(
                                default=15, help_text="Pay on the bank day on or after this day."
                            ),
                        ),
                        ("dispute_days", models.PositiveSmallIntegerField(default=30)),
                        (
                            "early_change_days",
                            models.PositiveSmallIntegerField(
                                default=14, help_text="A change for a weighty reason is ruled on within so many days."
                            ),
                        ),
                        (
                            "incentive_kind",
                            models.CharField(
                                choices=[
                                    ("none", "No incentive"),
                                    ("added", "Paid on top of the capitation"),
                                    ("held", "Held back from the capitation"),
                                ],
                                default="none",
                                max_length=8,
                            ),
                        ),
                        (
                            "fixed_share_thousandths",
                            models.PositiveSmallIntegerField(
                                default=1000, help_text="What of the capitation no target decides over."
                            ),
                        ),
                        (
                            "fixed_share_floor_thousandths",
                            models.PositiveSmallIntegerField(
                                default=667,
                                help_text="The fixed share is at least so much: two thirds unless the pilot's terms say otherwise.",
                            ),
                        ),
                        (
                            "nets_co_payments",
                            models.BooleanField(
                                default=False,
                                help_text="What residents paid the site themselves is taken off what it is paid.",
                            ),
                        ),
                        (
                            "queue_opens_at",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="A list's queue is served when so many places are free; empty: no queue.",
                                null=True,
                            ),
                        ),
                        (
                            "queue_takes",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Then so many of them are given; empty: all.", null=True
                            ),
                        ),
                        (
                            "family_age",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Who is younger follows a parent or sibling onto a full list; empty: nobody.",
                                null=True,
                            ),
                        ),
                        (
                            "moves_to",
                            models.CharField(
                                choices=[("home", "To the home site"), ("nearest", "To the nearest site with room")],
                                db_default="home",
                                default="home",
                                help_text="Where those go whom a list gives up.",
                                max_length=8,
                            ),
                        ),
                        (
                            "demonstration_fields",
                            models.JSONField(
                                blank=True, default=list, help_text="Names of the values that no source gives."
                            ),
                        ),
                        (
                            "decision_number",
                            models.CharField(
                                blank=True, help_text="The decision that made these rules.", max_length=60
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                blank=True, help_text="Where the values stand that are not marked.", max_length=300
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("drafted_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
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
                                to="pilot.ruledraft",
                            ),
                        ),
                        (
                            "rule_set",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="What it became.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.ruleset",
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
                            "objection_days",
                            models.PositiveSmallIntegerField(
                                db_default=14,
                                default=14,
                                help_text="A guardian may object to another's choice for so many days.",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="pilot_ruledraft_xid")],
                    },
                ),
            ]
        ),
        migrations.RunPython(add, migrations.RunPython.noop),
    ]
