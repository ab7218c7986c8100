import time
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pilot import access
from pilot.accounts_settings import ORGANISATION, RESIDENTS
from pilot.identity_provider import tokens
from pilot.models import AuditEvent, Membership, User
from pilot.periods import since
from registry.models import IdentityCode, Resident, ResidentAccount
from tests import identity
from tests.people import a_member, a_person, a_pilot


@pytest.fixture
def provider(committed_db):
    with identity.served() as url:
        yield url


@pytest.fixture
def browser():
    return identity.a_browser()


def a_resident(code="010170-999R", **fields) -> Resident:
    pilot = fields.pop("pilot", None) or a_pilot(is_demonstration=True)
    given = {"list_code": "R1", "given_names": "Aino", "family_name": "Virtanen", "born_on": date(1970, 1, 1)}
    resident = Resident.objects.create(pilot=pilot, **given | fields)
    IdentityCode.objects.create(pilot=pilot, resident=resident, code=code, period=since(date(1970, 1, 1)))
    return resident


def who(browser) -> User | None:
    key = browser.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_a_resident_logs_in_and_is_tied_to_the_register_once(provider, browser):
    resident = a_resident(language="sv")

    for _ in range(2):
        assert identity.log_in(browser, RESIDENTS, f"resident-{resident.pk}").status_code == 302
        browser.post(reverse("account_logout"))

    account = ResidentAccount.objects.get()
    assert account.resident == resident
    assert account.user.language == "sv"
    assert [event.kind for event in AuditEvent.objects.all()] == ["resident_account_opened"]


def test_the_session_of_a_resident_is_strong_and_new(provider, browser):
    resident = a_resident()
    before = leave_session(browser)

    identity.log_in(browser, RESIDENTS, f"resident-{resident.pk}")

    assert browser.session[access.IDENTIFICATION] == {"provider": RESIDENTS, "strong": True}
    assert browser.session.session_key != before


def leave_session(browser) -> str:
    identity.leave(browser, RESIDENTS)
    return browser.session.session_key


def test_log_in_leads_back_to_where_one_was_going(provider, browser):
    resident = a_resident()

    response = identity.log_in(browser, RESIDENTS, f"resident-{resident.pk}", next="/accessibility/")

    assert response["Location"] == "/accessibility/"


def test_this_computer_may_be_called_by_its_other_name(provider):
    resident = a_resident()
    browser = Client(HTTP_HOST="localhost:8000")
    back = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")

    assert back.startswith("http://localhost:8000/")
    assert browser.get(back.removeprefix("http://localhost:8000")).status_code == 302
    assert who(browser)


def test_a_stranger_gets_a_clear_page_and_nothing_is_kept(provider, browser):
    a_resident()

    response = identity.log_in(browser, RESIDENTS, "stranger-1")

    assert response.status_code == 403
    assert "accounts/not_known.html" in [template.name for template in response.templates]
    assert who(browser) is None
    assert not User.objects.exists()
    assert "240636" not in str(dict(browser.session))


def test_who_dies_between_the_steps_is_not_let_in(provider, browser):
    dead = a_resident()
    leave = identity.leave(browser, RESIDENTS)
    back = identity.answer(leave, person=f"resident-{dead.pk}")
    Resident.objects.filter(pk=dead.pk).update(died_on=date(2017, 1, 1), died_precision="day")

    assert identity.come_back(browser, back).status_code == 401


def test_cancelling_comes_back_with_a_clear_page(provider, browser):
    back = identity.answer(identity.leave(browser, RESIDENTS), cancel="yes")

    response = identity.come_back(browser, back)

    assert response["Location"] == reverse("socialaccount_login_cancelled")
    assert browser.get(response["Location"]).status_code == 200


def test_a_clerk_logs_in_by_the_organisation_with_its_second_factor(provider, browser):
    clerk = a_member("staff", a_pilot().lead, is_demonstration=True)

    identity.log_in(browser, ORGANISATION, f"member-{clerk.memberships.get().pk}")

    assert who(browser) == clerk
    assert browser.session[access.IDENTIFICATION]["strong"] is True


def test_somebody_whom_only_the_organisation_knows_is_not_let_in(provider, browser):
    clerk = a_member("staff", a_pilot().lead, is_demonstration=True)
    back = identity.answer(identity.leave(browser, ORGANISATION), person=f"member-{Membership.objects.get().pk}")
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert identity.come_back(browser, back).status_code in (401, 403)
    assert who(browser) is None


def test_weak_identification_is_refused(provider, browser, monkeypatch):
    resident = a_resident()
    monkeypatch.setattr("pilot.identity_provider.views.STRONG", ["http://ftn.ficora.fi/2017/loa1"])

    response = identity.log_in(browser, RESIDENTS, f"resident-{resident.pk}")

    assert response.status_code == 401
    assert who(browser) is None


def test_a_token_signed_by_another_key_is_refused(provider, browser, monkeypatch):
    resident = a_resident()
    forged = tokens.rsa.generate_private_key(public_exponent=65537, key_size=2048)
    honest = tokens.key_set()
    monkeypatch.setattr(tokens, "_key", forged)
    monkeypatch.setattr(tokens, "key_set", lambda: honest)

    assert identity.log_in(browser, RESIDENTS, f"resident-{resident.pk}").status_code == 401


def test_an_answer_to_another_log_in_is_refused(provider, browser):
    resident = a_resident()
    asked = identity.leave(browser, RESIDENTS)
    other = dict(parse_qsl(urlsplit(asked).query)) | {"nonce": "of another log-in"}
    back = requests.post(
        asked.partition("?")[0],
        data=other | {"person": f"resident-{resident.pk}"},
        allow_redirects=False,
        timeout=10,
    ).headers["Location"]

    assert identity.come_back(browser, back).status_code == 401


def test_the_same_answer_logs_in_once(provider, browser):
    resident = a_resident()
    back = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")

    assert identity.come_back(browser, back).status_code == 302
    assert identity.come_back(identity.a_browser(), back).status_code == 401


def test_a_silent_identity_provider_is_said_so(committed_db, browser, settings):
    settings.SOCIALACCOUNT_PROVIDERS = identity.providers_at("http://127.0.0.1:9")

    response = browser.get(f"/account/oidc/{RESIDENTS}/login/")

    assert response.status_code == 401


def test_unknown_providers_and_what_is_not_offered_are_not_found(db, browser):
    for path in ("/account/oidc/nobody/login/", "/account/email/", "/account/3rdparty/"):
        assert browser.get(path).status_code == 404


def test_nobody_signs_up(db, browser):
    form = {"email": "a@example.invalid", "password1": "long enough to pass", "password2": "long enough to pass"}
    browser.post(reverse("account_signup"), form)

    assert not User.objects.exists()


def test_the_log_in_page_offers_both_ways(db, browser):
    content = browser.get(reverse("account_login") + "?next=/jobs/1/").content.decode()

    assert 'id="log-in-resident"' in content
    assert 'id="log-in-workspace"' in content
    assert "next=%2Fjobs%2F1%2F" in content


def test_a_password_alone_leads_to_the_second_factor(db, browser):
    clerk = a_member("staff", a_pilot().lead, password="a long enough password")

    browser.post(reverse("account_login"), {"login": clerk.email, "password": "a long enough password"})

    assert who(browser) == clerk
    assert browser.get("/gallery/")["Location"] == f"{reverse('mfa_index')}?next=%2Fgallery%2F"
    assert browser.get(reverse("mfa_index")).status_code in (200, 302)


def test_second_factor_secrets_are_not_kept_in_clear(db):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP

    user = a_person()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in str(Authenticator.objects.get().data)
    assert TOTP(Authenticator.objects.get()).instance.user == user


def totp_code(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in_by_password(browser, user: User) -> str:
    form = {"login": user.email, "password": "a long enough password"}
    return browser.post(reverse("account_login"), form)["Location"]


def test_taking_a_second_factor_into_use_counts_and_later_log_ins_ask_for_it(committed_db, browser):
    clerk = a_member("staff", a_pilot().lead, password="a long enough password")
    log_in_by_password(browser, clerk)
    secret = browser.get(reverse("mfa_activate_totp")).context["form"].secret

    browser.post(reverse("mfa_activate_totp"), {"code": totp_code(secret)})
    assert browser.get("/gallery/").status_code == 200

    browser.post(reverse("account_logout"))
    cache.clear()  # one code is accepted once, and the next one would be half a minute away
    assert log_in_by_password(browser, clerk) == reverse("mfa_authenticate")
    assert who(browser) is None
    browser.post(reverse("mfa_authenticate"), {"code": totp_code(secret)})
    assert who(browser) == clerk
    assert browser.get("/gallery/").status_code == 200


def test_guessing_a_password_is_stopped(committed_db, browser):
    clerk = a_member("staff", a_pilot().lead, password="a long enough password")

    for _ in range(12):
        browser.post(reverse("account_login"), {"login": clerk.email, "password": "guess"})

    browser.post(reverse("account_login"), {"login": clerk.email, "password": "a long enough password"})
    assert who(browser) is None
