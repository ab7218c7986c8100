"""The command previews without a trace, freezes on demand, and says in a sentence what is wrong."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from billing.models import PaymentRun
from pilot.models import Job, Strand
from tests.billing.stage import FEBRUARY, freeze


def run_month(stage, month="2017-01", *flags, pilot=None):
    out = StringIO()
    call_command("run_month", "--pilot", pilot or stage.strand.pilot.code, "--month", month, *flags, stdout=out)
    return out.getvalue()


def test_a_preview_leaves_no_trace(stage):
    facts = json.loads(run_month(stage, "2017-01", "--json"))

    assert (facts["frozen"], facts["entries"], facts["to_pay"], facts["stops"]) == (False, 3, 3156, [])
    assert {row["site"]: row["to_pay"] for row in facts["statements"]} == {stage.site.slug: 3156, stage.home.slug: 0}
    assert not PaymentRun.objects.exists()


def test_freeze_freezes_and_has_the_documents_made(stage):
    facts = json.loads(run_month(stage, "2017-01", "--freeze", "--json"))

    run = PaymentRun.objects.get()
    assert (facts["run"], facts["digest"], facts["check"]["state"]) == (run.pk, run.digest, "ok")
    assert [row["number"] for row in facts["statements"]] == sorted(row.number for row in run.statements.all())
    assert Job.objects.get(kind="statement_documents").params["run"] == run.pk


def test_without_json_it_speaks_in_words(stage):
    said = run_month(stage, "2017-01", "--freeze")

    assert stage.site.slug in said
    assert PaymentRun.objects.get().digest in said
    assert stage.home.slug in run_month(stage, "2017-02")


def test_each_strand_answers_unless_one_is_named(stage):
    Strand.objects.create(pilot=stage.strand.pilot, code="visits", name_fi="Käynnit", kind="per_service")

    assert len(run_month(stage, "2017-01", "--json").splitlines()) == 1
    assert json.loads(run_month(stage, "2017-01", "--json", "--strand", "reception"))["strand"] == "reception"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"pilot": "nowhere"}, "nowhere"),
        ({"month": "2017-13"}, "2017-13"),
        ({"month": "tammikuu"}, "tammikuu"),
        ({"flags": ["--strand", "oral"]}, "reception"),
        ({"flags": ["--freeze"], "month": "2017-03"}, "2017-02"),
        ({"flags": ["--freeze"], "month": "2017-01"}, ""),
        ({"month": "1990-01"}, ""),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_and_nothing_is_written(stage, asked, told):
    freeze(stage)

    with pytest.raises(CommandError) as refusal:
        run_month(stage, asked.get("month", "2017-02"), *asked.get("flags", []), pilot=asked.get("pilot"))

    assert told in str(refusal.value)
    assert PaymentRun.objects.count() == 1


def test_a_month_after_the_last_is_frozen_next(stage):
    freeze(stage)

    run_month(stage, "2017-02", "--freeze")

    assert PaymentRun.objects.latest("month").month == FEBRUARY.first
