"""The command answers with figures for programs or in words, writes nothing, and says in a sentence what is wrong."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from billing.models import PaymentRun
from pilot.models import Strand
from tests.billing.stage import a_rate_draft, freeze


def simulated(stage, *flags) -> str:
    out = StringIO()
    # Whatever language an earlier test's page has left behind.
    with translation.override("fi"):
        call_command("simulate", "--pilot", stage.strand.pilot.code, *map(str, flags), stdout=out)
    return out.getvalue()


def test_a_year_by_a_draft_is_one_line_of_json(stage):
    freeze(stage)
    draft = a_rate_draft(stage.strand, stage.areas, stage.preparer, cents=50_496)

    facts = json.loads(simulated(stage, "--table", draft.pk, "--year", 2017, "--json"))

    assert (len(facts["months"]), facts["total"]["held"], facts["total"]["asked"]) == (12, 12 * 4208, 12 * 8416)
    assert (facts["total"]["paid"], facts["total"]["asked_where_paid"]) == (4208, 8416)
    assert {row["site"]: row["asked"] for row in facts["sites"]} == {
        stage.home.slug: 12 * 2104, stage.site.slug: 12 * 6312,
    }  # fmt: skip
    assert {row["area"] for row in facts["cells"]} == {"Keskusta", "Kuokkala"}
    assert PaymentRun.objects.count() == 1


def test_without_json_it_speaks_in_words(stage):
    said = simulated(stage, "--month", "2017-01", "--counting", "snapshot")

    assert stage.site.slug in said
    assert "42,08" in said


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--month", "2017-13"], "2017-13"),
        (["--year", "17"], "2017"),
        (["--year", "1990"], ""),
        (["--month", "2017-01", "--table", "0"], "1.1.2016"),
        (["--month", "2017-01", "--strand", "oral"], "reception"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(stage, flags, told):
    with pytest.raises(CommandError) as refusal:
        simulated(stage, *flags)

    assert told in str(refusal.value)


def test_of_several_strands_one_has_to_be_named(stage):
    Strand.objects.create(pilot=stage.strand.pilot, code="oral", name_fi="Suun terveys")

    with pytest.raises(CommandError, match="oral"):
        simulated(stage, "--month", "2017-01")
    assert simulated(stage, "--month", "2017-01", "--strand", "reception")
