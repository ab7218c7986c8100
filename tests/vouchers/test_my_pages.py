from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from pilot import access, outbox
from pilot.identifiers import format_code
from pilot.models import AccessLogEntry, AuditEvent
from pilot.periods import between, since
from registry.models import Exclusion, Protection
from tests.people import a_member, log_in
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, TODAY, a_login, a_resident, a_site, a_strand, chosen, noon
from tests.vouchers.pages import text
from vouchers import actions, errors, queries
from vouchers.actions import Deputy
from vouchers.forms import new_key
from vouchers.models import Choice, Voucher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
HOME = reverse("vouchers:my-home")
CHOICE = reverse("vouchers:my-choice")


@pytest.fixture
def site(strand):
    return a_site(strand, name_fi="Omalääkärit Harju", phone="014 000 0123")


@pytest.fixture
def resident(client, strand, area):
    resident = a_resident(strand, area, email="aino@example.invalid", family_name="Laaksonen")
    log_in(client, a_login(resident))
    return resident


def confirm(client, strand, site, key=None):
    values = {"strand": strand.pk, "site": site.slug if site else "", "key": key or new_key()}
    return client.post(CHOICE, values)


def test_home_says_what_holds_and_that_one_may_choose(client, resident, area):
    page = text(client.get(HOME))

    assert area.home_site.name_fi in page
    assert reverse("vouchers:site-list") in page


def test_home_says_from_which_day_a_bound_resident_may_choose(client, resident, strand, site):
    chosen(resident, strand, site, on=date(2017, 2, 1))

    page = text(client.get(HOME))

    assert "22.2.2017" in page
    assert "22.8.2017" in page


def test_home_says_why_somebody_cannot_choose_and_from_when(client, resident, strand):
    Exclusion.objects.create(resident=resident, strand=strand, reason="other", period=between(FIRST, date(2017, 5, 2)))

    page = text(client.get(HOME))

    assert "notice" in page
    assert "2017-05-02" in page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_dates_stand_before_confirming(client, resident, strand, site, language):
    client.cookies["language"] = language

    page = text(client.get(CHOICE, {"site": site.slug, "strand": strand.pk}))

    for day in ("2017-04-04", "2017-04-05", "2017-10-04", "2017-10-05"):
        assert f'datetime="{day}"' in page
    assert not Choice.objects.exists()


def test_a_confirmed_choice_leads_to_its_receipt(client, resident, strand, site):
    response = confirm(client, strand, site)

    choice = Choice.objects.get()
    assert (choice.site, choice.channel, choice.made_by) == (site, "online", resident.account.user)
    assert response["Location"] == reverse("vouchers:my-receipt", args=[choice.pk])
    page = text(client.get(response["Location"]))
    assert format_code(choice.receipt_number) in page
    assert reverse("vouchers:my-choice-regret", args=[choice.pk]) in page


def test_the_same_form_sent_twice_gives_the_same_receipt(client, resident, strand, site):
    key = new_key()

    answers = {confirm(client, strand, site, key)["Location"] for _time in range(2)}

    assert len(answers) == Choice.objects.count() == 1


def test_the_same_choice_from_two_open_pages_is_one(client, resident, strand, site):
    first, second = (confirm(client, strand, site, new_key()) for _page in range(2))

    assert first["Location"] == second["Location"]
    assert Choice.objects.count() == 1
    assert "Olet jo valinnut tämän" in text(client.get(second["Location"]))


def test_the_same_form_with_another_site_changes_nothing(client, resident, strand, site):
    key = new_key()
    confirm(client, strand, site, key)

    text(confirm(client, strand, a_site(strand), key), status=409)

    assert Choice.objects.get().site == site


@pytest.mark.parametrize("case", ["full", "closed", "lock_in", "there", "excluded", "young", "ended", "no_rules"])
def test_a_refusal_is_a_page_that_says_why_and_changes_nothing(client, resident, strand, site, case):
    site = refuse(case, resident, strand, site)
    before = Choice.objects.count()

    shown = text(client.get(CHOICE, {"site": site.slug, "strand": strand.pk}))
    sent = text(confirm(client, strand, site), status=409)

    assert "notice--caution" in shown
    assert "notice--caution" in sent
    assert Choice.objects.count() == before


def refuse(case, resident, strand, site):
    match case:
        case "full":
            return a_site(strand, places=0)
        case "closed":
            actions.close_site(site=site, strand=strand, closes_on=TODAY, by=None, at=noon(), channel="desk")
        case "lock_in":
            chosen(resident, strand, a_site(strand), on=date(2017, 1, 10))
        case "there":
            write_rules(lock_in_months=0)
            chosen(resident, strand, site, on=date(2017, 1, 10))
        case "excluded":
            Exclusion.objects.create(resident=resident, strand=strand, reason="other", period=since(FIRST))
        case "young":
            write_rules(minimum_age=60)
        case "ended":
            strand.pilot.period = between(FIRST, TODAY + timedelta(days=7))
            strand.pilot.save()
        case "no_rules":
            write_rules(period=since(TODAY + timedelta(days=1)))
    return site


def test_a_bound_child_is_not_told_to_choose_when_the_lock_in_ends(client, resident, strand, site):
    chosen(resident, strand, site, on=date(2017, 1, 10))
    bound = text(client.get(HOME))

    write_rules(minimum_age=60)
    young = text(client.get(HOME))

    with translation.override("fi"):
        assert "Voit valita uudelleen" in bound
        assert "Voit valita uudelleen" not in young
        assert errors.TooYoung(years=60).message in young


def test_the_story_says_when_one_came_off_the_list(client, resident, strand, area):
    assert "Ei enää listalla" not in text(client.get(HOME))

    moved = {"moved_on": date(2017, 3, 1), "area": None, "by": None, "at": noon(), "channel": "desk"}
    actions.record_move(resident=resident, **moved)

    assert "Ei enää listalla" in text(client.get(HOME))


def test_a_younger_resident_chooses_at_the_desk_through_a_guardian(resident, strand, site):
    write_rules(minimum_age=60)
    clerk = a_member("staff", strand.pilot.lead)

    with pytest.raises(errors.TooYoung):
        chosen(resident, strand, site, by=clerk, channel="desk")

    guardian = Deputy("guardian", name="Maija Niemi")
    assert chosen(resident, strand, site, by=clerk, channel="desk", deputy=guardian).site == site


def test_a_choice_is_taken_back_from_its_receipt(client, resident, strand, site):
    choice = chosen(resident, strand, site)

    response = client.post(reverse("vouchers:my-choice-regret", args=[choice.pk]))

    assert response["Location"] == HOME
    choice.refresh_from_db()
    assert choice.regretted_at is not None
    receipt = text(client.get(reverse("vouchers:my-receipt", args=[choice.pk])))
    assert "status--ended" in receipt
    assert "<title>Peruit tämän valinnan" in receipt
    again = client.post(reverse("vouchers:my-choice-regret", args=[choice.pk]), follow=True)
    assert "Tämä valinta on jo peruttu" in text(again)


def test_an_earlier_receipt_does_not_take_back_a_later_choice(client, resident, strand, site):
    first = chosen(resident, strand, site)
    later = chosen(resident, strand, a_site(strand))

    response = client.post(reverse("vouchers:my-choice-regret", args=[first.pk]), follow=True)

    assert "notice--negative" in text(response)
    later.refresh_from_db()
    assert later.regretted_at is None


def test_returning_home_is_confirmed_with_its_own_dates(client, resident, strand, site):
    chosen(resident, strand, site, on=date(2017, 1, 10))
    write_rules(lock_in_months=0)
    assert "home=1" in text(client.get(HOME))

    page = text(client.get(CHOICE, {"home": "1"}))
    assert "sitovat" not in page.partition('<p class="lead">')[2].partition("</p>")[0]
    assert "Lue ensin päivät" in page
    confirm(client, strand, None)

    assert 'datetime="2017-04-05"' in page
    assert Choice.objects.latest("pk").site is None


def test_the_receipt_and_the_voucher_letter_come_as_pdf(client, resident, strand, site):
    choice = chosen(resident, strand, site)
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="desk")

    for address in (
        reverse("vouchers:my-receipt-pdf", args=[choice.pk]),
        reverse("vouchers:my-voucher-letter", args=[Voucher.objects.get().pk]),
    ):
        response = client.get(address)
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF")


def test_the_vouchers_page_leads_to_its_letter_and_on_to_the_sites(client, resident, strand):
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="desk")
    voucher = Voucher.objects.get()
    address = reverse("vouchers:my-voucher", args=[voucher.pk])
    assert address in text(client.get(HOME))

    page = text(client.get(address))

    assert format_code(voucher.number) in page
    assert reverse("vouchers:my-voucher-letter", args=[voucher.pk]) in page
    assert "31.12.2018" in page


def test_the_e_mail_says_where_the_receipt_is_and_nothing_about_the_person(resident, strand, site):
    resident.language = "sv"
    resident.save()
    choice = chosen(resident, strand, site)

    outbox.sweep(here=True)

    message = mail.outbox[0]
    assert message.to == ["aino@example.invalid"]
    assert reverse("vouchers:my-receipt", args=[choice.pk]) in message.body
    for secret in (resident.given_names, resident.family_name, site.name_fi, "1970"):
        assert secret not in message.subject + message.body


def test_the_qr_code_leads_to_ones_own_page_and_a_strangers_number_to_nothing(client, resident, strand, area):
    stranger = a_resident(strand, area)
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="desk")

    own = client.get(reverse("vouchers:voucher-open", args=[resident.vouchers.get().number]))
    foreign = client.get(reverse("vouchers:voucher-open", args=[stranger.vouchers.get().number]))

    assert own["Location"] == reverse("vouchers:my-voucher", args=[resident.vouchers.get().pk])
    assert foreign.status_code == 404


def test_looks_at_oneself_and_at_ones_list_are_shown_and_others_are_not(client, resident, strand, site, area):
    entry = {"at": noon(), "by_label": "clerk@example.invalid", "role": "staff"}
    AccessLogEntry.objects.create(**entry, resident_id=resident.pk, what="resident", why="Kysyit neuvoa")
    AccessLogEntry.objects.create(**entry, resident_id=resident.pk + 1, what="resident", why="Joku muu")
    group = {"site": area.home_site.pk, "on": TODAY.isoformat()}
    AccessLogEntry.objects.create(**entry, group=group, what="list", why="Oma lista")
    AccessLogEntry.objects.create(**entry, group=group | {"site": site.pk}, what="list", why="Vieras lista")
    AccessLogEntry.objects.create(**entry, group=group | {"on": "1990-01-01"}, what="list", why="Ennen minua")

    page = text(client.get(reverse("vouchers:my-looks")))

    assert [why for why in ("Kysyit neuvoa", "Oma lista") if why not in page] == []
    assert [why for why in ("Joku muu", "Vieras lista", "Ennen minua", "clerk@") if why in page] == []


def test_a_protected_resident_reads_the_same_pages(client, resident, strand, site):
    Protection.objects.create(resident=resident, period=since(FIRST))
    choice = chosen(resident, strand, site)

    assert client.get(HOME).status_code == 200
    assert client.get(reverse("vouchers:my-receipt-pdf", args=[choice.pk])).status_code == 200


def test_ten_more_choices_cost_no_more_queries(client, resident, strand, site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    other = a_site(strand)
    chosen(resident, strand, site)
    client.get(HOME)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    for number in range(10):
        chosen(resident, strand, other if number % 2 else site)

    with django_assert_num_queries(len(few)):
        client.get(HOME)


def pages(choice, voucher):
    return [
        (HOME, "get"),
        (CHOICE, "get"),
        (reverse("vouchers:my-receipt", args=[choice]), "get"),
        (reverse("vouchers:my-receipt-pdf", args=[choice]), "get"),
        (reverse("vouchers:my-choice-regret", args=[choice]), "post"),
        (reverse("vouchers:my-voucher-letter", args=[voucher]), "get"),
        (reverse("vouchers:my-voucher", args=[voucher]), "get"),
        (reverse("vouchers:my-looks"), "get"),
    ]


def test_personal_pages_are_closed_to_strangers_and_never_kept(client, strand, area, site):
    owner = a_resident(strand, area)
    choice = chosen(owner, strand, site)
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="desk")
    every = pages(choice.pk, owner.vouchers.get().pk)

    for address, method in every:
        assert "/account/" in getattr(client, method)(address)["Location"]
    log_in(client, a_member("staff", strand.pilot.lead))
    for address, method in every:
        assert getattr(client, method)(address).status_code == 403
    log_in(client, a_login(a_resident(strand, area)))
    for address, method in every[2:7]:
        assert getattr(client, method)(address).status_code == 404
    assert "no-store" in client.get(HOME)["Cache-Control"]
    choice.refresh_from_db()
    assert choice.regretted_at is None


def test_a_weak_log_in_does_not_open_personal_pages(client, strand, area):
    log_in(client, a_login(a_resident(strand, area)), strongly=False)

    assert client.get(HOME).status_code == 403


def test_wrong_methods(client, resident, strand, site):
    choice = chosen(resident, strand, site)

    assert client.get(reverse("vouchers:my-choice-regret", args=[choice.pk])).status_code == 405
    for address in (HOME, reverse("vouchers:my-receipt", args=[choice.pk]), reverse("vouchers:my-looks")):
        assert client.post(address).status_code == 405
    assert client.put(CHOICE).status_code == 405


@pytest.mark.parametrize(
    "values", [{}, {"strand": "x", "key": "x"}, {"strand": "0", "key": "0" * 32}, {"site": "gone", "key": "0" * 32}]
)
def test_bent_forms_are_not_found_and_change_nothing(client, resident, strand, values):
    response = client.post(CHOICE, {"strand": strand.pk} | values)

    assert response.status_code == 404
    assert not Choice.objects.exists()


def test_a_choice_needs_a_site_and_a_known_strand(client, resident, strand):
    assert client.get(CHOICE)["Location"] == reverse("vouchers:site-list")
    assert client.get(CHOICE, {"site": "gone"}).status_code == 404
    assert client.get(CHOICE, {"home": "1", "strand": a_strand().pk}).status_code == 404


def test_nothing_of_the_page_is_written_to_the_audit_trail_by_looking(client, resident):
    before = AuditEvent.objects.count()

    client.get(HOME)

    assert AuditEvent.objects.count() == before
    assert access.roles_of(resident.account.user) == {access.Role.RESIDENT}


def test_a_voucher_without_an_end_holds(client, resident, strand):
    strand.pilot.period = since(FIRST)
    strand.pilot.save()
    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="desk")

    response = client.get(reverse("vouchers:my-voucher-letter", args=[Voucher.objects.get().pk]))

    assert queries.voucher_on(resident=resident, strand=strand, on=date(2030, 1, 1)) is not None
    assert response.content.startswith(b"%PDF")
