"""What anybody's illness is has no place here: no column asks for it, and what files tell of it is not kept."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation

from billing.forms.disputes import DisputeForm, MessageForm
from pilot import jobs
from pilot.feedback_forms import FeedbackForm
from tests.people import a_member
from tests.registry.feed.made import answer, change, died
from tests.vouchers.actions.test_feed import given, known
from tests.vouchers.cast import a_resident, a_strand, an_area, noon
from vouchers import actions
from vouchers.forms import (
    DeskEarlyChangeForm,
    DeskObjectionForm,
    EarlyChangeForm,
    HearingForm,
    ObjectionForm,
    OwnAnswerForm,
    ToldForm,
)

CODE, ILLNESS = "010170-900J", "F32.1 masennustila"
OF_HEALTH = re.compile(r"patient|diagnos|sympt|illness|disease|medication|treatment|potilas|sairau|oire", re.IGNORECASE)
# What residents, guardians and providers write of somebody in their own words.
OWN_WORDS = [
    (DeskEarlyChangeForm, "explanation"),
    (DeskObjectionForm, "text"),
    (DisputeForm, "text"),
    (EarlyChangeForm, "explanation"),
    (FeedbackForm, "text"),
    (HearingForm, "matter"),
    (MessageForm, "text"),
    (ObjectionForm, "text"),
    (OwnAnswerForm, "answer"),
    (ToldForm, "told"),
]


def places_of(text: str) -> list[str]:
    """Name every table in which the text stands, as text or as the bytes of a file."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT EXISTS (SELECT FROM "{table}" AS r WHERE r::text LIKE ANY(%s))',
                [[f"%{text}%", f"%{text.encode().hex()}%"]],
            )
            found += [table] if cursor.fetchone()[0] else []
    return found


def test_no_column_is_for_anybodys_health():
    names = [
        f"{model._meta.label}.{field.name}" for model in apps.get_models() for field in model._meta.concrete_fields
    ]

    assert [name for name in names if OF_HEALTH.search(name)] == []
    assert OF_HEALTH.search("registry.Resident.diagnosis_code")


@pytest.mark.parametrize(("form", "field"), OWN_WORDS)
def test_who_writes_in_their_own_words_is_told_not_to_write_of_it(form, field):
    with translation.override("en"):
        text = str(form.base_fields[field].help_text)

    assert re.search("health|illness", text)


def test_what_a_file_of_invitations_tells_beside_the_codes_goes_when_it_is_read(db):
    strand = a_strand(by_invitation=True)
    staff = a_member("staff", strand.pilot.lead)
    known(a_resident(strand, an_area(strand)), CODE)
    file = actions.receive_invitation_file(
        strand=strand, invited_on=date(2017, 3, 10), filename="kutsut.csv", by=staff, at=noon(), channel="desk",
        content=f"{CODE};{ILLNESS}\n010170-9999;{ILLNESS}\n".encode(),
    )  # fmt: skip
    assert places_of(ILLNESS) == ["vouchers_invitationfile"]

    jobs.run(file.job_id, file.job.version)

    file.refresh_from_db()
    assert (file.invited, file.left_out) == (1, 1)
    assert places_of(ILLNESS) == []


def test_what_the_change_feed_tells_beside_what_we_need_is_not_kept(db):
    strand = a_strand()
    known(a_resident(strand, an_area(strand)), CODE)
    other = {"tietoryhma": "MUU_TIETO", "selite": ILLNESS}
    told = died(date(2017, 2, 3)) | {"kuolinsyy": ILLNESS}

    given(strand, answer(0, 10, change(CODE, date(2017, 2, 4), other, told)))

    assert places_of(ILLNESS) == []
