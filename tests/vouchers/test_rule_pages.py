"""Pages of the rules: what holds, since when, from where, and what no source gives."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.models import RuleSet
from pilot.periods import between, since
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.cast import a_strand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
THEN = date(2018, 1, 1)


@pytest.fixture
def strand():
    return a_strand(
        period=between(date(2017, 1, 1), THEN), demonstration_fields=["effect_kind"], source="tampere.fi 15.3.2017"
    )


def coming(strand, **columns) -> RuleSet:
    rules = strand.rule_sets.get()
    rules.pk, rules._state.adding, rules.period = None, True, since(THEN)
    for name, value in columns.items():
        setattr(rules, name, value)
    rules.save()
    return rules


def page(client, name: str, *args, status: int = 200) -> str:
    client.cookies["language"] = "en"
    response = client.get(reverse(f"vouchers:{name}", args=args))
    assert response.status_code == status
    return response.content.decode()


def test_a_rule_set_is_told_in_words_with_its_source_and_what_is_not_known(client, strand):
    log_in(client, a_member("staff", strand.pilot.lead))
    coming(strand, lock_in_months=3, demonstration_fields=[])

    shown = page(client, "rule-page", strand.rule_sets.order_by("period").first().pk)

    assert shown.count("Not known: demonstration value") == 1
    assert "21 days after the choice" in shown
    assert "tampere.fi 15.3.2017" in shown
    assert "A choice binds for: 6 months → 3 months" in shown


def test_what_is_not_known_is_counted_on_the_list(client, strand):
    log_in(client, a_member("staff", strand.pilot.lead))
    a_strand(pilot=strand.pilot)
    coming(strand)

    client.cookies["language"] = "en"
    rows = client.get(reverse("vouchers:rule-list")).context["rows"]

    assert [(row.strand == strand, row.unknown, row.coming) for row in rows] == [(True, 1, 1), (False, 0, 0)]


def test_a_single_strand_leads_straight_to_its_rules(client, strand):
    log_in(client, a_member("staff", strand.pilot.lead))

    answer = client.get(reverse("vouchers:rule-list"))

    assert answer["Location"] == reverse("vouchers:rule-page", args=[strand.rule_sets.get().pk])


def test_more_strands_cost_no_more_questions(client, strand, django_assert_num_queries, django_assert_max_num_queries):
    log_in(client, a_member("staff", strand.pilot.lead))
    a_strand(pilot=strand.pilot)
    client.get(reverse("vouchers:rule-list"))
    with django_assert_max_num_queries(100) as few:
        client.get(reverse("vouchers:rule-list"))

    for _number in range(10):
        a_strand(pilot=strand.pilot)

    with django_assert_num_queries(len(few)):
        client.get(reverse("vouchers:rule-list"))


def test_everybody_reads_the_rules_of_a_strand_without_logging_in(client, strand):
    other = a_strand(pilot=strand.pilot, lock_in_months=0)

    assert "Not known: demonstration value" in page(client, "rules")
    assert "One may change at any time" in client.get(f"/rules/?strand={other.pk}").content.decode()


def test_before_there_are_rules_the_page_says_so(client):
    assert page(client, "rules")


@pytest.mark.parametrize("role", ["staff", "finance", "evaluator", "auditor"])
def test_who_works_for_the_organiser_reads_its_rules(client, strand, role):
    log_in(client, a_member(role, strand.pilot.lead))

    assert page(client, "rule-page", strand.rule_sets.get().pk)


def test_rules_are_read_only_and_another_organisers_are_hidden(client, strand):
    log_in(client, a_member("staff", an_organiser()))
    address = reverse("vouchers:rule-page", args=[strand.rule_sets.get().pk])

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405
    assert client.get(reverse("vouchers:rule-list")).context["rows"] == []
    assert client.post("/rules/").status_code == 405
