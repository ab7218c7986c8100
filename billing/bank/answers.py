"""What a bank's message says, apart from how it is written, and what the bank's status words mean."""

from dataclasses import dataclass, field

# ISO 20022, external payment group and transaction status codes. A status that is not here is shown to a person.
PENDING, ACCEPTED, PAID, REJECTED, RETURNED = "pending", "accepted", "paid", "rejected", "returned"
OUTCOMES = {
    "RCVD": PENDING,
    "PDNG": PENDING,
    "PATC": PENDING,
    "ACTC": PENDING,
    "ACCP": ACCEPTED,
    "ACFC": ACCEPTED,
    "ACSP": ACCEPTED,
    "ACWC": ACCEPTED,
    "ACSC": PAID,
    "ACCC": PAID,
    "RJCT": REJECTED,
    "CANC": REJECTED,
}
PARTLY = "PART"
EURO = "EUR"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the bank says of one payment or, without its id, of all payments of a file that it does not name.

    `count` and `cents` of a whole file must be those of the payments it is said of, when they are given.
    """

    line: int
    status: str
    outcome: str
    file_id: str = ""
    end_to_end_id: str = ""
    is_of_file: bool = False
    count: int | None = None
    cents: int | None = None
    currency: str = EURO
    account: str = ""
    reason: str = ""
    told: str = ""

    @property
    def is_euros(self) -> bool:
        return self.currency == EURO


@dataclass(frozen=True, kw_only=True)
class Message:
    """A bank's message: what kind, its own id, and its answers in order."""

    kind: str
    message_id: str
    created_text: str
    answers: list[Answer] = field(default_factory=list)
