"""An adult's pages for another by mandate: picked elsewhere, found in our register, asked about when it is used."""

from datetime import date, timedelta
from itertools import count
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from pilot import outbox
from pilot.models import AccessLogEntry, AuditEvent
from pilot.periods import since
from registry.models import IdentityCode, Protection, Resident
from tests.constraints import changed
from tests.people import a_member, log_in
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, TODAY, a_login, a_resident, a_site, a_strand, an_area, noon
from tests.vouchers.fees import fees
from tests.vouchers.mandate_register import WAY, Register
from vouchers.forms import new_key
from vouchers.models import Choice, Letter, QueuePlace
from vouchers.views.acting import SESSION

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
HOME, CHOICE, ACTING = (reverse(f"vouchers:{name}") for name in ("my-home", "my-choice", "my-acting"))
BEGIN, BACK = reverse("vouchers:my-mandate"), reverse("vouchers:my-mandate-back")
AGENT, PRINCIPAL = "010170-999R", "020280-9991"


def refused(reason: str) -> str:
    return reverse("vouchers:my-mandate-refused", args=[reason])


class Stage:
    """An adult with a mandate, whom it is for, and a site."""

    def __init__(self):
        self.strand = a_strand()
        self.area = an_area(self.strand)
        self.site = a_site(self.strand)
        self.agent = self.known(AGENT, given_names="Maija")
        self.principal = self.known(PRINCIPAL, given_names="Kalle", born_on=date(1980, 2, 2))

    def known(self, code, **fields):
        resident = a_resident(self.strand, self.area, **fields)
        IdentityCode.objects.create(
            pilot=self.strand.pilot, resident=resident, code=code, period=since(resident.born_on)
        )
        return resident

    def confirm(self, client):
        values = {"strand": self.strand.pk, "site": self.site.slug, "key": new_key(), "subject": self.principal.pk}
        return client.post(CHOICE, values)


@pytest.fixture
def stage(client, settings):
    settings.MANDATES_PORT = "tests.vouchers.mandate_register.Register"
    Register.set(PRINCIPAL)
    stage = Stage()
    log_in(client, a_login(stage.agent))
    return stage


def begin(client) -> str:
    """Set out, and return the state with which one comes back."""
    answer = client.post(BEGIN)
    assert answer["Location"].startswith(WAY)
    return parse_qs(urlsplit(answer["Location"]).query)["state"][0]


def come_back(client, state=None, **answer):
    return client.get(BACK, {"state": begin(client) if state is None else state} | (answer or {"code": "good"}))


def test_the_whole_way_to_a_choice_that_keeps_its_mandate(client, stage, settings):
    assert BEGIN in client.get(ACTING).content.decode()
    assert come_back(client)["Location"] == HOME
    home = client.get(HOME).content.decode()
    shown = client.get(CHOICE, {"site": stage.site.slug, "strand": stage.strand.pk}).content.decode()
    answer = stage.confirm(client)

    choice = Choice.objects.get()
    assert "Kalle" in home
    assert "Maija" in shown
    assert (choice.resident, choice.capacity, choice.deputy) == (stage.principal, "mandate", stage.agent)
    assert (choice.mandate_reference, choice.mandate_theme) == ("mandate-7", settings.MANDATES.theme)
    assert Register.asked == 2
    facts = AuditEvent.objects.get(kind="choice_made").facts
    assert (facts["mandate"], facts["capacity"]) == ("mandate-7", "mandate")
    assert "Maija" in client.get(answer["Location"]).content.decode()
    assert AccessLogEntry.objects.filter(what="acting", why="mandate", resident_id=stage.principal.pk).exists()


def test_time_goes_on_between_the_registers_answer_and_the_deed(client, stage, monkeypatch):
    seconds = count()
    monkeypatch.setattr(timezone, "now", lambda: noon() + timedelta(seconds=next(seconds)))
    come_back(client)

    stage.confirm(client)
    choice = Choice.objects.get()
    client.post(reverse("vouchers:my-choice-regret", args=[choice.pk]))

    choice.refresh_from_db()
    assert choice.capacity == "mandate"
    assert choice.regretted_at is not None
    log_in(client, a_login(stage.principal))
    read = client.get(reverse("vouchers:my-receipt", args=[choice.pk]), headers={"accept-language": "en"}).content
    assert b"This choice was taken back" in read
    assert b"You took" not in read


def test_time_goes_on_between_the_registers_answer_and_a_place_in_a_queue(client, stage, monkeypatch):
    write_rules(queue_opens_at=1)
    full, seconds = a_site(stage.strand, places=0), count()
    monkeypatch.setattr(timezone, "now", lambda: noon() + timedelta(seconds=next(seconds)))
    come_back(client)

    asked = {"strand": stage.strand.pk, "site": full.slug, "subject": stage.principal.pk}
    client.post(reverse("vouchers:my-queue"), asked)
    place = QueuePlace.objects.get()
    client.post(reverse("vouchers:my-queue-leaving", args=[place.pk]))

    place.refresh_from_db()
    assert (place.resident, place.state) == (stage.principal, "left")


def test_whoever_is_acted_for_gets_the_receipt_by_email(client, stage):
    Resident.objects.filter(pk=stage.principal.pk).update(email="kalle@example.invalid")
    come_back(client)
    stage.confirm(client)

    outbox.sweep(here=True)

    assert [message.to for message in mail.outbox] == [["kalle@example.invalid"]]
    assert not Letter.objects.exists()


def test_without_email_the_receipt_comes_by_letter_once(client, stage):
    come_back(client)
    stage.confirm(client)

    outbox.sweep(here=True)
    outbox.sweep(here=True)

    assert Letter.objects.get().resident == stage.principal


def test_a_mandate_that_ended_meanwhile_writes_nothing(client, stage):
    come_back(client)
    Register.is_in_force = False

    answer = stage.confirm(client)

    assert answer["Location"] == ACTING
    assert SESSION not in client.session
    assert not Choice.objects.exists()


def test_a_register_that_fails_meanwhile_writes_nothing(client, stage):
    come_back(client)
    Register.is_down = True

    stage.confirm(client)

    assert not Choice.objects.exists()


NO_RIGHT = {
    "no mandate": lambda s: setattr(Register, "is_in_force", False),
    "protected": lambda s: Protection.objects.create(resident=s.principal, period=since(FIRST)),
    "agent protected": lambda s: Protection.objects.create(resident=s.agent, period=since(FIRST)),
    "not in register": lambda s: Register.set("240636-999U"),
    "oneself": lambda s: Register.set(AGENT),
    "a child": lambda s: changed(s.principal, born_on=date(1999, 3, 16))(),
    "died": lambda s: changed(s.principal, died_on=FIRST, died_precision="day")(),
    "merged": lambda s: changed(s.principal, merged_into=s.agent)(),
}


@pytest.mark.parametrize("case", NO_RIGHT)
def test_every_lack_gets_the_same_answer_and_makes_nobody(client, stage, case):
    NO_RIGHT[case](stage)
    people = Resident.objects.count()

    answer = come_back(client)

    assert answer["Location"] == refused("no-right")
    page = client.get(answer["Location"])
    assert page.status_code == 403
    assert "Kalle" not in page.content.decode()
    assert SESSION not in client.session
    assert Resident.objects.count() == people


@pytest.mark.parametrize("case", ["protected", "agent protected", "died"])
def test_what_the_register_learns_meanwhile_ends_it(client, stage, case):
    come_back(client)
    NO_RIGHT[case](stage)

    assert client.get(HOME)["Location"] == ACTING
    assert stage.confirm(client).status_code != 200
    assert not Choice.objects.filter(resident=stage.principal).exists()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"error": "access_denied"}, "cancelled"),
        ({"error": "server_error"}, "failed"),
        ({"code": "stolen"}, "failed"),
    ],
)
def test_what_goes_wrong_on_the_way_has_its_page(client, stage, answer, reason):
    response = come_back(client, **answer)

    assert response["Location"] == refused(reason)
    page = client.get(refused(reason))
    assert page.status_code == (200 if reason == "cancelled" else 403)
    assert BEGIN in page.content.decode()
    assert SESSION not in client.session


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_each_reason_has_a_page_in_three_languages(client, stage, language):
    client.cookies["language"] = language
    titles = set()
    for reason in ("cancelled", "expired", "failed", "no-right"):
        page = client.get(refused(reason)).content.decode()
        titles.add(page[page.index("<h1>") : page.index("</h1>")])
    assert f'lang="{language}"' in page
    assert len(titles) == 4
    assert client.get(refused("other")).status_code == 404


def test_the_state_holds_once_in_this_browser_and_for_a_while(client, stage, monkeypatch):
    state = begin(client)
    assert come_back(client, state="another")["Location"] == refused("expired")
    assert come_back(client, state=state)["Location"] == refused("expired")
    state = begin(client)
    monkeypatch.setattr(timezone, "now", lambda: noon() + timedelta(minutes=11))

    assert come_back(client, state=state)["Location"] == refused("expired")
    assert SESSION not in client.session


def test_pages_are_shown_for_half_an_hour(client, stage, monkeypatch):
    come_back(client)
    monkeypatch.setattr(timezone, "now", lambda: noon() + timedelta(minutes=31))

    assert client.get(HOME)["Location"] == ACTING


def test_a_register_that_does_not_answer_sends_nobody_out(client, stage):
    Register.is_down = True

    assert client.post(BEGIN)["Location"] == refused("failed")


def test_what_was_paid_is_not_shown_by_a_mandate_to_choose(client, stage):
    fees(stage.strand, date(2017, 1, 1))
    come_back(client)

    offer = client.get(CHOICE, {"site": stage.site.slug, "strand": stage.strand.pk})

    assert client.get(reverse("vouchers:my-charges"))["Location"] == HOME
    assert (bool(offer.context["fees"].lines), offer.context["paid"]) == (True, [])


@pytest.mark.parametrize("page", ["my-history", "my-looks"])
def test_a_mandate_to_choose_reads_no_history(client, stage, page):
    come_back(client)

    assert client.get(reverse(f"vouchers:{page}"))["Location"] == ACTING
    assert not AccessLogEntry.objects.filter(what="acting_history").exists()


def test_where_there_is_no_register_nobody_acts_by_mandate(client, stage, settings):
    settings.MANDATES_PORT = ""

    assert BEGIN not in client.get(ACTING).content.decode()
    assert client.post(BEGIN)["Location"] == refused("no-right")


@pytest.mark.parametrize(("address", "wrong"), [(BEGIN, "get"), (BACK, "post"), (refused("failed"), "post")])
def test_another_method_is_refused(client, stage, address, wrong):
    assert getattr(client, wrong)(address).status_code == 405


def test_only_residents_come_here(client, stage):
    client.logout()
    assert client.post(BEGIN).status_code == client.get(BACK).status_code == 302
    log_in(client, a_member("staff", stage.strand.pilot.lead))
    assert client.post(BEGIN).status_code == client.get(BACK).status_code == 403


def test_on_their_eighteenth_birthday_one_is_acted_for_by_mandate(client, stage):
    changed(stage.principal, born_on=TODAY.replace(year=1999))()

    assert come_back(client)["Location"] == HOME


@pytest.mark.parametrize("is_in_force", [True, False])
def test_by_mandate_one_waits_for_a_full_list_while_it_is_in_force(client, stage, is_in_force):
    write_rules(queue_opens_at=1)
    full = a_site(stage.strand, places=0)
    come_back(client)
    Register.is_in_force = is_in_force

    asked = {"strand": stage.strand.pk, "site": full.slug, "subject": stage.principal.pk}
    answer = client.post(reverse("vouchers:my-queue"), asked)

    assert answer["Location"] == (HOME if is_in_force else ACTING)
    assert [place.resident for place in QueuePlace.objects.all()] == ([stage.principal] if is_in_force else [])
    if is_in_force:
        facts = AuditEvent.objects.get(kind="queue_joined").facts
        assert (facts["capacity"], facts["mandate"], facts["deputy"]) == ("mandate", "mandate-7", stage.agent.pk)
