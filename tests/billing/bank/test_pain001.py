"""Payment files: valid by the schema, adding up, the same every time, and refused where a bank would refuse."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from billing import errors
from billing.bank.pain001 import (
    KEPT,
    NAMESPACE,
    Address,
    PaymentOrder,
    Transfer,
    bank_text,
    payment_file,
    uetr,
    validate,
    write,
)
from pilot.identifiers import rf_reference
from pilot.money import cents_from_text

NS = {"p": NAMESPACE}
ORDER = PaymentOrder(
    message_id="VALINTA-2018-01",
    created_at=datetime(2018, 2, 8, 7, 0, tzinfo=UTC),
    execution_day=date(2018, 2, 15),
    debtor="Koivurannan kaupunki",
    business_id="0245437-2",
    iban="FI2112345600000785",
    address=Address("Koivuranta"),
)
TRANSFER = Transfer("R1-P7", 1099361, "Lumipihlaja Terveys Oy", "FI4250001510000023", rf_reference(2018010007))
HOSTILE = [
    "Äö & Åke Öljy Oy", "O'Brien’s", "Ægir Ørsted", "<Oy>&amp;</Nm>",
    "]]><x/>", "a\u200bb\u202ec", "x" * 300, "Ｆull Ｗidth",
    "line\r\nbreak\ttab", "//Oy//", "\x00\x01Nul", "Łódź Żółć",
    "Straße", "ﬁ Oy", "𝕆𝕪 Ab", "é" * 80, "A\ud7ff\ufffe", "😀 Oy",
]  # fmt: skip


def find(content, path):
    return etree.fromstring(content).xpath(path, namespaces=NS)


def test_the_file_follows_the_schema_and_holds_what_was_ordered():
    content = payment_file(ORDER, [TRANSFER])

    assert find(content, "//p:EndToEndId/text()") == ["R1-P7"]
    assert find(content, "//p:InstdAmt/text()") == ["10993.61"]
    assert find(content, "//p:ReqdExctnDt/p:Dt/text()") == ["2018-02-15"]
    assert find(content, "//p:Strd/p:CdtrRefInf/p:Ref/text()") == [TRANSFER.reference]
    assert find(content, "//p:Strd//p:Cd/text()") == ["SCOR"]
    assert find(content, "//p:Dbtr/p:PstlAdr/*/text()") == ["Koivuranta", "FI"]
    assert find(content, "//p:GrpHdr/p:CreDtTm/text()") == ["2018-02-08T09:00:00+02:00"]
    assert find(content, "//p:AdrLine | //p:Ustrd") == []


def test_the_same_order_gives_the_same_bytes():
    assert payment_file(ORDER, [TRANSFER]) == payment_file(ORDER, [TRANSFER])


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=50))
@settings(max_examples=30)
def test_the_counts_and_sums_are_those_of_the_transfers(amounts):
    transfers = [replace(TRANSFER, end_to_end_id=f"R1-P{place}", cents=cents) for place, cents in enumerate(amounts)]

    content = payment_file(ORDER, transfers)

    assert find(content, "//p:NbOfTxs/text()") == [str(len(amounts))] * 2
    assert [cents_from_text(text) for text in find(content, "//p:CtrlSum/text()")] == [sum(amounts)] * 2
    assert [cents_from_text(text) for text in find(content, "//p:InstdAmt/text()")] == amounts
    assert len(set(find(content, "//p:UETR/text()"))) == len(amounts)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_rewritten_by_the_declared_rule(name):
    content = payment_file(replace(ORDER, debtor=name), [replace(TRANSFER, creditor=name)])

    (written,) = find(content, "//p:Cdtr/p:Nm/text()")
    assert written == bank_text(name)
    assert set(written) <= KEPT
    assert 0 < len(written) <= 70
    assert "//" not in written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Äö & Åke Öljy Oy", "Äö + Åke Öljy Oy"),
        ("A\u0308iti", "Äiti"),
        ("Łódź – “Żółć”", "Lódz - Zólc".replace("ó", "o")),
        ("O’Brien\r\n\tStraße", "O'Brien Strasse"),
        ("//a//b/", "a/b"),
        ("a\u200bb\u202ec", "abc"),
    ],
)
def test_bank_text(name, written):
    assert bank_text(name) == written


@given(st.text(max_size=200))
@settings(max_examples=1000, deadline=None)
def test_any_name_is_written_validly_or_refused(name):
    try:
        content = payment_file(ORDER, [replace(TRANSFER, creditor=name, address=Address(name, street=name))])
    except (errors.BadName, errors.BadAddress):
        return

    assert find(content, "//p:Cdtr/p:Nm/text()") == [bank_text(name)]
    assert bank_text(bank_text(name)) == bank_text(name)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"cents": 0}, errors.BadAmount),
        ({"cents": -1}, errors.BadAmount),
        ({"cents": 10**11}, errors.BadAmount),
        ({"iban": "FI4250001510000024"}, errors.BadAccount),
        ({"iban": "FI42 5000 1510 0000 23"}, errors.BadAccount),
        ({"creditor": "Москва"}, errors.BadName),
        ({"creditor": "..."}, errors.BadName),
        ({"creditor": ""}, errors.BadName),
        ({"reference": "RF00123"}, errors.BadReference),
        ({"reference": "1234561"}, errors.BadReference),
        ({"end_to_end_id": ""}, errors.BadIdentifier),
        ({"end_to_end_id": "x" * 36}, errors.BadIdentifier),
        ({"end_to_end_id": "/x"}, errors.BadIdentifier),
        ({"end_to_end_id": "x//y"}, errors.BadIdentifier),
        ({"end_to_end_id": "ä"}, errors.BadIdentifier),
        ({"end_to_end_id": "x\n"}, errors.BadIdentifier),
        ({"address": Address("")}, errors.BadAddress),
        ({"address": Address("Koivuranta", "Suomi")}, errors.BadAddress),
    ],
)
def test_a_transfer_that_a_bank_would_refuse_is_refused(change, error):
    to = io.BytesIO()

    with pytest.raises(error) as refusal:
        write(ORDER, [TRANSFER, replace(TRANSFER, **{"end_to_end_id": "R1-P8"} | change)], to)

    assert to.getvalue() == b""
    assert refusal.value.message


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"execution_day": date(2018, 2, 17)}, errors.NotABankDay),
        ({"execution_day": date(2018, 3, 30)}, errors.NotABankDay),
        ({"message_id": "x" * 36}, errors.BadIdentifier),
        ({"iban": "FI00"}, errors.BadAccount),
    ],
)
def test_an_order_that_a_bank_would_refuse_is_refused(change, error):
    with pytest.raises(error):
        payment_file(replace(ORDER, **change), [TRANSFER])


def test_two_payments_with_one_identifier_are_refused():
    with pytest.raises(errors.IdentifierTwice):
        payment_file(ORDER, [TRANSFER, replace(TRANSFER, cents=1)])


def test_nothing_to_pay_is_refused():
    with pytest.raises(errors.NothingToPay):
        payment_file(ORDER, [])


def test_a_file_that_does_not_follow_the_schema_is_refused_without_its_words():
    content = payment_file(ORDER, [TRANSFER]).replace(b"<PmtMtd>TRF</PmtMtd>", b"<PmtMtd>Lumipihlaja</PmtMtd>")

    with pytest.raises(errors.NotByTheSchema) as refusal:
        validate(content)
    assert "Lumipihlaja" not in refusal.value.message


def test_the_payments_own_number_is_stable_and_its_own():
    assert uetr("M", "E") == uetr("M", "E")
    assert len({uetr("M", "E"), uetr("M", "F"), uetr("N", "E")}) == 3


def test_a_large_file_is_written_and_valid():
    transfers = [replace(TRANSFER, end_to_end_id=f"R1-P{place}") for place in range(5000)]

    assert len(find(payment_file(ORDER, transfers), "//p:CdtTrfTxInf")) == 5000
