"""Disputing by the pages: rows are ticked, sent, answered, decided by two, and each says what came of it."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from billing.models import Dispute, Ruling
from pilot.models import AccessLogEntry
from tests.billing.disputing import LATER, a_ruling, confirm, dispute, keys_of, propose, statement_of
from tests.billing.stage import FEBRUARY, IN_MARCH, Stage, a_provider_member, a_resident, a_stage, freeze
from tests.billing.views.pages import address
from tests.billing.views.test_query_counts import queries
from tests.people import log_in
from tests.rules import write_rules

pytestmark = pytest.mark.django_db
FOR_YEARS = 30_000
# Paid for 1 to 10 January: 6.79 in place of 21.04.
FIRST_TEN_OUT = (date(2017, 1, 11), date(2017, 2, 1))


@pytest.fixture
def stage() -> Stage:
    stage = a_stage()
    write_rules(stage.strand, dispute_days=FOR_YEARS)
    return stage


@pytest.fixture
def statement(stage):
    return statement_of(stage, freeze(stage))


@pytest.fixture
def member(stage):
    return a_provider_member(stage.provider)


def acting(user, language="en") -> Client:
    client = Client()
    log_in(client, user)
    client.cookies["language"] = language
    return client


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def without_tags(page: str) -> str:
    return re.sub("<[^>]+>", "", page)


def given(**changes):
    return {"key": uuid4(), "reason": "days", "text": "Only ten days."} | changes


def test_ticked_rows_are_disputed(statement, member):
    client, keys = acting(member), [str(key) for key in keys_of(statement)]
    entries = text_of(client.get(address("own-statement-entries", [statement.pk])))
    new = address("own-dispute-new", [statement.pk])

    page = client.get(new, {"entry": keys})
    response = client.post(new, given(entry=keys))

    assert all(f'name="entry" value="{key}"' in entries for key in keys)
    assert all(key in text_of(page) for key in keys)
    found = Dispute.objects.get()
    assert response["Location"] == address("own-dispute-page", [found.pk])
    assert found.lines.count() == 2


def test_an_entry_of_another_provider_is_404(stage, statement):
    stranger = a_stage()
    other = statement_of(stranger, freeze(stranger))
    client = acting(a_provider_member(stranger.provider))

    response = client.post(address("own-dispute-new", [other.pk]), given(entry=[str(keys_of(statement)[0])]))

    assert response.status_code == 404
    assert not Dispute.objects.exists()


def test_a_form_without_reason_is_422_and_keeps_the_text(statement, member):
    url = address("own-dispute-new", [statement.pk])

    response = acting(member).post(url, given(reason="", entry=[str(keys_of(statement)[0])]))

    assert response.status_code == 422
    assert "Choose what is wrong." in text_of(response)
    assert "Only ten days." in text_of(response)


def test_a_refusal_is_said_in_the_form(stage, statement, member):
    dispute(statement, member)
    url = address("own-dispute-new", [statement.pk])

    response = acting(member).post(url, given(entry=[str(keys_of(statement)[0])]))

    assert response.status_code == 422
    assert f"resident {stage.residents[0].list_code} is in a dispute" in text_of(response)


def test_after_the_last_day_the_page_offers_no_form(stage, statement, member):
    write_rules(stage.strand, dispute_days=30)
    client, entry = acting(member), str(keys_of(statement)[0])

    page = text_of(client.get(address("own-dispute-new", [statement.pk]), {"entry": entry}))
    response = client.post(address("own-dispute-new", [statement.pk]), given(entry=entry))

    assert "The last day was 6.3.2017; the limit is 30 days" in without_tags(page)
    assert "The time to dispute is over" in page
    assert "Say who is missing" not in text_of(client.get(address("own-dispute-new", [statement.pk])))
    assert "Send the dispute" not in page
    assert 'name="entry"' not in text_of(client.get(address("own-statement-entries", [statement.pk])))
    assert (response.status_code, Dispute.objects.count()) == (422, 0)
    assert "Only ten days." in text_of(response)


def test_a_missing_resident_is_claimed_by_list_code_and_never_named(stage, statement, member):
    child = stage.residents[2]

    acting(member).post(
        address("own-dispute-new", [statement.pk]), given(reason="missing", claimed=child.list_code, month="1/2017")
    )

    line = Dispute.objects.get().lines.get()
    assert (line.claimed, line.resident_id) == (child.list_code, None)
    page = text_of(acting(stage.preparer).get(address("dispute-page", [line.dispute_id])))
    assert "Missing from the statement" in page
    assert "Virtanen" not in page


def test_both_sides_write_and_looking_is_written_down(stage, statement, member):
    found = dispute(statement, member)

    acting(stage.preparer).post(address("dispute-message", [found.pk]), {"text": "Which days?"})
    page = text_of(acting(member).get(address("own-dispute-page", [found.pk])))

    assert "Only ten days." in page
    assert "Which days?" in page
    assert f"{stage.preparer}, Finance" in page
    look = AccessLogEntry.objects.get(what="dispute", by_id=member.pk)
    assert look.group == {"dispute": found.pk, "residents": 1}


def test_an_empty_message_is_422(statement, member):
    found = dispute(statement, member)

    response = acting(member).post(address("own-dispute-message", [found.pk]), {"text": " "})

    assert response.status_code == 422
    assert "Write the message first." in text_of(response)


def test_a_ruling_is_proposed_by_one_and_confirmed_by_another(stage, statement, member):
    found = dispute(statement, member)
    line = found.lines.get()
    ruling = {f"pays_{line.pk}": "nobody", f"first_{line.pk}": "11.1.2017", f"last_{line.pk}": "31.1.2017"}
    client = acting(stage.preparer)

    client.post(address("dispute-decision", [found.pk]), {"outcome": "rule", "grounds": "Counted twice."} | ruling)
    refused = client.post(address("dispute-confirmation", [found.pk]))
    proposed = Dispute.objects.get().state
    acting(stage.approver).post(address("dispute-confirmation", [found.pk]))

    assert "You proposed this ruling" in str(list(get_messages(refused.wsgi_request))[-1])
    assert (proposed, Dispute.objects.get().state) == ("proposed", "upheld")
    assert str(Ruling.objects.get().period) == "[2017-01-11, 2017-02-01)"


def test_a_ruling_without_days_is_422_and_rules_nothing(stage, statement, member):
    found = dispute(statement, member)
    line = found.lines.get()
    url = address("dispute-decision", [found.pk])

    empty = acting(stage.preparer).post(url, {"outcome": "rule", "grounds": "So."})
    turned = acting(stage.preparer).post(url, {
        "outcome": "rule", "grounds": "So.", f"pays_{line.pk}": "site", f"first_{line.pk}": "31.1.2017",
        f"last_{line.pk}": "1.1.2017",
    })  # fmt: skip

    assert (empty.status_code, turned.status_code) == (422, 422)
    assert "Write the first and the last day" in text_of(turned)
    assert (Dispute.objects.get().state, Ruling.objects.count()) == ("open", 0)


def test_rejecting_shows_the_grounds_to_the_provider(stage, statement, member):
    found = dispute(statement, member)

    acting(stage.preparer).post(
        address("dispute-decision", [found.pk]), {"outcome": "reject", "grounds": "The days are right."}
    )

    page = text_of(acting(member).get(address("own-dispute-page", [found.pk])))
    assert "The days are right." in page
    assert "Rejected" in page


def test_what_came_of_it_stands_on_the_statement_the_entry_and_the_dispute(stage, statement, member):
    found = dispute(statement, member)
    ruling = a_ruling(stage, stage.residents[0], *FIRST_TEN_OUT)
    confirm(stage, propose(stage, found, ruling, at=LATER))
    freeze(stage, FEBRUARY, IN_MARCH)
    client, key = acting(member), str(keys_of(statement)[0])

    pages = [
        text_of(client.get(address("own-statement-page", [statement.pk]))),
        text_of(client.get(address("own-statement-entries", [statement.pk]))),
        text_of(client.get(address("own-entry-page", [key]))),
        text_of(client.get(address("own-dispute-list", []))),
    ]

    assert all(f"R{found.pk}" in page and "Upheld" in page for page in pages)
    assert re.search(r"−\D*14[.,]25", without_tags(text_of(client.get(address("own-dispute-page", [found.pk])))))


def test_the_queue_is_narrowed_by_its_address(stage, statement, member):
    first, second = (dispute(statement, member, entries=[key]) for key in keys_of(statement))
    client = acting(stage.preparer)
    client.post(address("dispute-owner", [first.pk]))
    client.post(address("dispute-decision", [second.pk]), {"outcome": "reject", "grounds": "No."})

    def listed(**asked):
        rows = client.get(address("dispute-list", []), asked).context["listing"].page.object_list
        return [row.pk for row in rows]

    assert listed(state="in_hand") == [first.pk]
    assert listed(state="rejected") == [second.pk]
    assert listed(owner=str(stage.preparer.pk)) == [first.pk]
    assert listed(owner="none") == [second.pk]
    assert listed(reason="rate") == []
    file = b"".join(client.get(address("dispute-list", []), {"format": "csv"})).decode()
    assert f"R{first.pk}" in file
    assert stage.provider.name in file


def test_pages_of_disputes_cost_the_same_with_more_of_them():
    found = []
    for size in (1, 11):
        stage = a_stage()
        for number in range(size):
            a_resident(stage, date(1940 + number, 5, 5), stage.areas[0], stage.site)
        statement = statement_of(stage, freeze(stage))
        member, keys = a_provider_member(stage.provider), keys_of(statement)
        whole = dispute(statement, member, entries=keys[:size])
        for key in keys[size:]:
            dispute(statement, member, entries=[key])
        finance, provider = acting(stage.preparer), acting(member)
        found.append(
            [
                queries(finance, address("dispute-list", [])),
                queries(finance, address("dispute-page", [whole.pk])),
                queries(finance, address("dispute-decision", [whole.pk])),
                queries(provider, address("own-dispute-list", [])),
                queries(provider, address("own-dispute-page", [whole.pk])),
                queries(provider, address("own-statement-entries", [statement.pk])),
                queries(provider, address("own-statement-page", [statement.pk])),
            ]
        )

    assert found[0] == found[1]
    assert max(found[0]) < 60


def test_what_is_written_into_a_dispute_that_was_closed_meanwhile_is_kept_and_answered(stage, statement, member):
    found = dispute(statement, member)
    propose(stage, found, a_ruling(stage, stage.residents[0], *FIRST_TEN_OUT))
    confirm(stage, found)

    for client, name in ((acting(member), "own-dispute-message"), (acting(stage.preparer), "dispute-message")):
        response = client.post(address(name, [found.pk]), {"text": "The nurse knows more."})

        page = text_of(response)
        assert response.status_code == 422
        assert "has moved on, so nothing was done" in page
        assert "The nurse knows more." in page
        assert found.messages.count() == 1


def test_who_ticked_nothing_is_led_back_to_the_rows_and_not_asked_who_is_missing(statement, member):
    client, rows = acting(member), address("own-statement-entries", [statement.pk])

    response = client.get(address("own-dispute-new", [statement.pk]), {"ticked": "1"})

    assert response["Location"] == rows
    assert "No row is ticked yet" in text_of(client.get(rows))
    missing = client.get(address("own-dispute-new", [statement.pk]))
    assert missing.context["form"].initial["reason"] == "missing"
