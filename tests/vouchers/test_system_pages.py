"""Those who work here give their programs keys: each its own side's, and the secret is shown once."""

import pytest
from django.urls import reverse

from pilot.models import ApiScope, System
from tests.keys import a_key, a_providers_system, a_system, key_request
from tests.people import a_member, log_in
from tests.vouchers.cast import a_list_keeper, a_provider, a_strand

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def organiser(strand):
    return strand.pilot.lead


def give(client, area, holder, *scopes, name="Asiointi"):
    body = {"name": name, "holder": holder, "scopes": [str(scope) for scope in scopes]}
    return client.post(reverse(f"vouchers:{area}-systems"), body)


@pytest.mark.parametrize("role", ["staff", "finance"])
def test_the_secret_is_shown_once_and_opens_the_interface(client, organiser, role):
    log_in(client, a_member(role, organiser))
    scope = {"staff": ApiScope.ELIGIBILITY, "finance": ApiScope.ENTRIES}[role]

    page = give(client, role, f"organiser-{organiser.pk}", scope)

    given = page.context["given"]
    assert given.secret in page.content.decode().replace("&amp;", "&").replace("&lt;", "<").replace("&#x27;", "'")
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    again = client.get(reverse(f"vouchers:{role}-systems")).content.decode()
    assert "Asiointi" in again
    assert given.system.client_id not in again
    assert a_key(client, given)


def test_a_provider_gives_its_own_system_a_key_and_sees_no_other(client, strand, organiser):
    provider = a_provider(strand)
    a_system(organiser, ApiScope.ELIGIBILITY, name="Kunnan asiointi")
    log_in(client, a_list_keeper(provider))

    assert give(client, "provider", f"provider-{provider.pk}", "lists", "statements").status_code == 200
    page = client.get(reverse("vouchers:provider-systems")).content.decode()
    assert "Asiointi" in page
    assert "Kunnan asiointi" not in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Taken"}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["entries"]}, "scopes"),
        ({"holder": "organiser-0"}, "holder"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_given(client, organiser, change, field):
    a_system(organiser, ApiScope.ELIGIBILITY, name="Taken")
    log_in(client, a_member("staff", organiser))
    body = {"name": "Asiointi", "holder": f"organiser-{organiser.pk}", "scopes": ["eligibility"]} | change

    page = client.post(reverse("vouchers:staff-systems"), body)

    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert System.objects.count() == 1


def test_a_new_secret_and_the_end_are_asked_about_first(client, organiser):
    given = a_system(organiser, ApiScope.ELIGIBILITY)
    log_in(client, a_member("staff", organiser))
    secret, end = (reverse(f"vouchers:system-{deed}", args=[given.system.pk]) for deed in ("secret", "end"))

    assert client.get(secret).status_code == client.get(end).status_code == 200
    assert client.post("/api/v1/keys/", key_request(given)).status_code == 200
    renewed = client.post(secret).context["given"]
    assert client.post("/api/v1/keys/", key_request(given)).status_code == 401
    assert client.post(end, follow=True).redirect_chain == [(reverse("vouchers:staff-systems"), 302)]
    assert client.post("/api/v1/keys/", key_request(renewed)).status_code == 401
    # Done twice, it says so and harms nothing.
    assert client.post(secret, follow=True).status_code == 200


def test_anothers_system_is_nowhere(client, strand, organiser):
    given = a_system(organiser, ApiScope.ELIGIBILITY)
    log_in(client, a_list_keeper(a_provider(strand)))

    for deed in ("secret", "end"):
        assert client.post(reverse(f"vouchers:system-{deed}", args=[given.system.pk])).status_code == 404


def test_a_new_secret_is_for_the_systems_own_side_alone(client, strand, organiser):
    """Before, finance and the lead's staff could have the secret of a system that sees what they may not."""
    provider = a_provider(strand)
    eligibility, lists = a_system(organiser, ApiScope.ELIGIBILITY), a_providers_system(provider, ApiScope.LISTS)
    log_in(client, a_member("finance", organiser))

    page = client.get(reverse("vouchers:finance-systems")).content.decode()
    for given in (eligibility, lists):
        secret = reverse("vouchers:system-secret", args=[given.system.pk])
        assert secret not in page
        assert "given" not in client.post(secret, follow=True).context
        assert client.post("/api/v1/keys/", key_request(given)).status_code == 200
    log_in(client, a_list_keeper(provider))
    assert client.post(reverse("vouchers:system-secret", args=[lists.system.pk])).context["given"].secret


def test_more_systems_cost_no_more_queries(client, organiser, django_assert_max_num_queries):
    log_in(client, a_member("staff", organiser))
    a_system(organiser, ApiScope.ELIGIBILITY, name="0")
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("vouchers:staff-systems"))
    for number in range(1, 6):
        a_system(organiser, ApiScope.ELIGIBILITY, name=str(number))

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("vouchers:staff-systems"))
