"""A child of 12 or over is heard before a decision about it, or the decision says why not; from 15 on it is a party."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from pilot.periods import since
from registry.models import Protection, Resident
from tests.constraints import copied, refused_by
from tests.vouchers.actions.test_objections import CHOSEN, Family
from tests.vouchers.cast import FIRST, decided
from vouchers import actions, errors, queries
from vouchers.models import Decision, Delivery, Letter
from vouchers.words.child_say import ChildSay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# On 15.3.2017 the first is 12 to the day, the second a day short of it, the third 18 to the day.
TWELVE, UNDER, OF_AGE = date(2005, 3, 15), date(2005, 3, 16), date(1999, 3, 15)
SAID = ChildSay(heard_on=date(2017, 3, 14), opinion="Haluan jatkaa tutun hoitajan luona.")
NOT_HEARD = ChildSay(why_unheard="Lapsi ei halunnut kertoa mielipidettään.")


def born(on: date) -> Family:
    family = Family()
    Resident.objects.filter(pk=family.child.pk).update(born_on=on)
    family.child.refresh_from_db()
    family.choice.refresh_from_db()
    return family


def settled(family: Family, say: ChildSay | None, *, upholds: bool = False):
    given = {} if say is None else {"say": say}
    return actions.settle_objection(
        objection=family.object(on=CHOSEN), upholds=upholds, reasons="Matka on kohtuuton.", by=family.clerk,
        at=family.choice.made_at, channel="desk", why_unheard="Kiire.", **given,
    )  # fmt: skip


def paper_of(party: Resident) -> str:
    content = Delivery.objects.get(letter__decision__resident=party).document.content
    return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(bytes(content))).pages).split())


@pytest.mark.parametrize(("on", "must"), [(TWELVE, True), (UNDER, False), (OF_AGE, False)])
def test_from_twelve_until_of_age_nothing_is_decided_without_the_childs_say(on, must):
    family = born(on)
    assert queries.must_be_asked(family.child, on=CHOSEN) is must
    if not must:
        settled(family, None)
        assert Decision.objects.exists()
        return

    with pytest.raises(errors.ChildNotHeard) as refused:
        settled(family, None)

    assert "12 vuotta täyttänyttä" in refused.value.message
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("say", "refusal"),
    [
        (ChildSay(heard_on=CHOSEN), errors.ChildHeardHalf),
        (ChildSay(opinion="Hyvä."), errors.ChildHeardHalf),
        (ChildSay(heard_on=CHOSEN, opinion="Hyvä.", why_unheard="Kiire."), errors.ChildHeardAndNot),
        (ChildSay(heard_on=date(2017, 3, 16), opinion="Hyvä."), errors.ChildHeardLater),
    ],
)
def test_a_say_is_whole_and_of_the_past(say, refusal):
    with pytest.raises(refusal):
        settled(born(UNDER), say)


def test_each_guardian_reads_whom_it_concerns_what_the_child_thinks_and_the_law():
    family = born(TWELVE)
    settled(family, SAID)

    text = paper_of(family.mother)
    for words in (
        f"{family.child.full_name}, syntynyt 15.3.2005",
        "Lasta kuultiin 14.3.2017: Haluan jatkaa tutun hoitajan luona.",
        "Huomautus hylätään. Valinta pysyy voimassa.",
        "361/1983", "6 § 3 mom.", "434/2003) 34 ja 36 §",
    ):  # fmt: skip
        assert words in text
    assert "1 muu asianosainen saa asiassa oman päätöksensä." in text
    assert "Hakemus" not in text
    assert "Invändningen avslås." in paper_of(family.father)
    assert Letter.objects.filter(kind="decision").count() == 2


def test_why_it_was_not_heard_stands_there_and_a_protected_child_is_not_named():
    family = born(TWELVE)
    Protection.objects.create(resident=family.child, period=since(FIRST))
    settled(family, NOT_HEARD, upholds=True)

    text = paper_of(family.mother)
    assert "Lasta ei kuultu: Lapsi ei halunnut kertoa mielipidettään." in text
    assert "Huomautus hyväksytään. Valinta kumotaan." in text
    for secret in (family.child.full_name, "15.3.2005"):
        assert secret not in text


@pytest.mark.parametrize(("on", "is_party"), [(date(2002, 3, 15), True), (date(2002, 3, 16), False)])
def test_from_fifteen_on_the_child_gets_the_decision_itself(on, is_party):
    family = born(on)
    settled(family, SAID)

    assert Decision.objects.filter(resident=family.child).exists() is is_party
    assert queries.to_be_heard(family.choice.objections.get(), on=CHOSEN) == [family.mother]
    if is_party:
        text = paper_of(family.child)
        assert "joka tehtiin teille" in text
        assert "Lapsen huoltajalle" not in text


def test_the_database_holds_it_for_every_decision():
    family = born(TWELVE)
    settled(family, SAID)
    decision = Decision.objects.filter(resident=family.mother).get()
    empty = {"child_heard_on": None, "child_opinion": "", "why_child_unheard": "", "serial": 99}
    guard = "decision_on_a_child_tells_its_say_or_why_not"
    with refused_by(guard):
        copied(decision, **empty)()
    with refused_by(guard):
        copied(decision, **empty | {"resident_id": family.child.pk, "concerns_id": None})()
    with refused_by("child_was_heard_with_its_opinion"):
        copied(decision, **empty | {"child_heard_on": CHOSEN})()
    with refused_by("child_was_heard_with_its_opinion"):
        copied(decision, serial=99, why_child_unheard="Kiire.")()
    with refused_by("child_was_heard_before_the_decision"):
        copied(decision, serial=99, child_heard_on=date(2017, 3, 16))()
    with refused_by("decision_concerns_a_child_beside_its_party"):
        copied(decision, serial=99, concerns_id=family.mother.pk)()
    with pytest.raises(errors.ChildNotHeard):
        decided(family.child)
    # Let through: the reason, a younger child, and an adult.
    assert copied(decision, **empty | {"why_child_unheard": "Kiire."})().pk
    Resident.objects.filter(pk=family.child.pk).update(born_on=UNDER)
    assert copied(decision, **empty | {"serial": 100})().pk
    assert copied(decision, **empty | {"serial": 101, "concerns_id": None})().pk
