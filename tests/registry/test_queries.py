import pytest

from pilot.identifiers import make_identity_code
from pilot.models import AreaRule
from pilot.periods import between, since
from registry import queries
from registry.models import IdentityCode, Resident, ResidentAccount
from tests.people import AT, a_person
from tests.vouchers.cast import FIRST, LONG_AGO, a_resident, a_strand, an_area

pytestmark = pytest.mark.django_db


@pytest.fixture
def strand():
    return a_strand()


@pytest.fixture
def area(strand):
    return an_area(strand)


@pytest.mark.parametrize("text", ["Laakso", "aino laaksonen", "LAAKSONEN A", "Marja", "R0000001", ""])
def test_words_find_by_parts_of_the_name_and_by_list_code(strand, area, text):
    resident = a_resident(strand, area, given_names="Aino Marja", family_name="Laaksonen")
    a_resident(strand, area, given_names="Eero", family_name="Virtanen")

    found = queries.found_by_words(Resident.objects.all(), text)

    assert resident in found
    assert found.count() == (1 if text else 2)


@pytest.mark.parametrize("text", ["Laaksonen Eero", "%", "R9", "_"])
def test_other_words_find_nobody(strand, area, text):
    a_resident(strand, area, given_names="Aino", family_name="Laaksonen")

    assert not queries.found_by_words(Resident.objects.all(), text).exists()


def test_an_identity_code_is_read_in_capitals_and_nothing_else_is_guessed():
    code = make_identity_code(LONG_AGO, 901)

    assert queries.as_identity_code(f" {code.lower()} ") == code
    for wrong in (code[:-1], code.replace("A", ""), "Laaksonen", ""):
        assert queries.as_identity_code(wrong) is None


def test_only_the_code_in_use_finds_the_resident_and_its_separator_counts(strand, area):
    resident = a_resident(strand, area, born_on=LONG_AGO)
    old, new = (make_identity_code(LONG_AGO, number) for number in (901, 902))
    IdentityCode.objects.create(
        pilot=strand.pilot, resident=resident, code=old, period=between(LONG_AGO, FIRST), active=False
    )
    IdentityCode.objects.create(pilot=strand.pilot, resident=resident, code=new, period=since(FIRST))

    assert queries.by_identity_code(Resident.objects.all(), new) == resident
    assert queries.by_identity_code(Resident.objects.all(), old) is None
    assert queries.by_identity_code(Resident.objects.all(), new.replace("A", "B")) is None


def test_the_area_of_an_address_is_its_postal_codes_else_its_municipalitys(strand):
    near, wide = an_area(strand), an_area(strand)
    AreaRule.objects.create(pilot=strand.pilot, area=near, kind="postal_code", value="40520")
    AreaRule.objects.create(pilot=strand.pilot, area=wide, kind="municipality", value="179")

    def area_of(postal_code, municipality_code=""):
        return queries.area_of(strand.pilot, postal_code=postal_code, municipality_code=municipality_code)

    assert area_of("40520", "179") == near
    assert area_of("40100", "179") == wide
    assert area_of("00100", "091") is None
    assert queries.area_of(a_strand().pilot, postal_code="40520", municipality_code="179") is None


def test_an_account_is_one_person_with_their_pilot_and_its_lead(strand, area, django_assert_num_queries):
    resident, other = a_resident(strand, area), a_resident(strand, area)
    for one in (other, resident):
        user = a_person()
        ResidentAccount.objects.create(user=user, resident=one, created_at=AT)

    with django_assert_num_queries(1):
        person = queries.person_of(user)
        assert (person, person.pilot, person.pilot.lead) == (resident, strand.pilot, strand.pilot.lead)
    assert queries.person_of(a_person()) is None
