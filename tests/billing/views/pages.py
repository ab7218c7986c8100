"""Every page of billing with the state that it needs: what the five questions are asked of."""

from dataclasses import dataclass

from django.urls import reverse

from billing import actions
from billing.models import (
    BankMessage,
    Deduction,
    Dispute,
    Entry,
    IncentiveInput,
    PaymentFile,
    RateTable,
    Repayment,
    ReturnedPayment,
    Statement,
)
from billing.queries.entries import Key
from tests.billing import bank_files
from tests.billing.disputing import dispute, statement_of
from tests.billing.stage import (
    CHANNEL,
    FEBRUARY,
    IN_FEBRUARY,
    IN_MARCH,
    MARCH,
    Stage,
    a_provider_member,
    a_purchase,
    a_rate_draft,
    a_stage,
    die,
    enter,
    file_of,
    freeze,
    give_incentive,
    read_file,
    take_off,
    type_figure,
)


@dataclass
class Built:
    """A pilot with two runs: January, whose rejected payment is ordered again, and February that corrects it."""

    stage: Stage
    january: object
    february: object
    draft: RateTable
    file: PaymentFile
    message: BankMessage
    returned: ReturnedPayment
    repayment: Repayment
    dispute: Dispute
    deduction: Deduction
    figure: IncentiveInput

    @property
    def statement(self) -> Statement:
        return Statement.objects.get(run=self.february, site=self.stage.site)

    @property
    def choice(self) -> int:
        return Entry.objects.filter(run=self.january, site=self.stage.site, choice__isnull=False)[0].choice_id

    @property
    def key(self) -> str:
        entry = Entry.objects.get(run=self.february, kind=Entry.Kind.CORRECTION)
        return str(Key(entry.run_id, entry.resident_id, entry.month, entry.starts_on, entry.kind))

    def addresses(self) -> dict[str, list[object]]:
        """Return each page's address parts by the name of its url."""
        run, statement, strand = [self.february.pk], [self.statement.pk], self.stage.strand.pk
        pilot = [self.stage.strand.pilot_id]
        return {
            "accounting-list": [],
            "accounting-run": run,
            "accounting-entries-file": [*run, "xlsx"],
            "accounts-draft": [strand],
            "accounts-list": [],
            "area-organisers": pilot,
            "grant-file": [*pilot, "csv"],
            "grant-page": pilot,
            "settlement-file": ["csv"],
            "settlement-list": [],
            "settlement-run": run,
            "settlement-run-file": [*run, "xlsx"],
            "journal": run,
            "journal-file": [*run, "csv"],
            "deduction-list": [],
            "deduction-entry": [strand],
            "deduction-page": [self.deduction.pk],
            "incentive-list": [],
            "incentive-page": [strand, "2017-03"],
            "rate-list": [],
            "rate-draft": [strand],
            "rate-simulation": [self.stage.table.pk],
            "rate-page": [self.stage.table.pk],
            "rate-change": [self.draft.pk],
            "rate-comparison": [self.draft.pk],
            "rate-comparison-file": [self.draft.pk, "xlsx"],
            "rate-file": [self.stage.table.pk, "xlsx"],
            "month-list": [],
            "month-preview": [strand, "2017-03"],
            "run-page": run,
            "run-entries": run,
            "run-file": [*run, "csv"],
            "run-gaps": run,
            "statement-page": statement,
            "statement-entries": statement,
            "statement-file": [*statement, "csv"],
            "statement-table": [*statement, "csv"],
            "entry-page": [self.key],
            "choice-page": [self.choice],
            "payment-file-download": [self.file.pk],
            "dispute-list": [],
            "dispute-page": [self.dispute.pk],
            "dispute-decision": [self.dispute.pk],
            "bank-message-list": [],
            "bank-message-page": [self.message.pk],
            "bank-message-file": [self.message.pk],
            "return-list": [],
            "return-page": [self.returned.pk],
            "repayment-page": [self.repayment.pk],
        }

    def posts(self) -> dict[str, list[object]]:
        """Return the addresses that only deeds are sent to."""
        run = [self.february.pk]
        return {
            "booking": run,
            "rate-simulation-order": [self.stage.table.pk],
            "deduction-confirmation": [self.stage.strand.pk],
            "deduction-withdrawal": [self.deduction.pk],
            "deduction-reversal": [self.deduction.pk],
            "incentive-confirmation": [self.stage.strand.pk, "2017-03"],
            "incentive-withdrawal": [self.figure.pk],
            "incentive-removal": [self.figure.pk],
            "incentive-removal-approval": [self.figure.pk],
            "incentive-removal-withdrawal": [self.figure.pk],
            "grant-forecast": [self.stage.strand.pilot_id],
            "grant-share": [self.stage.strand.pilot_id],
            "rate-approval": [self.stage.table.pk],
            "rate-discarding": [self.stage.table.pk],
            "month-freeze": [self.stage.strand.pk, "2017-03"],
            "run-documents": run,
            "run-check": run,
            "run-submission": run,
            "run-withdrawal": run,
            "run-approval": run,
            "payment-file": run,
            "approval-withdrawal": run,
            "run-bookings": run,
            "run-closing": run,
            "payment-file-sending": [self.file.pk],
            "dispute-owner": [self.dispute.pk],
            "dispute-message": [self.dispute.pk],
            "dispute-confirmation": [self.dispute.pk],
            "dispute-return": [self.dispute.pk],
            "return-owner": [self.returned.pk],
            "return-settlement": [self.returned.pk],
            "return-approval": [self.returned.pk],
            "return-withdrawal": [self.returned.pk],
            "return-repayment": [self.returned.pk],
            "bank-message-review": [self.message.pk],
            "bank-line-return": [self.message.pk, self.message.lines.first().pk],
            "repayment-approval": [self.repayment.pk],
            "repayment-withdrawal": [self.repayment.pk],
        }

    def own_addresses(self) -> dict[str, list[object]]:
        """Return the provider's pages."""
        statement = [self.statement.pk]
        return {
            "own-statement-list": [],
            "own-statement-page": statement,
            "own-statement-entries": statement,
            "own-statement-file": [*statement, "csv"],
            "own-statement-table": [*statement, "csv"],
            "own-entry-page": [self.key],
            "own-choice-page": [self.choice],
            "own-dispute-list": [],
            "own-dispute-new": statement,
            "own-dispute-page": [self.dispute.pk],
        }

    def own_posts(self) -> dict[str, list[object]]:
        """Return the addresses that only a provider's deeds are sent to."""
        return {"own-dispute-message": [self.dispute.pk], "own-dispute-withdrawal": [self.dispute.pk]}


def build() -> Built:
    stage = a_stage()
    january = freeze(stage)
    file = file_of(stage, january)
    message = read_file(stage, bank_files.pain002(file, status="RJCT"))
    returned = ReturnedPayment.objects.get(payment__run=january)
    repayment = actions.order_repayment(
        run=january, returned=[returned], by=stage.preparer, at=IN_FEBRUARY, channel=CHANNEL
    )
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    disputed = dispute(statement_of(stage, january), a_provider_member(stage.provider))
    draft = a_rate_draft(stage.strand, stage.areas, stage.preparer)
    targets = give_incentive(stage)
    take_off(stage, at=IN_MARCH)
    february = freeze(stage, FEBRUARY, IN_MARCH)
    (deduction,) = enter(stage, a_purchase(stage, item="Viljelyt", month=MARCH), at=IN_MARCH)
    figure = type_figure(stage, targets[1], 25, month=MARCH, confirmed=False)
    return Built(stage, january, february, draft, file, message, returned, repayment, disputed, deduction, figure)


def address(name: str, parts: list[object]) -> str:
    return reverse(f"billing:{name}", args=parts)
