"""Log-ins that do not come about: each ends on a page that says so, and leaves one event without anything personal."""

import time

import pytest
import requests
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import translation

from pilot import access
from pilot.log_in import refusals
from pilot.log_in.configuration import ORGANISATION, RESIDENTS
from pilot.log_in.refusals import ANSWERS, KEPT_OF_ONE_ADDRESS, OTHER_ANSWERS, REASONS, NotLetIn
from pilot.models import AuditEvent, User
from pilot.periods import since
from registry.models import Protection
from tests import identity
from tests.people import AT, a_pilot
from tests.residents import BORN, a_resident, who


@pytest.fixture
def provider(committed_db):
    cache.clear()
    with identity.served() as url:
        yield url


@pytest.fixture
def browser(provider):
    return identity.a_browser()


def event() -> tuple[str, str, str]:
    kept = AuditEvent.objects.get()
    return kept.kind, kept.reason, kept.facts.get("detail", "")


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"cancel": "yes"}, "cancelled"),
        ({"fault": "login_required"}, "not-identified"),
        ({"fault": "server_error"}, "unavailable"),
        ({"fault": "temporarily_unavailable"}, "unavailable"),
    ],
)
def test_the_identification_that_does_not_come_about_is_said_so(browser, form, reason):
    response = identity.come_back(browser, identity.answer(identity.leave(browser, RESIDENTS), **form))

    assert identity.why(browser, response) == reason
    assert event()[:2] == ("log_in_refused", reason)
    assert "error=" not in response["Location"]


@pytest.mark.parametrize("code", [*ANSWERS, *OTHER_ANSWERS, "", "<script>", "010170-999R"])
def test_every_error_code_has_a_page_and_what_nobody_defined_is_not_repeated(browser, code):
    state = identity.leave(browser, RESIDENTS).partition("&state=")[2].partition("&")[0]

    response = browser.get(f"/account/oidc/{RESIDENTS}/login/callback/", {"error": code, "state": state})

    reason = ANSWERS.get(code, "misconfigured")
    assert identity.why(browser, response) == reason
    known = code if code in ANSWERS or code in OTHER_ANSWERS else "unknown error"
    assert event() == ("log_in_refused", reason, known)


def test_a_log_in_that_was_begun_too_long_ago_no_longer_holds(browser):
    resident = a_resident()
    back = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")
    session = browser.session
    for state in session["socialaccount_states"].values():
        state[1] = time.time() - 601
    session.save()

    assert identity.why(browser, identity.come_back(browser, back)) == "expired"
    assert event() == ("log_in_refused", "expired", "unknown state")
    assert who(browser) is None


def test_an_answer_in_another_browser_is_nobodys_log_in(browser):
    resident = a_resident()
    back = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")
    other = identity.a_browser()

    assert identity.why(other, identity.come_back(other, back)) == "expired"
    assert who(other) is None


def test_a_code_that_was_used_is_refused(browser):
    resident = a_resident()
    used = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")
    identity.come_back(browser, used)
    other = identity.a_browser()
    state = identity.leave(other, RESIDENTS).partition("&state=")[2].partition("&")[0]
    code = used.partition("code=")[2].partition("&")[0]

    response = other.get(f"/account/oidc/{RESIDENTS}/login/callback/?code={code}&state={state}")

    assert identity.why(other, response) == "expired"
    assert AuditEvent.objects.get(kind="log_in_refused").facts["detail"] == "invalid_grant"
    assert who(other) is None


def test_who_tries_again_still_gets_to_where_they_were_going(browser):
    address = identity.leave(browser, RESIDENTS, next="/my/?a=1&b=2")

    response = identity.come_back(browser, identity.answer(address, cancel="yes"))

    assert "/account/login/?next=%2Fmy%2F%3Fa%3D1%26b%3D2" in browser.get(response["Location"]).content.decode()


def test_the_way_back_leads_to_no_address_of_others(db, client):
    page = client.get(f"/account/oidc/{RESIDENTS}/refused/cancelled/?next=https://evil.example/")

    assert "evil" not in page.content.decode().partition("<main")[2]


def test_a_silent_identity_provider_is_said_so(committed_db):
    cache.clear()
    with identity.known_at("http://127.0.0.1:9"):
        browser = identity.a_browser()
        response = browser.get(f"/account/oidc/{RESIDENTS}/login/")

    assert identity.why(browser, response) == "unavailable"
    assert event() == ("log_in_refused", "unavailable", "does not answer")


def test_the_event_names_the_record_and_nothing_of_the_person(browser):
    resident = a_resident()
    resident.identity_codes.update(active=False)
    identity.log_in(browser, RESIDENTS, "stranger-1")
    back = identity.answer(identity.leave(browser, RESIDENTS), person="stranger-2")

    assert identity.why(browser, identity.come_back(browser, back)) == "no-identity-code"
    kept = str(list(AuditEvent.objects.values()))
    assert [event.reason for event in AuditEvent.objects.order_by("pk")] == ["not-in-register", "no-identity-code"]
    assert not [text for text in ("240636", "Svensson", "SE/FI", "Tuntematon") if text in kept]
    assert not User.objects.exists()


def test_an_event_about_a_record_is_found_with_the_record(db, rf):
    cache.clear()
    resident = a_resident()

    refusals.record(rf.get("/"), NotLetIn("died", resident=resident), provider=RESIDENTS, at=AT)

    kept = AuditEvent.objects.get()
    assert (kept.subject_kind, kept.subject_id, kept.pilot_code) == ("resident", str(resident.pk), resident.pilot.code)


def test_whoever_calls_the_way_back_over_and_over_does_not_fill_the_log(db, client):
    cache.clear()
    for _ in range(KEPT_OF_ONE_ADDRESS + 5):
        client.get(f"/account/oidc/{RESIDENTS}/login/callback/?error=server_error&state=made-up")

    assert AuditEvent.objects.count() == KEPT_OF_ONE_ADDRESS


@pytest.mark.parametrize("provider_id", [RESIDENTS, ORGANISATION])
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_reads_as_its_own_in_every_language(db, client, reason, provider_id):
    a_pilot()
    titles = set()
    for language in ("fi", "sv", "en"):
        page = client.get(f"/account/oidc/{provider_id}/refused/{reason}/", HTTP_ACCEPT_LANGUAGE=language)
        with translation.override(language):
            texts = [str(text) for text in (REASONS[reason].title, REASONS[reason].happened, REASONS[reason].advice)]
        assert all(text.replace("'", "&#x27;") in page.content.decode() for text in texts)
        titles.add(texts[0])
    assert len(titles) == 3


def test_made_up_reasons_have_no_page(db, client):
    assert client.get(f"/account/oidc/{RESIDENTS}/refused/something/").status_code == 404
    assert client.get("/account/oidc/nobody/refused/cancelled/").status_code == 404


def test_what_the_library_stops_at_unforeseen_is_not_believed():
    refusal = refusals.refusal_of(RequestFactory().get("/"), None, ValueError("010170-999R"), {"state": {}})

    assert (refusal.reason, refusal.detail) == ("not-trusted", "ValueError")


def test_who_is_under_non_disclosure_by_the_identification_is_protected_at_once(browser, monkeypatch):
    resident = a_resident()
    Protection.objects.create(resident=resident, period=since(BORN))
    back = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")
    # The code names the person; what is said of them is read when it is exchanged.
    monkeypatch.setattr("registry.demonstration._person", protected(resident.pk))
    Protection.objects.all().delete()

    identity.come_back(browser, back)

    assert who(browser).resident_account.resident == resident
    assert Protection.objects.filter(resident=resident).count() == 1


def protected(pk: int):
    from pilot.identity_provider.people import Person
    from pilot.log_in.configuration import IDENTITY_CODE_CLAIM, NON_DISCLOSURE_CLAIM

    claims = {IDENTITY_CODE_CLAIM: "010170-999R", NON_DISCLOSURE_CLAIM: "1"}
    return lambda _row: Person(f"resident-{pk}", "Aino", claims=claims)


def test_silence_about_non_disclosure_and_about_everything_else_changes_nothing(browser):
    """The register search of the identification may fail: then it says the code alone (domain.md 3.5)."""
    resident = a_resident()
    held = Protection.objects.create(resident=resident, period=since(BORN))
    before = (resident.given_names, resident.died_on, list(resident.residences.all()))

    identity.log_in(browser, RESIDENTS, f"resident-{resident.pk}")

    resident.refresh_from_db()
    assert (resident.given_names, resident.died_on, list(resident.residences.all())) == before
    assert list(Protection.objects.all()) == [held]
    assert browser.session[access.IDENTIFICATION] == {"provider": RESIDENTS, "strong": True}


def test_log_out_ends_the_session_at_the_identity_provider_as_well(provider, browser):
    identity.log_in(browser, RESIDENTS, f"resident-{a_resident().pk}")

    response = browser.post("/account/logout/")

    assert response["Location"].startswith(f"{provider}/end-session?client_id=valinta-residents")
    assert "id_token" not in response["Location"]
    assert who(browser) is None
    back = requests.get(response["Location"], allow_redirects=False, timeout=10).headers["Location"]
    assert back.endswith("/account/logged-out/")
    assert browser.get("/account/logged-out/").status_code == 200


def test_log_out_never_waits_for_an_identity_provider(provider, browser):
    identity.log_in(browser, RESIDENTS, f"resident-{a_resident().pk}")
    cache.clear()

    with identity.known_at("http://127.0.0.1:9"):
        response = browser.post("/account/logout/")

    assert response["Location"] == "/account/logged-out/"
    assert who(browser) is None
