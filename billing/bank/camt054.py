"""camt.054: what was booked on the account. A debit that names our payment was paid; a credit may bring one back.

Our files ask for one booking a file, so a debit may name the file alone: it holds for its payments when count and sum
are theirs.
"""

from collections.abc import Iterator

from billing.bank.answers import PAID, PENDING, RETURNED, Answer
from billing.bank.xml import LONGEST_TEXT, Part

RETURN_FAMILIES = {"RRTN", "RPCR", "RRCT"}


def read(report: Part) -> Iterator[Answer]:
    """Give an answer for each payment, or each whole file, that an entry of the report names."""
    for notification in report.all("Ntfctn"):
        account = notification.part("Acct/Id").id_text("IBAN", "Othr/Id")
        for entry in notification.all("Ntry"):
            yield from _entry(entry, account)


def _entry(entry: Part, account: str) -> Iterator[Answer]:
    entry.part("Amt")
    entry.part("CdtDbtInd")
    named = [(details, row) for details in entry.all("NtryDtls") for row in details.all("TxDtls")]
    for _details, row in named:
        yield _payment(entry, row, account, is_only=len(named) == 1)
    if not named:
        yield _whole(entry, account)


def _payment(entry: Part, row: Part, account: str, *, is_only: bool) -> Answer:
    cents, currency = row.cents("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
    if cents is None and is_only:
        cents, currency = entry.cents("Amt")
    status, outcome = _outcome(entry, row)
    return Answer(
        line=row.line,
        status=status,
        outcome=outcome,
        # Banks put ids of their own into MsgId; the payment information's id is always the one we gave.
        file_id=row.id_text("Refs/PmtInfId"),
        end_to_end_id=row.id_text("Refs/EndToEndId"),
        cents=cents,
        currency=currency,
        account=account,
        reason=row.text("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry")[:35],
        told=" ".join(text.own_text for text in row.all("RtrInf/AddtlInf"))[:LONGEST_TEXT],
    )


def _whole(entry: Part, account: str) -> Answer:
    cents, currency = entry.cents("Amt")
    batch = entry.find("NtryDtls/Btch")
    status, outcome = _outcome(entry, entry)
    file_id = batch.id_text("PmtInfId", "MsgId") if batch else ""
    return Answer(
        line=entry.line,
        status=status,
        outcome=outcome if outcome in (PAID, PENDING) else "",
        file_id=file_id,
        is_of_file=bool(file_id),
        count=batch.number("NbOfTxs") if batch else None,
        cents=cents,
        currency=currency,
        account=account,
        told=entry.text("AddtlNtryInf")[:LONGEST_TEXT],
    )


def _outcome(entry: Part, row: Part) -> tuple[str, str]:
    """Return the bank's words for what was booked, and what that means for a payment of ours."""
    booked = entry.text("Sts/Cd", "Sts") or "BOOK"
    direction = row.text("CdtDbtInd") or entry.text("CdtDbtInd")
    family = row.text("BkTxCd/Domn/Fmly/SubFmlyCd") or entry.text("BkTxCd/Domn/Fmly/SubFmlyCd")
    is_return = row.find("RtrInf") is not None or entry.text("RvslInd") == "true" or family in RETURN_FAMILIES
    words = f"{booked} {direction}"[:35]
    if direction == "CRDT":
        return words, RETURNED if is_return and booked == "BOOK" else ""
    if direction == "DBIT" and not is_return:
        return words, {"BOOK": PAID, "PDNG": PENDING}.get(booked, "")
    return words, ""
