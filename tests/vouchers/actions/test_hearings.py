"""Hearing the other guardian before an objection is settled: asked, answered or silent, or a word why not."""

from datetime import date

import pytest
from django.db import transaction

from pilot.models import AuditEvent
from pilot.periods import since
from registry.models import Guardianship, Protection
from tests.constraints import changed, copied, refused_by
from tests.vouchers.actions.test_objections import BORN, CHOSEN, Family
from tests.vouchers.cast import FIRST, a_resident, decided, noon
from vouchers import actions, errors, queries
from vouchers.models import Decision, Delivery, Hearing, Letter, Objection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# A letter of Wednesday 15.3. counts as received on 22.3.; a week to think it over ends on 29.3.
RECEIVED, ANSWER_BY, DAY_AFTER = date(2017, 3, 22), date(2017, 3, 29), date(2017, 3, 30)


class Dispute(Family):
    """The father objects to what the mother chose; she has not been heard yet."""

    def __init__(self):
        super().__init__()
        self.objection = self.object(on=CHOSEN)

    def hear(self, guardian=None, way="letter", answer_by=ANSWER_BY, matter="Matka on pitkä.", on=CHOSEN):
        return actions.hear_guardian(
            objection=self.objection, guardian=guardian or self.mother, way=way, matter=matter, answer_by=answer_by,
            by=self.clerk, at=noon(on), channel="desk",
        )  # fmt: skip

    def answered(self, hearing, answer="Matka on lyhyt.", on=RECEIVED):
        return actions.record_answer(hearing=hearing, answer=answer, by=self.clerk, at=noon(on), channel="desk")

    def silent(self, hearing, on=DAY_AFTER):
        return actions.record_silence(hearing=hearing, by=self.clerk, at=noon(on), channel="desk")


@pytest.fixture
def dispute():
    return Dispute()


def posted(hearing):
    Delivery.objects.filter(letter=hearing.letter).update(state="sent")


def said_to(party) -> str:
    return Decision.objects.get(resident=party).hearing


def test_a_week_after_the_letter_has_come_is_proposed(dispute):
    assert actions.usual_answer_by(dispute.objection, on=CHOSEN) == ANSWER_BY
    # Friday 31.3.: received on 7.4., and a week later is Good Friday; Tuesday after Easter is the next weekday.
    assert actions.usual_answer_by(dispute.objection, on=date(2017, 3, 31)) == date(2017, 4, 18)


def test_the_other_guardian_is_asked_by_letter_with_a_last_day_and_nobodys_name(dispute):
    hearing = dispute.hear()

    letter = Letter.objects.get(kind="hearing")
    assert (hearing.letter, hearing.answer_by, hearing.state) == (letter, ANSWER_BY, "open")
    assert (letter.resident, letter.language) == (dispute.mother, "fi")
    for words in ("Matka on pitkä.", "29.3.2017", "15.3.2017", "34 §"):
        assert words in letter.text
    for secret in ("Liian kaukana", dispute.father.given_names, dispute.child.given_names, "Hoitokulma"):
        assert secret not in letter.text + letter.title
    event = AuditEvent.objects.get(kind="hearing_begun")
    assert (event.facts["guardian"], event.facts["answer_by"]) == (dispute.mother.pk, "2017-03-29")


@pytest.mark.parametrize(
    ("asked", "given"),
    [(date(2017, 3, 25), date(2017, 3, 27)), (date(2017, 4, 14), date(2017, 4, 18)), (ANSWER_BY, ANSWER_BY)],
)
def test_a_last_day_on_which_offices_are_closed_goes_on_to_the_next_weekday(dispute, asked, given):
    assert dispute.hear(answer_by=asked).answer_by == given


REFUSED = {
    "whoever objected, by letter": (errors.ObjectorByLetter, lambda d: d.hear(guardian=d.father)),
    "a stranger": (errors.NotToBeHeard, lambda d: d.hear(guardian=a_resident(d.strand, None))),
    "about nothing": (errors.NothingTold, lambda d: d.hear(matter=" ")),
    "before the letter comes": (errors.TooLittleTime, lambda d: d.hear(answer_by=RECEIVED)),
    "a day that is past": (errors.DayIsPast, lambda d: d.hear(way="phone", answer_by=date(2017, 3, 14))),
    "a settled objection": (
        errors.ObjectionSettled,
        lambda d: (d.settle(d.objection, upholds=False), d.hear()),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hearing_is_refused_without_a_trace(dispute, case):
    expected, deed = REFUSED[case]

    with pytest.raises(expected):
        deed(dispute)

    assert not Hearing.objects.exists()
    assert not Letter.objects.filter(kind="hearing").exists()


def test_by_telephone_the_same_day_will_do_and_no_letter_is_written(dispute):
    hearing = dispute.hear(way="phone", answer_by=CHOSEN)

    assert (hearing.answer_by, hearing.letter) == (CHOSEN, None)
    assert dispute.answered(hearing, on=CHOSEN).state == "answered"


def test_each_party_reads_in_the_decision_who_was_heard_how_and_what_was_answered(dispute):
    hearing = dispute.answered(dispute.hear())
    dispute.settle(dispute.objection, upholds=False, why="")

    assert (hearing.state, hearing.closed_on) == ("answered", RECEIVED)
    assert said_to(dispute.mother) == (
        "Teitä on kuultu: teiltä kysyttiin 15.3.2017 (kirjeenä), ja saitte vastata 29.3.2017 asti. "
        "Vastaus 22.3.2017: Matka on lyhyt."
    )
    assert said_to(dispute.father).startswith("En annan vårdnadshavare har hörts: frågan ställdes den 15.3.2017")
    assert "Matka on lyhyt." in said_to(dispute.father)
    assert dispute.mother.full_name not in said_to(dispute.father)


def test_silence_is_said_after_the_last_day_and_stands_in_the_decision(dispute):
    hearing = dispute.hear()
    posted(hearing)
    with pytest.raises(errors.StillTimeToAnswer) as refused:
        dispute.silent(hearing, on=ANSWER_BY)
    assert "29.3.2017" in refused.value.message

    assert dispute.silent(hearing).state == "silent"

    dispute.settle(dispute.objection, upholds=False, on=DAY_AFTER, why="")
    assert said_to(dispute.mother).endswith("Vastausta ei tullut siihen päivään mennessä.")


@pytest.mark.parametrize("state", ["waiting", "undeliverable"])
def test_whoever_did_not_get_the_letter_was_not_silent(dispute, state):
    hearing = dispute.hear()
    Delivery.objects.filter(letter=hearing.letter).update(state=state, note="Palautui")

    with pytest.raises(errors.LetterNotReceived):
        dispute.silent(hearing)


@pytest.mark.parametrize(("anew_on", "is_in_time"), [(date(2017, 3, 21), True), (RECEIVED, False)])
def test_a_letter_sent_anew_counts_where_it_came_before_the_last_day(dispute, anew_on, is_in_time):
    hearing = dispute.hear()
    Delivery.objects.filter(letter=hearing.letter).update(state="undeliverable", note="Palautui")
    # Sent on 21.3. it counts as received on 28.3., the day before the last; sent on 22.3. on the last day itself.
    actions.send_anew(delivery=hearing.letter.deliveries.get(), by=dispute.clerk, at=noon(anew_on), channel="desk")
    hearing.letter.deliveries.filter(state="waiting").update(state="sent")

    assert queries.was_received(hearing) is is_in_time


def test_what_comes_late_is_heard_until_it_is_settled(dispute):
    hearing = dispute.hear(way="phone", answer_by=CHOSEN)
    dispute.silent(hearing)

    assert dispute.answered(hearing, on=DAY_AFTER).answer == "Matka on lyhyt."
    with pytest.raises(errors.HearingClosed):
        dispute.answered(hearing, answer="Muu", on=DAY_AFTER)
    with pytest.raises(errors.HearingClosed):
        dispute.silent(hearing)
    dispute.settle(dispute.objection, upholds=False, on=DAY_AFTER, why="")
    with pytest.raises(errors.ObjectionSettled):
        dispute.answered(hearing, on=DAY_AFTER)


def test_an_answer_without_a_word_is_none(dispute):
    hearing = dispute.hear()

    with pytest.raises(errors.NoAnswerWritten):
        dispute.answered(hearing, answer=" ")

    hearing.refresh_from_db()
    assert hearing.state == "open"


@pytest.mark.parametrize("is_asked", [False, True])
def test_unheard_it_is_settled_with_a_word_why_only(dispute, is_asked):
    if is_asked:
        dispute.hear()
    with pytest.raises(errors.NotHeard):
        dispute.settle(dispute.objection, upholds=True, why=" ")
    assert not Decision.objects.exists()

    settled = dispute.settle(dispute.objection, upholds=True, why="Odottaminen haittaa.")

    assert settled.why_unheard == "Odottaminen haittaa."
    assert "Jokaista huoltajaa ei kuultu ennen päätöstä: Odottaminen haittaa." in said_to(dispute.mother)
    assert AuditEvent.objects.get(kind="objection_upheld").facts["unheard"] == [dispute.mother.pk]
    assert list(Hearing.objects.values_list("state", flat=True)) == (["ended"] if is_asked else [])


def test_a_third_guardian_is_to_be_heard_too(dispute):
    third = a_resident(dispute.strand, None)
    Guardianship.objects.create(child=dispute.child, guardian=third, period=since(BORN))
    dispute.answered(dispute.hear())

    assert queries.unheard(dispute.objection, on=CHOSEN) == [third]
    with pytest.raises(errors.NotHeard):
        dispute.settle(dispute.objection, upholds=False, why="")


def test_whoever_objected_may_be_heard_of_the_answer_and_need_not_be(dispute):
    dispute.answered(dispute.hear())
    assert queries.unheard(dispute.objection, on=CHOSEN) == []

    dispute.answered(
        dispute.hear(guardian=dispute.father, way="phone", matter="Äiti: matka on lyhyt."), answer="Ei ole."
    )
    dispute.settle(dispute.objection, upholds=False, why="")

    assert "Ni har hörts" in said_to(dispute.father)
    assert said_to(dispute.mother).count("Toista huoltajaa on kuultu") == 1


def test_asked_anew_the_first_asking_ends(dispute):
    first = dispute.hear()

    second = dispute.hear(way="phone", answer_by=CHOSEN)

    first.refresh_from_db()
    assert (first.state, second.state) == ("ended", "open")


def test_of_a_protected_guardian_the_letter_waits_at_a_service_point_and_shows_no_home(dispute):
    Protection.objects.create(resident=dispute.mother, period=since(FIRST))

    delivery = dispute.hear().letter.deliveries.get()

    assert (delivery.way, delivery.sent_on) == ("handed", None)


def settled_by_hand(dispute, **more):
    """Return a deed that settles the objection in the database itself."""
    decision = decided(dispute.father)
    given = {"state": "dismissed", "reasons": "Asia on selvä.", "decision": decision, "settled_by": dispute.clerk}
    return changed(dispute.objection, settled_at=noon(DAY_AFTER), **given | more)


def test_the_database_refuses_a_ruling_without_a_hearing_or_a_word_why(dispute):
    guard = "objection_is_settled_after_hearing_or_says_why"
    with refused_by(guard):
        settled_by_hand(dispute)()
    hearing = dispute.hear()
    with refused_by(guard):
        settled_by_hand(dispute)()
    with refused_by(guard):
        settled_by_hand(dispute, why_unheard="Kiire.")()
    dispute.answered(hearing)

    # The guard lets through what was heard, and what says why it was not.
    with transaction.atomic():
        assert settled_by_hand(dispute)() == 1
        transaction.set_rollback(True)
    Guardianship.objects.create(child=dispute.child, guardian=a_resident(dispute.strand, None), period=since(BORN))
    with refused_by(guard):
        settled_by_hand(dispute)()
    assert settled_by_hand(dispute, why_unheard="Kiire.")() == 1


def test_the_database_keeps_hearings_as_they_were(dispute):
    with refused_by("only_a_settled_objection_says_why_unheard"):
        changed(dispute.objection, why_unheard="Kiire.")()
    hearing = dispute.hear()
    with refused_by("guardian_is_asked_once_at_a_time"):
        copied(hearing, way="phone", letter_id=None)()
    with refused_by("hearing_says_what_it_is_about"):
        copied(hearing, way="phone", letter_id=None, matter="", resident_id=dispute.child.pk)()
    with refused_by("hearing_by_letter_has_its_letter"):
        copied(hearing, letter_id=None, resident_id=dispute.child.pk)()
    with refused_by("hearing_leaves_a_day"):
        copied(hearing, way="phone", letter_id=None, resident_id=dispute.child.pk, answer_by=date(2017, 3, 14))()
    with refused_by("what_was_asked_in_a_hearing_never_changes"):
        changed(hearing, answer_by=date(2017, 3, 16))()
    with refused_by("hearing_follows_its_guardian"):
        changed(hearing, resident=dispute.father)()
    with refused_by("hearing_is_never_deleted"):
        hearing.delete()


def test_the_database_keeps_how_a_hearing_ended(dispute):
    hearing = dispute.hear()
    closed = {"closed_at": noon(DAY_AFTER), "closed_on": DAY_AFTER, "closed_by": dispute.clerk}
    with refused_by("hearing_is_closed_by_someone"):
        changed(hearing, state="ended")()
    with refused_by("only_an_answer_says_something"):
        changed(hearing, state="answered", **closed)()
    with refused_by("silence_is_known_after_the_last_day"):
        changed(hearing, state="silent", **closed | {"closed_on": ANSWER_BY})()
    dispute.answered(hearing)
    with refused_by("answer_of_a_hearing_stands"):
        changed(hearing, answer="Muu")()
    with refused_by("hearing_moves_as_allowed"):
        changed(hearing, state="open", answer="Matka on lyhyt.")()
    dispute.settle(Objection.objects.get(), upholds=False, why="")
    with refused_by("nobody_is_heard_of_a_settled_objection"):
        copied(hearing, way="phone", letter_id=None, state="open", answer="", closed_at=None, closed_on=None,
               closed_by_id=None)()  # fmt: skip
