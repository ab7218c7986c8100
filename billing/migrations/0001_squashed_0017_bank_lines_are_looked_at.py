"""The tables of billing as its first seventeen migrations leave them, with the entries' own table and functions.

An empty database takes this one file in place of those it replaces; one that has begun with them goes on with them
(docs/adr/0018). Never edited: what comes later is a migration of its own.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import pgtrigger.compiler
import psycopg.types.range
from django.conf import settings
from django.db import migrations, models

import pilot.history
from billing import sql
from pilot.migrating import CreateTogether

DROP_TABLE = """
DROP TRIGGER resident_of_an_entry_is_kept ON registry_resident;
DROP TRIGGER site_of_an_entry_is_kept ON providers_site;
DROP FUNCTION billing_keep_what_entries_name();
DROP TABLE billing_entry;
"""
DROP_FUNCTIONS = """
DROP FUNCTION billing_drop_leftovers(bigint);
DROP FUNCTION billing_attach_entries(bigint, bigint[], bigint[]);
DROP FUNCTION billing_close_entries(bigint, integer);
DROP FUNCTION billing_open_entries(bigint, integer, bigint, bigint);
"""


class Migration(migrations.Migration):
    replaces = [
        ("billing", "0001_initial"),
        ("billing", "0002_initial"),
        ("billing", "0003_initial"),
        ("billing", "0004_entry_table"),
        ("billing", "0005_only_a_freeze_adds_to_its_run"),
        ("billing", "0006_rate_ages_start_at_an_age"),
        ("billing", "0007_rates_by_sex_and_need"),
        ("billing", "0008_run_check_is_kept"),
        ("billing", "0009_entries_are_filled_in_shards"),
        ("billing", "0010_bank_answers_and_repayments"),
        ("billing", "0011_corrections_name_their_change"),
        ("billing", "0012_entries_are_found_by_resident"),
        ("billing", "0013_accounts_and_journal"),
        ("billing", "0014_nothing_is_paid_for_an_absorbed_record"),
        ("billing", "0015_disputes"),
        ("billing", "0016_other_parts_of_a_statement"),
        ("billing", "0017_bank_lines_are_looked_at"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
        ("pilot", "0006_incentive_share_in_rules"),
        ("providers", "0003_two_people_see_every_bank_account"),
        ("registry", "0005_two_records_of_one_person"),
    ]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id",
                                "resident_id",
                                "month",
                                "starts_on",
                                "kind",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("month", models.DateField(help_text="First day of the service month.")),
                        ("starts_on", models.DateField(help_text="First day of the stretch inside the month.")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("ORIGINAL", "This month"),
                                    ("REFUND", "Taken back"),
                                    ("CORRECTION", "Corrected"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("days", models.SmallIntegerField()),
                        ("cents", models.BigIntegerField()),
                        ("age", models.SmallIntegerField()),
                        ("need_thousandths", models.IntegerField()),
                        ("cause", models.CharField(max_length=30)),
                        (
                            "change",
                            models.CharField(
                                help_text="What brought the correction: table and id of the deed or the row.",
                                max_length=80,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "billing_entry",
                        "managed": False,
                    },
                ),
                migrations.CreateModel(
                    name="PaymentRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(help_text="First day of the service month.")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("frozen", "Frozen"),
                                    ("submitted", "Waiting for approval"),
                                    ("approved", "Approved"),
                                    ("filed", "Payment file made"),
                                    ("sent", "Sent to the bank"),
                                    ("answered", "The bank has answered"),
                                    ("closed", "Closed"),
                                ],
                                default="frozen",
                                max_length=10,
                            ),
                        ),
                        ("snapshot", models.TextField(help_text="What the freeze could see, as pg_snapshot.")),
                        (
                            "frozen_xid",
                            models.DecimalField(
                                decimal_places=0, help_text="The freeze's own unit of work.", max_digits=20
                            ),
                        ),
                        ("marked_at", models.DateTimeField(help_text="The database's clock when the freeze looked.")),
                        (
                            "digest",
                            models.CharField(
                                help_text="SHA-256 over the statements' digests and the previous run's.", max_length=64
                            ),
                        ),
                        ("entry_count", models.PositiveBigIntegerField()),
                        ("total_cents", models.BigIntegerField()),
                        ("frozen_at", models.DateTimeField()),
                        ("pay_on", models.DateField(null=True)),
                        (
                            "payment_digest",
                            models.CharField(
                                blank=True, help_text="Over the run's digest and its payments.", max_length=64
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(null=True)),
                        ("approved_digest", models.CharField(blank=True, max_length=64)),
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
                            "frozen_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "previous",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="next",
                                to="billing.paymentrun",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payment_runs",
                                to="pilot.strand",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                help_text="Who read the answer; none by command.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "closed_by",
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
                            models.UniqueConstraint(fields=("strand", "month"), name="strand_has_one_run_a_month"),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="service_month_starts_on_the_first"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("payment_digest", ""),
                                        ("state", "frozen"),
                                        ("submitted_at__isnull", True),
                                        ("submitted_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("pay_on__isnull", False),
                                        ("submitted_at__isnull", False),
                                        ("submitted_by__isnull", False),
                                        models.Q(("payment_digest", ""), _negated=True),
                                        models.Q(("state", "frozen"), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="run_is_submitted_by_someone_with_its_payments",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approved_at__isnull", True),
                                        ("approved_by__isnull", True),
                                        ("approved_digest", ""),
                                        ("state__in", ["frozen", "submitted"]),
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("state__in", ["approved", "filed", "sent", "answered", "closed"]),
                                        ("approved_digest", models.F("payment_digest")),
                                        models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="run_is_approved_by_somebody_else_for_that_digest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answered_at__isnull", True),
                                        ("answered_by__isnull", True),
                                        ("state__in", ["frozen", "submitted", "approved", "filed", "sent"]),
                                    ),
                                    models.Q(("answered_at__isnull", False), ("state", "answered")),
                                    ("state", "closed"),
                                    _connector="OR",
                                ),
                                name="run_is_answered_at_a_moment",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("state", "closed"), _negated=True),
                                        ("closed_at__isnull", True),
                                        ("closed_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False), ("closed_by__isnull", False), ("state", "closed")
                                    ),
                                    _connector="OR",
                                ),
                                name="run_is_closed_by_someone",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="run_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="f979c97ab5bdb4494316ea8909a9afbbb1adc0a3",
                                    operation="DELETE",
                                    pgid="pgtrigger_run_is_never_deleted_842c4",
                                    table="billing_paymentrun",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="frozen_figures_never_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."snapshot" IS DISTINCT FROM (NEW."snapshot") OR OLD."frozen_xid" IS DISTINCT FROM (NEW."frozen_xid") OR OLD."marked_at" IS DISTINCT FROM (NEW."marked_at") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."previous_id" IS DISTINCT FROM (NEW."previous_id") OR OLD."entry_count" IS DISTINCT FROM (NEW."entry_count") OR OLD."total_cents" IS DISTINCT FROM (NEW."total_cents") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."frozen_by_id" IS DISTINCT FROM (NEW."frozen_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="f63f5a9ed252e6af42e5afceec709953e66b7db5",
                                    operation="UPDATE",
                                    pgid="pgtrigger_frozen_figures_never_change_6915b",
                                    table="billing_paymentrun",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="run_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{frozen:submitted,submitted:frozen,submitted:approved,approved:submitted,approved:filed,approved:closed,filed:sent,sent:answered,answered:closed,closed:answered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="b9f7b3bf10d1ee242a5d9d66a990d76a3b82c78b",
                                    operation="UPDATE",
                                    pgid="pgtrigger_run_moves_as_allowed_9c11b",
                                    table="billing_paymentrun",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="closed_run_has_nothing_open",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF NEW.state = 'closed' AND EXISTS (\n        SELECT FROM billing_payment AS payment\n        LEFT JOIN billing_returnedpayment AS returned ON returned.payment_id = payment.id\n        WHERE payment.run_id = NEW.id\n            AND payment.state <> 'paid'\n            AND NOT (payment.state IN ('rejected', 'returned') AND returned.state IN ('repaid', 'settled'))\n    ) THEN\n        RAISE EXCEPTION 'closed_run_has_nothing_open' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                                    hash="22da15b176d0a40f674b50e1e50964f1977f0465",
                                    operation="UPDATE",
                                    pgid="pgtrigger_closed_run_has_nothing_open_f697a",
                                    table="billing_paymentrun",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Gap",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField()),
                        ("starts_on", models.DateField()),
                        ("age", models.SmallIntegerField()),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pilot.area",
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.resident"
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="providers.site"
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="gaps",
                                to="billing.paymentrun",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "month", "resident", "starts_on"), name="gap_is_reported_once_a_run"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="only_a_freeze_adds_gaps",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF NOT EXISTS (\n        SELECT FROM billing_paymentrun\n        WHERE id = NEW.run_id AND frozen_xid = pg_current_xact_id()::text::numeric\n    ) THEN\n        RAISE EXCEPTION 'only_a_freeze_adds_to_its_run' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                                    hash="a3922e72e2aa5ce06bd00c11d5f0d55b1de04cfd",
                                    operation="INSERT",
                                    pgid="pgtrigger_only_a_freeze_adds_gaps_65e0c",
                                    table="billing_gap",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateTable",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("decision_number", models.CharField(blank=True, max_length=60)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("approved", "Approved")], default="draft", max_length=10
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
                        (
                            "approval_order",
                            models.PositiveIntegerField(
                                help_text="Of tables with one first day the highest holds.", null=True
                            ),
                        ),
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
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rate_tables",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("strand", "approval_order"), name="rate_table_approvals_are_in_order"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approval_order__isnull", True),
                                        ("approved_at__isnull", True),
                                        ("approved_by__isnull", True),
                                        ("state", "draft"),
                                    ),
                                    models.Q(
                                        ("approval_order__isnull", False),
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("state", "approved"),
                                        models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="rate_table_is_approved_by_somebody_else",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="approved_rates_never_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.\"state\" = 'approved')",
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="33c44398217940387b85db8cc74cf0ae16c7ce4b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_approved_rates_never_change_03dbe",
                                    table="billing_ratetable",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_ratetableevent" ("approval_order", "approved_at", "approved_by_id", "decision_number", "drafted_at", "drafted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "strand_id", "valid_from") SELECT new_values."approval_order", new_values."approved_at", new_values."approved_by_id", new_values."decision_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."state", new_values."strand_id", new_values."valid_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6758bd03ac088c17d082db1d34ddc837e0ebcee0",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f5e61",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="billing_ratetable",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_ratetableevent" ("approval_order", "approved_at", "approved_by_id", "decision_number", "drafted_at", "drafted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "strand_id", "valid_from") SELECT new_values."approval_order", new_values."approved_at", new_values."approved_by_id", new_values."decision_number", new_values."drafted_at", new_values."drafted_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."state", new_values."strand_id", new_values."valid_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6727edcf804a403b88b1dc91ca4fab30955fb948",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d4b34",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="billing_ratetable",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_ratetableevent" ("approval_order", "approved_at", "approved_by_id", "decision_number", "drafted_at", "drafted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "state", "strand_id", "valid_from") SELECT old_values."approval_order", old_values."approved_at", old_values."approved_by_id", old_values."decision_number", old_values."drafted_at", old_values."drafted_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."state", old_values."strand_id", old_values."valid_from" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a5a5971adc754c3fb9f7a1bbd0530301128a5bdb",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_327f2",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="billing_ratetable",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateCell",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "ages",
                            django.contrib.postgres.fields.ranges.IntegerRangeField(
                                help_text="Half-open: [7, 65) is 7 to 64."
                            ),
                        ),
                        ("annual_cents", models.BigIntegerField()),
                        (
                            "is_demonstration",
                            models.BooleanField(default=False, help_text="No source gives this value."),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="rate_cells", to="pilot.area"
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cells",
                                to="billing.ratetable",
                            ),
                        ),
                        (
                            "needs",
                            django.contrib.postgres.fields.ranges.IntegerRangeField(
                                help_text="Need coefficient in thousandths, half-open; none is any need.", null=True
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("female", "Female"), ("male", "Male"), ("unknown", "Not known")],
                                max_length=8,
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("annual_cents__gte", 0), ("annual_cents__lt", 1000000000)),
                                name="rate_is_not_negative",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ages__startswith__gte", 0), ("ages__startswith__isnull", False)),
                                name="rate_ages_start_at_an_age",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("table", "="),
                                    ("area", "="),
                                    ("ages", "&&"),
                                    (
                                        models.Func(
                                            models.Func(
                                                models.F("sex"), function="ascii", output_field=models.IntegerField()
                                            ),
                                            models.Func(
                                                models.F("sex"), function="ascii", output_field=models.IntegerField()
                                            ),
                                            models.Value("[]"),
                                            function="int4range",
                                            output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                        ),
                                        "&&",
                                    ),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "needs",
                                            models.Value(
                                                psycopg.types.range.Range(None, None, "()"),
                                                output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                            ),
                                        ),
                                        "&&",
                                    ),
                                ],
                                name="rate_cells_of_an_area_do_not_overlap",
                                violation_error_message="Two cells of one area hold for the same age, sex and need.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("sex__isnull", True), ("sex__in", ["female", "male", "unknown"]), _connector="OR"
                                ),
                                name="rate_sex_is_one_of_the_registers",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("needs__isnull", True),
                                    models.Q(
                                        ("needs__isempty", False),
                                        ("needs__startswith__gte", 0),
                                        ("needs__startswith__isnull", False),
                                        ("needs__startswith__lt", 100000),
                                    ),
                                    _connector="OR",
                                ),
                                name="rate_needs_are_coefficients",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="cells_of_approved_rates_never_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE of_table BIGINT;",
                                    func="\n                    IF TG_OP = 'INSERT' THEN of_table := NEW.table_id; ELSE of_table := OLD.table_id; END IF;\n                    IF (SELECT state FROM billing_ratetable WHERE id = of_table) = 'approved' THEN\n                        RAISE EXCEPTION 'cells_of_approved_rates_never_change' USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ",
                                    hash="020f715f5e9e6e790173ac0b6998debab0b28f98",
                                    operation="INSERT OR UPDATE OR DELETE",
                                    pgid="pgtrigger_cells_of_approved_rates_never_change_1e41d",
                                    table="billing_ratecell",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_ratecellevent" ("ages", "annual_cents", "area_id", "id", "is_demonstration", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "table_id") SELECT new_values."ages", new_values."annual_cents", new_values."area_id", new_values."id", new_values."is_demonstration", new_values."needs", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sex", new_values."table_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c191bc08beb9fa6350fdcfef2676f634c7cb25ce",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_5c380",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="billing_ratecell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_ratecellevent" ("ages", "annual_cents", "area_id", "id", "is_demonstration", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "table_id") SELECT new_values."ages", new_values."annual_cents", new_values."area_id", new_values."id", new_values."is_demonstration", new_values."needs", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sex", new_values."table_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="382a8fe3ba3a3abe3fe90ecc347f925363c8f72c",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f7450",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="billing_ratecell",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_ratecellevent" ("ages", "annual_cents", "area_id", "id", "is_demonstration", "needs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sex", "table_id") SELECT old_values."ages", old_values."annual_cents", old_values."area_id", old_values."id", old_values."is_demonstration", old_values."needs", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sex", old_values."table_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5afc91a46f8e2fd2d2c5158b474b59e079a05147",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_caf05",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="billing_ratecell",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RateCellEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "ages",
                            django.contrib.postgres.fields.ranges.IntegerRangeField(
                                help_text="Half-open: [7, 65) is 7 to 64."
                            ),
                        ),
                        ("annual_cents", models.BigIntegerField()),
                        (
                            "is_demonstration",
                            models.BooleanField(default=False, help_text="No source gives this value."),
                        ),
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
                                to="billing.ratecell",
                            ),
                        ),
                        (
                            "table",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="billing.ratetable",
                            ),
                        ),
                        (
                            "needs",
                            django.contrib.postgres.fields.ranges.IntegerRangeField(
                                help_text="Need coefficient in thousandths, half-open; none is any need.", null=True
                            ),
                        ),
                        (
                            "sex",
                            models.CharField(
                                choices=[("female", "Female"), ("male", "Male"), ("unknown", "Not known")],
                                max_length=8,
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="billing_ratecell_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="RateTableEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("valid_from", models.DateField()),
                        ("decision_number", models.CharField(blank=True, max_length=60)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "Draft"), ("approved", "Approved")], default="draft", max_length=10
                            ),
                        ),
                        ("drafted_at", models.DateTimeField()),
                        ("approved_at", models.DateTimeField(null=True)),
                        (
                            "approval_order",
                            models.PositiveIntegerField(
                                help_text="Of tables with one first day the highest holds.", null=True
                            ),
                        ),
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
                                to="billing.ratetable",
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
                        "indexes": [models.Index(fields=["pgh_xid"], name="billing_ratetable_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Statement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.CharField(max_length=20, unique=True)),
                        ("is_payable", models.BooleanField()),
                        ("entry_count", models.PositiveBigIntegerField()),
                        ("resident_count", models.PositiveBigIntegerField()),
                        ("cents", models.BigIntegerField(help_text="The entries' sum.")),
                        ("carried_in", models.BigIntegerField()),
                        ("to_pay", models.BigIntegerField()),
                        ("carried_out", models.BigIntegerField()),
                        ("digest", models.CharField(max_length=64)),
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
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="billing.paymentrun",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="providers.site",
                            ),
                        ),
                        (
                            "co_payments",
                            models.BigIntegerField(
                                db_default=0, default=0, help_text="What residents paid the site themselves."
                            ),
                        ),
                        (
                            "deductions",
                            models.BigIntegerField(
                                db_default=0, default=0, help_text="What was bought from the organiser."
                            ),
                        ),
                        ("incentive", models.BigIntegerField(db_default=0, default=0)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "site"), name="site_has_one_statement_a_run"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("carried_in", 0),
                                        ("carried_out", 0),
                                        ("co_payments", 0),
                                        ("deductions", 0),
                                        ("incentive", 0),
                                        ("is_payable", False),
                                        ("to_pay", 0),
                                    ),
                                    models.Q(
                                        (
                                            "carried_out",
                                            django.db.models.functions.comparison.Least(
                                                0,
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                models.F("carried_in"), "+", models.F("cents")
                                                            ),
                                                            "+",
                                                            models.F("deductions"),
                                                        ),
                                                        "+",
                                                        models.F("co_payments"),
                                                    ),
                                                    "+",
                                                    models.F("incentive"),
                                                ),
                                            ),
                                        ),
                                        ("is_payable", True),
                                        (
                                            "to_pay",
                                            django.db.models.functions.comparison.Greatest(
                                                0,
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                models.F("carried_in"), "+", models.F("cents")
                                                            ),
                                                            "+",
                                                            models.F("deductions"),
                                                        ),
                                                        "+",
                                                        models.F("co_payments"),
                                                    ),
                                                    "+",
                                                    models.F("incentive"),
                                                ),
                                            ),
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="statement_adds_up",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="statement_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="ce273269fc53aa57606303b2363b470f9478d49a",
                                    operation="DELETE",
                                    pgid="pgtrigger_statement_is_never_deleted_cdf9e",
                                    table="billing_statement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="statement_document_is_made_once",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."document_id" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="22c2f22494922c719d59dabdc1f04a964d3b441c",
                                    operation="UPDATE",
                                    pgid="pgtrigger_statement_document_is_made_once_1e0ba",
                                    table="billing_statement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="only_a_freeze_adds_statements",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF NOT EXISTS (\n        SELECT FROM billing_paymentrun\n        WHERE id = NEW.run_id AND frozen_xid = pg_current_xact_id()::text::numeric\n    ) THEN\n        RAISE EXCEPTION 'only_a_freeze_adds_to_its_run' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                                    hash="32fca365b6456755b5634481e3d89df09e411d19",
                                    operation="INSERT",
                                    pgid="pgtrigger_only_a_freeze_adds_statements_b8347",
                                    table="billing_statement",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="statement_parts_are_the_sums_of_their_rows",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    func="\n                    IF NEW.deductions <> (\n                        SELECT coalesce(-sum(cents), 0) FROM billing_deduction\n                        WHERE statement_id = NEW.id AND kind <> 'co_payment'\n                    ) OR NEW.co_payments <> (\n                        SELECT coalesce(-sum(cents), 0) FROM billing_deduction\n                        WHERE statement_id = NEW.id AND kind = 'co_payment'\n                    ) OR NEW.incentive <> (\n                        SELECT coalesce(sum(cents), 0) FROM billing_incentive WHERE statement_id = NEW.id\n                    ) THEN\n                        RAISE EXCEPTION 'statement_parts_are_the_sums_of_their_rows'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NULL;\n                ",
                                    hash="6ac265e5c793847370ff4f3fe411e2d0cf277de8",
                                    operation="INSERT",
                                    pgid="pgtrigger_statement_parts_are_the_sums_of_their_rows_5da8d",
                                    table="billing_statement",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="statement_figures_never_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."is_payable" IS DISTINCT FROM (NEW."is_payable") OR OLD."entry_count" IS DISTINCT FROM (NEW."entry_count") OR OLD."resident_count" IS DISTINCT FROM (NEW."resident_count") OR OLD."cents" IS DISTINCT FROM (NEW."cents") OR OLD."deductions" IS DISTINCT FROM (NEW."deductions") OR OLD."co_payments" IS DISTINCT FROM (NEW."co_payments") OR OLD."incentive" IS DISTINCT FROM (NEW."incentive") OR OLD."carried_in" IS DISTINCT FROM (NEW."carried_in") OR OLD."to_pay" IS DISTINCT FROM (NEW."to_pay") OR OLD."carried_out" IS DISTINCT FROM (NEW."carried_out") OR OLD."digest" IS DISTINCT FROM (NEW."digest"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="76b6c01857625524307041e5b8ee24e8d767bad9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_statement_figures_never_change_25249",
                                    table="billing_statement",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first_month", models.DateField(help_text="First day of the first frozen month.")),
                        ("residents", models.PositiveBigIntegerField()),
                        ("resident_months", models.PositiveBigIntegerField()),
                        ("standing_cents", models.BigIntegerField()),
                        ("due_cents", models.BigIntegerField()),
                        (
                            "learned_since",
                            models.PositiveBigIntegerField(
                                help_text="Residents' months that differ and are the next run's."
                            ),
                        ),
                        (
                            "unexplained",
                            models.PositiveBigIntegerField(
                                help_text="Residents' months that differ and nothing explains."
                            ),
                        ),
                        (
                            "digest_agrees",
                            models.BooleanField(help_text="Whether the run's digest is that of its rows."),
                        ),
                        ("checked_at", models.DateTimeField()),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="billing.paymentrun",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("standing_cents", models.F("due_cents")),
                                    ("learned_since__gt", 0),
                                    ("unexplained__gt", 0),
                                    _connector="OR",
                                ),
                                name="what_stands_is_due_unless_months_differ",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankMessage",
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
                                    ("pain.002", "Answer to a payment file"),
                                    ("camt.054", "Bookings on the account"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("message_id", models.CharField(max_length=35)),
                        (
                            "created_text",
                            models.CharField(blank=True, help_text="The bank's own time, as written.", max_length=40),
                        ),
                        ("filename", models.CharField(max_length=120)),
                        ("sha256", models.CharField(max_length=64)),
                        ("line_count", models.PositiveIntegerField()),
                        ("aside_count", models.PositiveIntegerField()),
                        ("read_at", models.DateTimeField()),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.document"
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bank_messages",
                                to="pilot.organiser",
                            ),
                        ),
                        (
                            "read_by",
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
                            models.UniqueConstraint(fields=("payer", "sha256"), name="bank_file_is_read_once"),
                            models.UniqueConstraint(
                                fields=("payer", "kind", "message_id"), name="bank_message_is_read_once"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="bank_message_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="370d96ab7897ecf03be81c342703b05091a858d4",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_bank_message_never_changes_13f27",
                                    table="billing_bankmessage",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Repayment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("submitted", "Waiting for approval"),
                                    ("filed", "Payment file made"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="submitted",
                                max_length=10,
                            ),
                        ),
                        ("pay_on", models.DateField()),
                        (
                            "payment_digest",
                            models.CharField(
                                help_text="Over the run's digest, the number and the payments.", max_length=64
                            ),
                        ),
                        ("submitted_at", models.DateTimeField()),
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
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repayments",
                                to="billing.paymentrun",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "number"), name="repayments_of_a_run_are_numbered"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("state", "filed"), _negated=True),
                                        ("approved_at__isnull", True),
                                        ("approved_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        ("state", "filed"),
                                        models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="repayment_is_approved_by_somebody_else",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="repayment_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="947aef21c71ae65df3ac04bc9e0e2453328b7f01",
                                    operation="DELETE",
                                    pgid="pgtrigger_repayment_is_never_deleted_db765",
                                    table="billing_repayment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="repayment_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."pay_on" IS DISTINCT FROM (NEW."pay_on") OR OLD."payment_digest" IS DISTINCT FROM (NEW."payment_digest") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."submitted_by_id" IS DISTINCT FROM (NEW."submitted_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="2b379ad16a2093bea0cc5ecda30456f12bff32d0",
                                    operation="UPDATE",
                                    pgid="pgtrigger_repayment_never_changes_f64f4",
                                    table="billing_repayment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="repayment_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{submitted:filed,submitted:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="254243892f2390c4b765bf458daf34a7bc17e2df",
                                    operation="UPDATE",
                                    pgid="pgtrigger_repayment_moves_as_allowed_1f49b",
                                    table="billing_repayment",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaymentFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("message_id", models.CharField(max_length=35, unique=True)),
                        ("payment_count", models.PositiveIntegerField()),
                        ("total_cents", models.BigIntegerField()),
                        ("made_at", models.DateTimeField()),
                        (
                            "document",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.document"
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
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payment_files",
                                to="billing.paymentrun",
                            ),
                        ),
                        (
                            "repayment",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payment_file",
                                to="billing.repayment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("repayment__isnull", True)),
                                fields=("run",),
                                name="run_has_one_first_payment_file",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="payment_file_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="cf844c94d79e18c7779b2411cd034c9be7cc0fc3",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_payment_file_never_changes_1f796",
                                    table="billing_paymentfile",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("cents", models.BigIntegerField()),
                        ("iban", models.CharField(max_length=34)),
                        ("holder", models.CharField(max_length=70)),
                        ("reference", models.CharField(max_length=25)),
                        ("end_to_end_id", models.CharField(max_length=35, unique=True)),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="providers.provider",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="billing.paymentfile",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="billing.paymentrun",
                            ),
                        ),
                        ("attempt", models.PositiveSmallIntegerField(default=1)),
                        (
                            "replaces",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replacement",
                                to="billing.payment",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("ordered", "No answer yet"),
                                    ("pending", "Pending at the bank"),
                                    ("accepted", "Accepted by the bank"),
                                    ("paid", "Paid"),
                                    ("rejected", "Rejected by the bank"),
                                    ("returned", "Came back"),
                                ],
                                default="ordered",
                                max_length=10,
                            ),
                        ),
                        (
                            "repayment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="billing.repayment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("cents__gt", 0)), name="payment_is_above_zero"),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ["rejected", "returned"]), _negated=True),
                                fields=("run", "provider"),
                                name="debt_has_one_live_payment",
                            ),
                            models.UniqueConstraint(
                                fields=("run", "provider", "attempt"), name="payments_of_a_debt_are_numbered"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("attempt", 1), ("repayment__isnull", True), ("replaces__isnull", True)),
                                    models.Q(
                                        ("attempt__gt", 1), ("repayment__isnull", False), ("replaces__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="payment_again_is_ordered_by_two",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state", "ordered"), ("file__isnull", False), _connector="OR"),
                                name="only_a_filed_payment_is_answered",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="payment_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."provider_id" IS DISTINCT FROM (NEW."provider_id") OR OLD."attempt" IS DISTINCT FROM (NEW."attempt") OR OLD."replaces_id" IS DISTINCT FROM (NEW."replaces_id") OR OLD."repayment_id" IS DISTINCT FROM (NEW."repayment_id") OR OLD."cents" IS DISTINCT FROM (NEW."cents") OR OLD."iban" IS DISTINCT FROM (NEW."iban") OR OLD."holder" IS DISTINCT FROM (NEW."holder") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."end_to_end_id" IS DISTINCT FROM (NEW."end_to_end_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="4639c4527ec1c8ca5355dccbe5795dd1f3ee9f3a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_payment_never_changes_1078a",
                                    table="billing_payment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="filed_payment_stays",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."file_id" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="e0483ff8658868e1a5309db546744a1174b10cf6",
                                    operation="DELETE",
                                    pgid="pgtrigger_filed_payment_stays_155f4",
                                    table="billing_payment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="payment_is_in_one_file",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."file_id" IS NOT NULL AND OLD."file_id" IS DISTINCT FROM (NEW."file_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="b09bba9babe2737316756a3d7405132f0a8339a9",
                                    operation="UPDATE",
                                    pgid="pgtrigger_payment_is_in_one_file_d640f",
                                    table="billing_payment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="payment_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ordered:pending,ordered:accepted,ordered:paid,ordered:rejected,ordered:returned,pending:accepted,pending:paid,pending:rejected,pending:returned,accepted:paid,accepted:rejected,accepted:returned,paid:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="e6fbbfb2ade2494a02e3265aa9156e4de54b67d3",
                                    operation="UPDATE",
                                    pgid="pgtrigger_payment_moves_as_allowed_72ae7",
                                    table="billing_payment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="payment_again_follows_a_failed_one",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_payment AS failed\n        JOIN billing_returnedpayment AS returned ON returned.payment_id = failed.id\n        WHERE failed.id = NEW.replaces_id AND failed.state IN ('rejected', 'returned')\n            AND failed.run_id = NEW.run_id AND failed.provider_id = NEW.provider_id\n            AND failed.cents = NEW.cents AND failed.attempt = NEW.attempt - 1 AND returned.state = 'repaying'\n    ) THEN\n        RAISE EXCEPTION 'payment_again_follows_a_failed_one' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                                    hash="b117539d599fe0afc489388f0ace5a4ecbe9bdf3",
                                    operation="INSERT",
                                    pgid="pgtrigger_payment_again_follows_a_failed_one_79ba9",
                                    table="billing_payment",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankMessageLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveIntegerField()),
                        ("line", models.PositiveIntegerField(help_text="Where in the file it stands.")),
                        (
                            "file_id_text",
                            models.CharField(
                                blank=True, help_text="The payment file that the bank names.", max_length=35
                            ),
                        ),
                        ("end_to_end_id", models.CharField(blank=True, max_length=35)),
                        ("status", models.CharField(blank=True, help_text="The bank's own word.", max_length=35)),
                        ("reason", models.CharField(blank=True, help_text="The bank's reason code.", max_length=35)),
                        (
                            "told",
                            models.CharField(blank=True, help_text="What the bank adds in words.", max_length=210),
                        ),
                        ("cents", models.BigIntegerField(null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ordered", "No answer yet"),
                                    ("pending", "Pending at the bank"),
                                    ("accepted", "Accepted by the bank"),
                                    ("paid", "Paid"),
                                    ("rejected", "Rejected by the bank"),
                                    ("returned", "Came back"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("applied", "Applied"),
                                    ("known", "Known before"),
                                    ("unknown_id", "Not a payment of ours"),
                                    ("unknown_file", "Not a file of ours"),
                                    ("other_file", "In another file"),
                                    ("other_account", "Another account"),
                                    ("wrong_amount", "Another amount"),
                                    ("unknown_status", "Unknown status"),
                                    ("contradicts", "Contradicts what was known"),
                                    ("no_reference", "Names no payment"),
                                ],
                                max_length=14,
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="billing.bankmessage",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bank_lines",
                                to="billing.payment",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("message", "ordinal"), name="bank_lines_are_in_order"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("result__in", ["applied", "known"]), _negated=True),
                                    models.Q(("payment__isnull", False), models.Q(("outcome", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="applied_bank_line_names_its_payment",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="bank_line_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="2a298120919f049f1afa650539ab3cc5db3fbb57",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_bank_line_never_changes_03a5f",
                                    table="billing_bankmessageline",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FileSending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sent_at", models.DateTimeField()),
                        ("is_shown_by_answer", models.BooleanField(default=False)),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sending",
                                to="billing.paymentfile",
                            ),
                        ),
                        (
                            "sent_by",
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
                                    ("is_shown_by_answer", True), ("sent_by__isnull", False), _connector="OR"
                                ),
                                name="sending_is_said_by_somebody_or_shown",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="sending_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="b32fd5dd7225fa36816a93d037fb5fca0a940813",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_sending_never_changes_1b26b",
                                    table="billing_filesending",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReturnedPayment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waiting for somebody"),
                                    ("repaying", "Paid again, waiting for approval"),
                                    ("repaid", "Paid again"),
                                    ("settled", "Settled otherwise"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, help_text="The bank's reason code.", max_length=35)),
                        ("told", models.CharField(blank=True, max_length=210)),
                        ("opened_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
                        ("settled_at", models.DateTimeField(null=True)),
                        ("note", models.CharField(blank=True, max_length=500)),
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
                            "payment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="returned",
                                to="billing.payment",
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        models.Q(("state", "settled"), _negated=True),
                                        ("settled_at__isnull", True),
                                        ("settled_by__isnull", True),
                                    ),
                                    models.Q(
                                        ("settled_at__isnull", False),
                                        ("settled_by__isnull", False),
                                        ("state", "settled"),
                                        models.Q(("note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="returned_payment_is_settled_by_someone_who_says_how",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="returned_payment_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="3c6d5b7ca8f6e68a00146e9acb34804e5185ccf3",
                                    operation="DELETE",
                                    pgid="pgtrigger_returned_payment_is_never_deleted_ac125",
                                    table="billing_returnedpayment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="returned_payment_stays_what_it_was",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."payment_id" IS DISTINCT FROM (NEW."payment_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."told" IS DISTINCT FROM (NEW."told") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="0f795f733534ad7eb3e5f2a3ed3116a802406764",
                                    operation="UPDATE",
                                    pgid="pgtrigger_returned_payment_stays_what_it_was_f098a",
                                    table="billing_returnedpayment",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="returned_payment_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:repaying,repaying:open,repaying:repaid,open:settled}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="843fa69b50e1460a458dcfd5462c9da0671aa443",
                                    operation="UPDATE",
                                    pgid="pgtrigger_returned_payment_moves_as_allowed_a2fbe",
                                    table="billing_returnedpayment",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountingRules",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                help_text="Days of booking, not of service."
                            ),
                        ),
                        (
                            "cost_places_by",
                            models.CharField(
                                choices=[("none", "One for everything"), ("area", "By home area"), ("site", "By site")],
                                max_length=4,
                            ),
                        ),
                        ("cost_place", models.CharField(help_text="Where no other is given.", max_length=20)),
                        (
                            "is_demonstration",
                            models.BooleanField(default=False, help_text="No source gives these numbers."),
                        ),
                        ("made_at", models.DateTimeField()),
                        (
                            "made_by",
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
                                related_name="accounting_rules",
                                to="pilot.organiser",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                help_text="None is every strand.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounting_rules",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("organiser", "="),
                                    (
                                        django.db.models.functions.comparison.Coalesce(
                                            "strand", models.Value(0, models.BigIntegerField())
                                        ),
                                        "=",
                                    ),
                                    ("period", "&&"),
                                ],
                                name="organiser_and_strand_have_one_set_of_accounts_on_any_day",
                                violation_error_message="Other accounts hold for this strand on some of these days.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cost_place", ""), _negated=True), name="cost_place_is_given"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cost_places_by__in", ["none", "area", "site"])),
                                name="cost_places_are_by_area_site_or_none",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="accounting_rules_never_change",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."organiser_id" IS DISTINCT FROM (NEW."organiser_id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."cost_places_by" IS DISTINCT FROM (NEW."cost_places_by") OR OLD."cost_place" IS DISTINCT FROM (NEW."cost_place") OR OLD."is_demonstration" IS DISTINCT FROM (NEW."is_demonstration") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="c1d901c57fb33074baa41d49ff57559e12a4e5cd",
                                    operation="UPDATE",
                                    pgid="pgtrigger_accounting_rules_never_change_b2f64",
                                    table="billing_accountingrules",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="accounting_rules_are_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="e28e3aa27261e0c9861320bde66932293680b0c4",
                                    operation="DELETE",
                                    pgid="pgtrigger_accounting_rules_are_never_deleted_30c1e",
                                    table="billing_accountingrules",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="accounting_rules_are_only_cut_short",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF NOT NEW.period <@ OLD.period THEN\n                        RAISE EXCEPTION 'accounting_rules_are_only_cut_short' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="cbed88a282cec5e2a03f58231c09f00e30b36ee2",
                                    operation="UPDATE",
                                    pgid="pgtrigger_accounting_rules_are_only_cut_short_40ed8",
                                    table="billing_accountingrules",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_accountingrulesevent" ("cost_place", "cost_places_by", "id", "is_demonstration", "made_at", "made_by_id", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id") SELECT new_values."cost_place", new_values."cost_places_by", new_values."id", new_values."is_demonstration", new_values."made_at", new_values."made_by_id", new_values."organiser_id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f357b3e2d9e6eb1c679d9f4ecb697a2e4857430a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0eda2",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="billing_accountingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_accountingrulesevent" ("cost_place", "cost_places_by", "id", "is_demonstration", "made_at", "made_by_id", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id") SELECT new_values."cost_place", new_values."cost_places_by", new_values."id", new_values."is_demonstration", new_values."made_at", new_values."made_by_id", new_values."organiser_id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8b41dc2b8bd6bd9a83e690213cd927b7ace91633",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_89a15",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="billing_accountingrules",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_accountingrulesevent" ("cost_place", "cost_places_by", "id", "is_demonstration", "made_at", "made_by_id", "organiser_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "strand_id") SELECT old_values."cost_place", old_values."cost_places_by", old_values."id", old_values."is_demonstration", old_values."made_at", old_values."made_by_id", old_values."organiser_id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="99e7f7e7280a57ea6a548dfd21905f2b134db2d3",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c4650",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="billing_accountingrules",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccountingRulesEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        (
                            "period",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                help_text="Days of booking, not of service."
                            ),
                        ),
                        (
                            "cost_places_by",
                            models.CharField(
                                choices=[("none", "One for everything"), ("area", "By home area"), ("site", "By site")],
                                max_length=4,
                            ),
                        ),
                        ("cost_place", models.CharField(help_text="Where no other is given.", max_length=20)),
                        (
                            "is_demonstration",
                            models.BooleanField(default=False, help_text="No source gives these numbers."),
                        ),
                        ("made_at", models.DateTimeField()),
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
                                to="billing.accountingrules",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="None is every strand.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="billing_accountingrules_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Booking",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "year",
                            models.PositiveSmallIntegerField(
                                help_text="The financial year, that of the day of booking."
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("statement", "Statement"),
                                    ("payment", "Payment ordered"),
                                    ("paid", "Payment booked by the bank"),
                                    ("failed", "Payment that did not arrive"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "cause_key",
                            models.CharField(
                                help_text="What is booked, and that but once.", max_length=60, unique=True
                            ),
                        ),
                        ("booked_on", models.DateField(help_text="The day in the books.")),
                        ("booked_at", models.DateTimeField()),
                        ("written_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        (
                            "booked_by",
                            models.ForeignKey(
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
                                related_name="bookings",
                                to="pilot.organiser",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="billing.payment",
                            ),
                        ),
                        (
                            "rules",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="billing.accountingrules",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="billing.paymentrun",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bookings",
                                to="billing.statement",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organiser", "year", "number"), name="booking_has_its_own_number"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("number__gte", 1)), name="booking_numbers_begin_at_one"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("year", django.db.models.functions.datetime.ExtractYear(models.F("booked_on")))
                                ),
                                name="booking_is_of_its_days_year",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind", "statement"), ("payment__isnull", True), ("statement__isnull", False)
                                    ),
                                    models.Q(
                                        models.Q(("kind", "statement"), _negated=True),
                                        ("payment__isnull", False),
                                        ("statement__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="booking_has_one_cause",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="booking_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="6a4be5e8fff961b551b8d413a4471fa4be1bd395",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_booking_never_changes_26c95",
                                    table="billing_booking",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="booking_knows_its_unit_of_work",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    NEW.written_xid := pg_current_xact_id();\n    RETURN NEW;\n",
                                    hash="dbc474b69c5acaf9c97b733412fe3e3b0a5af530",
                                    operation="INSERT",
                                    pgid="pgtrigger_booking_knows_its_unit_of_work_8cf29",
                                    table="billing_booking",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="booking_is_whole",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    declare="DECLARE whole billing_booking%ROWTYPE;",
                                    func="\n    SELECT * INTO whole FROM billing_booking WHERE id = NEW.id;\n    IF NOT EXISTS (\n        SELECT FROM billing_bookingline AS line\n        WHERE line.booking_id = whole.id\n        HAVING count(*) >= 2\n            AND sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END) = 0\n    ) THEN\n        RAISE EXCEPTION 'debits_equal_credits' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.statement_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_statement AS statement\n        WHERE statement.id = whole.statement_id AND statement.run_id = whole.run_id\n            AND statement.cents = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'expense'\n            )\n            AND statement.to_pay = (\n                SELECT coalesce(sum(CASE line.side WHEN 'credit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'payables'\n            )\n            AND statement.deductions = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'deductions'\n            )\n            AND statement.co_payments = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'co_payments'\n            )\n            AND statement.incentive = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'incentive'\n            )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_statement_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.payment_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_payment AS payment\n        WHERE payment.id = whole.payment_id AND payment.run_id = whole.run_id AND payment.cents = (\n            SELECT sum(line.cents) FROM billing_bookingline AS line\n            WHERE line.booking_id = whole.id AND line.side = 'debit'\n        )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_payment_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.number > 1 AND NOT EXISTS (\n        SELECT FROM billing_booking AS before\n        WHERE before.organiser_id = whole.organiser_id AND before.year = whole.year AND before.number = whole.number - 1\n    ) THEN\n        RAISE EXCEPTION 'booking_numbers_have_no_hole' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="7c539c214b73be694d964c2eb8860d72e392ff4e",
                                    operation="INSERT",
                                    pgid="pgtrigger_booking_is_whole_63965",
                                    table="billing_booking",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BookingLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ordinal", models.PositiveIntegerField()),
                        (
                            "use",
                            models.CharField(
                                choices=[
                                    ("expense", "Capitation, expense"),
                                    ("incentive", "Incentive, expense"),
                                    ("deductions", "Sold to providers, taken off what they are paid"),
                                    ("co_payments", "Co-payments that providers keep"),
                                    ("carried", "Carried balances, what providers owe"),
                                    ("payables", "Payables to providers"),
                                    ("clearing", "Payments on their way"),
                                    ("bank", "Bank"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("account", models.CharField(max_length=20)),
                        ("account_name", models.CharField(blank=True, max_length=80)),
                        ("side", models.CharField(choices=[("debit", "Debit"), ("credit", "Credit")], max_length=6)),
                        ("cents", models.BigIntegerField()),
                        ("cost_place", models.CharField(blank=True, max_length=20)),
                        ("month", models.DateField(help_text="First day of the service month.", null=True)),
                        ("entry_kind", models.CharField(blank=True, max_length=10)),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pilot.area",
                            ),
                        ),
                        (
                            "booking",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.booking"
                            ),
                        ),
                        (
                            "organiser",
                            models.ForeignKey(
                                help_text="Whose residents it is for.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pilot.organiser",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="providers.provider"
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("booking", "ordinal"), name="lines_of_a_booking_are_in_order"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cents__gt", 0)), name="booking_line_is_above_zero"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["debit", "credit"])),
                                name="booking_line_is_debit_or_credit",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("use", "expense"), _negated=True),
                                    models.Q(
                                        ("area__isnull", False),
                                        ("month__isnull", False),
                                        ("organiser__isnull", False),
                                        ("site__isnull", False),
                                        models.Q(("entry_kind", ""), _negated=True),
                                        models.Q(("cost_place", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="expense_leads_to_its_entries",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="booking_line_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="e76d7c6e0e39af44598cacbe14443812820346ce",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_booking_line_never_changes_ca8ca",
                                    table="billing_bookingline",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="line_comes_with_its_booking",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n    IF NOT EXISTS (\n        SELECT FROM billing_booking WHERE id = NEW.booking_id AND written_xid = pg_current_xact_id()\n    ) THEN\n        RAISE EXCEPTION 'line_comes_with_its_booking' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                                    hash="326d3a6c96137f7213aa8ebff8daeb49e945455d",
                                    operation="INSERT",
                                    pgid="pgtrigger_line_comes_with_its_booking_27d30",
                                    table="billing_bookingline",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="booking_of_a_line_is_whole",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    constraint="CONSTRAINT",
                                    declare="DECLARE whole billing_booking%ROWTYPE;",
                                    func="\n    SELECT * INTO whole FROM billing_booking WHERE id = NEW.booking_id;\n    IF NOT EXISTS (\n        SELECT FROM billing_bookingline AS line\n        WHERE line.booking_id = whole.id\n        HAVING count(*) >= 2\n            AND sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END) = 0\n    ) THEN\n        RAISE EXCEPTION 'debits_equal_credits' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.statement_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_statement AS statement\n        WHERE statement.id = whole.statement_id AND statement.run_id = whole.run_id\n            AND statement.cents = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'expense'\n            )\n            AND statement.to_pay = (\n                SELECT coalesce(sum(CASE line.side WHEN 'credit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'payables'\n            )\n            AND statement.deductions = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'deductions'\n            )\n            AND statement.co_payments = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'co_payments'\n            )\n            AND statement.incentive = (\n                SELECT coalesce(sum(CASE line.side WHEN 'debit' THEN line.cents ELSE -line.cents END), 0)\n                FROM billing_bookingline AS line WHERE line.booking_id = whole.id AND line.use = 'incentive'\n            )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_statement_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.payment_id IS NOT NULL AND NOT EXISTS (\n        SELECT FROM billing_payment AS payment\n        WHERE payment.id = whole.payment_id AND payment.run_id = whole.run_id AND payment.cents = (\n            SELECT sum(line.cents) FROM billing_bookingline AS line\n            WHERE line.booking_id = whole.id AND line.side = 'debit'\n        )\n    ) THEN\n        RAISE EXCEPTION 'booking_says_what_its_payment_says' USING ERRCODE = 'check_violation';\n    END IF;\n    IF whole.number > 1 AND NOT EXISTS (\n        SELECT FROM billing_booking AS before\n        WHERE before.organiser_id = whole.organiser_id AND before.year = whole.year AND before.number = whole.number - 1\n    ) THEN\n        RAISE EXCEPTION 'booking_numbers_have_no_hole' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n",
                                    hash="5a591ddee8d17a185de2d8a7807c7875d84812e0",
                                    operation="INSERT",
                                    pgid="pgtrigger_booking_of_a_line_is_whole_62b5b",
                                    table="billing_bookingline",
                                    timing="DEFERRABLE INITIALLY DEFERRED",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CostPlace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        (
                            "area",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pilot.area",
                            ),
                        ),
                        (
                            "rules",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cost_places",
                                to="billing.accountingrules",
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
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("rules", "area"), name="area_has_one_cost_place"),
                            models.UniqueConstraint(fields=("rules", "site"), name="site_has_one_cost_place"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("area__isnull", False), ("site__isnull", True)),
                                    models.Q(("area__isnull", True), ("site__isnull", False)),
                                    _connector="OR",
                                ),
                                name="cost_place_is_of_an_area_or_a_site",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("code", ""), _negated=True), name="cost_place_has_a_code"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="cost_place_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="ec5938c7ff5edc35de9570d58535ad30b9de3852",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_cost_place_never_changes_066d4",
                                    table="billing_costplace",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LedgerAccount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "use",
                            models.CharField(
                                choices=[
                                    ("expense", "Capitation, expense"),
                                    ("incentive", "Incentive, expense"),
                                    ("deductions", "Sold to providers, taken off what they are paid"),
                                    ("co_payments", "Co-payments that providers keep"),
                                    ("carried", "Carried balances, what providers owe"),
                                    ("payables", "Payables to providers"),
                                    ("clearing", "Payments on their way"),
                                    ("bank", "Bank"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("number", models.CharField(max_length=20)),
                        ("name", models.CharField(blank=True, max_length=80)),
                        (
                            "rules",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accounts",
                                to="billing.accountingrules",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("rules", "use"), name="use_has_one_account"),
                            models.CheckConstraint(
                                condition=models.Q(("number", ""), _negated=True), name="account_has_a_number"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="ledger_account_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="d80f9401f7233f98fad65e3be2ad4ee29b6eb274",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_ledger_account_never_changes_86ccb",
                                    table="billing_ledgeraccount",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Dispute",
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
                                    ("resident", "Wrong resident"),
                                    ("days", "Wrong days"),
                                    ("rate", "Wrong age, area or rate"),
                                    ("missing", "A resident is missing"),
                                    ("other", "Something else"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Waits for an answer"),
                                    ("answered", "Answered"),
                                    ("proposed", "Ruling waits for confirmation"),
                                    ("upheld", "Upheld"),
                                    ("rejected", "Rejected"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "key",
                            models.UUIDField(
                                help_text="Of the form that was sent, so that sending it twice is one dispute.",
                                unique=True,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("reply_by", models.DateField(help_text="By which day the organiser answers.")),
                        (
                            "grounds",
                            models.TextField(
                                blank=True, help_text="Why it is upheld or rejected, as the provider reads it."
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "deed",
                            models.ForeignKey(
                                help_text="What mended it, when upheld.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="pilot.auditevent",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
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
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disputes",
                                to="billing.statement",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("closed_at__isnull", True),
                                        ("closed_by__isnull", True),
                                        ("state__in", ("open", "answered", "proposed")),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("state", "withdrawn"),
                                    ),
                                    models.Q(
                                        ("closed_at__isnull", False),
                                        ("closed_by__isnull", False),
                                        ("state__in", ["upheld", "rejected"]),
                                        models.Q(("grounds", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="dispute_is_closed_by_someone_with_grounds",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("proposed_at__isnull", True),
                                        ("proposed_by__isnull", True),
                                        ("state__in", ["open", "answered", "upheld", "rejected", "withdrawn"]),
                                    ),
                                    models.Q(
                                        ("proposed_at__isnull", False),
                                        ("proposed_by__isnull", False),
                                        ("state", "proposed"),
                                        models.Q(("grounds", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("proposed_at__isnull", False),
                                        ("proposed_by__isnull", False),
                                        ("state", "upheld"),
                                        models.Q(("closed_by", models.F("proposed_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="ruling_is_confirmed_by_somebody_else",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deed__isnull", True), ("state", "upheld"), _connector="OR"),
                                name="only_an_upheld_dispute_names_a_deed",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="dispute_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="936cb2c661daf448ff17fb3bed56f2d6abf4b191",
                                    operation="DELETE",
                                    pgid="pgtrigger_dispute_is_never_deleted_9f289",
                                    table="billing_dispute",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="what_is_disputed_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opened_by_id" IS DISTINCT FROM (NEW."opened_by_id") OR OLD."reply_by" IS DISTINCT FROM (NEW."reply_by"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="d2acde35ae7da78c5694f6baf5357dc611d8b6dd",
                                    operation="UPDATE",
                                    pgid="pgtrigger_what_is_disputed_never_changes_cac94",
                                    table="billing_dispute",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="closed_dispute_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (NOT (OLD.\"state\" IN ('open', 'answered', 'proposed')))",
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="218980c2bd72dad9956c95a9c569da1679d8b17a",
                                    operation="UPDATE",
                                    pgid="pgtrigger_closed_dispute_never_changes_b1d24",
                                    table="billing_dispute",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="dispute_moves_as_allowed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    declare="DECLARE _is_valid_transition BOOLEAN;",
                                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:answered,answered:open,open:proposed,answered:proposed,proposed:open,open:upheld,answered:upheld,proposed:upheld,open:rejected,answered:rejected,open:withdrawn,answered:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                                    hash="d1080923efe23e020feab8c9267c36c3f36bf91f",
                                    operation="UPDATE",
                                    pgid="pgtrigger_dispute_moves_as_allowed_1e069",
                                    table="billing_dispute",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="lines_close_with_their_dispute",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    UPDATE billing_disputeline SET is_open = NEW.state IN ('open', 'answered', 'proposed')\n                    WHERE dispute_id = NEW.id AND is_open <> (NEW.state IN ('open', 'answered', 'proposed'));\n                    RETURN NULL;\n                ",
                                    hash="e6981419419fd4957dc407372490664f0dccb463",
                                    operation='UPDATE OF "state"',
                                    pgid="pgtrigger_lines_close_with_their_dispute_dc226",
                                    table="billing_dispute",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisputeLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(help_text="First day of the service month.")),
                        ("starts_on", models.DateField(null=True)),
                        ("kind", models.CharField(blank=True, max_length=10)),
                        (
                            "claimed",
                            models.CharField(
                                blank=True, help_text="List code or description of who is missing.", max_length=200
                            ),
                        ),
                        ("is_open", models.BooleanField(default=True)),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.dispute"
                            ),
                        ),
                        (
                            "resident",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="registry.resident",
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="billing.paymentrun",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_open", True), ("run__isnull", False)),
                                fields=("run", "resident", "month", "starts_on", "kind"),
                                name="entry_is_in_one_open_dispute",
                                violation_error_message="The row is disputed already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("claimed", ""),
                                        ("resident__isnull", False),
                                        ("run__isnull", False),
                                        ("starts_on__isnull", False),
                                        models.Q(("kind", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("kind", ""),
                                        ("resident__isnull", True),
                                        ("run__isnull", True),
                                        ("starts_on__isnull", True),
                                        models.Q(("claimed", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="line_names_an_entry_or_who_is_missing",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="line_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="2e2c9a0ac472717ab0d2ab1f6db902c69f52cda1",
                                    operation="DELETE",
                                    pgid="pgtrigger_line_is_never_deleted_a5011",
                                    table="billing_disputeline",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="disputed_line_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."dispute_id" IS DISTINCT FROM (NEW."dispute_id") OR OLD."month" IS DISTINCT FROM (NEW."month") OR OLD."run_id" IS DISTINCT FROM (NEW."run_id") OR OLD."resident_id" IS DISTINCT FROM (NEW."resident_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."claimed" IS DISTINCT FROM (NEW."claimed"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="5d232e4fe02b7716770a28fb869f3e5756dc5d93",
                                    operation="UPDATE",
                                    pgid="pgtrigger_disputed_line_never_changes_37a7a",
                                    table="billing_disputeline",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="line_is_of_its_disputes_statement",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (NEW."run_id" IS NOT NULL)',
                                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM billing_entry AS entry\n                        JOIN billing_statement AS statement\n                            ON statement.run_id = entry.run_id AND statement.site_id = entry.site_id\n                        JOIN billing_dispute AS dispute ON dispute.statement_id = statement.id\n                        WHERE dispute.id = NEW.dispute_id AND entry.run_id = NEW.run_id\n                            AND entry.resident_id = NEW.resident_id AND entry.month = NEW.month\n                            AND entry.starts_on = NEW.starts_on AND entry.kind = NEW.kind\n                    ) THEN\n                        RAISE EXCEPTION 'line_is_of_its_disputes_statement' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="042fe9d3d64fe84b5d367288535e8c83853c2b13",
                                    operation="INSERT",
                                    pgid="pgtrigger_line_is_of_its_disputes_statement_2d64c",
                                    table="billing_disputeline",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="line_is_open_while_its_dispute_is",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF NEW.is_open <> (\n                        SELECT state IN ('open', 'answered', 'proposed') FROM billing_dispute WHERE id = NEW.dispute_id\n                    ) THEN\n                        RAISE EXCEPTION 'line_is_open_while_its_dispute_is' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="d963758fbbefc14087c50733fee802c6214587c3",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_line_is_open_while_its_dispute_is_16165",
                                    table="billing_disputeline",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DisputeMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "side",
                            models.CharField(choices=[("provider", "Provider"), ("finance", "Finance")], max_length=8),
                        ),
                        ("text", models.TextField()),
                        ("written_at", models.DateTimeField()),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="billing.dispute",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="message_says_something"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="message_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="ee2dd0bcd2b1dcbe475384f6ca1a60496f3119cd",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_message_never_changes_479a1",
                                    table="billing_disputemessage",
                                    when="BEFORE",
                                ),
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ruling",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "dispute",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulings",
                                to="billing.dispute",
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
                            "resident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.resident"
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
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pilot.strand"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("strand", "="), ("resident", "="), ("period", "&&")],
                                name="one_ruling_says_who_is_paid_for_a_day",
                                violation_error_message="Another ruling says already who is paid for some of these days.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("period__endswith__isnull", False),
                                    ("period__isempty", False),
                                    ("period__startswith__isnull", False),
                                ),
                                name="ruling_is_of_days_with_an_end",
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
                                name="ruling_counts_when_somebody_else_confirmed_it",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="ruling_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."dispute_id" IS DISTINCT FROM (NEW."dispute_id") OR OLD."strand_id" IS DISTINCT FROM (NEW."strand_id") OR OLD."resident_id" IS DISTINCT FROM (NEW."resident_id") OR OLD."site_id" IS DISTINCT FROM (NEW."site_id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."proposed_at" IS DISTINCT FROM (NEW."proposed_at") OR OLD."proposed_by_id" IS DISTINCT FROM (NEW."proposed_by_id"))',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="7b82f9b75b71eb2efe7bdbc46c7770602b071609",
                                    operation="UPDATE",
                                    pgid="pgtrigger_ruling_never_changes_f8620",
                                    table="billing_ruling",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="confirmed_ruling_stays",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."confirmed_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="cf5a84d8b0d2a0b3275724938499dc1c664539b0",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_confirmed_ruling_stays_d81b4",
                                    table="billing_ruling",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_rulingevent" ("confirmed_at", "confirmed_by_id", "dispute_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "resident_id", "site_id", "strand_id") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."dispute_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="dc461b09887b3064f0880c6ce3661896c50ba6ce",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_709a3",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="billing_ruling",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_rulingevent" ("confirmed_at", "confirmed_by_id", "dispute_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "resident_id", "site_id", "strand_id") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."dispute_id", new_values."id", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."resident_id", new_values."site_id", new_values."strand_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0e079725a10e6e2a20d97b6483dcbe053f612c09",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7ea14",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="billing_ruling",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_rulingevent" ("confirmed_at", "confirmed_by_id", "dispute_id", "id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "resident_id", "site_id", "strand_id") SELECT old_values."confirmed_at", old_values."confirmed_by_id", old_values."dispute_id", old_values."id", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."resident_id", old_values."site_id", old_values."strand_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3aaa6ef561abe2e9ed3862dda88cef4b4f884577",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_696c0",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="billing_ruling",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RulingEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("proposed_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
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
                            "dispute",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="billing.dispute",
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
                                to="billing.ruling",
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
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="billing_ruling_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="Deduction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(help_text="First day of the month in which it was bought.")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("laboratory", "Laboratory"),
                                    ("imaging", "Imaging"),
                                    ("other", "Other purchase"),
                                    ("co_payment", "Co-payments"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "item",
                            models.CharField(help_text="What was bought, as the invoice names it.", max_length=120),
                        ),
                        ("quantity", models.PositiveIntegerField(null=True)),
                        ("unit_cents", models.BigIntegerField(null=True)),
                        ("cents", models.BigIntegerField()),
                        (
                            "document",
                            models.CharField(help_text="The invoice or list that it stands on.", max_length=60),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, help_text="Why it takes another back.", max_length=200),
                        ),
                        ("entered_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "reverses",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversal",
                                to="billing.deduction",
                            ),
                        ),
                        (
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deductions",
                                to="providers.site",
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deduction_rows",
                                to="billing.statement",
                            ),
                        ),
                        (
                            "strand",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deductions",
                                to="pilot.strand",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="deduction_month_starts_on_the_first"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cents__gt", 0),
                                        ("cents__lt", 100000000000),
                                        ("reason", ""),
                                        ("reverses__isnull", True),
                                    ),
                                    models.Q(
                                        ("cents__lt", 0),
                                        ("reverses__isnull", False),
                                        models.Q(("reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="deduction_is_above_zero_unless_it_takes_back",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("quantity__isnull", True), ("unit_cents__isnull", True)),
                                    models.Q(
                                        ("quantity__gt", 0),
                                        ("quantity__isnull", False),
                                        ("unit_cents__gt", 0),
                                        ("unit_cents__isnull", False),
                                        models.Q(
                                            (
                                                "cents",
                                                models.ExpressionWrapper(
                                                    django.db.models.expressions.CombinedExpression(
                                                        models.F("quantity"), "*", models.F("unit_cents")
                                                    ),
                                                    output_field=models.BigIntegerField(),
                                                ),
                                            ),
                                            (
                                                "cents",
                                                django.db.models.expressions.CombinedExpression(
                                                    models.ExpressionWrapper(
                                                        django.db.models.expressions.CombinedExpression(
                                                            models.F("quantity"), "*", models.F("unit_cents")
                                                        ),
                                                        output_field=models.BigIntegerField(),
                                                    ),
                                                    "*",
                                                    models.Value(-1),
                                                ),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="deduction_is_its_quantity_times_its_price",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("confirmed_at__isnull", True),
                                        ("confirmed_by__isnull", True),
                                        ("statement__isnull", True),
                                    ),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="deduction_is_confirmed_by_somebody_else",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("statement__isnull", True)),
                                fields=["strand"],
                                name="deduction_waits_for_a_run",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="confirmed_deduction_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (OLD.confirmed_at IS NOT NULL AND to_jsonb(OLD.*) - 'statement_id' IS DISTINCT FROM to_jsonb(NEW.*) - 'statement_id')",
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="289c6688ab217119989418d2ae411ff8028c9312",
                                    operation="UPDATE",
                                    pgid="pgtrigger_confirmed_deduction_never_changes_b1fc3",
                                    table="billing_deduction",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="confirmed_deduction_is_never_deleted",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."confirmed_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                    hash="1cc4d76695eaa5d666254b6c78ea42245c5c9cf6",
                                    operation="DELETE",
                                    pgid="pgtrigger_confirmed_deduction_is_never_deleted_ef0b9",
                                    table="billing_deduction",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="deduction_takes_back_a_whole_one",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (NEW.reverses_id IS NOT NULL)",
                                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM billing_deduction AS taken\n                        WHERE taken.id = NEW.reverses_id AND taken.reverses_id IS NULL\n                            AND taken.confirmed_at IS NOT NULL AND taken.cents = -NEW.cents\n                            AND (taken.strand_id, taken.site_id, taken.month, taken.kind)\n                                = (NEW.strand_id, NEW.site_id, NEW.month, NEW.kind)\n                    ) THEN\n                        RAISE EXCEPTION 'deduction_takes_back_a_whole_one' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="fabf964ac3fe1f857b8fb805022ccf4111482a1b",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_deduction_takes_back_a_whole_one_d9bfa",
                                    table="billing_deduction",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="only_a_freeze_puts_deductions_on_a_statement",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition="WHEN (NEW.statement_id IS NOT NULL)",
                                    func="\n                    IF TG_OP = 'UPDATE' AND OLD.statement_id IS NOT DISTINCT FROM NEW.statement_id THEN\n                        RETURN NEW;\n                    END IF;\n                    IF (TG_OP = 'UPDATE' AND OLD.statement_id IS NOT NULL) OR NOT EXISTS (\n                        SELECT FROM billing_statement AS statement\n                        JOIN billing_paymentrun AS run ON run.id = statement.run_id\n                        WHERE statement.id = NEW.statement_id AND statement.site_id = NEW.site_id\n                            AND run.strand_id = NEW.strand_id AND run.month >= NEW.month\n                            AND run.frozen_xid = pg_current_xact_id()::text::numeric\n                    ) THEN\n                        RAISE EXCEPTION 'only_a_freeze_puts_deductions_on_a_statement'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="cf46a8233e89ed7842d44db69749b29f9dceb49e",
                                    operation="INSERT OR UPDATE",
                                    pgid="pgtrigger_only_a_freeze_puts_deductions_on_a_statement_5e29a",
                                    table="billing_deduction",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="deduction_stays_on_its_statement",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."statement_id" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="1c8e1fce29893f6b51e47328c1c8aa4ee51e5893",
                                    operation="UPDATE",
                                    pgid="pgtrigger_deduction_stays_on_its_statement_0a414",
                                    table="billing_deduction",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_deductionevent" ("cents", "confirmed_at", "confirmed_by_id", "document", "entered_at", "entered_by_id", "id", "item", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "site_id", "statement_id", "strand_id", "unit_cents") SELECT new_values."cents", new_values."confirmed_at", new_values."confirmed_by_id", new_values."document", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."item", new_values."kind", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quantity", new_values."reason", new_values."reverses_id", new_values."site_id", new_values."statement_id", new_values."strand_id", new_values."unit_cents" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="aea6cb036f2783c6402636ee56282b9a97b3f6b6",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9640f",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="billing_deduction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_deductionevent" ("cents", "confirmed_at", "confirmed_by_id", "document", "entered_at", "entered_by_id", "id", "item", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "site_id", "statement_id", "strand_id", "unit_cents") SELECT new_values."cents", new_values."confirmed_at", new_values."confirmed_by_id", new_values."document", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."item", new_values."kind", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quantity", new_values."reason", new_values."reverses_id", new_values."site_id", new_values."statement_id", new_values."strand_id", new_values."unit_cents" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a2745fad9c71a7f036c9d96fb7bbe2bd73c035eb",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_39a78",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="billing_deduction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_deductionevent" ("cents", "confirmed_at", "confirmed_by_id", "document", "entered_at", "entered_by_id", "id", "item", "kind", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "site_id", "statement_id", "strand_id", "unit_cents") SELECT old_values."cents", old_values."confirmed_at", old_values."confirmed_by_id", old_values."document", old_values."entered_at", old_values."entered_by_id", old_values."id", old_values."item", old_values."kind", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quantity", old_values."reason", old_values."reverses_id", old_values."site_id", old_values."statement_id", old_values."strand_id", old_values."unit_cents" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b9d2f00ccf8b8a540090137cd5b81d77bb0b7efc",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4e8f6",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="billing_deduction",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeductionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("month", models.DateField(help_text="First day of the month in which it was bought.")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("laboratory", "Laboratory"),
                                    ("imaging", "Imaging"),
                                    ("other", "Other purchase"),
                                    ("co_payment", "Co-payments"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "item",
                            models.CharField(help_text="What was bought, as the invoice names it.", max_length=120),
                        ),
                        ("quantity", models.PositiveIntegerField(null=True)),
                        ("unit_cents", models.BigIntegerField(null=True)),
                        ("cents", models.BigIntegerField()),
                        (
                            "document",
                            models.CharField(help_text="The invoice or list that it stands on.", max_length=60),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, help_text="Why it takes another back.", max_length=200),
                        ),
                        ("entered_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
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
                                to="billing.deduction",
                            ),
                        ),
                        (
                            "reverses",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="billing.deduction",
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
                            "statement",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="billing.statement",
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
                        "indexes": [models.Index(fields=["pgh_xid"], name="billing_deduction_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="IncentiveTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("place", models.PositiveSmallIntegerField()),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        (
                            "indicator",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("t3_doctor", "Days to the third free time with a doctor"),
                                    ("t3_nurse", "Days to the third free time with a nurse"),
                                    ("feedback", "Would recommend, per cent"),
                                ],
                                help_text="What is measured; none is typed.",
                                max_length=20,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(choices=[("at_most", "at most"), ("at_least", "at least")], max_length=8),
                        ),
                        ("threshold", models.PositiveIntegerField()),
                        (
                            "unit",
                            models.CharField(
                                choices=[("days", "days"), ("per_cent", "per cent"), ("number", "number")], max_length=8
                            ),
                        ),
                        ("weight", models.PositiveSmallIntegerField()),
                        (
                            "rule_set",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incentive_targets",
                                to="pilot.ruleset",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("rule_set", "place"), name="incentive_target_has_a_place_of_its_own"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weight__gt", 0)), name="incentive_target_weighs_something"
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="target_of_a_statement_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF EXISTS (SELECT FROM billing_incentive WHERE target_id = OLD.id) THEN\n                        RAISE EXCEPTION 'target_of_a_statement_never_changes' USING ERRCODE = 'check_violation';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ",
                                    hash="3d2099891369fd73b5aada3fe2d0f1a722c71d7c",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_target_of_a_statement_never_changes_97dc5",
                                    table="billing_incentivetarget",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentivetargetevent" ("direction", "id", "indicator", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rule_set_id", "threshold", "unit", "weight") SELECT new_values."direction", new_values."id", new_values."indicator", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."rule_set_id", new_values."threshold", new_values."unit", new_values."weight" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="40ffd4785728688d9a343a7284966895015cd825",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_724ac",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="billing_incentivetarget",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentivetargetevent" ("direction", "id", "indicator", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rule_set_id", "threshold", "unit", "weight") SELECT new_values."direction", new_values."id", new_values."indicator", new_values."name_en", new_values."name_fi", new_values."name_sv", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."rule_set_id", new_values."threshold", new_values."unit", new_values."weight" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="aeb0abb43ffc493304234fdacde178237ce37d9d",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4baf3",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="billing_incentivetarget",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentivetargetevent" ("direction", "id", "indicator", "name_en", "name_fi", "name_sv", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "rule_set_id", "threshold", "unit", "weight") SELECT old_values."direction", old_values."id", old_values."indicator", old_values."name_en", old_values."name_fi", old_values."name_sv", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."rule_set_id", old_values."threshold", old_values."unit", old_values."weight" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7e6c1435df4d1d5d05c80c49c6bd9ad776c23995",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5f03d",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="billing_incentivetarget",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incentive",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "is_added",
                            models.BooleanField(help_text="Paid on top of the capitation; else held back from it."),
                        ),
                        ("fixed_share_thousandths", models.PositiveSmallIntegerField()),
                        ("base_cents", models.BigIntegerField(help_text="The month's own capitation.")),
                        ("value", models.PositiveIntegerField(null=True)),
                        ("is_not_bookable", models.BooleanField()),
                        ("measured_on", models.DateField(null=True)),
                        ("source", models.CharField(blank=True, max_length=200)),
                        ("is_met", models.BooleanField()),
                        ("part_cents", models.BigIntegerField(help_text="What the target decides over.")),
                        ("cents", models.BigIntegerField()),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incentive_rows",
                                to="billing.statement",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="billing.incentivetarget",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("statement", "target"), name="target_is_on_a_statement_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("part_cents__gte", 0),
                                    models.Q(
                                        models.Q(
                                            ("cents", models.F("part_cents")), ("is_added", True), ("is_met", True)
                                        ),
                                        models.Q(("cents", 0), ("is_added", True), ("is_met", False)),
                                        models.Q(("cents", 0), ("is_added", False), ("is_met", True)),
                                        models.Q(
                                            (
                                                "cents",
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("part_cents"), "*", models.Value(-1)
                                                ),
                                            ),
                                            ("is_added", False),
                                            ("is_met", False),
                                        ),
                                        _connector="OR",
                                    ),
                                ),
                                name="incentive_is_its_part_or_nothing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("value__isnull", False), ("is_met", False), _connector="OR"),
                                name="target_without_a_figure_is_not_met",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="only_a_freeze_adds_incentives",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF NOT EXISTS (\n                        SELECT FROM billing_statement AS statement\n                        JOIN billing_paymentrun AS run ON run.id = statement.run_id\n                        WHERE statement.id = NEW.statement_id\n                            AND run.frozen_xid = pg_current_xact_id()::text::numeric\n                    ) THEN\n                        RAISE EXCEPTION 'only_a_freeze_adds_incentives' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="03035e96a0e3dd1ef13174964f5a0d441e554c0c",
                                    operation="INSERT",
                                    pgid="pgtrigger_only_a_freeze_adds_incentives_6c706",
                                    table="billing_incentive",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="incentive_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="c0945f648d72bdd4ef2cd75fbaa52391dc74d64b",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_incentive_never_changes_000d7",
                                    table="billing_incentive",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncentiveInput",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("month", models.DateField(help_text="First day of the service month.")),
                        ("value", models.PositiveIntegerField()),
                        ("source", models.CharField(max_length=200)),
                        ("entered_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "site",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incentive_inputs",
                                to="providers.site",
                            ),
                        ),
                        (
                            "target",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inputs",
                                to="billing.incentivetarget",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("target", "site", "month"), name="incentive_input_is_typed_once_a_month"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("month__day", 1)), name="incentive_input_month_starts_on_the_first"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="incentive_input_says_its_source",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                                    models.Q(
                                        ("confirmed_at__isnull", False),
                                        ("confirmed_by__isnull", False),
                                        models.Q(("confirmed_by", models.F("entered_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="incentive_input_is_confirmed_by_somebody_else",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="confirmed_incentive_input_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    condition='WHEN (OLD."confirmed_at" IS NOT NULL)',
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                    hash="19dfea413a8a4031a552f21f8990825697af6404",
                                    operation="UPDATE",
                                    pgid="pgtrigger_confirmed_incentive_input_never_changes_cf34f",
                                    table="billing_incentiveinput",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentiveinputevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "target_id", "value") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."site_id", new_values."source", new_values."target_id", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b4b8c9a1fd112fd2590355c15881942bcccb5a06",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e797c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="billing_incentiveinput",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentiveinputevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "target_id", "value") SELECT new_values."confirmed_at", new_values."confirmed_by_id", new_values."entered_at", new_values."entered_by_id", new_values."id", new_values."month", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."site_id", new_values."source", new_values."target_id", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="da15808e5f4003c637569f9a1aa8aa82c8f4fe92",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fbeda",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="billing_incentiveinput",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "billing_incentiveinputevent" ("confirmed_at", "confirmed_by_id", "entered_at", "entered_by_id", "id", "month", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "site_id", "source", "target_id", "value") SELECT old_values."confirmed_at", old_values."confirmed_by_id", old_values."entered_at", old_values."entered_by_id", old_values."id", old_values."month", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."site_id", old_values."source", old_values."target_id", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f8517b1696350e27b35da8d711cc4c95d081342b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7c1b9",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="billing_incentiveinput",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncentiveInputEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("month", models.DateField(help_text="First day of the service month.")),
                        ("value", models.PositiveIntegerField()),
                        ("source", models.CharField(max_length=200)),
                        ("entered_at", models.DateTimeField()),
                        ("confirmed_at", models.DateTimeField(null=True)),
                        (
                            "confirmed_by",
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
                                to="billing.incentiveinput",
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
                            "target",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="billing.incentivetarget",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="billing_incentiveinput_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="IncentiveTargetEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("pgh_xid", pilot.history.Xid8Field(db_default=pilot.history.CurrentXid(), editable=False)),
                        ("id", models.BigIntegerField()),
                        ("place", models.PositiveSmallIntegerField()),
                        ("name_fi", models.CharField(max_length=120)),
                        ("name_sv", models.CharField(blank=True, max_length=120)),
                        ("name_en", models.CharField(blank=True, max_length=120)),
                        (
                            "indicator",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("t3_doctor", "Days to the third free time with a doctor"),
                                    ("t3_nurse", "Days to the third free time with a nurse"),
                                    ("feedback", "Would recommend, per cent"),
                                ],
                                help_text="What is measured; none is typed.",
                                max_length=20,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(choices=[("at_most", "at most"), ("at_least", "at least")], max_length=8),
                        ),
                        ("threshold", models.PositiveIntegerField()),
                        (
                            "unit",
                            models.CharField(
                                choices=[("days", "days"), ("per_cent", "per cent"), ("number", "number")], max_length=8
                            ),
                        ),
                        ("weight", models.PositiveSmallIntegerField()),
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
                                to="billing.incentivetarget",
                            ),
                        ),
                        (
                            "rule_set",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="pilot.ruleset",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                        "indexes": [models.Index(fields=["pgh_xid"], name="billing_incentivetarget_xid")],
                    },
                ),
                migrations.CreateModel(
                    name="BankLineReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reviewed_at", models.DateTimeField()),
                        ("note", models.CharField(max_length=500)),
                        (
                            "is_return",
                            models.BooleanField(
                                default=False, help_text="The payment counts as come back, though less of it came."
                            ),
                        ),
                        (
                            "line",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="review",
                                to="billing.bankmessageline",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("note", ""), _negated=True),
                                name="review_of_a_bank_line_says_what_came_of_it",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="bank_line_review_never_changes",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                    hash="995f59dad91b31c92cd5f8ebb38bd9cf95634f14",
                                    operation="UPDATE OR DELETE",
                                    pgid="pgtrigger_bank_line_review_never_changes_ab380",
                                    table="billing_banklinereview",
                                    when="BEFORE",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="only_what_was_set_aside_is_reviewed",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func="\n                    IF EXISTS (\n                        SELECT FROM billing_bankmessageline\n                        WHERE id = NEW.line_id AND result IN ('applied', 'known')\n                    ) THEN\n                        RAISE EXCEPTION 'only_what_was_set_aside_is_reviewed' USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                                    hash="bfd60c48311eec071a0c495cec0c05c60641caca",
                                    operation="INSERT",
                                    pgid="pgtrigger_only_what_was_set_aside_is_reviewed_52156",
                                    table="billing_banklinereview",
                                    when="BEFORE",
                                ),
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RunSQL(sql.text("entry_table"), DROP_TABLE),
        migrations.RunSQL(sql.text("entry_functions"), DROP_FUNCTIONS),
    ]
