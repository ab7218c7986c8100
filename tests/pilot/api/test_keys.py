"""A system comes in with a key for its secret, sees what its giver's side sees, and is shut out at once."""

import base64

import pytest
from allauth.idp.oidc.models import Client, Token

from pilot import systems, tasks
from pilot.models import ApiScope, AuditEvent, Membership
from tests.keys import JSON, a_key, a_system, key_request
from tests.people import AT, a_member, an_organiser

pytestmark = pytest.mark.django_db
ELIGIBILITY = "/api/v1/eligibility/"


@pytest.fixture
def organiser():
    return an_organiser()


@pytest.fixture
def given(organiser):
    return a_system(organiser, ApiScope.ELIGIBILITY)


def code_of(client, **key) -> tuple[int, str]:
    answer = client.post(ELIGIBILITY, "{}", content_type=JSON, **key)
    return answer.status_code, answer.json()["code"]


def test_a_key_is_had_for_the_secret_in_the_form_or_as_basic(client, given):
    in_form = client.post("/api/v1/keys/", key_request(given)).json()
    pair = base64.b64encode(f"{given.system.client_id}:{given.secret}".encode()).decode()
    basic = client.post("/api/v1/keys/", {"grant_type": "client_credentials"}, HTTP_AUTHORIZATION=f"Basic {pair}")

    assert (in_form["token_type"], in_form["expires_in"], in_form["scope"]) == ("Bearer", 3600, "eligibility")
    assert basic.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"client_secret": "guessed"}, 401),
        ({"client_id": "nobody"}, 401),
        ({"scope": "entries"}, 400),
        ({"grant_type": "password"}, 400),
    ],
)
def test_nothing_wrong_gets_a_key(client, given, wrong, status):
    assert client.post("/api/v1/keys/", key_request(given, **wrong)).status_code == status
    assert not Token.objects.exists()


def test_neither_secret_nor_key_is_kept_as_it_is(client, given):
    key = a_key(client, given)["HTTP_AUTHORIZATION"].removeprefix("Bearer ")

    assert given.secret not in Client.objects.get().secret
    assert Token.objects.get().hash != key


def test_a_key_is_asked_for_and_a_wrong_one_is_not_taken_for_none(client, given):
    assert code_of(client) == (401, "not_authenticated")
    assert code_of(client, HTTP_AUTHORIZATION="Bearer guessed") == (401, "authentication_failed")
    assert code_of(client, HTTP_AUTHORIZATION="Bearer") == (401, "authentication_failed")
    assert client.get("/api/v1/strands/", HTTP_AUTHORIZATION="Bearer guessed").status_code == 401
    # With a right one only the question is wrong.
    assert code_of(client, **a_key(client, given)) == (422, "invalid")


def test_a_key_opens_what_its_scope_names_and_no_more(client, organiser):
    finance = a_member("finance", organiser)
    given = a_system(organiser, ApiScope.ENTRIES, by=finance)

    assert code_of(client, **a_key(client, given)) == (403, "permission_denied")


def test_a_scope_without_the_role_opens_nothing(client, given):
    key = a_key(client, given)
    Membership.objects.filter(user=given.system.user).delete()

    assert code_of(client, **key) == (403, "permission_denied")


def test_a_new_secret_ends_the_old_one_and_its_keys(client, organiser, given):
    key = a_key(client, given)

    renewed = systems.renew_secret(system=given.system, by=a_member("staff", organiser), at=AT, channel="web")

    assert code_of(client, **key) == (401, "authentication_failed")
    assert client.post("/api/v1/keys/", key_request(given)).status_code == 401
    assert code_of(client, **a_key(client, renewed)) == (422, "invalid")


def test_an_ended_system_is_out_at_once_and_for_good(client, organiser, given):
    key, by = a_key(client, given), a_member("staff", organiser)

    ended = systems.end(system=given.system, by=by, at=given.system.given_at, channel="web")

    assert code_of(client, **key) == (401, "authentication_failed")
    assert client.post("/api/v1/keys/", key_request(given)).status_code == 401
    for deed in (systems.end, systems.renew_secret):
        with pytest.raises(systems.SystemHasEnded):
            deed(system=ended, by=by, at=AT, channel="web")
    kinds = AuditEvent.objects.filter(subject_kind="system").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["system_given", "system_ended"]


def test_a_key_can_be_given_back_and_old_ones_are_forgotten(client, given):
    key = a_key(client, given)
    client.post("/api/v1/keys/revoke/", key_request(given, token=key["HTTP_AUTHORIZATION"].removeprefix("Bearer ")))

    assert code_of(client, **key) == (401, "authentication_failed")
    a_key(client, given)
    Token.objects.update(expires_at=AT)
    tasks.clear_sessions()
    assert not Token.objects.exists()


def test_nobody_gives_more_than_they_hold(organiser):
    elsewhere = an_organiser()
    staff_here = a_member("staff", organiser)
    Membership.objects.create(user=staff_here, organiser=elsewhere, role="finance")

    for wrong in (ApiScope.ENTRIES, ApiScope.LISTS):
        with pytest.raises(systems.NotTheirScope):
            a_system(organiser, wrong, by=staff_here)
    assert not Client.objects.exists()


def test_nobody_gets_the_secret_of_a_system_that_sees_more_than_they_do(client, organiser, given):
    for stranger in (a_member("finance", organiser), a_member("staff", an_organiser())):
        with pytest.raises(systems.NotTheirSystem):
            systems.renew_secret(system=given.system, by=stranger, at=AT, channel="web")

    assert client.post("/api/v1/keys/", key_request(given)).status_code == 200


def test_two_systems_of_one_organiser_differ_in_name(organiser, given):
    with pytest.raises(systems.NameIsTaken):
        a_system(organiser, ApiScope.ELIGIBILITY)

    systems.end(system=given.system, by=a_member("staff", organiser), at=given.system.given_at, channel="web")
    a_system(organiser, ApiScope.ELIGIBILITY)
