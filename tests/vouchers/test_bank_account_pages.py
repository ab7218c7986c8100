"""Where a provider is paid, as pages: proposed by one, confirmed by another, and in the work queue between."""

import pytest
from django.urls import reverse

from providers.models import BankAccount
from tests.people import a_member, log_in
from tests.vouchers.cast import a_list_keeper, a_login, a_provider, a_resident, a_site, a_strand, an_area

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
WRITTEN = {"iban": "FI21 1234 5600 0007 85", "holder": "Tuottaja Oy", "first": "1.3.2017"}


@pytest.fixture
def provider(strand):
    return a_provider(strand)


def accounts(provider):
    return reverse("vouchers:account-list", args=[provider.pk])


def confirmation(account):
    return reverse("vouchers:account-confirmation", args=[account.pk])


@pytest.mark.parametrize("roles", [("staff", "finance"), ("finance", "staff")])
def test_one_proposes_and_another_confirms(client, strand, provider, roles):
    proposer, confirmer = (a_member(role, strand.pilot.lead) for role in roles)
    log_in(client, proposer)
    assert client.post(accounts(provider), WRITTEN)["Location"] == accounts(provider)
    account = BankAccount.objects.get()

    assert confirmation(account) not in client.get(accounts(provider)).content.decode()
    client.post(confirmation(account))
    account.refresh_from_db()
    assert account.confirmed_by is None
    log_in(client, confirmer)
    assert confirmation(account) in client.get(accounts(provider)).content.decode()
    client.post(confirmation(account))

    account.refresh_from_db()
    assert (account.proposed_by, account.confirmed_by) == (proposer, confirmer)
    assert [row.state for row in client.get(accounts(provider)).context["rows"]] == ["holds"]


@pytest.mark.parametrize("field", ["iban", "holder", "first"])
def test_what_is_wrong_stands_beside_the_field_and_what_was_written_stays(client, strand, provider, field):
    log_in(client, a_member("staff", strand.pilot.lead))
    wrong = {"iban": "FI21 1234 5600 0007 86", "holder": "", "first": "31.2.2017"}[field]

    answer = client.post(accounts(provider), WRITTEN | {field: wrong})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert "1234 5600 0007" in answer.content.decode()
    assert not BankAccount.objects.exists()


def test_a_proposal_waits_in_the_work_queue_until_it_is_confirmed(client, strand, provider):
    log_in(client, a_member("staff", strand.pilot.lead))
    client.post(accounts(provider), WRITTEN)
    log_in(client, a_member("staff", strand.pilot.lead))
    home = reverse("vouchers:staff-home")

    assert accounts(provider) in client.get(home).content.decode()
    client.post(confirmation(BankAccount.objects.get()))
    assert accounts(provider) not in client.get(home).content.decode()


def test_a_sites_page_leads_to_the_accounts_of_who_is_paid(client, strand, provider):
    log_in(client, a_member("staff", strand.pilot.lead))
    public = a_provider(strand, sector="public")
    own, shadow = a_site(strand, provider=provider), a_site(strand, provider=public)

    assert accounts(provider) in client.get(reverse("vouchers:site-desk", args=[own.slug])).content.decode()
    assert accounts(public) not in client.get(reverse("vouchers:site-desk", args=[shadow.slug])).content.decode()


def test_bank_accounts_are_for_their_own_organisers_people(client, strand, provider):
    log_in(client, a_member("staff", strand.pilot.lead))
    client.post(accounts(provider), WRITTEN)
    account = BankAccount.objects.get()
    pages = [("get", accounts(provider)), ("post", accounts(provider)), ("post", confirmation(account))]

    assert client.get(confirmation(account)).status_code == 405
    for user, status in (
        (a_login(a_resident(strand, an_area(strand))), 403),
        (a_list_keeper(provider), 403),
        (a_member("evaluator", strand.pilot.lead), 403),
        (a_member("staff", a_strand().pilot.lead), 404),
        (a_member("finance", a_strand().pilot.lead), 404),
    ):
        log_in(client, user)
        assert [getattr(client, method)(address).status_code for method, address in pages] == [status] * 3
    client.logout()
    assert "/account/" in client.get(accounts(provider))["Location"]
