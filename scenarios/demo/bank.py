"""What the made-up bank answers in the demonstration: every month is booked, and one payment has just come back.

A month is sent on its freeze day, answered the same evening, and booked on its pay day, which the next month's freeze
finds done. One payment of the last file comes back at last, so that a visitor finds something to act on.
"""

from datetime import datetime, time, timedelta

from billing import actions
from billing.models import BankMessage, Payment, PaymentFile, PaymentRun
from pilot.calendar import HELSINKI
from pilot.money import euros
from scenarios.demo.stage import Stage

CHANNEL = "online"
SPACE = "urn:iso:std:iso:20022:tech:xsd"
ANSWER = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{space}:pain.002.001.10"><CstmrPmtStsRpt>
<GrpHdr><MsgId>A-{file}</MsgId><CreDtTm>{at}</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{file}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
<GrpSts>ACCP</GrpSts></OrgnlGrpInfAndSts>
</CstmrPmtStsRpt></Document>
"""
BOOKED = "<Btch><PmtInfId>{file}</PmtInfId><NbOfTxs>{count}</NbOfTxs></Btch>"
CAME_BACK = """<TxDtls><Refs><EndToEndId>{payment}</EndToEndId></Refs>
<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>"""
BOOKING = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{space}:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>{name}</MsgId><CreDtTm>{at}</CreDtTm></GrpHdr>
<Ntfctn><Id>{name}</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">{sum}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<NtryDtls>{details}</NtryDtls></Ntry></Ntfctn>
</BkToCstmrDbtCdtNtfctn></Document>
"""


def answer(stage: Stage, file: PaymentFile, *, at: datetime) -> None:
    """Take the file to the bank and read its answer: it pays all."""
    actions.note_sent(file=file, by=stage.log_ins.approver, at=at, channel=CHANNEL)
    text = ANSWER.format(space=SPACE, file=file.message_id, at=at.isoformat(timespec="seconds"))
    _read(stage, f"answer-{file.message_id}.xml", text, at)


def book(stage: Stage, run: PaymentRun) -> None:
    """Read what was booked of the run's file on its pay day, close the run, and book it."""
    file = PaymentFile.objects.filter(run=run, repayment=None).first()
    at = stage.timeline.now
    if file is not None and run.pay_on is not None:
        at = min(datetime.combine(run.pay_on, time(18), HELSINKI), at)
        details = BOOKED.format(file=file.message_id, count=file.payment_count)
        _read_booking(stage, f"B-{file.message_id}", "DBIT", file.total_cents, details, at)
    closed_at = min(at + timedelta(hours=1), stage.timeline.now)
    actions.close(run=run, by=stage.log_ins.preparer, at=closed_at, channel=CHANNEL)
    actions.book_run(run=run, by=stage.log_ins.preparer, at=closed_at, channel=CHANNEL)


def send_back(stage: Stage, *, at: datetime) -> None:
    """Read that the last paid payment has come back, so that its month is open again."""
    payment = Payment.objects.filter(run__strand=stage.strand, state=Payment.State.PAID).order_by("pk").last()
    if payment is not None:
        details = CAME_BACK.format(payment=payment.end_to_end_id)
        _read_booking(stage, f"C-{payment.end_to_end_id}", "CRDT", payment.cents, details, at)


def _read_booking(stage: Stage, name: str, direction: str, cents: int, details: str, at: datetime) -> None:
    text = BOOKING.format(
        space=SPACE,
        name=name,
        at=at.isoformat(timespec="seconds"),
        account=stage.pilot.lead.iban,
        sum=f"{euros(cents):.2f}",
        direction=direction,
        details=details,
    )
    _read(stage, f"bookings-{name}.xml", text, at)


def _read(stage: Stage, filename: str, text: str, at: datetime) -> BankMessage:
    return actions.read_bank_message(
        payer=stage.pilot.lead,
        filename=filename,
        content=text.encode(),
        by=stage.log_ins.preparer,
        at=at,
        channel=CHANNEL,
    ).message
