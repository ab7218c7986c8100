"""The bank's files as XML: what is hostile or broken is refused by its place, before anything is believed."""

import pytest

from billing import errors
from billing.bank import xml
from billing.bank.reading import read
from tests.billing import bank_files as files

GOOD = files.pain002("VALINTA-201701-1", files.transaction("VALINTA-1-1", "RJCT", reason="AC04", amount="10.50"))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">&b;</Document>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE Document SYSTEM "file:///etc/passwd"><Document/>"""


def test_an_answer_is_read_with_its_line_reason_and_cents():
    message = read(GOOD)

    (answer,) = message.answers
    assert (message.kind, message.message_id) == ("pain.002", "BANK-1")
    assert (answer.line, answer.outcome, answer.reason, answer.cents) == (6, "rejected", "AC04", 1050)


def test_comments_and_other_prefixes_are_read_all_the_same():
    prefixed = GOOD.replace(b"<Document xmlns=", b"<x:Document xmlns:x=").replace(b"</Document>", b"</x:Document>")
    for name in (b"CstmrPmtStsRpt", b"GrpHdr", b"MsgId", b"OrgnlGrpInfAndSts", b"OrgnlMsgId", b"OrgnlPmtInfAndSts",
                 b"TxInfAndSts", b"OrgnlEndToEndId", b"TxSts"):  # fmt: skip
        prefixed = prefixed.replace(b"<" + name + b">", b"<x:" + name + b">")
        prefixed = prefixed.replace(b"</" + name + b">", b"</x:" + name + b">")

    assert read(prefixed.replace(b"<x:TxSts>", b"<x:TxSts><!-- no -->")).answers[0].outcome == "rejected"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", errors.NotXml),
        (b"not xml", errors.NotXml),
        (GOOD[:300], errors.NotXml),
        (GOOD.replace(b"</TxSts>", b"</TxStss>"), errors.NotXml),
        (b"\x00" * 50, errors.NotXml),
        (b"<a>" * 1000, errors.NotXml),
        (BOMB, errors.HasDoctype),
        (BOMB.decode().encode("utf-16"), errors.HasDoctype),
        (OUTSIDE, errors.HasDoctype),
        (b"<Document/>", errors.NotABankMessage),
        (GOOD.replace(b"pain.002.001.10", b"pain.001.001.09"), errors.NotABankMessage),
        (GOOD.replace(b"pain.002.001.10", b"camt.054.001.08"), errors.PartMissing),
        (GOOD.replace(b"<MsgId>BANK-1</MsgId>", b""), errors.PartMissing),
        (GOOD.replace(b"BANK-1", b"B" * 36), errors.PartMissing),
        (GOOD.replace(b"<OrgnlMsgId>VALINTA-201701-1</OrgnlMsgId>", b""), errors.PartMissing),
        (GOOD.replace(b"10.50", b"1e9"), errors.PartWrong),
        (GOOD.replace(b"10.50", b"-1"), errors.PartWrong),
        (GOOD.replace(b"10.50", b"10.505"), errors.PartWrong),
        (GOOD.replace(b"VALINTA-1-1", b"x" * 36), errors.PartWrong),
        (files.camt054("<Ntry></Ntry>"), errors.PartMissing),
    ],
)
def test_what_is_no_bank_message_is_refused(content, error):
    with pytest.raises(error) as refusal:
        read(content)

    assert "{" not in refusal.value.message


def test_a_broken_file_names_the_place():
    with pytest.raises(errors.NotXml) as refusal:
        read(GOOD.replace(b"</TxSts>", b"</TxStss>"))

    assert refusal.value.params["line"] == 6
    assert "6" in refusal.value.message


def test_a_file_too_large_is_not_parsed(monkeypatch):
    monkeypatch.setattr(xml, "MOST_MEGABYTES", 0)

    with pytest.raises(errors.BankFileTooLarge):
        read(GOOD)


def test_a_debit_of_another_currency_is_no_payment_of_ours():
    content = files.camt054(files.booked("VALINTA-1-1", "10.00")).replace(b'Ccy="EUR"', b'Ccy="SEK"')

    assert not read(content).answers[0].is_euros
