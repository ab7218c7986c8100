"""Births and people who moved in come by the change feed alone, and who cannot be taken in waits with the reason."""

from datetime import date

import pytest

from pilot.identifiers import make_identity_code
from pilot.models import AreaRule, AuditEvent
from pilot.periods import since
from registry import actions as registry_actions
from registry.models import RegisterChange, Resident
from tests.people import a_member
from tests.registry.feed.made import address, answer, change, day, died, guardian, municipality, named, secret, ward
from tests.vouchers.actions.test_feed import CODE, LATER, TOLD, given, known, lists, outcomes
from tests.vouchers.cast import a_resident, a_site, an_area, noon
from vouchers import actions

pytestmark = pytest.mark.django_db
BORN = date(2017, 2, 10)
BABY, TWIN, ADULT = make_identity_code(BORN, 901), make_identity_code(BORN, 902), "010170-998P"
MOVED_IN = date(2017, 2, 3)
SEVERAL = [address(MOVED_IN, "33100"), address(date(2017, 2, 20), "33200")]


@pytest.fixture(autouse=True)
def made_up_people(settings):
    settings.ALLOW_ARTIFICIAL_IDENTITY_CODES = True


@pytest.fixture
def areas(strand):
    found = []
    for postal_code, code in (("33100", "837"), ("33200", "604")):
        area = an_area(strand, home_site=False)
        a_site(strand, sector="public", home_area=area, name_fi=f"Koti {postal_code}")
        AreaRule.objects.create(pilot=strand.pilot, area=area, kind="postal_code", value=postal_code)
        AreaRule.objects.create(pilot=strand.pilot, area=area, kind="municipality", value=code)
        found.append(area)
    return found


@pytest.fixture
def mother(strand, areas):
    return known(a_resident(strand, areas[0], language="sv"), CODE)


def newcomer(code: str = BABY) -> Resident:
    return Resident.objects.get(identity_codes__code=code)


def events() -> list[str]:
    found = AuditEvent.objects.filter(channel="register").order_by("pk")
    return [kind for kind in found.values_list("kind", flat=True) if not kind.startswith("feed_")]


def test_a_newborn_is_on_the_home_list_from_birth_with_its_guardian(strand, mother):
    baby = change(BABY, LATER, named(), address(BORN, "33100"), guardian(CODE, BORN))

    given(strand, answer(0, 10, change(CODE, LATER, ward(BABY, BORN)), baby), LATER)

    child = newcomer()
    assert (child.listed_name, child.born_on, child.sex, child.language) == ("Virtanen, Etunimetön", BORN, "male", "sv")
    assert lists(child) == [("Koti 33100", BORN, None)]
    assert child.identity_codes.get().period == since(BORN)
    home = child.residences.get()
    assert (home.street, home.municipality_code, home.registered_at) == ("Uusikatu 7", "837", noon(LATER))
    assert (child.guardianships.get().guardian, child.guardianships.get().period) == (mother, since(BORN))
    # The mother's own change named a child whom nobody knew yet; by the end of the file it tells nothing new.
    assert [one for one, _because in outcomes(strand)] == ["unchanged", "applied", "applied", "applied"]
    assert events() == ["resident_added", "guardianship_recorded"]
    assert not RegisterChange.objects.exclude(payload={}).exists()


def test_what_is_told_in_two_answers_is_put_together_and_carried_out_once(strand, mother):
    given(strand, answer(0, 10, change(BABY, LATER, address(BORN, "33100"), guardian(CODE, BORN))))
    assert outcomes(strand) == [("doubt", "lacks_name")] * 2

    answered = given(strand, answer(10, 20, change(BABY, LATER, named("Aino"))), date(2017, 3, 20))
    actions.carry_out_answer(answer=answered, by=None, at=noon(date(2017, 3, 20)))

    assert lists(newcomer()) == [("Koti 33100", BORN, None)]
    assert outcomes(strand) == [("applied", "")] * 3
    assert events().count("resident_added") == 1


def test_twins_who_have_no_names_yet_are_both_taken_in(strand, mother):
    told = [change(code, LATER, named(), address(BORN, "33100"), guardian(CODE, BORN)) for code in (BABY, TWIN)]

    given(strand, answer(0, 10, *told))

    assert (newcomer(BABY).sex, newcomer(TWIN).sex) == ("male", "female")
    assert mother.wards.count() == 2


def test_who_moved_in_is_taken_in_with_all_their_homes(strand, areas):
    given(strand, answer(0, 10, change(ADULT, TOLD, *SEVERAL, named("Eino"))))

    eino = newcomer(ADULT)
    assert (eino.born_on, eino.sex, eino.language) == (date(1970, 1, 1), "female", "fi")
    assert lists(eino) == [("Koti 33100", MOVED_IN, date(2017, 2, 20)), ("Koti 33200", date(2017, 2, 20), None)]
    assert events() == ["resident_added", "move_recorded"]


def test_who_moved_in_under_non_disclosure_has_no_address_and_is_protected_at_once(strand, areas):
    for area in AreaRule.objects.filter(kind="postal_code"):
        area.delete()

    given(strand, answer(0, 10, change(ADULT, TOLD, named("Eino"), secret(True), municipality(MOVED_IN, "837"))))

    eino = newcomer(ADULT)
    assert eino.protections.get().period == since(TOLD)
    assert (eino.residences.get().street, eino.residences.get().postal_code) == ("", "")
    assert lists(eino) == [("Koti 33100", MOVED_IN, None)]


def test_a_newcomer_of_whom_a_death_is_told_as_well_is_on_the_list_in_between(strand, areas):
    told = change(ADULT, LATER, died(date(2017, 2, 8)), named("Eino"), address(MOVED_IN, "33100"))

    given(strand, answer(0, 10, told))

    assert lists(newcomer(ADULT)) == [("Koti 33100", MOVED_IN, date(2017, 2, 9))]
    assert outcomes(strand) == [("applied", "")] * 3


@pytest.mark.parametrize(
    ("code", "groups", "because"),
    [
        (ADULT, [named("Eino")], "lacks_home"),
        (ADULT, [address(MOVED_IN, "33100")], "lacks_name"),
        (ADULT, [named("Eino"), address(MOVED_IN, "33100", "POISTETTU")], "lacks_home"),
        (ADULT, [named("Eino"), address(MOVED_IN, "00100")], "lives_elsewhere"),
        (ADULT, [named("Eino"), municipality(MOVED_IN, "091")], "place_unclear"),
        (BABY, [named("Eino"), address(MOVED_IN, "33100")], "before_birth"),
        (make_identity_code(date(2017, 3, 1), 901), [named(), address(date(2017, 3, 1), "33100")], "born_to_come"),
        (ADULT, [secret(True)], "unknown_person"),
        (ADULT, [named("AINO", "Testinen"), address(MOVED_IN, "33100")], "perhaps_registered"),
        (
            ADULT,
            [
                {"tietoryhma": "HENKILOTUNNUS_KORJAUS", "aktiivinenHenkilotunnus": ADULT},
                named("Eino"),
                address(MOVED_IN, "33100"),
            ],
            "code_told_changed",
        ),
    ],
)
def test_who_cannot_be_taken_in_waits_with_the_reason(strand, areas, code, groups, because):
    Resident.objects.filter(pk=a_resident(strand, areas[0]).pk).update(given_names="Aino")

    given(strand, answer(0, 10, change(code, TOLD, *groups)))

    assert set(outcomes(strand)) == {("doubt", because)}
    assert Resident.objects.count() == 1
    assert not events()


def received(strand, content: bytes):
    """Take a file in whose job has not come so far."""
    found, _is_new = actions.receive_feed_answer(
        pilot=strand.pilot, filename="waits.json", content=content, by=None, at=noon(LATER)
    )
    return found


def test_non_disclosure_that_another_answer_tells_is_carried_out_before_anybody_sees_a_home(strand, areas):
    earlier = received(strand, answer(0, 10, change(ADULT, TOLD, secret(True))))

    given(strand, answer(10, 20, change(ADULT, TOLD, named("Eino"), address(MOVED_IN, "33100"))))

    assert newcomer(ADULT).protections.get().period == since(TOLD)
    actions.carry_out_answer(answer=earlier, by=None, at=noon(LATER))
    assert outcomes(strand) == [("applied", "")] * 3


def test_nobody_is_taken_in_whose_non_disclosure_cannot_be_read(strand, areas):
    unreadable = {"tietoryhma": "TURVAKIELTO", "muutosattribuutti": "LISATTY"}

    given(strand, answer(0, 10, change(ADULT, TOLD, named("Eino"), address(MOVED_IN, "33100"), unreadable)))

    assert outcomes(strand) == [("doubt", "protection_unreadable")] * 2 + [("doubt", "lacks_field")]
    assert not Resident.objects.exists()


def test_a_code_told_to_be_in_a_residents_place_is_no_newcomers_until_that_is_carried_out(strand, mother):
    new_code = {"tietoryhma": "HENKILOTUNNUS_KORJAUS", "aktiivinenHenkilotunnus": ADULT}
    earlier = received(strand, answer(0, 10, change(CODE, TOLD, new_code)))

    given(strand, answer(10, 20, change(ADULT, LATER, named("Eino"), address(MOVED_IN, "33200"))))
    assert outcomes(strand)[1:] == [("doubt", "code_told_changed")] * 2
    actions.carry_out_answer(answer=earlier, by=None, at=noon(LATER))

    assert (newcomer(ADULT), Resident.objects.count()) == (mother, 1)
    assert outcomes(strand) == [("applied", "")] * 3


@pytest.mark.parametrize("code", ["", "010170", "010170-998R"])
def test_a_code_that_is_none_is_nobodys_however_often_it_is_tried(strand, areas, code):
    given(strand, answer(0, 10, change(code, TOLD, named("Eino"), address(MOVED_IN, "33100"))))

    tried = actions.try_change_again(change=RegisterChange.objects.first(), by=None, at=noon(LATER))

    assert (tried.outcome, tried.because) == ("doubt", "bad_identity_code")
    assert not Resident.objects.exists()


def test_a_made_up_code_is_nobodys_where_people_are_real(strand, areas, settings):
    settings.ALLOW_ARTIFICIAL_IDENTITY_CODES = False

    given(strand, answer(0, 10, change(ADULT, TOLD, named("Eino"), address(MOVED_IN, "33100"))))

    assert outcomes(strand) == [("doubt", "artificial_identity_code")] * 2


@pytest.mark.parametrize(
    ("told", "precision", "first"),
    [("2017-02", "KUUKAUSI", BORN), ("2017", "VUOSI", BORN), ("2017-03-00", "KUUKAUSI", date(2017, 3, 31))],
)
def test_a_home_of_the_month_of_birth_is_one_from_birth(strand, areas, told, precision, first):
    home = address(BORN, "33100") | {"alkupv": day(told, precision)}

    given(strand, answer(0, 10, change(BABY, date(2017, 4, 3), named(), home)), date(2017, 4, 4))

    assert lists(newcomer()) == [("Koti 33100", first, None)]


@pytest.mark.parametrize(
    ("again", "because"),
    [
        ({}, ""),
        ({"muutosattribuutti": "POISTETTU"}, "first_residence"),
        ({"postinumero": "33200"}, "before_first_residence"),
    ],
)
def test_the_home_of_the_month_of_birth_is_the_same_one_when_it_is_told_of_again(strand, areas, again, because):
    home = address(BORN, "33100") | {"alkupv": day("2017-02", "KUUKAUSI")}
    given(strand, answer(0, 10, change(BABY, LATER, named(), home)))

    given(strand, answer(10, 20, change(BABY, date(2017, 3, 6), home | again)), date(2017, 3, 6))

    assert outcomes(strand)[2:] == [("doubt" if because else "unchanged", because)]
    assert lists(newcomer()) == [("Koti 33100", BORN, None)]


def test_what_waited_is_carried_out_once_whoever_it_is_about_is_known_in_another_way(strand, areas):
    given(strand, answer(0, 10, change(ADULT, TOLD, died(date(2017, 2, 3)))))
    resident = known(a_resident(strand, areas[0]), ADULT)

    given(strand, answer(10, 20))

    resident.refresh_from_db()
    assert (resident.died_on, outcomes(strand)) == (date(2017, 2, 3), [("applied", "")])


def test_tried_again_all_that_waits_about_a_stranger_is_looked_at(strand, areas):
    AreaRule.objects.all().delete()
    given(strand, answer(0, 10, change(ADULT, TOLD, named("Eino"), address(MOVED_IN, "33100"), secret(True))))
    AreaRule.objects.create(pilot=strand.pilot, area=areas[1], kind="postal_code", value="33100")

    tried = actions.try_change_again(change=RegisterChange.objects.get(matter="protection"), by=None, at=noon(LATER))

    assert (tried.outcome, tried.payload, tried.resident) == ("applied", {}, newcomer(ADULT))
    assert outcomes(strand) == [("applied", "")] * 3
    assert events() == ["resident_added", "resident_protected"]


def test_what_waits_about_a_record_that_was_merged_is_carried_out_for_the_one_that_goes_on(strand, mother, areas):
    """The register's change of a code shows two records of one person; merged, it is tried again, and a death comes."""
    other = known(a_resident(strand, areas[0]), ADULT)
    new_code = {"tietoryhma": "HENKILOTUNNUS_KORJAUS", "aktiivinenHenkilotunnus": ADULT}
    given(strand, answer(0, 10, change(CODE, TOLD, new_code)))
    waiting = received(strand, answer(10, 20, change(CODE, TOLD, died(date(2017, 2, 3)))))
    assert outcomes(strand) == [("doubt", "code_of_another"), ("waiting", "")]

    clerk, colleague = (a_member("staff", strand.pilot.lead) for _ in range(2))
    who = {"at": noon(LATER), "channel": "online"}
    merger = registry_actions.propose_merger(survivor=other, absorbed=mother, reason="One person", by=clerk, **who)
    actions.confirm_merger(merger=merger, by=colleague, **who)
    actions.try_change_again(change=RegisterChange.objects.get(matter="code"), by=None, at=noon(LATER))
    actions.carry_out_answer(answer=waiting, by=None, at=noon(LATER))

    other.refresh_from_db()
    assert outcomes(strand) == [("unchanged", ""), ("applied", "")]
    assert (other.died_on, lists(other)[0][2]) == (date(2017, 2, 3), date(2017, 2, 4))
