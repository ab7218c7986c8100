"""pain.002: what the bank says of a payment file before it pays, as a whole or payment by payment.

A bank names as few payments as it can: what it says of the file holds for every payment that it does not name. "Partly"
says nothing of those, unless the bank counts how many it accepted and that is how many there are.
"""

from collections.abc import Iterator

from billing.bank.answers import OUTCOMES, PARTLY, Answer
from billing.bank.xml import LONGEST_TEXT, Part


def read(report: Part) -> Iterator[Answer]:
    """Give the answers of the report: first those of single payments, then those of the rest of the file."""
    group = report.part("OrgnlGrpInfAndSts")
    file_id = group.needed_id("OrgnlMsgId")
    blocks = list(report.all("OrgnlPmtInfAndSts"))
    said_of_block = False
    for block in blocks:
        whole = block.text("PmtInfSts") or group.text("GrpSts")
        for payment in block.all("TxInfAndSts"):
            yield _payment(payment, file_id, whole)
        if block.text("PmtInfSts"):
            said_of_block = True
            yield from _rest(block, "PmtInfSts", file_id)
    if group.text("GrpSts") and not said_of_block:
        yield from _rest(group, "GrpSts", file_id)
    elif not blocks:
        group.part("GrpSts")


def _payment(payment: Part, file_id: str, whole: str) -> Answer:
    status = payment.text("TxSts") or whole
    cents, currency = payment.cents("OrgnlTxRef/Amt/InstdAmt", "OrgnlTxRef/Amt/EqvtAmt/Amt")
    return Answer(
        line=payment.line,
        status=status[:35],
        outcome=OUTCOMES.get(status, ""),
        file_id=file_id,
        end_to_end_id=payment.id_text("OrgnlEndToEndId"),
        cents=cents,
        currency=currency,
        **_reason(payment),
    )


def _rest(part: Part, name: str, file_id: str) -> Iterator[Answer]:
    said = part.part(name)
    status, count = said.own_text, None
    if status == PARTLY:
        counted = [row for row in part.all("NbOfTxsPerSts") if OUTCOMES.get(row.text("DtldSts")) == "accepted"]
        if len(counted) != 1:
            return
        status, count = counted[0].text("DtldSts"), counted[0].number("DtldNbOfTxs")
    yield Answer(
        line=said.line,
        status=status[:35],
        outcome=OUTCOMES.get(status, ""),
        file_id=file_id,
        is_of_file=True,
        count=count,
        **_reason(part),
    )


def _reason(part: Part) -> dict[str, str]:
    code = part.text("StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry")
    told = " ".join(row.own_text for row in part.all("StsRsnInf/AddtlInf"))
    return {"reason": code[:35], "told": told[:LONGEST_TEXT]}
