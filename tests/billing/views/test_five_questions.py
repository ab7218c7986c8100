"""Of every page: it works, refuses another method, sends strangers to log in, refuses other roles, hides others' rows.

One test a question, since building two runs costs more than all the pages together.
"""

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.billing.stage import Stage, a_provider_member, a_stage
from tests.billing.views.pages import Built, address, build
from tests.people import a_member, an_organiser, log_in

pytestmark = pytest.mark.django_db

LISTS = {
    "deduction-list",
    "incentive-list",
    "accounting-list",
    "accounts-list",
    "bank-message-list",
    "dispute-list",
    "month-list",
    "own-dispute-list",
    "own-statement-list",
    "rate-list",
    "return-list",
    "settlement-list",
}
# A file of one's own runs, whoever one is: without any it is empty.
FILE_OF_OWN = "settlement-file"
# Takes a file of one's own bank, whoever one is: nobody else's row is named.
UPLOAD = "bank-message-upload"
# Staff's, with questions of its own: test_targets.py.
STAFFS = "rule-targets"


@pytest.fixture
def built() -> Built:
    return build()


def as_finance(stage: Stage) -> Client:
    client = Client()
    log_in(client, stage.preparer)
    return client


def as_provider(stage: Stage) -> Client:
    client = Client()
    log_in(client, a_provider_member(stage.provider))
    return client


def pages(built: Built) -> list[tuple[str, str]]:
    """Give every page that is read: its name and its address."""
    return [(name, address(name, parts)) for name, parts in (built.addresses() | built.own_addresses()).items()]


def deeds(built: Built) -> dict[str, list[object]]:
    """Give every address that only deeds are sent to."""
    return built.posts() | built.own_posts()


def readers(stage: Stage) -> dict[bool, Client]:
    """Give who reads a page, by whether it is the provider's own."""
    return {True: as_provider(stage), False: as_finance(stage)}


def is_own(name: str) -> bool:
    return name.startswith("own-")


def test_every_address_of_billing_has_its_questions(built):
    named = {name for name, _address in pages(built)}
    posts = set(deeds(built))
    downloads = {"statement-document", "own-statement-document", UPLOAD, STAFFS}

    found = {str(pattern.name) for pattern in get_resolver("billing.urls").url_patterns}

    assert found == named | posts | downloads


def test_pages_work_in_three_languages(built):
    clients = readers(built.stage)

    for name, url in pages(built):
        for language in ("fi", "sv", "en"):
            clients[is_own(name)].cookies["language"] = language
            response = clients[is_own(name)].get(url)
            assert (name, language, response.status_code) == (name, language, 200)
            assert b"".join(response), name


def test_pages_refuse_another_method(built):
    clients = readers(built.stage)

    for name, url in pages(built):
        assert (name, clients[is_own(name)].delete(url).status_code) == (name, 405)


def test_deeds_refuse_get(built):
    clients = readers(built.stage)

    for name, parts in deeds(built).items():
        assert (name, clients[is_own(name)].get(address(name, parts)).status_code) == (name, 405)


def test_the_anonymous_are_sent_to_log_in(client, built):
    for name, url in pages(built):
        response = client.get(url)
        assert (name, response.status_code, "login" in response["Location"]) == (name, 302, True)
    for name, parts in deeds(built).items():
        assert "login" in client.post(address(name, parts))["Location"], name


def test_other_roles_are_refused(built):
    clients, staff = readers(built.stage), Client()
    log_in(staff, a_member("staff", built.stage.organiser))

    for name, url in pages(built):
        for client in (clients[not is_own(name)], staff):
            assert (name, client.get(url).status_code) == (name, 403)
    for name, parts in deeds(built).items():
        for client in (clients[not is_own(name)], staff):
            assert (name, client.post(address(name, parts)).status_code) == (name, 403)


def test_what_is_anothers_is_404(built):
    other = Client()
    log_in(other, a_member("finance", an_organiser()))
    strangers = {True: as_provider(a_stage()), False: other}

    for name, url in pages(built):
        if name not in LISTS | {FILE_OF_OWN}:
            assert (name, strangers[is_own(name)].get(url).status_code) == (name, 404)
    for name, parts in deeds(built).items():
        assert (name, strangers[is_own(name)].post(address(name, parts)).status_code) == (name, 404)


def test_lists_show_nothing_of_anothers(built):
    other = Client()
    log_in(other, a_member("finance", an_organiser()))
    strangers = {True: as_provider(a_stage()), False: other}

    for name in LISTS:
        response = strangers[is_own(name)].get(address(name, []))
        listing = response.context.get("listing")
        assert not list(listing.page.object_list if listing else response.context["strands"]), name


def test_an_auditor_reads_months_and_changes_nothing(client, built):
    log_in(client, a_member("auditor", built.stage.organiser))

    assert client.get(address("run-page", [built.february.pk])).status_code == 200
    assert client.get(address("run-file", [built.february.pk, "csv"])).status_code == 403
    for name, parts in deeds(built).items():
        assert (name, client.post(address(name, parts)).status_code) == (name, 403)
