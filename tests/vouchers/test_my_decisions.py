"""A guardian reads online what was decided about the child: never another's decision, nor where somebody lives."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from pilot.periods import between, since
from registry.models import Guardianship, Protection, Residence
from tests.people import a_member, log_in
from tests.vouchers.cast import TODAY, a_login, a_resident, a_strand, an_area, decided
from vouchers.models import Decision
from vouchers.views.acting import SESSION
from vouchers.words.child_say import ChildSay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
LIST, ACTING = reverse("vouchers:my-decisions"), reverse("vouchers:my-acting")
BORN = date(2010, 5, 1)
REASONS = "Matka on liian pitkä."


class Family:
    """A child of six who lives with its mother; the father lives elsewhere."""

    def __init__(self):
        self.strand = a_strand(minimum_age=15)
        area = an_area(self.strand)
        self.child = a_resident(self.strand, area, born_on=BORN, given_names="Eino")
        self.mother, self.father = (a_resident(self.strand, area) for _number in range(2))
        Residence.objects.filter(resident__in=[self.child, self.mother]).update(street="Salapolku 7")
        for guardian in (self.mother, self.father):
            Guardianship.objects.create(child=self.child, guardian=guardian, period=since(BORN))


@pytest.fixture
def family():
    return Family()


@pytest.fixture
def decision(family):
    return decided(family.child, reasons=REASONS, opened_on=TODAY)


def acting(client, guardian, child):
    log_in(client, a_login(guardian))
    client.post(ACTING, {"child": child.pk})


def file_of(decision):
    return reverse("vouchers:my-decision-file", args=[decision.pk])


def text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize("who", ["mother", "father"])
def test_a_guardian_reads_it_with_its_last_day_of_appeal_and_nobodys_home(client, family, decision, who):
    """Posted on 15.3.2017, received on the 22nd, with 30 days to appeal: until 21.4.2017."""
    acting(client, getattr(family, who), family.child)
    delivery = decision.letter.deliveries.get()

    page, copy = client.get(LIST), client.get(file_of(decision))

    assert decision.number in page.content.decode()
    assert "Salapolku" not in page.content.decode()
    assert copy["Content-Type"] == "application/pdf"
    said = text(copy.content)
    assert REASONS in said
    assert "21.4.2017" in said
    assert "Salapolku" not in said
    assert "Salapolku" in text(bytes(delivery.document.content))


def test_ones_own_stand_among_ones_letters(client, family, decision):
    log_in(client, a_login(family.mother))

    assert client.get(LIST)["Location"] == reverse("vouchers:my-letters")
    assert client.get(file_of(decision)).status_code == 404


@pytest.mark.parametrize("party", ["father", "child"])
def test_what_was_decided_on_an_objection_is_its_partys_alone(client, family, party):
    whose = getattr(family, party)
    about = {"concerns": family.child} if party == "father" else {}
    made = decided(whose, kind=Decision.Kind.OBJECTION, **about)
    acting(client, family.mother, family.child)

    assert made.number not in client.get(LIST).content.decode()
    assert client.get(file_of(made)).status_code == 404


def test_of_the_guardians_own_matter_nothing_is_shown_while_acting(client, family):
    own = decided(family.mother)
    acting(client, family.mother, family.child)

    assert client.get(file_of(own)).status_code == 404


@pytest.mark.parametrize("end", ["protection", "custody", "age"])
def test_without_a_right_any_more_nothing_is_handed_out(client, family, decision, end):
    acting(client, family.father, family.child)
    assert client.get(LIST).status_code == 200
    if end == "protection":
        Protection.objects.create(resident=family.mother, period=since(TODAY))
    elif end == "custody":
        Guardianship.objects.filter(guardian=family.father).update(period=between(BORN, TODAY))
    else:
        type(family.child).objects.filter(pk=family.child.pk).update(born_on=TODAY.replace(year=2002))

    assert client.get(file_of(decision))["Location"] == ACTING
    assert client.get(LIST)["Location"] == reverse("vouchers:my-letters")


def test_a_young_person_who_acts_for_themselves_is_read_by_nobody_else(client, family):
    young = a_resident(family.strand, None, born_on=TODAY.replace(year=2001))
    Guardianship.objects.create(child=young, guardian=family.mother, period=since(BORN))
    made = decided(young, say=ChildSay(why_unheard="Pyysi itse."))
    log_in(client, a_login(family.mother))
    session = client.session
    session[SESSION] = {"resident": young.pk, "name": ""}
    session.save()

    assert client.get(file_of(made))["Location"] == ACTING


def test_of_two_strands_only_that_is_read_in_which_the_young_person_does_not_choose_alone(client, family):
    """Sixteen: alone in the first strand, from fifteen on; by a guardian in the second, until eighteen."""
    later = a_strand(pilot=family.strand.pilot, minimum_age=18)
    young = a_resident(family.strand, None, born_on=TODAY.replace(year=2001))
    Guardianship.objects.create(child=young, guardian=family.mother, period=since(BORN))
    say = ChildSay(why_unheard="Pyysi itse.")
    alone, together = (decided(young, strand=strand, say=say) for strand in (family.strand, later))
    acting(client, family.mother, young)

    text = client.get(LIST).content.decode()

    assert (alone.number in text, together.number in text) == (False, True)
    assert [client.get(file_of(one)).status_code for one in (alone, together)] == [404, 200]


def test_they_are_read_with_a_right_alone(client, family, decision):
    for page in (LIST, file_of(decision)):
        assert client.get(page).status_code == 302
    acting(client, family.mother, family.child)
    for page in (LIST, file_of(decision)):
        assert client.post(page).status_code == 405
    log_in(client, a_member("staff", family.strand.pilot.lead))
    for page in (LIST, file_of(decision)):
        assert client.get(page).status_code == 403


def test_more_decisions_cost_no_more_queries(client, family, decision, django_assert_max_num_queries):
    acting(client, family.mother, family.child)
    client.get(LIST)
    with django_assert_max_num_queries(40) as few:
        client.get(LIST)
    for number in range(1, 4):
        decided(family.child, TODAY - timedelta(days=number))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(LIST)
