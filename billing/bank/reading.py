"""From a file's bytes to the message it holds, whichever of the kinds that we read.

No free package brings the schemas of these two messages, so their shape is checked by hand: every part that is read.
"""

import re

from billing import errors
from billing.bank import camt054, pain002
from billing.bank.answers import Message
from billing.bank.xml import Part, parse

NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(pain\.002\.001\.(?:03|10)|camt\.054\.001\.(?:02|08))")
READERS = {
    "pain.002": ("CstmrPmtStsRpt", pain002.read),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", camt054.read),
}


def read(content: bytes) -> Message:
    """Return the message in the file. Refuses what is not one, naming the line of what is wrong."""
    document = Part(parse(content))
    version = NAMESPACE.fullmatch(document.space or "")
    if version is None or document.name != "Document":
        raise errors.NotABankMessage(kind=(document.space or document.name)[-60:])
    kind = version[1][:8]
    root, answers = READERS[kind]
    report = document.part(root)
    return Message(
        kind=kind,
        message_id=report.needed_id("GrpHdr/MsgId"),
        created_text=report.text("GrpHdr/CreDtTm")[:40],
        answers=list(answers(report)),
    )
