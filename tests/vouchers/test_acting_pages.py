"""A guardian's pages for a child: the same pages and rules, never without a right of the day."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from pilot import outbox
from pilot.models import AccessLogEntry, AuditEvent, OutboxMessage
from pilot.periods import between, since
from registry.models import Guardianship, Protection
from tests.people import a_member, log_in
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, LONG_AGO, TODAY, a_login, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, queries, urls
from vouchers.actions import Deputy
from vouchers.forms import new_key
from vouchers.models import Choice
from vouchers.views.acting import SESSION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
HOME = reverse("vouchers:my-home")
CHOICE = reverse("vouchers:my-choice")
ACTING = reverse("vouchers:my-acting")
END = reverse("vouchers:my-acting-end")
BORN = date(2010, 5, 1)


class Family:
    """A child of six, its two guardians, and a child of somebody else."""

    def __init__(self):
        self.strand = a_strand(minimum_age=15)
        self.area = an_area(self.strand)
        self.site = a_site(self.strand)
        self.child = a_resident(self.strand, self.area, born_on=BORN, given_names="Eino")
        self.mother = a_resident(self.strand, self.area, given_names="Maija", email="maija@example.invalid")
        self.father = a_resident(self.strand, self.area, given_names="Matti", email="matti@example.invalid")
        self.others = a_resident(self.strand, self.area, born_on=BORN, given_names="Venla")
        for guardian in (self.mother, self.father):
            Guardianship.objects.create(child=self.child, guardian=guardian, period=since(BORN))

    def confirm(self, client, site=None, subject=None):
        values = {"strand": self.strand.pk, "site": (site or self.site).slug, "key": new_key()}
        # A guardian's form that somebody has bent sends an address too.
        bent = {} if subject else {"email": "bent@example.invalid"}
        return client.post(CHOICE, values | bent | {"subject": (subject or self.child).pk})


@pytest.fixture
def family(client):
    family = Family()
    log_in(client, a_login(family.mother))
    return family


def begin(client, child):
    return client.post(ACTING, {"child": child.pk})


def test_a_guardian_sees_their_children_and_chooses_for_one(client, family):
    page = client.get(ACTING).content.decode()
    assert "Eino" in page
    assert "Venla" not in page

    assert begin(client, family.child)["Location"] == HOME
    assert "Eino" in client.get(HOME).content.decode()
    response = family.confirm(client)

    choice = Choice.objects.get()
    assert (choice.resident, choice.capacity, choice.deputy) == (family.child, "guardian", family.mother)
    assert choice.resident.email == ""
    assert response["Location"] == reverse("vouchers:my-receipt", args=[choice.pk])
    receipt = client.get(response["Location"]).content.decode()
    assert "Eino" in receipt
    assert "Maija" in receipt
    event = AuditEvent.objects.get(kind="choice_made")
    assert event.on_behalf_of == f"resident {family.child.pk}"
    assert (event.facts["capacity"], event.facts["deputy"]) == ("guardian", family.mother.pk)


def test_the_dates_and_whom_it_is_for_stand_before_confirming(client, family):
    begin(client, family.child)

    page = client.get(CHOICE, {"site": family.site.slug, "strand": family.strand.pk}).content.decode()

    assert 'datetime="2017-04-05"' in page
    assert "Eino" in page
    assert f'name="subject" value="{family.child.pk}"' in page
    assert 'name="email"' not in page


def test_pages_of_a_child_speak_of_the_choice_and_never_of_you_as_its_subject(client, family):
    write_rules(lock_in_months=6)
    client.cookies["language"] = "en"
    chosen(family.child, family.strand, family.site, date(2017, 2, 1))
    begin(client, family.child)

    home = client.get(HOME).content.decode()
    refused = client.get(CHOICE, {"strand": family.strand.pk, "site": a_site(family.strand).slug}).content.decode()

    # Chosen on 1.2. by a rule of 21 days, in effect on 22.2. and binding for six months.
    assert "A new choice is possible from <b>" in home
    assert 'datetime="2017-08-22"' in home
    assert "The present choice still binds." in refused
    for words in ("Your present choice", "You can make a new choice", "you have lived", "You can choose again"):
        assert words not in home + refused


def test_a_child_who_lives_elsewhere_is_told_of_in_the_third_person(client, family):
    client.cookies["language"] = "en"
    actions.record_move(resident=family.child, moved_on=TODAY, area=None, by=None, at=noon(), channel="desk")
    begin(client, family.child)

    home = client.get(HOME).content.decode()

    assert "A choice cannot be made now" in home
    assert "By the population register home has been outside" in home
    assert "you have lived" not in home
    assert "You cannot choose now" not in home


def test_the_dates_and_the_way_back_speak_of_the_choice_not_of_the_guardian(client, family):
    begin(client, family.child)
    client.cookies["language"] = "en"
    page = client.get(CHOICE, {"strand": family.strand.pk, "site": family.site.slug}).content.decode()
    assert "The choice binds until" in page
    assert "Check and confirm the choice" in page
    assert "You are bound" not in page

    family.confirm(client)
    back = client.post(reverse("vouchers:my-choice-regret", args=[Choice.objects.get().pk]), follow=True)

    assert "The choice was taken back." in back.content.decode()
    assert "You stay where you are" not in back.content.decode()


def test_every_guardian_is_told_without_a_name(client, family):
    begin(client, family.child)
    family.confirm(client)

    outbox.sweep(here=True)

    assert sorted(message.to[0] for message in mail.outbox) == ["maija@example.invalid", "matti@example.invalid"]
    assert all("Eino" not in message.body + message.subject for message in mail.outbox)


def test_a_guardian_without_an_address_is_noted_for_a_letter(client, family):
    family.father.email = ""
    family.father.save()
    begin(client, family.child)

    family.confirm(client)

    assert AuditEvent.objects.get(kind="choice_made").facts["to_be_written_to"] == [family.father.pk]


def test_of_two_guardians_who_choose_differently_the_later_holds_and_both_are_told(client, family):
    begin(client, family.child)
    family.confirm(client)
    log_in(client, a_login(family.father))
    begin(client, family.child)

    family.confirm(client, a_site(family.strand))
    outbox.sweep(here=True)

    first, later = Choice.objects.order_by("pk")
    assert first.replaced_by == later
    assert queries.same_day_choice_of_another(later) == first
    assert len(mail.outbox) == 4


BLOCKED = {
    "child protected": lambda f: Protection.objects.create(resident=f.child, period=since(FIRST)),
    "guardian protected": lambda f: Protection.objects.create(resident=f.mother, period=since(FIRST)),
    "other guardian protected": lambda f: Protection.objects.create(resident=f.father, period=since(FIRST)),
    "uncertain": lambda f: f.child.guardianships.filter(guardian=f.father).update(is_certain=False),
    "ended today": lambda f: f.child.guardianships.filter(guardian=f.mother).update(period=between(BORN, TODAY)),
    "of age": lambda f: write_rules(minimum_age=6),
    "died": lambda f: type(f.child).objects.filter(pk=f.child.pk).update(died_on=FIRST, died_precision="day"),
}


@pytest.mark.parametrize("case", BLOCKED)
@pytest.mark.parametrize("when", ["before", "meanwhile"])
def test_without_a_right_nothing_is_shown_and_nothing_done(client, family, case, when):
    if when == "meanwhile":
        begin(client, family.child)
    BLOCKED[case](family)
    stranger = client.post(ACTING, {"child": family.others.pk}) if when == "before" else None
    refused = begin(client, family.child) if when == "before" else family.confirm(client)

    page = client.get(ACTING).content.decode()
    assert "Eino" not in page
    assert not Choice.objects.exists()
    assert SESSION not in client.session
    if stranger:
        assert refused.status_code == stranger.status_code == 409
        assert texts(refused) == texts(stranger)


def texts(response):
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")].split('name="csrfmiddlewaretoken"')[0]


def test_the_right_ends_on_the_birthday(client, family):
    write_rules(minimum_age=7)
    family.child.born_on = TODAY.replace(year=2010) + timedelta(days=1)
    family.child.save()
    assert begin(client, family.child).status_code == 302

    family.child.born_on = TODAY.replace(year=2010)
    family.child.save()

    assert family.confirm(client)["Location"] == ACTING
    assert not Choice.objects.exists()


@pytest.mark.parametrize("wish", [{"resident": "others", "name": "x"}, {"resident": 10**9, "name": "x"}])
def test_a_tampered_session_opens_nothing(client, family, wish):
    session = client.session
    session[SESSION] = wish | {"resident": family.others.pk if wish["resident"] == "others" else wish["resident"]}
    session.save()

    assert client.get(HOME)["Location"] == ACTING
    assert SESSION not in client.session
    assert not AccessLogEntry.objects.filter(resident_id=family.others.pk).exists()


def test_a_form_of_another_subject_chooses_nothing(client, family):
    key = family.mother
    begin(client, family.child)

    response = family.confirm(client, subject=key)

    assert response["Location"] == ACTING
    assert not Choice.objects.exists()


def test_ones_own_form_chooses_nothing_for_a_child_whose_form_it_is_not(client, family):
    assert family.confirm(client)["Location"] == ACTING
    assert not Choice.objects.exists()


def test_receipts_of_one_are_not_opened_while_acting_for_another(client, family):
    own = chosen(family.mother, family.strand, family.site)
    childs = chosen(family.child, family.strand, family.site)
    strangers = chosen(family.others, family.strand, family.site)
    receipt = {one: reverse("vouchers:my-receipt", args=[one.pk]) for one in (own, childs, strangers)}

    assert [client.get(receipt[one]).status_code for one in (own, childs, strangers)] == [200, 404, 404]
    begin(client, family.child)
    assert [client.get(receipt[one]).status_code for one in (own, childs, strangers)] == [404, 200, 404]
    client.post(END)
    assert client.get(receipt[own]).status_code == 200


def test_the_child_sees_who_has_acted(client, family):
    begin(client, family.child)
    client.get(HOME)

    entry = AccessLogEntry.objects.get(resident_id=family.child.pk)
    assert (entry.what, entry.why, entry.by_id) == ("acting", "guardian", family.mother.account.user.pk)
    look = queries.looks_at(family.child)[0]
    assert look.seen != "acting"
    assert look.who != "resident"


def test_a_guardian_takes_the_childs_choice_back(client, family):
    begin(client, family.child)
    family.confirm(client)
    choice = Choice.objects.get()

    client.post(reverse("vouchers:my-choice-regret", args=[choice.pk]))

    choice.refresh_from_db()
    assert choice.regretted_by == family.mother.account.user
    assert AuditEvent.objects.get(kind="choice_regretted").facts["capacity"] == "guardian"


def test_both_guardians_read_that_the_childs_choice_was_taken_back(client, family):
    begin(client, family.child)
    family.confirm(client)
    outbox.sweep()
    mail.outbox.clear()

    client.post(reverse("vouchers:my-choice-regret", args=[Choice.objects.get().pk]))
    outbox.sweep()

    assert sorted(message.to[0] for message in mail.outbox) == ["maija@example.invalid", "matti@example.invalid"]
    assert {message.subject.partition(":")[0] for message in mail.outbox} == {"Valinta peruttiin"}
    assert all("Eino" not in message.body + message.subject for message in mail.outbox)


def test_what_one_takes_back_oneself_is_confirmed_to_oneself_alone(client, family):
    log_in(client, family.mother.account.user)
    family.confirm(client, subject=family.mother)

    outbox.sweep()
    mail.outbox.clear()

    client.post(reverse("vouchers:my-choice-regret", args=[Choice.objects.get().pk]))
    outbox.sweep()

    (message,) = mail.outbox
    assert message.to == ["maija@example.invalid"]
    assert "valintasi, jonka numero on" in message.body
    assert "asioi toisen puolesta" not in message.body
    assert not OutboxMessage.objects.filter(kind="taken_back_letter").exists()


@pytest.mark.parametrize("page", ["vouchers:my-letters", "vouchers:my-early-change-draft"])
def test_pages_about_oneself_are_not_mixed_with_anothers(client, family, page):
    begin(client, family.child)

    assert client.get(reverse(page))["Location"] == ACTING


@pytest.mark.parametrize(("address", "wrong"), [(ACTING, "put"), (END, "get")])
def test_another_method_is_refused(client, family, address, wrong):
    assert getattr(client, wrong)(address).status_code == 405


@pytest.mark.parametrize("address", [ACTING, END])
def test_nobody_without_a_log_in_and_no_staff_come_here(client, family, address):
    client.logout()
    assert client.post(address).status_code == 302
    log_in(client, a_member("staff", family.strand.pilot.lead))
    assert client.post(address).status_code == 403


def test_more_children_cost_no_more_queries(client, family, django_assert_max_num_queries):
    def another():
        child = a_resident(family.strand, family.area, born_on=BORN, since=LONG_AGO)
        Guardianship.objects.create(child=child, guardian=family.mother, period=since(BORN))

    client.get(ACTING)
    with django_assert_max_num_queries(40) as few:
        client.get(ACTING)
    for _each in range(10):
        another()
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(ACTING)


@pytest.mark.parametrize("papers", ["guardian", "legal_guardian", "mandate"])
def test_at_the_desk_staff_check_the_papers_and_the_capacity_is_kept(client, family, papers):
    log_in(client, a_member("staff", family.strand.pilot.lead))
    values = {"strand": family.strand.pk, "site": family.site.slug, "key": new_key(), "guardian": family.mother.pk}

    client.post(reverse("vouchers:resident-choice", args=[family.child.pk]), values | {"identified_by": papers})

    choice = Choice.objects.get()
    assert choice.deputy == (family.mother if papers == "guardian" else None)
    assert (choice.capacity, choice.channel) == (papers, "desk")
    told = 2 if papers == "guardian" else 0
    assert OutboxMessage.objects.filter(kind="guardian_told").count() == told
    assert (
        str(choice.get_capacity_display())
        in client.get(reverse("vouchers:resident-detail", args=[family.child.pk])).content.decode()
    )


@pytest.mark.parametrize("whose", ["child", "mother", "father"])
def test_a_choice_at_the_desk_for_a_protected_family_is_told_to_nobody(client, family, whose):
    Protection.objects.create(resident=getattr(family, whose), period=since(FIRST))
    family.father.email = ""
    family.father.save()

    chosen(family.child, family.strand, family.site, channel="desk", deputy=Deputy("guardian", name="Maija Niemi"))

    assert not OutboxMessage.objects.filter(kind="guardian_told").exists()
    assert "to_be_written_to" not in AuditEvent.objects.get(kind="choice_made").facts


def test_what_was_promised_before_a_protection_began_is_not_sent(client, family):
    begin(client, family.child)
    family.confirm(client)
    Protection.objects.create(resident=family.child, period=since(FIRST))

    outbox.sweep(here=True)

    assert mail.outbox == []


def test_every_own_page_says_whom_it_is_about():
    of_acting_itself = {"my-acting", "my-acting-end", "my-mandate", "my-mandate-back", "my-mandate-refused"}

    unsaid = [page.name for page in urls.my_pages if not hasattr(page.callback, "subject")]

    assert set(unsaid) == of_acting_itself
