"""Early changes: asked for, taken up, given to another, ruled on, withdrawn, and ruled on anew on appeal."""

from datetime import date

import pytest

from pilot.models import AuditEvent
from registry import actions as registry_actions
from registry.errors import AbsorbedRecord
from tests.people import a_member
from tests.vouchers.cast import a_cap, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors
from vouchers.models import Choice, EarlyChange, EarlyRuling, Enrolment

pytestmark = pytest.mark.django_db
# Chosen on 1.2. by a rule of 21 days and six months: in effect on 22.2., bound until 22.8.
CHOSEN, ASKED, RULED = date(2017, 2, 1), date(2017, 3, 15), date(2017, 3, 20)


@pytest.fixture
def strand():
    return a_strand(early_change_days=10)


@pytest.fixture
def bound(strand):
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, a_site(strand), CHOSEN)
    return resident


@pytest.fixture
def clerk(strand):
    return a_member("staff", strand.pilot.lead)


@pytest.fixture
def other(strand):
    return a_member("staff", strand.pilot.lead)


def ask(resident, strand, site=None, on=ASKED, **changes) -> EarlyChange:
    given = {"reason": "care_broken", "explanation": "", "by": None, "channel": "online", "key": f"{on}-{site}"}
    return actions.ask_early_change(resident=resident, strand=strand, site=site, at=noon(on), **given | changes)


def rule(case, by, *, accepts=True, on=RULED, reasons="Hoitosuhde on katkennut.", deed=actions.rule_on_early_change):
    return deed(case=case, accepts=accepts, reasons=reasons, by=by, at=noon(on), channel="desk")


def test_the_deadline_comes_from_the_rules(bound, strand):
    case = ask(bound, strand)

    assert (case.state, case.decide_by) == ("open", date(2017, 3, 25))
    event = AuditEvent.objects.get(kind="early_change_asked")
    assert (event.subject_id, event.facts["why"]) == (str(bound.pk), "care_broken")


def test_the_same_form_asks_once(bound, strand):
    assert ask(bound, strand) == ask(bound, strand)


def test_accepted_it_is_a_choice_at_once(bound, strand, clerk):
    site = a_site(strand)

    ruling = rule(ask(bound, strand, site), clerk)

    choice = ruling.choice
    assert (choice.site, choice.reason, choice.made_on, choice.effective_on) == (
        site, "weighty", RULED, date(2017, 4, 10),
    )  # fmt: skip
    assert Enrolment.objects.on_day(date(2017, 4, 10)).get(resident=bound).site == site
    assert Enrolment.objects.on_day(date(2017, 4, 9)).get(resident=bound).site != site
    kinds = AuditEvent.objects.order_by("-pk").values_list("kind", flat=True)[:3]
    assert list(kinds) == ["early_change_accepted", "decision_made", "choice_made"]


def test_the_decision_says_in_the_partys_language_what_was_asked_and_what_it_means(strand, clerk):
    resident = a_resident(strand, an_area(strand), language="sv")
    chosen(resident, strand, a_site(strand), CHOSEN)

    decision = rule(ask(resident, strand, a_site(strand, name_sv="Nya stationen")), clerk).decision

    assert (decision.kind, decision.outcome, decision.opened_on) == ("early_change", "granted", ASKED)
    assert decision.applied == "Byte till Nya stationen innan bindningstiden är slut. Skäl: Vårdrelationen har brutits."
    assert decision.ruling == "Er hälsostation är Nya stationen från och med 10.4.2017."
    assert decision.letter.deliveries.get().document.content.startswith(b"%PDF")


def test_denied_it_changes_nothing(bound, strand, clerk):
    before = list(Enrolment.objects.values())

    ruling = rule(ask(bound, strand), clerk, accepts=False)

    assert (ruling.choice, ruling.early_change.state, ruling.decision.outcome) == (None, "denied", "rejected")
    assert list(Enrolment.objects.values()) == before
    assert AuditEvent.objects.filter(kind="early_change_denied").count() == 1


def test_accepting_checks_everything_but_the_lock_in(bound, strand, clerk):
    """The list was full by the day of the ruling: the case stays open and nothing is kept."""
    site = a_site(strand)
    case = ask(bound, strand, site)
    a_cap(site, strand, 0)

    with pytest.raises(errors.ListFull):
        rule(case, clerk)

    case.refresh_from_db()
    assert case.state == "open"
    assert not EarlyRuling.objects.exists()


def test_nothing_is_kept_when_the_last_write_fails(bound, strand, clerk, monkeypatch):
    case = ask(bound, strand)
    monkeypatch.setattr("vouchers.actions.early._record", lambda *given, **facts: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        rule(case, clerk)

    assert Choice.objects.filter(reason="weighty").count() == 0
    assert EarlyChange.objects.open().get() == case


def test_who_is_not_bound_needs_no_weighty_reason(strand):
    with pytest.raises(errors.NotBound):
        ask(a_resident(strand, an_area(strand)), strand, a_site(strand))


def test_asking_for_what_cannot_be_chosen_says_why(bound, strand):
    with pytest.raises(errors.ListFull):
        ask(bound, strand, a_site(strand, places=0))
    with pytest.raises(errors.SiteClosed):
        ask(bound, strand, a_site(strand, opens=date(2018, 1, 1)))


def test_one_case_at_a_time(bound, strand):
    ask(bound, strand)

    with pytest.raises(errors.EarlyChangeWaits):
        ask(bound, strand, key="another form")


def test_a_form_is_of_one_resident(bound, strand):
    ask(bound, strand, key="form")
    neighbour = a_resident(strand, an_area(strand))

    with pytest.raises(errors.KeyUsed):
        ask(neighbour, strand, key="form")


def test_another_reason_is_told(bound, strand):
    with pytest.raises(errors.NotExplained):
        ask(bound, strand, reason="other", explanation="  ")


def test_withdrawn_it_is_closed(bound, strand, clerk):
    case = ask(bound, strand)

    actions.withdraw_early_change(case=case, by=clerk, at=noon(RULED), channel="desk")

    case.refresh_from_db()
    assert (case.state, case.withdrawn_by) == ("withdrawn", clerk)
    assert AuditEvent.objects.filter(kind="early_change_withdrawn").count() == 1
    with pytest.raises(errors.EarlyChangeClosed):
        rule(case, clerk)
    assert ask(bound, strand, key="a new form").state == "open"


def test_who_is_disqualified_gives_the_case_to_another(bound, strand, clerk, other):
    case = ask(bound, strand)
    actions.take_early_change(case=case, by=clerk, at=noon(), channel="desk")

    actions.declare_disqualified(case=case, ground="Sisareni", by=clerk, at=noon(), channel="desk")

    case.refresh_from_db()
    assert case.owner is None
    for deed in (actions.take_early_change, rule):
        with pytest.raises(errors.Disqualified):
            deed(case=case, by=clerk) if deed is rule else deed(case=case, by=clerk, at=noon(), channel="desk")
    with pytest.raises(errors.Disqualified):
        actions.declare_disqualified(case=case, ground="Sisareni", by=clerk, at=noon(), channel="desk")
    assert rule(case, other).decided_by == other
    assert AuditEvent.objects.filter(kind="disqualification_declared").count() == 1


def test_nobody_rules_on_their_own_case(bound, strand):
    with pytest.raises(errors.Disqualified):
        rule(ask(bound, strand), a_login(bound))


@pytest.mark.parametrize("deed", ["ruling", "disqualification"])
def test_reasons_are_written(bound, strand, clerk, deed):
    case = ask(bound, strand)

    with pytest.raises(errors.NoReasons):
        if deed == "ruling":
            rule(case, clerk, reasons=" ")
        else:
            actions.declare_disqualified(case=case, ground=" ", by=clerk, at=noon(), channel="desk")


def test_accepted_on_appeal_it_counts_from_the_denial(bound, strand, clerk, other):
    """What was chosen in between stays: asked on 15.3., denied on 20.3., own choice on 1.9., accepted on 11.9."""
    wished, later = a_site(strand), a_site(strand)
    case = ask(bound, strand, wished)
    denied = rule(case, clerk, accepts=False)
    own = chosen(bound, strand, later, date(2017, 9, 1))

    ruling = rule(case, other, on=date(2017, 9, 11), deed=actions.rule_on_early_change_appeal)

    assert (ruling.on_appeal, ruling.choice.made_on, ruling.choice.effective_on) == (True, RULED, date(2017, 4, 10))
    assert ruling.decision.corrects == denied.decision
    own.refresh_from_db()
    assert own.replaced_by is None
    spells = Enrolment.objects.filter(resident=bound, choice__isnull=False).order_by("period")
    assert [(row.period.lower, row.period.upper) for row in spells] == [
        (date(2017, 2, 22), date(2017, 4, 10)),
        (date(2017, 4, 10), date(2017, 9, 22)),
        (date(2017, 9, 22), None),
    ]
    assert AuditEvent.objects.get(kind="early_change_accepted").facts["on_appeal"] is True


def test_an_appeal_is_ruled_on_by_somebody_else_and_once(bound, strand, clerk, other):
    case = ask(bound, strand)
    with pytest.raises(errors.NotDenied):
        rule(case, clerk, deed=actions.rule_on_early_change_appeal)
    rule(case, clerk, accepts=False)
    with pytest.raises(errors.SameDecider):
        rule(case, clerk, deed=actions.rule_on_early_change_appeal)

    rule(case, other, accepts=False, deed=actions.rule_on_early_change_appeal)

    case.refresh_from_db()
    assert case.state == "denied"
    with pytest.raises(errors.NotDenied):
        rule(case, a_member("staff", strand.pilot.lead), deed=actions.rule_on_early_change_appeal)


def test_cases_follow_when_two_records_become_one(bound, strand, clerk, other):
    """Both asked: the survivor's case goes on, the other is closed."""
    area = an_area(strand)
    absorbed = a_resident(strand, area)
    chosen(absorbed, strand, a_site(strand), CHOSEN)
    kept, closed = ask(bound, strand, key="one"), ask(absorbed, strand, key="two")
    merger = registry_actions.propose_merger(
        survivor=bound, absorbed=absorbed, reason="Sama ihminen", by=clerk, at=noon(), channel="desk"
    )

    actions.confirm_merger(merger=merger, by=other, at=noon(RULED), channel="desk")

    assert list(EarlyChange.objects.order_by("pk").values_list("pk", "resident", "state")) == [
        (kept.pk, bound.pk, "open"),
        (closed.pk, bound.pk, "withdrawn"),
    ]
    with pytest.raises(AbsorbedRecord):
        ask(absorbed, strand, key="three")
