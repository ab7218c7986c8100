"""Log lines carry nobody's identifiers, whichever field or traceback they stood in."""

import json
import logging

import pytest
import structlog
from django.conf import settings

from pilot.logs import redact, without_query

SEPARATORS = "+-YXWVUABCDEF"


def test_a_mistyped_identity_code_is_redacted_too():
    assert redact("code 410190-900M, 011390-900M") == "code [identity code], [identity code]"


@pytest.mark.parametrize("separator", SEPARATORS)
def test_identity_code_with_every_separator_is_redacted(separator):
    assert redact(f"code 010190{separator}900M.") == "code [identity code]."


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("paid to FI2112345600000785", "paid to [account]"),
        ("paid to FI21 1234 5600 0007 85 today", "paid to [account] today"),
        ("mail aino.virtanen+x@example.fi sent", "mail [e-mail] sent"),
        ("?next=aino%40example.fi", "?next=[e-mail]"),
        ("lower case 010190a900m", "lower case [identity code]"),
    ],
)
def test_identifier_is_redacted(text, redacted):
    assert redact(text) == redacted


@pytest.mark.parametrize(
    "text", ["2017-02-01T10:00:00.123456Z", "run 2017-02, 123456 entries", "RF81123453", "0123456-7", "FINNISH STATION"]
)
def test_ordinary_text_is_left_alone(text):
    assert redact(text) == text


def formatted(record: logging.LogRecord) -> dict:
    config = settings.LOGGING["formatters"]["json"]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=config["foreign_pre_chain"], processors=config["processors"]
    )
    return json.loads(formatter.format(record))


def test_traceback_is_redacted_and_still_json():
    try:
        raise ValueError("no such person 010190-900M")
    except ValueError:
        record = logging.getLogger("x").makeRecord("x", logging.ERROR, "f", 1, "failed %s", ("a@b.fi",), None)
        import sys

        record.exc_info = sys.exc_info()

    line = formatted(record)

    assert line["event"] == "failed [e-mail]"
    assert "[identity code]" in line["exception"]
    assert line["level"] == "error"


def test_search_words_and_one_time_codes_are_not_logged():
    event = {"request": "GET /sites/?place=Kotikatu+1&code=abc", "event": "request_started"}

    kept = without_query(None, "info", event)

    assert kept["request"] == "GET /sites/"
