from datetime import date, timedelta

import pytest

from pilot import audit
from pilot.models import AuditEvent
from pilot.periods import since
from registry.models import Protection
from tests.people import a_person
from tests.vouchers.cast import TODAY, a_resident, a_strand, an_area, decided, delivery_of, noon
from vouchers import actions, errors, queries
from vouchers.models import Delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident():
    strand = a_strand()
    return a_resident(strand, an_area(strand))


@pytest.fixture
def decision(resident):
    return decided(resident)


@pytest.fixture
def at_service_point(resident):
    Protection.objects.create(resident=resident, period=since(TODAY))
    return delivery_of(decided(resident))


def deed(action, delivery, on=TODAY, **fields):
    return action(delivery=delivery, **{"by": a_person(), "at": noon(on), "channel": "desk"} | fields)


def gone(decision) -> Delivery:
    Delivery.objects.filter(letter__decision=decision).update(state="sent")
    return delivery_of(decision)


def test_a_letter_handed_over_is_received_on_that_day(at_service_point):
    before = at_service_point.document

    delivery = deed(actions.hand_over, at_service_point, date(2017, 3, 20), identified_by="passi")

    assert (delivery.state, delivery.sent_on, delivery.received_on) == ("sent", date(2017, 3, 20), date(2017, 3, 20))
    # 20 March + 30 days is Wednesday 19 April.
    assert delivery.appeal_until == date(2017, 4, 19)
    assert delivery.document != before
    event = AuditEvent.objects.get(kind="letter_handed_over")
    assert (event.reason, event.facts["appeal_until"]) == ("passi", "2017-04-19")


def test_a_letter_is_handed_over_once_and_to_somebody_recognised(at_service_point, resident):
    posted = decided(a_resident(resident.pilot.strands.get(), resident.residences.get().area))

    with pytest.raises(errors.NobodyRecognised):
        deed(actions.hand_over, at_service_point, identified_by=" ")
    with pytest.raises(errors.DeliveryMoved):
        deed(actions.hand_over, delivery_of(posted), identified_by="passi")
    deed(actions.hand_over, at_service_point, identified_by="passi")
    with pytest.raises(errors.DeliveryMoved):
        deed(actions.hand_over, at_service_point, identified_by="passi")


def test_a_letter_that_came_back_waits_for_somebody_and_is_sent_anew_with_new_dates(decision):
    back = deed(actions.return_letter, gone(decision), TODAY + timedelta(days=9), why="osoite tuntematon")
    anew = deed(actions.send_anew, back, TODAY + timedelta(days=10))

    back.refresh_from_db()
    assert (back.state, back.note) == ("replaced", "osoite tuntematon")
    # Saturday 25 March is no day of post.
    assert (anew.way, anew.state, anew.sent_on) == ("post", "waiting", date(2017, 3, 27))
    assert anew.appeal_until == date(2017, 5, 3)
    assert [event.kind for event in AuditEvent.objects.filter(kind__startswith="letter_").order_by("pk")] == [
        "letter_came_back",
        "letter_sent_anew",
    ]


def test_only_what_was_sent_comes_back_and_only_with_a_reason(decision):
    with pytest.raises(errors.DeliveryMoved):
        deed(actions.return_letter, delivery_of(decision), why="osoite tuntematon")
    with pytest.raises(errors.NoWhy):
        deed(actions.return_letter, gone(decision), why="")
    with pytest.raises(errors.DeliveryMoved):
        deed(actions.send_anew, delivery_of(decision))


def test_under_non_disclosure_nothing_is_posted_anew(decision, resident):
    back = deed(actions.return_letter, gone(decision), why="osoite tuntematon")
    Protection.objects.create(resident=resident, period=since(TODAY))

    assert deed(actions.send_anew, back).way == "handed"


@pytest.mark.parametrize("lacks", [{"street": ""}, {"street": " "}, {"postal_code": ""}, {"period": None}])
def test_what_no_way_leads_to_waits_for_staff_and_not_for_the_printer(resident, lacks):
    resident.residences.update(**lacks)

    delivery = delivery_of(decided(resident))

    assert (delivery.way, delivery.state, delivery.why) == ("post", "undeliverable", "Osoitetta ei tiedetä")
    assert (delivery.sent_on, delivery.received_on, delivery.appeal_until) == (None, None, None)
    # The reader finds the decision on their own pages.
    assert delivery.document is not None
    (waiting,) = queries.letters_waiting([resident.pilot], on=TODAY)
    assert (waiting.undeliverable, waiting.post, waiting.is_any) == (1, 0, True)


def test_what_had_no_way_is_posted_when_the_address_is_known(resident):
    resident.residences.update(street="")
    nowhere = delivery_of(decided(resident))
    resident.residences.update(street="Kauppakatu 1")

    anew = deed(actions.send_anew, nowhere)

    nowhere.refresh_from_db()
    assert (nowhere.state, anew.way, anew.state, anew.sent_on) == ("replaced", "post", "waiting", TODAY)


def test_without_an_address_it_waits_at_a_service_point_and_is_handed_over_there(resident):
    resident.residences.update(street="")

    anew = deed(actions.send_anew, delivery_of(decided(resident)))
    given = deed(actions.hand_over, anew, date(2017, 3, 20), identified_by="passi")

    assert (anew.way, given.state, given.appeal_until) == ("handed", "sent", date(2017, 4, 19))


def test_one_letter_and_a_thousand_follow_one_rule(resident):
    """The rule for one, for a set of deliveries, and inside the statement for thousands is one text."""
    strand, area = resident.pilot.strands.get(), resident.residences.get().area
    homeless, hidden = (a_resident(strand, area) for _number in range(2))
    homeless.residences.update(street="")
    Protection.objects.create(resident=hidden, period=since(TODAY))
    everybody = [resident, homeless, hidden]
    deliveries = Delivery.objects.filter(pk__in=[delivery_of(decided(one)).pk for one in everybody])

    ways = [queries.paper_way(one, TODAY) for one in everybody]

    assert ways == ["post", None, "handed"]
    reached = queries.reached_by_post(deliveries, on=TODAY)
    assert [row.letter.resident for row in reached] == [resident]
    # Protection that begins tomorrow hides nobody's home today.
    assert queries.paper_way(hidden, TODAY - timedelta(days=1)) == "post"


@pytest.mark.parametrize(
    ("action", "state", "fields"),
    [
        (actions.return_letter, "sent", {"why": "osoite tuntematon"}),
        (actions.send_anew, "undeliverable", {}),
    ],
)
def test_what_cannot_be_recorded_is_not_done(decision, monkeypatch, action, state, fields):
    gone(decision)
    if state == "undeliverable":
        deed(actions.return_letter, delivery_of(decision), why="osoite tuntematon")

    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        deed(action, delivery_of(decision), **fields)

    assert [row.state for row in Delivery.objects.all()] == [state]
