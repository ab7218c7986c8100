"""What is written to a small child goes to its guardian, without a name; nobody's home is told elsewhere."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from pilot.periods import since
from registry.models import Guardianship, Protection, Residence
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, TODAY, a_resident, a_site, a_strand, an_area, chosen, decided, noon
from vouchers import actions, letters, queries
from vouchers.letters import decision_letter, plain_letter
from vouchers.models import Letter
from vouchers.words.child_say import ChildSay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# On 15.3.2017: nearly fifteen, and fifteen since the day before.
NEARLY, FIFTEEN = date(2002, 3, 16), date(2002, 3, 15)
ABOVE = {"fi": "Lapsen huoltajalle", "sv": "Till barnets vårdnadshavare", "en": "To the guardian of the child"}


def a_child(strand, born_on=NEARLY, **fields):
    child = a_resident(strand, an_area(strand), born_on=born_on, given_names="Aino", family_name="Laakso", **fields)
    Residence.objects.filter(resident=child).update(street="Nevakatu 3", postal_code="40340", town="Jyväskylä")
    return child


def lines_of(content: bytes) -> list[str]:
    first = PdfReader(io.BytesIO(content)).pages[0].extract_text()
    return [line.strip() for line in first.splitlines()]


def window_of(content: bytes) -> list[str]:
    """Return the lines of the envelope's window, from what stands above the name on."""
    lines = lines_of(content)
    place = lines.index("Aino Laakso")
    return lines[place - 1 : place + 3]


@pytest.mark.parametrize("language", ABOVE)
def test_the_receipt_of_a_small_child_is_addressed_to_its_guardian(strand, language):
    child = a_child(strand, language=language)

    content = letters.receipt(chosen(child, strand, a_site(strand)), on=TODAY)

    assert window_of(content) == [ABOVE[language], "Aino Laakso", "Nevakatu 3", "40340 JYVÄSKYLÄ"]


def posted(child, strand):
    """Return the child's place in a queue as the letter that is posted."""
    actions.write_to(
        kind="invitation", resident=child, strand=strand, values={"invited_on": "15.3.2017"}, key="once", by=None,
        at=noon(), channel="system",
    )  # fmt: skip
    letter = Letter.objects.get()
    delivery = letter.deliveries.get()
    return plain_letter(
        letter, notice=actions.delivering.notice_of(letter, way="post", sent_on=delivery.sent_on), on=TODAY
    )


def test_so_are_its_plain_letters_and_its_decisions(strand):
    child = a_child(strand)

    assert window_of(posted(child, strand))[0] == ABOVE["fi"]
    decision = decided(child, say=ChildSay(why_unheard="Lapsi ei halunnut."))
    delivery = decision.letter.deliveries.get()
    notice = actions.delivering.notice_of(decision.letter, way="post", sent_on=delivery.sent_on)
    assert window_of(decision_letter(decision, notice=notice, on=TODAY))[0] == ABOVE["fi"]


@pytest.mark.parametrize(("born_on", "above"), [(NEARLY, [ABOVE["fi"]]), (FIFTEEN, [])])
@pytest.mark.parametrize("kind", ["early_change", "choice"])
def test_where_guardians_choose_until_eighteen_a_decision_is_the_young_persons_own_from_fifteen(born_on, above, kind):
    strand = a_strand(minimum_age=18)
    decision = decided(a_child(strand, born_on), kind=kind, say=ChildSay(why_unheard="Lapsi ei halunnut."))
    delivery = decision.letter.deliveries.get()

    content = decision_letter(
        decision, notice=actions.delivering.notice_of(decision.letter, way="post", sent_on=delivery.sent_on), on=TODAY
    )

    assert [line for line in lines_of(content) if line == ABOVE["fi"]] == above
    assert "Aino Laakso" in lines_of(content)


AGES = {
    "the law's, the day before": (0, NEARLY, True),
    "the law's, on the day": (0, FIFTEEN, False),
    "the rules' higher one": (16, FIFTEEN, True),
    "the rules' lower one": (12, NEARLY, False),
    "never of age": (60, date(1999, 3, 15), False),
}


@pytest.mark.parametrize("case", AGES)
def test_the_age_is_the_rules_or_else_the_laws(strand, case):
    years, born_on, is_read = AGES[case]
    write_rules(minimum_age=years)
    child = a_child(strand, born_on)

    assert queries.is_written_to_guardian(child, on=TODAY) is is_read
    assert queries.is_written_to_guardian(child, strand=strand, on=TODAY) is is_read


def test_what_belongs_to_no_strand_goes_by_the_highest_age_and_a_strands_own_by_its_own(strand):
    a_strand(pilot=strand.pilot, minimum_age=18)
    child = a_child(strand, FIFTEEN)

    assert queries.is_written_to_guardian(child, on=TODAY)
    assert not queries.is_written_to_guardian(child, strand=strand, on=TODAY)


def test_a_protected_guardian_is_told_of_in_no_line_and_a_protected_child_has_no_window(strand):
    child = a_child(strand)
    hidden = a_resident(strand, an_area(strand), given_names="Kirsi", family_name="Salama")
    Guardianship.objects.create(child=child, guardian=hidden, period=since(NEARLY))
    Residence.objects.filter(resident=hidden).update(street="Piilotie 7", postal_code="33500", town="Tampere")
    choice = chosen(child, strand, a_site(strand))
    for secret in ("Kirsi", "Salama", "Piilotie"):
        assert secret not in " ".join(lines_of(letters.receipt(choice, on=TODAY)))

    Protection.objects.create(resident=child, period=since(FIRST))

    text = " ".join(lines_of(letters.receipt(choice, on=TODAY)))
    for secret in ("Aino", "Laakso", "Nevakatu", ABOVE["fi"]):
        assert secret not in text
