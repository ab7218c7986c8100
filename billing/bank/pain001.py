"""Payment files for the bank: pain.001.001.09, written as a stream and checked before it leaves.

The same order gives the same bytes. What a bank would refuse is refused here with its reason, and the finished file is
held against the schema. References are structured (RF); an address is structured or left out, never a free line.
"""

import io
import re
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import sepaxml
from lxml import etree

from billing import errors
from pilot.calendar import HELSINKI, is_bank_day
from pilot.identifiers import is_iban, is_rf_reference
from pilot.money import euros

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
SCHEMA = Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"

MOST_CENTS = 99_999_999_999
LONGEST_NAME = 70
LONGEST_ADDRESS = {"StrtNm": 70, "PstCd": 16, "TwnNm": 35}
COUNTRY = re.compile(r"[A-Z]{2}")
IDENTIFIER = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9+?/:().,' -]{1,35}(?<![/ ])")

# The letters that every SEPA bank reads, and those that Finnish banks keep: payee checks compare names with å, ä, ö.
KEPT = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ åäöÅÄÖ")
REWRITTEN = str.maketrans(
    {"&": "+", "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "ö", "Ø": "Ö", "œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D"}
    | {"ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T"}
    | dict.fromkeys("’‘`´ʼ", "'")
    | dict.fromkeys("–—‐‑−_", "-")
)


@dataclass(frozen=True, slots=True)
class Address:
    """A structured address: a town and a country at least."""

    town: str
    country: str = "FI"
    street: str = ""
    postal_code: str = ""


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """Who pays, from where and when."""

    message_id: str
    created_at: datetime
    execution_day: date
    debtor: str
    business_id: str
    iban: str
    address: Address


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment to one payee."""

    end_to_end_id: str
    cents: int
    creditor: str
    iban: str
    reference: str
    address: Address | None = None


def payment_file(order: PaymentOrder, transfers: Sequence[Transfer]) -> bytes:
    """Return the checked file of the order, valid by the schema.

    Refuses with an error that names the payment and what is wrong with it, and with NothingToPay when there is none.
    """
    to = io.BytesIO()
    write(order, transfers, to)
    content = to.getvalue()
    validate(content)
    return content


def write(order: PaymentOrder, transfers: Sequence[Transfer], to: BinaryIO) -> None:
    """Check the order and write its file; the transfers go out one by one."""
    check(order, transfers)
    with etree.xmlfile(to, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("Document", nsmap={None: NAMESPACE}), file.element("CstmrCdtTrfInitn"):
            totals = _totals(transfers)
            file.write("\n", _header(order, totals), "\n")
            with file.element("PmtInf"):
                file.write("\n", *_payment_facts(order, totals))
                for transfer in transfers:
                    file.write("\n", _transfer(order, transfer))


def check(order: PaymentOrder, transfers: Sequence[Transfer]) -> None:
    """Refuse what a bank would refuse, or pay otherwise than meant."""
    if not transfers:
        raise errors.NothingToPay
    if not is_bank_day(order.execution_day):
        raise errors.NotABankDay(day=order.execution_day.isoformat())
    _check_party(order.message_id, order.debtor, order.iban, order.address)
    seen: set[str] = set()
    for transfer in transfers:
        identifier = transfer.end_to_end_id
        if identifier in seen:
            raise errors.IdentifierTwice(identifier=identifier)
        seen.add(identifier)
        _check_party(identifier, transfer.creditor, transfer.iban, transfer.address)
        if not 0 < transfer.cents <= MOST_CENTS:
            raise errors.BadAmount(identifier=identifier)
        if not is_rf_reference(transfer.reference):
            raise errors.BadReference(identifier=identifier)


def validate(content: bytes) -> None:
    """Refuse a file that does not follow the schema."""
    schema = _schema()
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    if not schema.validate(etree.fromstring(content, parser)):
        # The first complaint without its value: names and accounts stay out of messages.
        raise errors.NotByTheSchema(reason=schema.error_log[0].type_name)


def bank_text(text: str, longest: int = LONGEST_NAME) -> str:
    """Write a name in the letters that banks use, by the one declared rule.

    Å, ä and ö stay. Other letters lose their accents, `&` becomes `+`, dashes and apostrophes become the plain ones,
    and what has no such form is left out. Spaces run together, slashes neither begin, end nor double, and what is
    longer than banks allow is cut.
    """
    letters = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text).translate(REWRITTEN))
    one_line = re.sub(r"/{2,}", "/", " ".join(letters.split())).strip("/ ")
    return one_line[:longest].strip("/ ")


def uetr(message_id: str, end_to_end_id: str) -> str:
    """Return the payment's end-to-end reference: the same for the same payment, in the form the schema asks for.

    The schema allows random (version 4) numbers only, so a digest wears that version's marks; uuid5 would be refused.
    """
    digest = sha256(f"{message_id}\n{end_to_end_id}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def _check_party(identifier: str, name: str, account: str, address: Address | None) -> None:
    if not IDENTIFIER.fullmatch(identifier):
        raise errors.BadIdentifier(identifier=identifier)
    if not any(letter.isalnum() for letter in bank_text(name)):
        raise errors.BadName(identifier=identifier)
    if not is_iban(account):
        raise errors.BadAccount(identifier=identifier)
    if address is not None and not (bank_text(address.town) and COUNTRY.fullmatch(address.country)):
        raise errors.BadAddress(identifier=identifier)


def _plain(letter: str) -> str:
    if letter in KEPT:
        return letter
    if letter.isspace():
        return " "
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if part in KEPT)


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA, etree.XMLParser(no_network=True)))


def _totals(transfers: Sequence[Transfer]) -> tuple[str, str]:
    return str(len(transfers)), _amount(sum(transfer.cents for transfer in transfers))


def _amount(cents: int) -> str:
    return f"{euros(cents):.2f}"


def _header(order: PaymentOrder, totals: tuple[str, str]) -> etree._Element:
    count, total = totals
    return _node(
        "GrpHdr",
        _node("MsgId", order.message_id),
        _node("CreDtTm", order.created_at.astimezone(HELSINKI).isoformat(timespec="seconds")),
        _node("NbOfTxs", count),
        _node("CtrlSum", total),
        _debtor("InitgPty", order),
    )


def _payment_facts(order: PaymentOrder, totals: tuple[str, str]) -> Iterator[etree._Element]:
    count, total = totals
    yield _node("PmtInfId", order.message_id)
    yield _node("PmtMtd", "TRF")
    yield _node("BtchBookg", "true")
    yield _node("NbOfTxs", count)
    yield _node("CtrlSum", total)
    yield _node("PmtTpInf", _node("SvcLvl", _node("Cd", "SEPA")))
    yield _node("ReqdExctnDt", _node("Dt", order.execution_day.isoformat()))
    yield _debtor("Dbtr", order, _address(order.address))
    yield _account("DbtrAcct", order.iban)
    # SEPA needs no BIC, but the element must be there.
    yield _node("DbtrAgt", _node("FinInstnId", _node("Othr", _node("Id", "NOTPROVIDED"))))
    yield _node("ChrgBr", "SLEV")


def _debtor(tag: str, order: PaymentOrder, *address: etree._Element) -> etree._Element:
    scheme = _node("SchmeNm", _node("Cd", "COID"))
    organisation = _node("Id", _node("OrgId", _node("Othr", _node("Id", order.business_id), scheme)))
    return _node(tag, _node("Nm", bank_text(order.debtor)), *address, organisation)


def _transfer(order: PaymentOrder, transfer: Transfer) -> etree._Element:
    reference = _node("Tp", _node("CdOrPrtry", _node("Cd", "SCOR")))
    address = () if transfer.address is None else (_address(transfer.address),)
    return _node(
        "CdtTrfTxInf",
        _node(
            "PmtId",
            _node("EndToEndId", transfer.end_to_end_id),
            _node("UETR", uetr(order.message_id, transfer.end_to_end_id)),
        ),
        _node("Amt", _node("InstdAmt", _amount(transfer.cents), Ccy="EUR")),
        _node("Cdtr", _node("Nm", bank_text(transfer.creditor)), *address),
        _account("CdtrAcct", transfer.iban),
        _node("RmtInf", _node("Strd", _node("CdtrRefInf", reference, _node("Ref", transfer.reference)))),
    )


def _account(tag: str, iban: str) -> etree._Element:
    return _node(tag, _node("Id", _node("IBAN", iban)))


def _address(address: Address) -> etree._Element:
    given = {"StrtNm": address.street, "PstCd": address.postal_code, "TwnNm": address.town}
    lines = {tag: bank_text(text, LONGEST_ADDRESS[tag]) for tag, text in given.items()}
    country = _node("Ctry", address.country)
    return _node("PstlAdr", *(_node(tag, text) for tag, text in lines.items() if text), country)


def _node(tag: str, *content: etree._Element | str, **attributes: str) -> etree._Element:
    # No namespace of its own: it is written inside Document, whose namespace holds for all that is in it.
    node = etree.Element(tag, attributes)
    for part in content:
        if isinstance(part, str):
            node.text = part
        else:
            node.append(part)
    return node
