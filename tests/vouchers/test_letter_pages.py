"""Pages about letters and decisions: one's own, the staff's, and print batches."""

import pytest
from django.urls import reverse

from pilot.models import AccessLogEntry
from pilot.periods import since
from registry.models import Protection
from tests.people import a_member, a_person, log_in
from tests.vouchers.cast import TODAY, a_login, a_resident, a_strand, an_area, decided, delivery_of, noon
from vouchers import actions
from vouchers.models import Delivery, PrintBatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]


@pytest.fixture
def resident(strand):
    return a_resident(strand, an_area(strand))


@pytest.fixture
def decision(resident):
    return decided(resident)


@pytest.fixture
def staff(client, strand):
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    return user


def address(name: str, *args: int) -> str:
    return reverse(f"vouchers:{name}", args=args)


def text(response, status=200) -> str:
    assert response.status_code == status
    return response.content.decode()


def batch_of(strand) -> PrintBatch:
    return actions.print_letters(pilot=strand.pilot, by=a_person(), at=noon(), channel="desk")


def fetched(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_resident_reads_the_decision_its_last_day_and_the_letter_as_sent(client, resident, decision):
    log_in(client, a_login(resident))

    page = text(client.get(address("my-letters")))
    assert "<dt>Lähetetään</dt>" in page

    # 15 March by post counts as received on the 22nd; thirty days later is Friday 21 April.
    assert decision.number in page
    assert "21.\u00a0huhtikuuta 2017" in page
    delivery = delivery_of(decision)
    assert address("my-letter", delivery.pk) in page
    assert client.get(address("my-letter", delivery.pk)).content == bytes(delivery.document.content)


def test_a_resident_under_non_disclosure_reads_that_the_letter_waits(client, resident):
    Protection.objects.create(resident=resident, period=since(TODAY))
    decided(resident)
    log_in(client, a_login(resident))

    assert "odottaa sinua palvelupisteessä" in text(client.get(address("my-letters")))


def test_nobody_reads_the_letters_of_another(client, strand, resident, decision):
    log_in(client, a_login(a_resident(strand, an_area(strand))))

    assert decision.number not in text(client.get(address("my-letters")))
    assert client.get(address("my-letter", delivery_of(decision).pk)).status_code == 404


def test_staff_find_letters_by_what_they_wait_for_and_every_look_is_written_down(client, staff, resident, decision):
    listed = text(client.get(address("letter-list") + "?queue=post"))
    page = text(client.get(address("letter-page", decision.letter.pk)))

    assert address("letter-page", decision.letter.pk) in listed
    assert address("letter-page", decision.letter.pk) not in text(client.get(address("letter-list") + "?queue=sent"))
    assert decision.reasons in page
    assert decision.number in text(client.get(address("resident-detail", resident.pk)))
    assert address("print-batch-list") in page
    assert list(AccessLogEntry.objects.filter(what="letter").values_list("resident_id", flat=True)) == [resident.pk]


def test_the_letters_of_a_day_are_made_fetched_twice_and_handed_over(client, staff, strand, decision):
    response = client.post(address("print-batch-new", strand.pilot.pk))
    assert response.status_code == 302
    batch = batch_of(strand)

    page = text(client.get(address("print-batch", batch.pk)))
    files = [address("print-batch-letters", batch.pk), address("print-batch-index", batch.pk)]
    first, second = ([fetched(client.get(file)) for file in files] for _time in range(2))
    client.post(address("print-batch-handover", batch.pk))

    assert first == second
    assert address("print-batch-handover", batch.pk) in page
    assert first[0] == bytes(batch.document.content)
    assert delivery_of(decision).state == "sent"
    assert address("print-batch-handover", batch.pk) not in text(client.get(address("print-batch", batch.pk)))


def test_a_letter_comes_back_and_is_sent_anew(client, staff, decision):
    Delivery.objects.update(state="sent")
    here = decision.letter.pk

    assert 'class="error' in text(client.post(address("letter-return", here), {"why": ""}), 422)
    client.post(address("letter-return", here), {"why": "osoite tuntematon"})
    assert "osoite tuntematon" in text(client.get(address("letter-list") + "?queue=undeliverable"))
    client.post(address("letter-sending", here))

    assert [row.state for row in Delivery.objects.order_by("pk")] == ["replaced", "waiting"]


def test_a_resident_without_an_address_reads_the_letter_and_why_it_was_not_posted(client, resident):
    resident.residences.update(street="")
    delivery = delivery_of(decided(resident))
    log_in(client, a_login(resident))

    shown = client.get(reverse("vouchers:my-letters")).content.decode()

    assert "emme tiedä osoitettasi" in shown
    assert client.get(reverse("vouchers:my-letter", args=[delivery.pk])).content == bytes(delivery.document.content)


def test_a_letter_without_a_way_is_among_those_that_did_not_arrive(client, staff, resident):
    resident.residences.update(street="")
    letter = delivery_of(decided(resident)).letter

    listed = client.get(reverse("vouchers:letter-list"), {"queue": "undeliverable"}).content.decode()
    shown = client.get(reverse("vouchers:letter-page", args=[letter.pk])).content.decode()

    assert reverse("vouchers:letter-page", args=[letter.pk]) in listed
    assert ["Osoitetta ei tiedetä" in one for one in (listed, shown)] == [True, True]
    assert "odottaa palvelupisteessä" in shown


def test_a_letter_is_handed_over_to_somebody_recognised(client, staff, resident):
    Protection.objects.create(resident=resident, period=since(TODAY))
    decision = decided(resident)

    text(client.post(address("letter-handover", decision.letter.pk), {"identified_by": ""}), 422)
    client.post(address("letter-handover", decision.letter.pk), {"identified_by": "passi"})

    assert (delivery_of(decision).state, delivery_of(decision).received_on) == ("sent", TODAY)


def test_a_deed_that_comes_too_late_says_so_and_changes_nothing(client, staff, strand, decision):
    page = client.post(address("letter-sending", decision.letter.pk), follow=True)
    assert "ei ole enää siinä vaiheessa" in text(page)
    empty = client.post(address("print-batch-handover", batch_of(strand).pk), follow=True)
    again = client.post(address("print-batch-void", PrintBatch.objects.get().pk), follow=True)

    assert "on luovutettu" in text(empty)
    assert "on jo luovutettu" in text(again)


def test_the_work_queue_counts_letters(client, staff, strand, resident, decision):
    assert '<span class="number">1</span> kirje odottaa postitusta' in text(client.get(address("staff-home")))
    batch = batch_of(strand)
    assert address("print-batch", batch.pk) in text(client.get(address("staff-home")))


def test_a_form_of_a_delivery_in_whose_place_another_came_does_nothing(client, staff, strand, decision):
    """Opened while the letter was sent, sent by the back button after it came back and was sent anew."""
    actions.hand_over_batch(batch=batch_of(strand), by=staff, at=noon(), channel="desk")
    stale = {"why": "osoite tuntematon", "delivery": delivery_of(decision).pk}
    client.post(address("letter-return", decision.letter.pk), stale)
    client.post(address("letter-sending", decision.letter.pk))
    actions.hand_over_batch(batch=batch_of(strand), by=staff, at=noon(), channel="desk")

    page = client.post(address("letter-return", decision.letter.pk), stale, follow=True)

    assert "ei ole enää siinä vaiheessa" in text(page)
    assert delivery_of(decision).state == "sent"


def test_the_files_of_a_voided_batch_are_handed_out_to_nobody(client, staff, strand, decision):
    batch = batch_of(strand)
    files = [address(f"print-batch-{name}", batch.pk) for name in ("letters", "index")]
    assert [client.get(one).status_code for one in files] == [200, 200]
    client.post(address("print-batch-void", batch.pk))
    looks = AccessLogEntry.objects.count()

    for one in files:
        told = client.get(one, follow=True)
        assert "ei enää anneta kenellekään" in text(told)
        assert one not in text(told)

    assert AccessLogEntry.objects.count() == looks
    again = batch_of(strand)
    assert (again.serial, again.letters) == (2, 1)
    assert fetched(client.get(address("print-batch-letters", again.pk))).startswith(b"%PDF")


@pytest.mark.parametrize("name", ["letter-list", "print-batch-list"])
def test_ten_more_rows_cost_no_more_queries(client, staff, strand, resident, django_assert_max_num_queries, name):
    decided(resident)
    actions.hand_over_batch(batch=batch_of(strand), by=staff, at=noon(), channel="desk")
    client.get(address(name))
    with django_assert_max_num_queries(60) as before:
        client.get(address(name))
    for _number in range(3):
        decided(resident)
        actions.hand_over_batch(batch=batch_of(strand), by=staff, at=noon(), channel="desk")

    with django_assert_max_num_queries(len(before.captured_queries)):
        client.get(address(name))


def pages(decision, batch) -> list[str]:
    letter, delivery = decision.letter.pk, delivery_of(decision).pk
    return [
        address("letter-list"),
        address("letter-page", letter),
        address("letter-file", delivery),
        address("print-batch-list"),
        address("print-batch", batch.pk),
        address("print-batch-letters", batch.pk),
        address("print-batch-index", batch.pk),
    ]


def deeds(decision, batch) -> list[str]:
    letter = decision.letter.pk
    return [
        *(address(f"letter-{name}", letter) for name in ("return", "sending", "handover")),
        *(address(f"print-batch-{name}", batch.pk) for name in ("handover", "void")),
        address("print-batch-new", batch.pilot_id),
    ]


def test_pages_are_read_by_staff_alone_and_only_of_their_own_pilots(client, staff, strand, decision):
    batch = batch_of(strand)
    read, done = pages(decision, batch), deeds(decision, batch)

    assert [client.get(page).status_code for page in read] == [200] * len(read)
    assert {client.post(page).status_code for page in read} == {405}
    assert {client.get(deed).status_code for deed in done} == {405}
    client.logout()
    assert {client.get(page)["Location"].partition("?")[0] for page in read} == {"/account/login/"}
    log_in(client, a_member("finance", strand.pilot.lead))
    assert {client.get(page).status_code for page in read} == {403}
    assert {client.post(deed).status_code for deed in done} == {403}
    log_in(client, a_member("staff", a_strand().pilot.lead))
    lists = [address("letter-list"), address("print-batch-list")]
    assert {client.get(page).status_code for page in read if page not in lists} == {404}
    assert {client.post(deed).status_code for deed in done} == {404}
    assert [decision.letter.title in text(client.get(page)) for page in lists] == [False, False]


def test_a_letter_that_is_no_decision_is_read_too(client, strand, resident):
    actions.write_to(
        kind="reminder", resident=resident, strand=strand, values={"last_day": "30.9.2017", "cost": "20,60 €"}, key="k",
        by=None, at=noon(), channel="system",
    )  # fmt: skip
    log_in(client, a_login(resident))

    page = text(client.get(address("my-letters")))

    assert "Voitte vielä valita terveysaseman" in page
    assert "30.9.2017" in page
    assert "20,60 €" in page
