"""The bank's files for tests: pain.002 and camt.054 as banks write them, made from a few words a payment."""

from billing.models import Payment, PaymentFile

ACCOUNT = "FI2112345600000785"
PAIN002 = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
CAMT054 = "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"


def pain002(
    file: PaymentFile | str,
    *payments: str,
    status: str = "",
    counts: str = "",
    message_id: str = "BANK-1",
    space: str = PAIN002,
) -> bytes:
    """Write an answer to a payment file: its status as a whole, and single payments as `transaction` writes them."""
    name = file if isinstance(file, str) else file.message_id
    whole = f"<GrpSts>{status}</GrpSts>" if status else ""
    block = f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{name}</OrgnlPmtInfId>{''.join(payments)}</OrgnlPmtInfAndSts>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{space}"><CstmrPmtStsRpt>
<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>2017-02-15T07:00:00+02:00</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>{name}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{whole}{counts}</OrgnlGrpInfAndSts>
{block if payments else ""}
</CstmrPmtStsRpt></Document>
""".encode()


def transaction(payment: Payment | str, status: str, *, reason: str = "", told: str = "", amount: str = "") -> str:
    """Write what pain.002 says of one payment, on a line of its own."""
    name = payment if isinstance(payment, str) else payment.end_to_end_id
    words = f"<AddtlInf>{told}</AddtlInf>" if told else ""
    because = f"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn>{words}</StsRsnInf>" if reason else ""
    ref = f'<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">{amount}</InstdAmt></Amt></OrgnlTxRef>' if amount else ""
    return (
        f"\n<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId><TxSts>{status}</TxSts>{because}{ref}</TxInfAndSts>"
    )


def accepted_count(count: int) -> str:
    """Write that the bank accepted so many payments."""
    return f"<NbOfTxsPerSts><DtldNbOfTxs>{count}</DtldNbOfTxs><DtldSts>ACCP</DtldSts></NbOfTxsPerSts>"


def camt054(*entries: str, message_id: str = "NOTE-1", account: str = ACCOUNT, space: str = CAMT054) -> bytes:
    """Write a notification of bookings on an account."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{space}"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>{message_id}</MsgId><CreDtTm>2017-02-15T18:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>1</Id><CreDtTm>2017-02-15T18:00:00</CreDtTm><Acct><Id><IBAN>{account}</IBAN></Id></Acct>{"".join(entries)}
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
""".encode()


def booked(payment: Payment | str, amount: str, *, status: str = "<Cd>BOOK</Cd>") -> str:
    """Write the debit of one payment."""
    return _entry("DBIT", amount, _details(payment, amount), status)


def booked_together(file: PaymentFile | str, count: int, amount: str) -> str:
    """Write one debit for a whole file, as banks book when they are asked to."""
    name = file if isinstance(file, str) else file.message_id
    return _entry(
        "DBIT",
        amount,
        f"<Btch><PmtInfId>{name}</PmtInfId><NbOfTxs>{count}</NbOfTxs></Btch>",
        "<Cd>BOOK</Cd>",
    )


def came_back(payment: Payment | str, amount: str, *, reason: str = "AC04", told: str = "") -> str:
    """Write the credit of a payment that came back, with its reason."""
    words = f"<AddtlInf>{told}</AddtlInf>" if told else ""
    returned = f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn>{words}</RtrInf>"
    return _entry("CRDT", amount, _details(payment, amount, returned), "<Cd>BOOK</Cd>")


def _details(payment: Payment | str, amount: str, more: str = "") -> str:
    name = payment if isinstance(payment, str) else payment.end_to_end_id
    return f'<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs><Amt Ccy="EUR">{amount}</Amt>{more}</TxDtls>'


def _entry(direction: str, amount: str, details: str, status: str) -> str:
    return (
        f'\n<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts>{status}</Sts>'
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )
