"""The pages about early changes: a resident asks, the case waits in the queue, one rules, the resident reads it."""

from datetime import date

import pytest
from django.urls import reverse

from pilot.models import AccessLogEntry, AuditEvent
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.cast import a_login, a_resident, a_site, an_area, chosen
from tests.vouchers.pages import page
from vouchers.models import Choice, EarlyChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
KEY = "0" * 32
RULING = {"outcome": "accepted", "reasons": "Hoitosuhde on katkennut."}


@pytest.fixture
def bound(strand):
    resident = a_resident(strand, an_area(strand))
    chosen(resident, strand, a_site(strand), date(2017, 2, 1))
    return resident


@pytest.fixture
def staff(strand):
    return a_member("staff", strand.pilot.lead)


def asked(client, strand, bound, **changes) -> EarlyChange:
    log_in(client, a_login(bound))
    form = {"reason": "care_broken", "site": "home", "key": KEY, "explanation": "Riita"} | changes
    client.post(reverse("vouchers:my-early-change-draft") + f"?strand={strand.pk}", form)
    return EarlyChange.objects.get()


def test_the_whole_way_from_asking_to_the_choice(client, strand, bound, staff):
    site = a_site(strand)
    log_in(client, a_login(bound))
    draft = page("my-early-change-draft") + f"?strand={strand.pk}"
    assert draft in client.get(page("my-home")).content.decode()
    told = client.get(draft).content.decode()
    assert site.name in told

    answer = client.post(draft, {"reason": "safety", "site": site.slug, "key": KEY})

    case = EarlyChange.objects.get()
    assert answer["Location"] == page("my-early-change", case.pk)
    home = client.get(page("my-home")).content.decode()
    assert page("my-early-change", case.pk) in home
    assert "Katso pyyntösi" in home
    assert client.get(draft)["Location"] == page("my-early-change", case.pk)
    resident = bound.account.user
    log_in(client, staff)
    assert page("early-change-page", case.pk) in client.get(page("staff-home")).content.decode()
    assert "<dt>Asiointikieli</dt><dd>suomi" in client.get(page("early-change-page", case.pk)).content.decode()
    client.post(page("early-change-owner", case.pk))
    assert page("early-change-page", case.pk) in client.get(page("early-change-list") + "?which=mine").content.decode()
    client.post(page("early-change-ruling", case.pk), RULING)
    choice = Choice.objects.get(reason="weighty")
    assert choice.site == site
    decided = client.get(page("early-change-page", case.pk)).content.decode()
    assert page("letter-page", case.rulings.get().decision.letter.pk) in decided
    log_in(client, resident)
    told = client.get(page("my-early-change", case.pk)).content.decode()
    assert f'<span lang="fi">{RULING["reasons"]}</span>' in told
    assert f'href="{page("my-letters")}"' in told.partition("<main")[2]
    assert page("my-receipt", choice.pk) in told


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"site": "nowhere"}, {"reason": "other", "explanation": ""}])
def test_a_wrong_form_is_told_and_opens_no_case(client, strand, bound, wrong):
    log_in(client, a_login(bound))
    form = {"reason": "care_broken", "site": "home", "key": KEY} | wrong

    answer = client.post(page("my-early-change-draft"), form)

    assert answer.status_code == 422
    assert not EarlyChange.objects.exists()


def test_a_refusal_is_told_on_the_form(client, strand):
    free = a_resident(strand, an_area(strand))
    log_in(client, a_login(free))

    answer = client.post(page("my-early-change-draft"), {"reason": "moved", "site": a_site(strand).slug, "key": KEY})

    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


def test_who_is_not_bound_is_told_so_before_writing_a_word(client, strand):
    free = a_resident(strand, an_area(strand))
    log_in(client, a_login(free))

    told = client.get(page("my-early-change-draft") + f"?strand={strand.pk}", headers={"accept-language": "en"})

    assert "No earlier choice binds you now" in told.content.decode()
    assert "<textarea" not in told.content.decode()


def test_the_resident_withdraws(client, strand, bound):
    case = asked(client, strand, bound)

    client.post(page("my-early-change-withdrawal", case.pk))
    client.post(page("my-early-change-withdrawal", case.pk))

    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert (
        page("my-early-change-withdrawal", case.pk) not in client.get(page("my-early-change", case.pk)).content.decode()
    )


def test_the_desk_asks_for_a_resident(client, strand, bound, staff):
    log_in(client, staff)
    draft = page("early-change-draft", bound.pk)
    assert draft in client.get(page("resident-detail", bound.pk)).content.decode()
    form = {"reason": "moved", "site": "home", "key": KEY, "channel": "paper", "identified_by": ""}
    assert client.post(draft, form).status_code == 422

    client.post(draft, form | {"identified_by": "identity_card"})

    assert EarlyChange.objects.get().channel == "paper"


def test_who_is_disqualified_sees_no_form_any_more(client, strand, bound, staff):
    case = asked(client, strand, bound)
    log_in(client, staff)
    assert client.post(page("disqualification", case.pk), {"ground": ""}).status_code == 422

    client.post(page("disqualification", case.pk), {"ground": "Sisareni"})

    told = client.get(page("early-change-page", case.pk)).content.decode()
    assert page("early-change-ruling", case.pk) not in told
    answer = client.post(page("early-change-ruling", case.pk), RULING)
    assert answer.status_code == 422
    assert EarlyChange.objects.open().exists()


def test_a_denied_case_is_ruled_on_again_by_another(client, strand, bound, staff):
    case = asked(client, strand, bound)
    log_in(client, staff)
    ruling = page("early-change-ruling", case.pk)
    assert client.post(ruling, {"outcome": "", "reasons": ""}).status_code == 422
    client.post(ruling, RULING | {"outcome": "denied"})
    assert ruling not in client.get(page("early-change-page", case.pk)).content.decode()
    log_in(client, a_member("staff", strand.pilot.lead))
    assert ruling in client.get(page("early-change-page", case.pk)).content.decode()

    client.post(ruling, RULING)

    case.refresh_from_db()
    assert case.state == "accepted"


def test_a_ruling_sent_again_from_the_same_form_is_no_appeal(client, strand, bound, staff):
    """Another person's page was opened before the denial: what it sends afterwards is not taken for an appeal."""
    case = asked(client, strand, bound)
    log_in(client, staff)
    form = {"outcome": "denied", "reasons": "Hoito jatkuu.", "seen": "0"}
    client.post(page("early-change-ruling", case.pk), form)
    log_in(client, a_member("staff", strand.pilot.lead))

    told = client.post(page("early-change-ruling", case.pk), form, follow=True)

    assert "sillä välin ratkaistu" in told.content.decode()
    assert case.rulings.count() == 1


def test_the_desk_withdraws_and_looks_are_written_down(client, strand, bound, staff):
    case = asked(client, strand, bound)
    log_in(client, staff)

    here = page("early-change-withdrawal", case.pk)
    assert here in client.get(page("early-change-page", case.pk)).content.decode()
    assert client.get(here).status_code == 200
    assert client.post(here, {"identified_by": ""}).status_code == 422
    assert EarlyChange.objects.open().exists()
    known = {"identified_by": "legal_guardian"}
    assert [client.post(here, known).status_code for _time in range(2)] == [302, 422]

    event = AuditEvent.objects.get(kind="early_change_withdrawn")
    assert (event.facts["capacity"], event.on_behalf_of) == ("legal_guardian", f"resident {bound.pk}")
    assert not EarlyChange.objects.open().exists()
    assert AccessLogEntry.objects.filter(what="early_change", resident_id=bound.pk).exists()


@pytest.mark.parametrize("capacity", ["mandate", "legal_guardian"])
def test_a_case_keeps_in_which_capacity_somebody_asked_at_the_desk(client, strand, bound, staff, capacity):
    log_in(client, staff)
    form = {"reason": "moved", "explanation": "", "site": "home", "key": KEY, "channel": "desk"}

    draft = page("early-change-draft", bound.pk) + f"?strand={strand.pk}"
    answer = client.post(draft, form | {"identified_by": capacity}, follow=True)

    case = EarlyChange.objects.get()
    assert case.capacity == capacity
    assert case.get_capacity_display().lower() in answer.content.decode()
    event = AuditEvent.objects.get(kind="early_change_asked")
    assert (event.facts["capacity"], event.on_behalf_of) == (capacity, f"resident {bound.pk}")


@pytest.mark.parametrize("which", ["", "mine", "free", "late", "closed", "all"])
def test_the_queue_is_narrowed(client, strand, bound, staff, which):
    """Asked on 15.3. and to be ruled on by 29.3.: it waits, has no owner and is not late."""
    case = asked(client, strand, bound)
    log_in(client, staff)

    told = client.get(page("early-change-list") + f"?which={which}").content.decode()

    assert (page("early-change-page", case.pk) in told) == (which in ("", "free", "all"))


def test_ten_more_cases_cost_no_more_queries(client, strand, bound, staff, django_assert_max_num_queries):
    asked(client, strand, bound)
    log_in(client, staff)
    client.get(page("early-change-list"))
    with django_assert_max_num_queries(60) as few:
        client.get(page("early-change-list"))
    area = an_area(strand)
    case = EarlyChange.objects.values().get()
    for number in range(10):
        fields = case | {"id": None, "key": str(number), "resident_id": a_resident(strand, area).pk}
        EarlyChange.objects.create(**fields)

    with django_assert_max_num_queries(len(few)):
        client.get(page("early-change-list"))


def test_others_see_nothing(client, strand, bound, staff):
    case = asked(client, strand, bound)
    pages = [page("early-change-page", case.pk), page("early-change-draft", bound.pk)]
    deeds = [
        page(name, case.pk)
        for name in ("early-change-withdrawal", "early-change-owner", "early-change-ruling", "disqualification")
    ]

    log_in(client, a_login(a_resident(strand, an_area(strand))))
    assert client.get(page("my-early-change", case.pk)).status_code == 404
    assert client.post(page("my-early-change-withdrawal", case.pk)).status_code == 404
    assert client.get(page("early-change-list")).status_code == 403
    log_in(client, staff)
    assert [client.get(deed).status_code for deed in deeds] == [200, 405, 405, 405]
    assert client.put(deeds[0]).status_code == 405
    log_in(client, a_member("staff", an_organiser()))
    assert [client.get(one).status_code for one in pages] == [404, 404]
    assert [client.post(one, RULING).status_code for one in deeds] == [404] * 4
    log_in(client, a_member("finance", strand.pilot.lead))
    assert [client.get(one).status_code for one in pages] == [403, 403]
    client.logout()
    assert [client.get(one).status_code for one in pages] == [302, 302]


def test_sites_to_ask_for_stand_in_the_alphabetical_order_of_the_reader(client, strand, bound, staff):
    for finnish, swedish in (("Ahvenlampi", "Österängen"), ("Öljymäki", "Backa"), ("Bobäck", "Ål")):
        a_site(strand, name_fi=finnish, name_sv=swedish)
    pages = (page("my-early-change-draft"), page("early-change-draft", bound.pk), page("paper-form-entry", bound.pk))
    wanted = {"fi": ["Ahvenlampi", "Bobäck", "Öljymäki"], "sv": ["Backa", "Ål", "Österängen"]}

    found = {language: [] for language in wanted}
    for user, addresses in ((a_login(bound), pages[:1]), (staff, pages[1:])):
        log_in(client, user)
        for language in wanted:
            client.get(reverse("language"), {"to": language})
            found[language] += [
                _named(client.get(f"{address}?strand={strand.pk}"), wanted[language]) for address in addresses
            ]

    assert found == {language: [names] * 3 for language, names in wanted.items()}


def _named(answer, names: list[str]) -> list[str]:
    shown = [str(label) for _value, label in answer.context["form"].fields["site"].choices]
    return [label for label in shown if label in names]
