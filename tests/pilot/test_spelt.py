"""What spelt-out statements read and write is what the ORM would."""

import pytest
from django.db import IntegrityError, transaction

from pilot.models import AuditEvent, Organiser, Pilot
from pilot.spelt import Spelt, insert
from tests.people import AT, a_pilot

pytestmark = pytest.mark.django_db

PILOT_OF = Spelt(
    "SELECT {pilot}, {lead}, pilot.id + 1, '{{}}' FROM pilot_pilot AS pilot"
    " JOIN pilot_organiser AS lead ON lead.id = pilot.lead_id WHERE pilot.code = %(code)s",
    pilot=Pilot,
    lead=Organiser,
)
EVENT = Spelt("SELECT {event} FROM pilot_auditevent AS event WHERE event.id = %(id)s", event=AuditEvent)


def an_event(**fields) -> AuditEvent:
    given = {"at": AT, "by_label": "system", "channel": "desk", "subject_kind": "site", "subject_id": "7"}
    return AuditEvent(kind="site_closed", **given | fields)


def values_of(row) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_of_each_model_comes_with_every_field_and_then_what_follows():
    asked, _other = a_pilot(), a_pilot()

    [(pilot, lead, following, braces)] = PILOT_OF.rows(code=asked.code)

    assert values_of(pilot) == values_of(Pilot.objects.get(pk=asked.pk))
    assert values_of(lead) == values_of(Organiser.objects.get(pk=asked.lead_id))
    assert (following, braces) == (asked.pk + 1, "{}")
    assert PILOT_OF.rows(code="no such") == []


def test_what_was_inserted_is_what_was_given_and_the_database_gives_the_rest():
    event = an_event(facts={"places": [3, None], "name": "Ä"})

    insert(event)

    kept = AuditEvent.objects.get(pk=event.pk)
    assert {**values_of(event), "xid": kept.xid} == values_of(kept)
    assert kept.xid is not None
    [(read,)] = EVENT.rows(id=event.pk)
    assert values_of(read) == values_of(kept)


def test_the_database_refuses_what_it_would_refuse_of_the_orm():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(an_event(channel=None))


def test_an_inserted_row_is_not_inserted_again_when_it_is_saved():
    pilot = Pilot(**{**values_of(a_pilot()), "id": None, "code": "next"})
    insert(pilot)
    pilot.name_fi = "Toinen"
    pilot.save()

    assert Pilot.objects.get(code="next").name_fi == "Toinen"
    assert Pilot.objects.count() == 2
