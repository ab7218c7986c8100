"""Each row of a file is new, tells what is known, or is left out with line, field and reason: none is lost."""

from datetime import date

import pytest

from pilot.models import Area, AreaRule, Pilot, Strand
from registry import actions, errors
from registry.models import (
    Exclusion,
    Guardianship,
    IdentityCode,
    Protection,
    RegisterBatch,
    Residence,
    Resident,
)
from registry.population.loading import Counts
from tests.people import AT, a_pilot
from tests.registry.population.made import CHILD, ELDER, FAMILY, PARENT, csv_file

LONG = "x" * 121


@pytest.fixture
def pilot(db) -> Pilot:
    pilot = a_pilot()
    for code, postal_code in (("keskusta", "40100"), ("huhtasuo", "40340")):
        area = Area.objects.create(pilot=pilot, code=code, name_fi=code)
        AreaRule.objects.create(pilot=pilot, area=area, kind=AreaRule.Kind.POSTAL_CODE, value=postal_code)
    Strand.objects.create(pilot=pilot, code="reception", name_fi="Vastaanotto")
    return pilot


def load(pilot: Pilot, *rows: dict) -> tuple[Counts, RegisterBatch]:
    source = csv_file(rows)
    seen = actions.scan(source, "people.csv")
    batch = actions.receive_population(pilot=pilot, filename="people.csv", seen=seen, content=b"", by=None, at=AT)
    return actions.load_population(batch=batch, source=source, at=AT), batch


def faults(batch: RegisterBatch) -> list[tuple[int, str, str]]:
    return list(batch.rejections.order_by("line", "field").values_list("line", "field", "because"))


def everything() -> list[list[dict]]:
    models = (Resident, IdentityCode, Residence, Guardianship, Protection, Exclusion)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_good_rows_become_residents_with_all_that_is_told(pilot):
    counts, batch = load(pilot, *FAMILY)

    assert counts == Counts(rows=3, new=3, unchanged=0, rejected=0)
    parent, child, elder = Resident.objects.order_by("pk")
    assert (parent.full_name, parent.sex, parent.language) == ("Satu Johanna Turunen", "female", "fi")
    assert [person.list_code for person in (parent, child, elder)] == ["R0000001", "R0000002", "R0000003"]
    assert {person.batch_id for person in (parent, child, elder)} == {batch.pk}
    assert elder.identity_codes.get().code == ELDER["identity_code"]
    assert elder.exclusions.get().reason == "service_housing"
    assert elder.protections.get().period.lower == date(2015, 5, 5)
    home = parent.residences.get()
    assert (home.area.code, home.postal_code, home.municipality_code) == ("huhtasuo", "40340", "179")
    assert (home.moved_on, home.period.lower, home.period.upper) == (date(2014, 3, 1), date(2014, 3, 1), None)


def test_a_child_has_its_guardian_until_it_comes_of_age(pilot):
    # The child stands before its parent: the order of the rows does not matter.
    load(pilot, CHILD, PARENT)

    guardianship = Guardianship.objects.get()
    assert guardianship.guardian.given_names == PARENT["given_names"]
    assert (guardianship.period.lower, guardianship.period.upper) == (date(2016, 7, 26), date(2034, 7, 26))


def test_an_address_outside_the_areas_is_no_fault(pilot):
    counts, _batch = load(pilot, PARENT | {"postal_code": "00100", "municipality": "091", "town": "Helsinki"})

    assert counts.new == 1
    assert Residence.objects.get().area is None


def test_the_registers_own_area_comes_before_the_postal_code(pilot):
    AreaRule.objects.create(pilot=pilot, area=pilot.areas.get(code="keskusta"), kind="register_area", value="H7")

    load(pilot, PARENT | {"register_area": "H7"})

    assert Residence.objects.get().area.code == "keskusta"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"identity_code": ""}, ("identity_code", "missing")),
        ({"identity_code": "110188-994P"}, ("identity_code", "bad_identity_code")),
        ({"identity_code": "110188-994n"}, ("identity_code", "bad_identity_code")),
        ({"identity_code": " 110188-994N"}, ("identity_code", "bad_identity_code")),
        ({"identity_code": "110188/994N"}, ("identity_code", "bad_identity_code")),
        ({"identity_code": "300288-9945"}, ("identity_code", "bad_identity_code")),
        ({"identity_code": "110188-001J"}, ("identity_code", "bad_identity_code")),
        ({"family_name": "", "given_names": " "}, ("family_name", "missing")),
        ({"family_name": LONG}, ("family_name", "too_long")),
        ({"given_names": "Satu\tJohanna"}, ("given_names", "bad_text")),
        ({"born_on": ""}, ("born_on", "missing")),
        ({"born_on": "1988-02-30"}, ("born_on", "impossible_date")),
        ({"born_on": "11.1.1988"}, ("born_on", "impossible_date")),
        ({"born_on": "yesterday"}, ("born_on", "impossible_date")),
        ({"born_on": "1988-01-12"}, ("born_on", "born_on_differs")),
        ({"born_on": "2088-01-11"}, ("born_on", "date_to_come")),
        ({"language": "ru"}, ("language", "unknown_language")),
        ({"street": LONG}, ("street", "too_long")),
        ({"town": "x" * 61}, ("town", "too_long")),
        ({"postal_code": ""}, ("postal_code", "missing")),
        ({"postal_code": "40341"}, ("postal_code", "unknown_area")),
        ({"municipality": ""}, ("municipality", "missing")),
        ({"municipality": "999"}, ("municipality", "unknown_area")),
        ({"lives_there_since": ""}, ("lives_there_since", "missing")),
        ({"lives_there_since": "2017-02-29"}, ("lives_there_since", "impossible_date")),
        ({"lives_there_since": "1988-01-10"}, ("lives_there_since", "before_birth")),
        ({"lives_there_since": "2017-02-02"}, ("lives_there_since", "date_to_come")),
        ({"guardians": "110188-994N"}, ("guardians", "own_guardian")),
        ({"guardians": "mother"}, ("guardians", "bad_identity_code")),
        ({"protected_since": "soon"}, ("protected_since", "impossible_date")),
        ({"protected_since": "1980-01-01"}, ("protected_since", "before_birth")),
        ({"excluded_because": "rich", "excluded_since": "2016-01-01"}, ("excluded_because", "unknown_exclusion")),
        ({"excluded_because": "other"}, ("excluded_since", "missing")),
        ({"excluded_since": "2016-01-01"}, ("excluded_because", "missing")),
        ({"excluded_because": "other", "excluded_since": "2016"}, ("excluded_since", "impossible_date")),
        ({"excluded_because": "other", "excluded_since": "1986-01-01"}, ("excluded_since", "before_birth")),
    ],
)
def test_a_bad_row_is_left_out_with_its_reason_and_the_good_ones_go_in(pilot, changes, fault):
    counts, batch = load(pilot, ELDER, PARENT | changes)

    assert counts == Counts(rows=2, new=1, unchanged=0, rejected=1)
    assert faults(batch) == [(3, *fault)]
    assert Resident.objects.get().family_name == ELDER["family_name"]


@pytest.mark.parametrize(
    "code", ["110188-994N", "110188Y994N", "110188X994N", "110188W994N", "110188V994N", "110188U994N"]
)
def test_every_separator_of_the_century_is_an_identity_of_its_own(pilot, code):
    counts, _batch = load(pilot, PARENT, PARENT | {"identity_code": code})

    assert counts.new == (1 if code == PARENT["identity_code"] else 2)


def test_two_faults_of_a_row_are_both_told_and_the_row_counts_once(pilot):
    counts, batch = load(pilot, PARENT | {"born_on": "1988-13-01", "postal_code": "99998"})

    assert counts == Counts(rows=1, new=0, unchanged=0, rejected=1)
    assert faults(batch) == [(2, "born_on", "impossible_date"), (2, "postal_code", "unknown_area")]


def test_a_code_that_comes_twice_counts_where_it_first_is_good(pilot):
    counts, batch = load(pilot, PARENT | {"postal_code": "99998"}, PARENT, PARENT | {"family_name": "Toinen"}, PARENT)

    assert counts == Counts(rows=4, new=1, unchanged=0, rejected=3)
    assert faults(batch)[1:] == [(4, "identity_code", "duplicate"), (5, "identity_code", "duplicate")]
    assert set(batch.rejections.filter(because="duplicate").values_list("value", flat=True)) == {"3"}


def test_a_real_pilot_refuses_made_up_codes(pilot, settings):
    settings.ALLOW_ARTIFICIAL_IDENTITY_CODES = False

    counts, batch = load(pilot, PARENT)

    assert counts.new == 0
    assert faults(batch) == [(2, "identity_code", "artificial_identity_code")]


def test_no_identity_code_is_kept_in_full_among_the_reasons(pilot):
    swapped = PARENT | {"family_name": LONG + "110188-994N", "born_on": "110188-994N", "guardians": "260716A943Y x"}

    _counts, batch = load(pilot, PARENT | {"identity_code": "110188-994P"}, swapped)

    kept = " ".join(batch.rejections.values_list("value", flat=True))
    assert "110188-****" in kept
    assert "994" not in kept
    assert "943" not in kept


def test_the_same_file_again_changes_nothing(pilot):
    load(pilot, *FAMILY)
    before = everything()

    counts, batch = load(pilot, *FAMILY)

    assert counts == Counts(rows=3, new=0, unchanged=3, rejected=0)
    assert everything() == before
    assert faults(batch) == []


@pytest.mark.parametrize(
    ("row", "changes", "field"),
    [
        (PARENT, {"family_name": "Toinen"}, "family_name"),
        (PARENT, {"given_names": "Satu"}, "given_names"),
        (PARENT, {"language": "en"}, "language"),
        (PARENT, {"street": "Nevakatu 28"}, "street"),
        (PARENT, {"postal_code": "40100"}, "postal_code"),
        (PARENT, {"town": "Vaajakoski"}, "town"),
        (PARENT, {"municipality": "410"}, "municipality"),
        (PARENT, {"lives_there_since": "2014-03-02"}, "lives_there_since"),
        (PARENT, {"protected_since": "2016-01-01"}, "protected_since"),
        (ELDER, {"protected_since": ""}, "protected_since"),
        (ELDER, {"excluded_because": "home_care"}, "excluded_because"),
        (ELDER, {"excluded_because": "", "excluded_since": ""}, "excluded_because"),
        (CHILD, {"guardians": ""}, "guardians"),
    ],
)
def test_a_registered_resident_is_never_changed_by_the_file(pilot, row, changes, field):
    load(pilot, *FAMILY)
    before = everything()

    counts, batch = load(pilot, row | changes)

    assert counts == Counts(rows=1, new=0, unchanged=0, rejected=1)
    assert faults(batch) == [(2, field, "differs")]
    assert everything() == before


def test_the_dead_and_codes_no_longer_used_are_told_apart(pilot):
    load(pilot, PARENT, ELDER)
    Resident.objects.filter(family_name=PARENT["family_name"]).update(died_on=date(2017, 1, 5), died_precision="day")
    IdentityCode.objects.filter(code=ELDER["identity_code"]).update(active=False)

    _counts, batch = load(pilot, PARENT, ELDER)

    assert [fault[2] for fault in faults(batch)] == ["has_died", "old_identity_code"]


def test_a_missing_guardian_keeps_nobody_out_and_is_told(pilot):
    counts, batch = load(pilot, CHILD, PARENT | {"postal_code": "99998"})

    assert counts == Counts(rows=2, new=1, unchanged=0, rejected=1)
    assert (2, "guardians", "guardian_not_registered") in faults(batch)


def test_a_guardian_who_comes_later_is_joined_to_the_child(pilot):
    load(pilot, CHILD)

    counts, _batch = load(pilot, CHILD, PARENT)

    assert (counts.new, counts.unchanged) == (1, 1)
    assert Guardianship.objects.get().child.given_names == CHILD["given_names"]


def test_a_guardianship_of_somebody_of_age_is_over(pilot):
    grown = PARENT | {"guardians": ELDER["identity_code"]}
    load(pilot, ELDER, grown)

    counts, batch = load(pilot, grown)

    assert Guardianship.objects.get().period.upper == date(2006, 1, 11)
    assert (counts.unchanged, faults(batch)) == (1, [])


def test_another_pilots_residents_are_others(pilot):
    load(pilot, PARENT)

    counts, _batch = load(a_pilot(), PARENT)

    assert counts.new == 1


def test_a_batch_is_taken_in_once(pilot):
    _counts, batch = load(pilot, PARENT)

    with pytest.raises(errors.AlreadyLoaded):
        actions.load_population(batch=batch, source=csv_file([ELDER]), at=AT)


def test_list_codes_go_on_after_those_given_by_hand(pilot):
    actions.add_resident(
        pilot=pilot, born_on=date(1990, 1, 1), area=None, since=date(2000, 1, 1), by=None, at=AT, channel="desk",
        given_names="Eka", family_name="Käsin",
    )  # fmt: skip

    load(pilot, PARENT, ELDER)

    assert list(Resident.objects.order_by("pk").values_list("list_code", flat=True)) == [
        "R0000001",
        "R0000002",
        "R0000003",
    ]


def test_whoever_told_their_own_language_keeps_it_when_the_register_says_otherwise(pilot):
    load(pilot, PARENT)
    resident = Resident.objects.get()
    actions.change_contact(resident=resident, language="sv", phone="", by=None, at=AT, channel="online")

    counts, batch = load(pilot, PARENT)

    resident.refresh_from_db()
    assert (counts.unchanged, faults(batch), resident.language) == (1, [], "sv")
