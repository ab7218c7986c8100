import io
from datetime import date
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from pilot.identifiers import is_identity_code
from pilot.identity_provider import application, clients, people, tokens
from pilot.identity_provider.people import STRANGERS_CODE
from pilot.log_in.configuration import ORGANISATION, RESIDENTS
from pilot.periods import since
from providers.models import Provider, ProviderMember
from registry.models import IdentityCode, Protection, Resident
from tests.people import a_member, a_person, a_pilot

GRANT = tokens.Grant("stranger-1", "valinta-residents", "http://site/back", "n", "challenge", "acr")


def asked(**changes) -> dict[str, str]:
    site = clients.client_of("valinta-residents")
    return {
        "client_id": site.client_id,
        "redirect_uri": site.redirect_uris[0],
        "response_type": "code",
        "code_challenge": "c",
        "code_challenge_method": "S256",
        "state": "s",
    } | changes


def call(method: str, path: str, query: str = "", body: bytes = b"") -> tuple[str, dict, str]:
    """Call the application as a server would."""
    answered: list = []
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD=method,
        PATH_INFO=path,
        QUERY_STRING=query,
        CONTENT_TYPE="application/x-www-form-urlencoded",
        CONTENT_LENGTH=str(len(body)),
    ) | {"wsgi.input": io.BytesIO(body)}
    content = b"".join(application.answer(environ, lambda status, headers: answered.extend((status, dict(headers)))))
    return answered[0], answered[1], content.decode()


@pytest.fixture(autouse=True)
def keep_the_connection(monkeypatch):
    """The test's own connection holds its rows: the application must not close it here."""
    monkeypatch.setattr(application.connections, "close_all", lambda: None)


def a_resident(name="Virtanen", **fields) -> Resident:
    pilot = a_pilot(is_demonstration=True)
    given = {"list_code": "R1", "given_names": "Aino", "family_name": name, "born_on": date(1970, 1, 1)}
    resident = Resident.objects.create(pilot=pilot, **given | fields)
    IdentityCode.objects.create(pilot=pilot, resident=resident, code="010170-999R", period=since(date(1970, 1, 1)))
    return resident


def test_only_a_demonstration_has_one(settings):
    settings.DEMO = False

    with pytest.raises(CommandError):
        call_command("identity_provider")
    with pytest.raises(RuntimeError):
        application.make_application()


def test_its_pages_have_the_sites_styles_and_typeface(settings):
    settings.DEMO = True
    served = application.make_application()
    answers = []

    for path in ("/static/css/index.css", "/static/fonts/valinta-sans.woff2", "/static/fonts/other.woff2"):
        environ = RequestFactory().get(path).environ
        body = served(environ, lambda status, headers: answers.append(status.split()[0]))
        getattr(body, "close", list)()

    assert answers == ["200", "200", "404"]


def test_the_stranger_is_a_valid_made_up_person():
    assert is_identity_code(STRANGERS_CODE, allow_temporary=True)


def test_the_page_lists_residents_with_what_is_special(db):
    resident = a_resident(language="sv")
    Protection.objects.create(resident=resident, period=since(date(2017, 1, 1)))

    status, headers, content = call("GET", "/authorize", urlencode(asked(ui_locales="en")))

    assert status == "200 OK"
    assert f'value="resident-{resident.pk}"' in content
    assert "Under non-disclosure" in content
    assert "010170-999R" not in content
    assert "form-action 'self' http://127.0.0.1:8000" in headers["Content-Security-Policy"]


def test_residents_are_found_by_name(db):
    resident = a_resident("Mäkelä")

    assert [person.key for _title, group in people.groups(RESIDENTS, "aino mäk") for person in group] == [
        f"resident-{resident.pk}"
    ]


def test_residents_of_real_pilots_are_nobody(db):
    resident = a_resident()
    resident.pilot.is_demonstration = False
    resident.pilot.save()

    assert people.person(RESIDENTS, f"resident-{resident.pk}") is None
    assert [title for title, _group in people.groups(RESIDENTS, "virtanen")] == []


def test_the_workspace_lists_members_and_providers_people(db):
    pilot = a_pilot()
    clerk = a_member("staff", pilot.lead, is_demonstration=True)
    a_member("finance", pilot.lead)
    provider = Provider.objects.create(pilot=pilot, name="Koti Oy", sector="private", business_id="0174666-4")
    keeper = ProviderMember.objects.create(user=a_person(is_demonstration=True), provider=provider)

    found = [person for _title, group in people.groups(ORGANISATION, "") for person in group]

    assert [person.key for person in found] == [f"member-{clerk.memberships.get().pk}", f"provider-{keeper.pk}"]
    assert found[0].claims["amr"] == ["pwd", "otp", "mfa"]


def test_a_foreign_address_is_never_sent_to(db):
    status, headers, _content = call("GET", "/authorize", urlencode(asked(redirect_uri="http://evil.example/")))

    assert status == "400 Bad Request"
    assert "Location" not in headers


def test_a_request_without_a_challenge_comes_back_as_an_error(db):
    status, headers, _content = call("GET", "/authorize", urlencode(asked(code_challenge="")))

    assert status == "302 Found"
    assert headers["Location"].partition("&iss=")[0].endswith("?error=invalid_request&state=s")


def test_unknown_paths_and_methods():
    assert call("GET", "/admin")[0] == "404 Not Found"
    assert call("DELETE", "/token")[0] == "405 Method Not Allowed"


def test_a_code_holds_for_its_client_once():
    code = tokens.code_of(GRANT)

    for wrong in ({"client_id": "other"}, {"redirect_uri": "http://evil.example/"}, {"verifier": "wrong"}):
        with pytest.raises(tokens.Refusal):
            right = {"client_id": GRANT.client_id, "redirect_uri": GRANT.redirect_uri, "verifier": "v"}
            tokens.redeem(code, **right | wrong)
    with pytest.raises(tokens.Refusal):
        tokens.redeem("forged", client_id="", redirect_uri="", verifier="")


def test_tokens_are_for_clients_that_prove_who_they_are(db):
    body = urlencode({"client_id": "valinta-workspace", "client_secret": "guessed"}).encode()

    assert call("POST", "/token", body=body)[0] == "401 Unauthorized"
    assert call("POST", "/token", body=urlencode({"client_id": "valinta-residents"}).encode())[0] == "401 Unauthorized"
    assert call("GET", "/userinfo")[0] == "401 Unauthorized"


def test_the_end_of_a_session_leads_back_to_the_site_only(db):
    client = clients.client_of("valinta-residents")
    query = {"client_id": client.client_id, "post_logout_redirect_uri": client.log_out_uris[0]}

    assert call("GET", "/end-session", urlencode(query))[1]["Location"] == client.log_out_uris[0]
    query["post_logout_redirect_uri"] = "http://evil.example/"
    assert call("GET", "/end-session", urlencode(query))[0] == "400 Bad Request"


def test_a_new_key_signs_and_the_one_before_is_still_published():
    before = tokens.signing_key()

    now = tokens.change_key()

    assert tokens.signing_key() == now
    assert {key["kid"] for key in tokens.key_set()["keys"]} == {before.kid, now.kid}
    assert not any("d" in key for key in tokens.key_set()["keys"])
