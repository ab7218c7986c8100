"""Whatever is sent, the interface says what is wrong with it, and keeps no refusal for others."""

import base64

import pytest

from pilot.api import throttles
from pilot.models import ApiScope
from tests.keys import JSON, a_key, a_system, key_request
from tests.people import an_organiser

pytestmark = pytest.mark.django_db
ELIGIBILITY = "/api/v1/eligibility/"


@pytest.fixture
def given():
    return a_system(an_organiser(), ApiScope.ELIGIBILITY)


def test_a_refusal_is_not_kept_for_everybody_behind_the_same_cache(client, monkeypatch):
    monkeypatch.setattr(throttles.ByAddress, "THROTTLE_RATES", {"address": "1/min", "system": "1/min"})
    fine = client.get("/api/v1/strands/")
    refused = [
        client.get("/api/v1/strands/", HTTP_AUTHORIZATION="Bearer guessed"),
        client.get("/api/v1/elsewhere/"),
        client.get("/api/v1/strands/"),
    ]

    assert (fine.status_code, "public" in fine["Cache-Control"]) == (200, True)
    assert [answer.status_code for answer in refused] == [401, 404, 429]
    # Any page may read what was wrong.
    assert {(answer["Cache-Control"], answer["Access-Control-Allow-Origin"]) for answer in refused} == {
        ("no-store", "*")
    }


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("[" * 100_000, 400, "parse_error"),
        ('{"a":' * 100_000, 400, "parse_error"),
        (b'{"a": "\xff"}', 400, "parse_error"),
        ("NaN", 400, "parse_error"),
        ("9" * 5000, 400, "parse_error"),
        ("[]", 422, "invalid"),
        ("null", 422, "invalid"),
    ],
)
def test_no_body_is_too_odd_for_an_answer(client, given, body, status, code):
    answer = client.post(ELIGIBILITY, body, content_type=JSON, **a_key(client, given))

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("value", [[], {}, None, True, 10**30, 1.5, "\x00", "\ud800", "", "x" * 300])
def test_no_value_of_any_field_is_too_odd_for_an_answer(client, given, value):
    key = a_key(client, given)
    right = {"pilot": "p", "strand": "s", "identity_code": "010170-900J", "on": "2017-03-01", "purpose": "Puhelu"}
    for field in right:
        answer = client.post(ELIGIBILITY, right | {field: value}, content_type=JSON, **key)

        assert answer.status_code in (404, 422), field


def test_no_try_for_a_key_is_too_odd_for_an_answer(client, given):
    nul = base64.b64encode(b"a\x00b:c").decode()
    form = "application/x-www-form-urlencoded"
    tries = [
        client.post("/api/v1/keys/", key_request(given, client_id="a\x00b")),
        client.post("/api/v1/keys/", {"grant_type": "client_credentials"}, HTTP_AUTHORIZATION=f"Basic {nul}"),
        client.post("/api/v1/keys/?a=%zz", key_request(given)),
        client.post("/api/v1/keys/?client_id=x", key_request(given)),
        client.post("/api/v1/keys/", b"\xff\xfe=%zz&scope=\xff", content_type=form),
        client.post("/api/v1/keys/", key_request(given, scope="eligibility\x00")),
        client.post("/api/v1/keys/revoke/", key_request(given, client_id="\x00", token="\x00")),
        client.post("/api/v1/keys/", "{}", content_type=JSON),
    ]

    assert {answer.status_code for answer in tries} <= {400, 401, 415}
    assert all(answer.json()["error"] for answer in tries)


@pytest.mark.parametrize("query", ["lang=%00", "lang=../..", "version=%0d%0aX", "version=9", "format=x"])
def test_the_description_is_the_same_whatever_stands_behind_its_address(client, query):
    answer = client.get(f"/api/v1/schema/?{query}", HTTP_ACCEPT="application/vnd.oai.openapi+json")

    assert answer.status_code == (404 if query == "format=x" else 200)
    assert answer.status_code == 404 or answer.json()["info"]["version"] == "1"


@pytest.mark.parametrize(
    "accept", [";;;", "*/*;q=x", "application/json;a*=foo''%41", "*/*;a*=utf-8''%0d%0aX: y", "a" * 20_000, "text/html"]
)
def test_no_wish_for_a_kind_of_answer_is_too_odd(client, accept):
    assert client.get("/api/v1/strands/", HTTP_ACCEPT=accept).status_code in (200, 406)
