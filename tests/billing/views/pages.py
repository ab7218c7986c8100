"""Every page of billing with the state that it needs: what the five questions are asked of."""

from dataclasses import dataclass

from django.urls import reverse

from billing.models import Entry, RateTable, Statement
from billing.queries.entries import Key
from tests.billing.stage import FEBRUARY, IN_MARCH, Stage, a_rate_draft, a_stage, die, freeze


@dataclass
class Built:
    """A pilot with two runs: January as it was, and February with January's correction of a death."""

    stage: Stage
    january: object
    february: object
    draft: RateTable

    @property
    def statement(self) -> Statement:
        return Statement.objects.get(run=self.february, site=self.stage.site)

    @property
    def key(self) -> str:
        entry = Entry.objects.get(run=self.february, kind=Entry.Kind.CORRECTION)
        return str(Key(entry.run_id, entry.resident_id, entry.month, entry.starts_on, entry.kind))

    def addresses(self) -> dict[str, list[object]]:
        """Return each page's address parts by the name of its url."""
        run, statement, strand = [self.february.pk], [self.statement.pk], self.stage.strand.pk
        return {
            "rate-list": [],
            "rate-draft": [strand],
            "rate-page": [self.stage.table.pk],
            "rate-change": [self.draft.pk],
            "rate-comparison": [self.draft.pk],
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
            "entry-page": [self.key],
        }

    def posts(self) -> dict[str, list[object]]:
        """Return the addresses that only deeds are sent to."""
        run = [self.february.pk]
        return {
            "rate-approval": [self.stage.table.pk],
            "month-freeze": [self.stage.strand.pk, "2017-03"],
            "run-documents": run,
            "run-check": run,
            "run-submission": run,
            "run-withdrawal": run,
            "run-approval": run,
            "payment-file": run,
        }

    def own_addresses(self) -> dict[str, list[object]]:
        """Return the provider's pages."""
        statement = [self.statement.pk]
        return {
            "own-statement-list": [],
            "own-statement-page": statement,
            "own-statement-entries": statement,
            "own-statement-file": [*statement, "csv"],
            "own-entry-page": [self.key],
        }


def build() -> Built:
    stage = a_stage()
    january = freeze(stage)
    die(stage, stage.residents[0], "2017-01-10", IN_MARCH)
    draft = a_rate_draft(stage.strand, stage.areas, stage.preparer)
    return Built(stage, january, freeze(stage, FEBRUARY, IN_MARCH), draft)


def address(name: str, parts: list[object]) -> str:
    return reverse(f"billing:{name}", args=parts)
