"""The pages about forms on paper: printing an empty one, entering, registering, deciding; and who may."""

import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pdfua import validate
from pypdf import PdfReader

from pilot.models import AccessLogEntry
from pilot.periods import since
from registry.models import Guardianship
from tests.people import a_member, an_organiser, log_in
from tests.rules import write_rules
from tests.vouchers.actions.test_paper import entered
from tests.vouchers.cast import LONG_AGO, a_cap, a_login, a_resident, a_site, a_strand, an_area, chosen
from tests.vouchers.pages import page
from vouchers import letters
from vouchers.models import Choice, Decision, PaperForm, QueuePlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
KEY = "0" * 32


@pytest.fixture
def strand():
    return a_strand(minimum_age=15)


@pytest.fixture
def site(strand):
    return a_site(strand, name_fi="Hoitokulma")


@pytest.fixture
def resident(strand, site):
    return a_resident(strand, an_area(strand), language="sv")


def send(client, resident, where, **changes):
    given = {"arrived_on": "10.3.2017", "site": where.slug, "capacity": "own", "receipt_by": "letter", "key": KEY}
    return client.post(page("paper-form-entry", resident.pk), given | changes)


@pytest.fixture
def fresh_cache():
    cache.clear()


@pytest.mark.parametrize(("language", "words"), [("fi", "Valitsen"), ("sv", "Jag väljer"), ("en", "I choose")])
def test_anybody_prints_the_form_in_their_language(client, strand, site, language, words, tmp_path, fresh_cache):
    client.cookies["language"] = language

    answer = client.get(page("choice-form", strand.pk))

    path = tmp_path / "form.pdf"
    path.write_bytes(answer.content)
    pages = PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(pages[0].extract_text().split())
    assert (len(pages), validate(path).findings) == (1, ())
    assert words in text
    assert "Hoitokulma" in text
    assert "15" in text


@pytest.mark.parametrize("sites", [6, 12, 15, 40])
def test_the_form_is_one_page_however_many_sites_there_are(strand, sites, fresh_cache):
    for number in range(sites):
        a_site(strand, name_fi=f"Pitkänniemen terveysasema {number}", street="Pitkäkatu 12 B", town="Jyväskylä")

    content = letters.choice_form(strand, language="sv", on=LONG_AGO.replace(year=2017))

    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) == 1
    assert ("terveysasema 0" in reader.pages[0].extract_text()) == (sites <= 15)


def test_there_is_no_form_of_a_strand_that_is_not(client, strand):
    assert client.get(page("choice-form", strand.pk + 1000)).status_code == 404


def test_the_whole_way_from_the_form_to_the_choice(client, clerk, resident, site, strand):
    detail = client.get(page("resident-detail", resident.pk)).content.decode()
    assert page("paper-form-entry", resident.pk) in detail
    answer = send(client, resident, site)

    form = PaperForm.objects.get()
    assert answer["Location"] == page("paper-form", form.pk)
    assert page("paper-form", form.pk) in client.get(page("staff-home")).content.decode()
    assert page("paper-form", form.pk) in client.get(page("paper-form-list")).content.decode()
    assert 'datetime="2017-03-31"' in client.get(answer["Location"]).content.decode()
    client.post(page("paper-form-acceptance", form.pk))

    choice = Choice.objects.get()
    assert str(choice.made_on) == "2017-03-10"
    assert page("resident-receipt", choice.pk) in client.get(answer["Location"]).content.decode()
    assert page("paper-form", form.pk) not in client.get(page("paper-form-list")).content.decode()
    assert page("paper-form", form.pk) in client.get(page("paper-form-list") + "?which=accepted").content.decode()
    assert AccessLogEntry.objects.filter(what="paper_form", resident_id=resident.pk).exists()


def test_a_form_that_chose_a_full_list_leads_to_its_queue(client, clerk, strand, resident, site):
    a_cap(site, strand, 0)
    send(client, resident, site)
    form = PaperForm.objects.get()
    queue = f"{page('resident-queue', resident.pk)}?strand={strand.pk}&amp;site={site.slug}"
    assert queue not in client.get(page("paper-form", form.pk)).content.decode()
    write_rules(queue_opens_at=1)
    assert queue in client.get(page("paper-form", form.pk)).content.decode()

    known = {"strand": strand.pk, "site": site.slug, "identified_by": "signature"}
    client.post(page("resident-queue", resident.pk) + f"?strand={strand.pk}&site={site.slug}", known)

    place = QueuePlace.objects.get()
    assert (place.resident, place.channel, place.capacity, place.joined_by) == (resident, "paper", "own", clerk)


WRONG = {
    "arrived_on": [{"arrived_on": ""}, {"arrived_on": "16.3.2017"}],
    "site": [{"site": ""}, {"site": "nowhere"}],
    "capacity": [{"capacity": ""}],
    "signatory_name": [{"capacity": "legal_guardian"}],
    "receipt_by": [
        {
            "capacity": "mandate",
            "signatory_name": "Pekka Niemi",
            "receipt_by": "email",
            "email": "pekka@example.invalid",
        }
    ],
    "email": [{"receipt_by": "email"}, {"receipt_by": "email", "email": "x"}],
}


@pytest.mark.parametrize(("field", "wrong"), [(field, one) for field, all_of in WRONG.items() for one in all_of])
def test_a_wrong_entry_is_told_beside_its_field(client, clerk, resident, site, field, wrong):
    answer = send(client, resident, site, **wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not PaperForm.objects.exists()


def test_a_guardian_is_picked_from_the_register(client, clerk, strand, site):
    child = a_resident(strand, an_area(strand), born_on=LONG_AGO.replace(year=2010))
    guardian = a_resident(strand, None, given_names="Maija")
    Guardianship.objects.create(child=child, guardian=guardian, period=since(LONG_AGO))
    assert "Maija" in client.get(page("paper-form-entry", child.pk)).content.decode()

    send(client, child, site, capacity="guardian", signatory=guardian.pk)
    form = PaperForm.objects.get()
    client.post(page("paper-form-acceptance", form.pk))

    assert (form.signatory, form.signatory_name) == (guardian, "")
    assert Choice.objects.get().deputy == guardian


def test_what_stands_in_the_way_is_offered_as_reasons_in_the_residents_language(client, clerk, resident, site, strand):
    chosen(resident, strand, a_site(strand), LONG_AGO.replace(year=2017, month=1, day=10))
    send(client, resident, site)
    form = PaperForm.objects.get()

    told = client.get(page("paper-form", form.pk))
    assert page("paper-form-acceptance", form.pk) not in told.content.decode()
    offered = told.context["rejection_form"].initial
    assert (offered["ground"], offered["reasons"]) == ("rules", told.context["outlook"].in_their_language)
    wrong = client.post(page("paper-form-rejection", form.pk), {"ground": "rules", "reasons": ""})
    client.post(page("paper-form-rejection", form.pk), offered)

    assert wrong.status_code == 422
    assert Decision.objects.get().reasons == offered["reasons"]
    assert Decision.objects.get().number in client.get(page("paper-form", form.pk)).content.decode()


def test_an_unclear_form_waits_and_cannot_be_registered(client, clerk, resident, site):
    send(client, resident, site, site="unclear")
    form = PaperForm.objects.get()

    client.post(page("paper-form-acceptance", form.pk), follow=True)

    form.refresh_from_db()
    assert (form.state, form.site, form.returns_home) == ("arrived", None, False)


def test_an_entry_by_mistake_leaves_the_queue_and_says_what_was_wrong(client, clerk, resident, site):
    send(client, resident, site)
    form, where = PaperForm.objects.get(), page("paper-form-voiding", PaperForm.objects.get().pk)

    wrong = client.post(where, {"reason": ""})
    client.post(where, {"reason": "Väärä paikka"})

    assert wrong.status_code == 422
    assert "<title>Virhe:" in wrong.content.decode()
    assert "Väärä paikka" in client.get(page("paper-form", form.pk)).content.decode()
    assert page("paper-form", form.pk) not in client.get(page("paper-form-list")).content.decode()
    assert page("paper-form", form.pk) in client.get(page("paper-form-list") + "?which=voided").content.decode()


POSTS = ("paper-form-acceptance", "paper-form-rejection", "paper-form-voiding")
PAGES = ("paper-form", "paper-form-entry", "paper-form-list", "paper-form-empty", *POSTS)


def address(name, form, resident):
    return page(name) if name == "paper-form-list" else page(name, resident.pk if "-e" in name else form.pk)


@pytest.mark.parametrize("name", PAGES)
def test_five_questions(client, clerk, resident, site, strand, name):
    form = entered(resident, strand, clerk, site)
    where = address(name, form, resident)
    if name not in POSTS:
        assert client.get(where).status_code == 200
    assert (client.get if name in POSTS else client.put)(where).status_code == 405
    log_in(client, a_member("staff", an_organiser()))
    if name != "paper-form-list":
        assert (client.post if name in POSTS else client.get)(where).status_code == 404
    log_in(client, a_login(resident))
    assert (client.post if name in POSTS else client.get)(where).status_code == 403
    client.logout()
    assert (client.post if name in POSTS else client.get)(where).status_code == 302


def test_ten_more_forms_cost_no_more_queries(client, clerk, resident, site, strand, django_assert_num_queries):
    entered(resident, strand, clerk, site)
    client.get(page("paper-form-list"))
    with CaptureQueriesContext(connection) as few:
        client.get(page("paper-form-list"))
    for number in range(10):
        entered(a_resident(strand, an_area(strand)), strand, clerk, site, key=f"k{number}")

    with django_assert_num_queries(len(few)):
        client.get(page("paper-form-list"))
