"""What the database itself refuses to the application's role: nothing frozen, approved, recorded or issued is changed.

Each statement is tried as the application, straight in the database, on rows that exist.
"""

import warnings

import pytest
from django.db import DatabaseError, connection, transaction

from billing import actions
from pilot.embedded import APP_ROLE
from pilot.models import AccessLogEntry
from tests.billing import bank_files
from tests.billing.books import accounts
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    Stage,
    a_purchase,
    a_stage,
    approve,
    die,
    freeze,
    give_incentive,
    read_file,
    submit,
    take_off,
)

RUN = "(SELECT min(id) FROM billing_paymentrun)"
ONE_SHARD = "ARRAY[NULL]::bigint[]"
APPROVED_TABLE = "(SELECT min(id) FROM billing_ratetable WHERE state = 'approved')"
KEPT = [
    "billing_accountingrules",
    "billing_booking",
    "billing_bookingline",
    "billing_costplace",
    "billing_entry",
    "billing_gap",
    "billing_ledgeraccount",
    "billing_statement",
    "billing_deduction",
    "billing_deductionevent",
    "billing_incentive",
    "billing_incentivetarget",
    "billing_paymentrun",
    "billing_bankmessage",
    "billing_bankmessageline",
    "billing_filesending",
    "billing_paymentfile",
    "billing_returnedpayment",
    "billing_ratetableevent",
    "pilot_auditevent",
    "pilot_accesslogentry",
    "pilot_document",
    "registry_residentevent",
    "vouchers_enrolmentevent",
]
CHANGES = {
    "an entry's cents": "UPDATE billing_entry SET cents = cents + 1",
    "an entry in its partition": "UPDATE {partition} SET cents = cents + 1",
    "an entry held against others": "SELECT FROM billing_entry FOR UPDATE",
    "an entry added": "INSERT INTO billing_entry SELECT * FROM billing_entry LIMIT 1",
    "an entry added to its partition": "INSERT INTO {partition} SELECT * FROM {partition} LIMIT 1",
    "an entry copied in": "COPY billing_entry FROM STDIN",
    "an entry merged": "MERGE INTO billing_entry AS e USING billing_entry AS o ON FALSE WHEN MATCHED THEN DELETE",
    "a statement added later": (
        "INSERT INTO billing_statement (run_id, site_id, number, is_payable, entry_count, resident_count, cents,"
        " carried_in, to_pay, carried_out, digest)"
        f" SELECT {RUN}, max(id), 'late', TRUE, 0, 0, 0, 0, 0, 0, '' FROM providers_site"
    ),
    "a gap added later": (
        "INSERT INTO billing_gap (run_id, month, resident_id, site_id, starts_on, age)"
        f" SELECT {RUN}, '2017-01-01', max(id), (SELECT max(id) FROM providers_site), '2017-01-01', 1"
        " FROM registry_resident"
    ),
    "a booking's day": "UPDATE billing_booking SET booked_on = booked_on + 1",
    "a booking's line": "UPDATE billing_bookingline SET cents = cents + 1",
    "a line added to a booking": (
        "INSERT INTO billing_bookingline (booking_id, ordinal, use, account, account_name, side, cents, cost_place,"
        " provider_id, entry_kind) SELECT booking_id, 99, 'clearing', account, '', side, cents, '', provider_id, ''"
        " FROM billing_bookingline LIMIT 1"
    ),
    "an unbalanced booking": (
        "WITH booking AS (INSERT INTO billing_booking (organiser_id, year, number, kind, cause_key, run_id, payment_id,"
        " rules_id, booked_on, booked_at) SELECT organiser_id, year, 99, kind, 'another', run_id, payment_id, rules_id,"
        " booked_on, booked_at FROM billing_booking WHERE kind = 'payment' RETURNING id)"
        " SELECT FROM booking; SET CONSTRAINTS ALL IMMEDIATE"
    ),
    "the journal's balance switched off": "DROP TRIGGER pgtrigger_booking_is_whole_00000 ON billing_booking",
    "accounts that are in use": "UPDATE billing_accountingrules SET cost_place = '9'",
    "a statement's cents": "UPDATE billing_statement SET cents = 1, to_pay = 1",
    "a statement's run": "UPDATE billing_statement SET run_id = run_id + 1",
    "a statement's deductions": "UPDATE billing_statement SET deductions = -1, to_pay = to_pay - 1",
    "a deduction on a statement": "UPDATE billing_deduction SET cents = cents + 1 WHERE statement_id IS NOT NULL",
    "a deduction taken off its statement": "UPDATE billing_deduction SET statement_id = NULL",
    "a confirmed deduction": "UPDATE billing_deduction SET document = 'another' WHERE statement_id IS NULL",
    "a deduction put on a statement later": (
        "UPDATE billing_deduction SET statement_id = (SELECT max(id) FROM billing_statement WHERE is_payable)"
        " WHERE statement_id IS NULL"
    ),
    "what a target brought": "UPDATE billing_incentive SET part_cents = 1, cents = 1",
    "a target of a statement": "UPDATE billing_incentivetarget SET threshold = 100",
    "an incentive added later": (
        "INSERT INTO billing_incentive (statement_id, target_id, is_added, fixed_share_thousandths, base_cents,"
        " is_not_bookable, source, is_met, part_cents, cents)"
        " SELECT max(statement.id), max(target.id), TRUE, 900, 1, FALSE, '', FALSE, 0, 0"
        " FROM billing_statement AS statement, billing_incentivetarget AS target"
    ),
    "a run's digest": "UPDATE billing_paymentrun SET digest = repeat('0', 64)",
    "a run's month": "UPDATE billing_paymentrun SET month = month - interval '1 month'",
    "an answered run's state": "UPDATE billing_paymentrun SET state = 'approved' WHERE state = 'answered'",
    "a state left out": f"UPDATE billing_paymentrun SET state = 'filed' WHERE id <> {RUN}",
    "a second run of a month": (
        "INSERT INTO billing_paymentrun (strand_id, month, state, snapshot, frozen_xid, marked_at, digest, entry_count,"
        " total_cents, frozen_at, payment_digest, approved_digest)"
        " SELECT strand_id, month, 'frozen', snapshot, frozen_xid, marked_at, digest, 0, 0, frozen_at, '', ''"
        " FROM billing_paymentrun LIMIT 1"
    ),
    "an approved table's day": f"UPDATE billing_ratetable SET valid_from = valid_from - 1 WHERE id = {APPROVED_TABLE}",
    "an approved table's state": f"UPDATE billing_ratetable SET state = 'draft' WHERE id = {APPROVED_TABLE}",
    "an approved cell": f"UPDATE billing_ratecell SET annual_cents = 0 WHERE table_id = {APPROVED_TABLE}",
    "an approved cell moved away": f"DELETE FROM billing_ratecell WHERE table_id = {APPROVED_TABLE}",
    "a cell added to an approved table": (
        "INSERT INTO billing_ratecell (table_id, area_id, ages, annual_cents, is_demonstration)"
        f" SELECT {APPROVED_TABLE}, min(id), '[200,201)', 1, FALSE FROM pilot_area"
    ),
    "an approved table deleted": f"DELETE FROM billing_ratetable WHERE id = {APPROVED_TABLE}",
    "a filed payment": "UPDATE billing_payment SET cents = cents + 1",
    "a filed payment's file": "UPDATE billing_payment SET file_id = NULL",
    "a filed payment deleted": "DELETE FROM billing_payment",
    "an audit event": "UPDATE pilot_auditevent SET by_label = 'nobody'",
    "an access": "UPDATE pilot_accesslogentry SET by_label = 'nobody'",
    "a document": "UPDATE pilot_document SET content = ''",
    "a payment file": "UPDATE billing_paymentfile SET total_cents = 0",
    "a filed payment in another file": "UPDATE billing_payment SET file_id = file_id + 1",
    "a payment paid without an answer's way": "UPDATE billing_payment SET state = 'ordered' WHERE state <> 'ordered'",
    "a rejected payment alive again": "UPDATE billing_payment SET state = 'accepted'",
    "a second first file of a run": (
        "INSERT INTO billing_paymentfile (run_id, message_id, document_id, payment_count, total_cents, made_at,"
        " made_by_id) SELECT run_id, 'second', document_id, 1, 1, made_at, made_by_id FROM billing_paymentfile"
    ),
    "a run closed with something open": (
        "UPDATE billing_paymentrun SET state = 'closed', closed_at = now(), closed_by_id = submitted_by_id"
        " WHERE state = 'answered'"
    ),
    "a sending": "UPDATE billing_filesending SET sent_at = now()",
    "a message of the bank": "UPDATE billing_bankmessage SET aside_count = 0",
    "a line of the bank": "UPDATE billing_bankmessageline SET result = 'known'",
    "a returned payment repaid without an order": "UPDATE billing_returnedpayment SET state = 'repaid'",
    "a confirmed account's number": "UPDATE providers_bankaccount SET iban = 'FI1410093000123458'",
    "a confirmed account unconfirmed": "UPDATE providers_bankaccount SET confirmed_at = NULL, confirmed_by_id = NULL",
    "a version of a resident": "UPDATE registry_residentevent SET died_on = NULL",
    "entries attached twice": f"SELECT billing_attach_entries({RUN}, {ONE_SHARD}, {ONE_SHARD})",
    "entries attached that were never opened": f"SELECT billing_attach_entries(999999, {ONE_SHARD}, {ONE_SHARD})",
    "entries attached of no run": f"SELECT billing_attach_entries(NULL, {ONE_SHARD}, {ONE_SHARD})",
    "entries attached without a run": (
        "SELECT billing_open_entries(999999, 0, NULL, NULL), billing_close_entries(999999, 0),"
        f" billing_attach_entries(999999, {ONE_SHARD}, {ONE_SHARD})"
    ),
    "entries added to what is closed": (
        "SELECT billing_open_entries(999999, 0, NULL, NULL), billing_close_entries(999999, 0);"
        " INSERT INTO billing_entry_run_999999_0 SELECT * FROM billing_entry"
    ),
    "a partition taken out": "ALTER TABLE billing_entry DETACH PARTITION {partition}",
    "a partition of one's own": "CREATE TABLE own PARTITION OF billing_entry FOR VALUES IN (0)",
    "a table of one's own": "CREATE TABLE own (id bigint)",
    "triggers switched off": "ALTER TABLE billing_statement DISABLE TRIGGER ALL",
    "a trigger of a run dropped": "DROP TRIGGER pgtrigger_run_is_never_deleted ON billing_paymentrun",
    "all triggers passed by": "SET session_replication_role = replica",
    "a constraint dropped": "ALTER TABLE billing_statement DROP CONSTRAINT statement_adds_up",
    "entries dropped": "DROP TABLE billing_entry",
    "a guard rewritten": (
        "CREATE OR REPLACE FUNCTION billing_attach_entries(bigint, bigint[], bigint[]) RETURNS void AS '' LANGUAGE sql"
    ),
    "the owner's role": "SET ROLE valinta_owner",
}


@pytest.fixture
def stage(committed_db) -> Stage:
    """A run that is answered with a rejection, and one that corrects it; somebody's data was looked at."""
    with transaction.atomic():
        stage = a_stage()
        give_incentive(stage)
        take_off(stage)
    run = approve(stage, submit(stage, freeze(stage)))
    file = actions.make_payment_file(run=run, by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)
    read_file(stage, bank_files.pain002(file, status="RJCT"))
    accounts(stage)
    actions.book_run(run=run, by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    freeze(stage, FEBRUARY, IN_MARCH)
    take_off(stage, a_purchase(stage, item="Viljelyt"))
    AccessLogEntry.objects.create(at=IN_MARCH, by_label="clerk", role="clerk", resident_id=1, what="story")
    return stage


def went_through(statements: dict[str, str]) -> list[str]:
    """Try each by itself, keep nothing of it, and name those that the database did not refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(tableoid)::regclass::text FROM billing_entry")
        partition = cursor.fetchone()[0]
        names = []
        for name, statement in statements.items():
            try:
                with transaction.atomic():
                    cursor.execute(statement.replace("{partition}", partition))
                    transaction.set_rollback(True)
                names.append(name)
            except DatabaseError:
                pass
    return names


def test_the_database_refuses_to_change_what_is_kept(stage):
    assert went_through(CHANGES) == []


def test_the_database_refuses_to_delete_what_is_kept(stage):
    assert went_through({table: f"DELETE FROM {table}" for table in KEPT}) == []


def test_the_database_refuses_to_empty_any_table(stage):
    assert went_through({table: f"TRUNCATE {table} CASCADE" for table in [*KEPT, "pilot_membership"]}) == []


def test_what_is_not_kept_so_may_be_changed(stage):
    """The negative control: the same kinds of statement go through elsewhere."""
    statements = [
        "UPDATE pilot_membership SET role = role",
        "DELETE FROM pilot_membership",
        "SELECT FROM billing_entry",
    ]

    assert went_through({statement: statement for statement in statements}) == statements


def test_rights_are_not_given_to_oneself(stage):
    with pytest.raises(DatabaseError), connection.cursor() as cursor, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cursor.execute(f"GRANT UPDATE ON billing_entry TO {APP_ROLE}")
        cursor.execute("UPDATE billing_entry SET cents = 1")
