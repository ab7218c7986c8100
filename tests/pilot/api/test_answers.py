"""Whatever is wrong is said as problem details, in the language asked for, and the description tells all there is."""

import re

import pytest
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from pilot.api import throttles
from pilot.api.views import ApiView
from pilot.models import ApiScope
from tests.architecture.test_views import routes
from tests.keys import JSON, a_key, a_system
from tests.people import an_organiser

pytestmark = pytest.mark.django_db
ELIGIBILITY = "/api/v1/eligibility/"


@pytest.fixture
def key(client):
    return a_key(client, a_system(an_organiser(), ApiScope.ELIGIBILITY))


def problem(answer) -> tuple[int, str]:
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    return answer.status_code, answer.json()["code"]


def test_whatever_is_wrong_is_told_by_code(client, key):
    assert problem(client.post(ELIGIBILITY, "{", content_type=JSON, **key)) == (400, "parse_error")
    assert problem(client.post(ELIGIBILITY, "{}", content_type="text/plain", **key)) == (415, "unsupported_media_type")
    assert problem(client.get(ELIGIBILITY, **key)) == (405, "method_not_allowed")
    assert problem(client.get("/api/v1/elsewhere/", **key)) == (404, "not_found")
    assert problem(client.get("/api/v1/strands/x/y/sites/")) == (404, "not_found")


def test_what_is_too_large_is_told_so(client, key, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = client.post(ELIGIBILITY, '{"purpose": "%s"}' % ("x" * 100), content_type=JSON, **key)

    assert problem(answer) == (413, "too_large")


def test_wrong_fields_are_named_with_codes(client, key):
    body = '{"pilot": "a b", "identity_code": "010170-9000", "on": "1.2.2017", "purpose": "x"}'
    answer = client.post(ELIGIBILITY, body, content_type=JSON, **key)

    assert problem(answer) == (422, "invalid")
    found = {(error["field"], error["code"]) for error in answer.json()["errors"]}
    assert found == {
        ("pilot", "invalid"),
        ("strand", "required"),
        ("identity_code", "invalid"),
        ("on", "invalid"),
        ("purpose", "min_length"),
    }


@pytest.mark.parametrize(
    ("language", "begins"), [("fi", "Tähän tarvitaan"), ("sv", "Detta kräver"), ("en", "This takes a key")]
)
def test_refusals_are_in_the_language_asked_for(client, language, begins):
    answer = client.post(ELIGIBILITY, "{}", content_type=JSON, HTTP_ACCEPT_LANGUAGE=language)

    assert answer.json()["detail"].startswith(begins)
    assert answer["Content-Language"] == language
    assert answer["WWW-Authenticate"] == "Bearer"


def test_who_asks_too_often_is_told_how_long_to_wait(client, monkeypatch):
    monkeypatch.setattr(throttles.ByAddress, "THROTTLE_RATES", {"address": "2/min", "system": "2/min"})
    answers = [client.get("/api/v1/strands/", REMOTE_ADDR="192.0.2.7") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert client.get("/api/v1/strands/", REMOTE_ADDR="192.0.2.8").status_code == 200


def test_open_answers_may_be_kept_and_read_by_any_page_and_others_by_nobody(client, key):
    there = client.get("/api/v1/strands/")
    closed = client.post(ELIGIBILITY, "{}", content_type=JSON, **key)

    assert (there["Access-Control-Allow-Origin"], "max-age=60" in there["Cache-Control"]) == ("*", True)
    assert ("Access-Control-Allow-Origin" in closed, closed["Cache-Control"]) == (False, "no-store")


def test_every_address_is_described_and_the_description_is_valid():
    schema = SchemaGenerator().get_schema(request=None, public=True)
    # The description does not describe itself, nor what answers where there is nothing.
    named = {name for name, view, _pattern in routes() if hasattr(view, "cls")} - {"api-schema", "api-nothing"}

    validate_schema(schema)
    assert {resolve(re.sub(r"{\w+}", "1", path)).url_name for path in schema["paths"]} == named


def test_the_page_tells_of_everything_that_can_be_asked_with_its_fields(client):
    page = client.get("/api/v1/").content.decode()

    for said in ('id="sites"', "sites.room.state", "uncapped | free | full", "with the scope <code>eligibility</code>"):
        assert said in page


def test_a_closed_address_names_its_scope_in_the_description():
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]

    assert paths[ELIGIBILITY]["post"]["security"] == [{"key": ["eligibility"]}]
    assert "security" not in paths["/api/v1/strands/"]["get"] or paths["/api/v1/strands/"]["get"]["security"] == []


def test_no_view_of_the_interface_starts_from_elsewhere():
    ours = [view.cls for _name, view, _pattern in routes() if hasattr(view, "cls")]

    assert ours
    assert [cls for cls in ours if not issubclass(cls, ApiView)] == []


def test_the_description_promises_what_is_answered():
    """An opening hour is 08:00, which RFC 3339 calls no time; a wrong secret is refused, and that is told."""
    schema = SchemaGenerator().get_schema(request=None, public=True)

    opens = schema["components"]["schemas"]["Hours"]["properties"]["opens"]
    assert "format" not in opens
    assert re.fullmatch(opens["pattern"], "08:00")
    assert set(schema["paths"]["/api/v1/keys/"]["post"]["responses"]) == {"200", "400", "401", "429"}
