"""Which strands have lists: those of the pilot that are paid by capitation and have rules."""

import pytest

from pilot.models import Strand
from tests.vouchers.cast import a_strand
from vouchers import queries

pytestmark = pytest.mark.django_db


def test_strands_have_lists_by_kind_and_rules_in_one_question(django_assert_num_queries):
    later, other = a_strand(), a_strand()
    earlier = Strand.objects.create(pilot=later.pilot, code="budget", name_fi="Budjetti", kind=Strand.Kind.PER_SERVICE)
    second = a_strand(pilot=later.pilot)
    Strand.objects.create(pilot=later.pilot, code="no-rules", name_fi="Ilman sääntöjä")
    pilot = later.pilot

    with django_assert_num_queries(1):
        found = queries.strands_of(pilot)
        # Lists are laid out with the pilot's own dates, which are not asked for again.
        assert {strand.pilot for strand in found} == {pilot}

    assert found == [later, second]
    assert earlier not in found
    assert queries.strands_of(other.pilot) == [other]
