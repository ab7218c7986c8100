import time
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pilot import access
from pilot.log_in.configuration import ORGANISATION, RESIDENTS
from pilot.models import AuditEvent, Membership, User
from registry.models import Resident, ResidentAccount
from tests import identity
from tests.people import a_member, a_person, a_pilot
from tests.residents import a_resident, who


@pytest.fixture
def provider(committed_db):
    with identity.served() as url:
        yield url


@pytest.fixture
def browser(request):
    if "provider" in request.fixturenames:
        request.getfixturevalue("provider")
    return identity.a_browser()


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
    host = identity.host().replace("127.0.0.1", "localhost")
    browser = Client(HTTP_HOST=host)
    back = identity.answer(identity.leave(browser, RESIDENTS), person=f"resident-{resident.pk}")

    assert back.startswith(f"http://{host}/")
    assert browser.get(back.removeprefix(f"http://{host}")).status_code == 302
    assert who(browser)


def test_a_stranger_gets_a_clear_page_and_nothing_is_kept(provider, browser):
    a_resident()

    response = identity.log_in(browser, RESIDENTS, "stranger-1")

    assert identity.why(browser, response) == "not-in-register"
    assert who(browser) is None
    assert not User.objects.exists()
    assert "240636" not in str(dict(browser.session))


def test_who_dies_between_the_steps_is_not_let_in(provider, browser):
    dead = a_resident()
    leave = identity.leave(browser, RESIDENTS)
    back = identity.answer(leave, person=f"resident-{dead.pk}")
    Resident.objects.filter(pk=dead.pk).update(died_on=date(2017, 1, 1), died_precision="day")

    assert identity.why(browser, identity.come_back(browser, back)) == "died"


def test_cancelling_comes_back_with_a_clear_page(provider, browser):
    back = identity.answer(identity.leave(browser, RESIDENTS), cancel="yes")

    response = identity.come_back(browser, back)

    assert identity.why(browser, response) == "cancelled"


def test_a_clerk_logs_in_by_the_organisation_with_its_second_factor(provider, browser):
    clerk = a_member("staff", a_pilot().lead, is_demonstration=True)

    identity.log_in(browser, ORGANISATION, f"member-{clerk.memberships.get().pk}")

    assert who(browser) == clerk
    assert browser.session[access.IDENTIFICATION]["strong"] is True


def test_somebody_whom_only_the_organisation_knows_is_not_let_in(provider, browser):
    clerk = a_member("staff", a_pilot().lead, is_demonstration=True)
    back = identity.answer(identity.leave(browser, ORGANISATION), person=f"member-{Membership.objects.get().pk}")
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    assert identity.why(browser, identity.come_back(browser, back)) == "no-role"
    assert who(browser) is None


def test_unknown_providers_and_what_is_not_offered_are_not_found(db, browser):
    for path in ("/account/oidc/nobody/login/", "/account/email/", "/account/3rdparty/", "/account/3rdparty/signup/"):
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
