"""What the change feed tells is carried out once, the later told before the earlier, and what cannot be waits."""

from datetime import date

import pytest
from psycopg.types.range import DateRange

from pilot.models import AreaRule, AuditEvent, Job
from pilot.periods import since
from registry.models import FeedAnswer, Guardianship, IdentityCode, Protection, RegisterChange, Resident
from tests.registry.feed.made import address, answer, change, day, died, guardian, lives, municipality, secret
from tests.rules import write_rules
from tests.vouchers.cast import a_cap, a_resident, a_site, a_strand, an_area, noon
from vouchers import actions
from vouchers.models import Enrolment

pytestmark = pytest.mark.django_db
CODE, CHILDS = "010170-999R", "010110A9998"
TOLD, LATER = date(2017, 2, 4), date(2017, 2, 14)


@pytest.fixture
def areas(strand):
    found = []
    for postal_code in ("33100", "33200"):
        area = an_area(strand)
        AreaRule.objects.create(pilot=strand.pilot, area=area, kind="postal_code", value=postal_code)
        found.append(area)
    return found


@pytest.fixture
def resident(strand, areas):
    return known(a_resident(strand, areas[0]), CODE)


def known(resident: Resident, code: str) -> Resident:
    IdentityCode.objects.create(pilot=resident.pilot, resident=resident, code=code, period=since(resident.born_on))
    return resident


def given(strand, content: bytes, on: date = LATER) -> FeedAnswer:
    """Take a file in and carry it out, as its job does."""
    found, _is_new = actions.receive_feed_answer(
        pilot=strand.pilot, filename="answer.json", content=content, by=None, at=noon(on)
    )
    actions.carry_out_answer(answer=found, by=None, at=noon(on))
    return found


def outcomes(strand) -> list[tuple[str, str]]:
    rows = RegisterChange.objects.filter(pilot=strand.pilot).order_by("answer", "place")
    return list(rows.values_list("outcome", "because"))


def lists(resident) -> list[tuple[str, date, date | None]]:
    rows = Enrolment.objects.filter(resident=resident).order_by("period")
    return [(row.site.name_fi, row.period.lower, row.period.upper) for row in rows.select_related("site")]


def test_a_death_is_carried_out_with_its_lists_and_its_own_event(strand, resident):
    given(strand, answer(0, 10, change(CODE, TOLD, died("2017-02", "KUUKAUSI"))))

    resident.refresh_from_db()
    assert (resident.died_on, resident.died_precision) == (date(2017, 2, 28), "month")
    assert lists(resident)[0][2] == date(2017, 3, 1)
    assert outcomes(strand) == [("applied", "")]
    event = AuditEvent.objects.get(kind="death_recorded")
    assert (event.channel, event.facts["died_on"]) == ("register", "2017-02-28")
    assert RegisterChange.objects.get().payload == {}


def test_the_same_file_again_changes_nothing(strand, resident):
    content = answer(0, 10, change(CODE, TOLD, died(date(2017, 2, 3))))
    first = given(strand, content)
    actions.record_death(resident=resident, died=None, by=None, at=noon(LATER), channel="desk")
    kept = AuditEvent.objects.filter(kind__in=["death_recorded", "feed_answer_received"]).count()

    again, is_new = actions.receive_feed_answer(
        pilot=strand.pilot, filename="copy.json", content=content, by=None, at=noon(LATER)
    )
    actions.carry_out_answer(answer=again, by=None, at=noon(LATER))

    resident.refresh_from_db()
    assert (again, is_new, Job.objects.count()) == (first, False, 1)
    # What staff corrected meanwhile is not undone.
    assert resident.died_on is None
    assert AuditEvent.objects.filter(kind__in=["death_recorded", "feed_answer_received"]).count() == kept


def test_an_older_file_after_a_newer_one_undoes_nothing(strand, resident):
    given(strand, answer(10, 20, change(CODE, LATER, lives())))
    given(strand, answer(0, 10, change(CODE, TOLD, died(date(2017, 2, 3)))))

    resident.refresh_from_db()
    assert resident.died_on is None
    assert outcomes(strand) == [("unchanged", ""), ("overtaken", "")]
    assert not AuditEvent.objects.filter(kind="death_recorded").exists()


def test_a_late_correction_holds_over_what_it_corrects(strand, resident):
    given(strand, answer(0, 10, change(CODE, TOLD, died(date(2017, 2, 3)))), TOLD)
    given(strand, answer(10, 20, change(CODE, LATER, died(date(2017, 2, 1)))))

    resident.refresh_from_db()
    assert resident.died_on == date(2017, 2, 1)
    assert lists(resident)[0][2] == date(2017, 2, 2)


def test_fetched_again_from_an_earlier_mark_all_is_as_it_was_without_a_step_back(strand, resident):
    told = change(CODE, TOLD, died(date(2017, 2, 3))), change(CODE, LATER, lives())
    given(strand, answer(0, 10, told[0]))
    given(strand, answer(10, 20, told[1]))
    given(strand, answer(0, 25, *told))

    assert outcomes(strand) == [("applied", ""), ("applied", ""), ("overtaken", ""), ("unchanged", "")]
    assert AuditEvent.objects.filter(kind="death_recorded").count() == 1


def test_moves_told_out_of_order_are_laid_out_by_their_days(strand, areas, resident):
    newer = change(CODE, LATER, address(date(2017, 2, 10), "33100"))
    older = change(CODE, TOLD, address(date(2017, 2, 3), "33200"))

    given(strand, answer(10, 20, newer))
    given(strand, answer(0, 10, older))

    rows = Enrolment.objects.filter(resident=resident).order_by("period").select_related("site")
    assert [(row.site.home_area, row.period.lower) for row in rows][1:] == [
        (areas[1], date(2017, 2, 3)),
        (areas[0], date(2017, 2, 10)),
    ]
    assert [outcome for outcome, _ in outcomes(strand)] == ["applied", "applied"]


def test_a_move_that_never_was_is_cancelled_and_one_unknown_is_no_news(strand, resident):
    given(strand, answer(0, 10, change(CODE, TOLD, address(date(2017, 2, 3), "33200"))), TOLD)
    never = [change(CODE, LATER, address(on, "33200", "POISTETTU")) for on in (date(2017, 2, 3), date(2017, 1, 9))]

    given(strand, answer(10, 20, *never))

    assert [outcome for outcome, _ in outcomes(strand)] == ["applied", "applied", "unchanged"]
    assert len(lists(resident)) == 1


def test_where_only_the_municipality_is_told_nobody_falls_off_a_list_by_guess(strand, areas, resident):
    AreaRule.objects.create(pilot=strand.pilot, area=areas[1], kind="municipality", value="837")

    given(strand, answer(0, 10, change(CODE, TOLD, municipality(date(2017, 2, 3), "179"))))
    given(strand, answer(10, 20, change(CODE, TOLD, municipality(date(2017, 2, 5), "837"))))
    given(strand, answer(20, 30, change(CODE, TOLD, municipality(date(2017, 2, 9), "200"))))

    assert outcomes(strand) == [("doubt", "place_unclear"), ("applied", ""), ("applied", "")]
    assert [row[1] for row in lists(resident)][1:] == [date(2017, 2, 5)]
    assert lists(resident)[-1][2] == date(2017, 2, 9)


@pytest.mark.parametrize(
    ("rule", "told", "precision", "from_day"),
    [
        ("last_day", "2017-02-00", "KUUKAUSI", date(2017, 2, 28)),
        ("first_day", "2017-02-00", "KUUKAUSI", date(2017, 2, 1)),
        ("last_day", "2017", "VUOSI", date(2017, 12, 31)),
    ],
)
def test_a_move_of_which_the_month_or_year_is_known_is_read_as_the_rules_say(
    strand, resident, rule, told, precision, from_day
):
    write_rules(strand, partial_date=rule)
    home = address(TOLD, "33200") | {"alkupv": day(told, precision)}

    given(strand, answer(0, 10, change(CODE, TOLD, home)))

    assert outcomes(strand) == [("applied", "")]
    assert lists(resident)[1][1:] == (from_day, None)
    event = AuditEvent.objects.get(kind="move_recorded")
    assert event.facts["precision"] == {"KUUKAUSI": "month", "VUOSI": "year"}[precision]
    # That it never happened is told of the same month or year.
    given(strand, answer(10, 20, change(CODE, LATER, home | {"muutosattribuutti": "POISTETTU"})))
    assert len(lists(resident)) == 1


def test_a_day_of_a_move_that_there_is_not_is_in_doubt(strand, resident):
    given(strand, answer(0, 10, change(CODE, TOLD, address(TOLD, "33200") | {"alkupv": day("2017-02-30")})))

    assert outcomes(strand) == [("doubt", "bad_day")]


def test_non_disclosure_begins_on_its_day_and_only_a_later_word_ends_it(strand, resident):
    given(strand, answer(10, 20, change(CODE, LATER, secret(True))))
    given(strand, answer(0, 10, change(CODE, TOLD, secret(False))))

    assert Protection.objects.get().period == since(LATER)

    given(strand, answer(20, 30, change(CODE, date(2017, 3, 1), secret(False, date(2017, 2, 27)))))
    assert Protection.objects.get().period == DateRange(LATER, date(2017, 2, 28))
    assert [outcome for outcome, _ in outcomes(strand)] == ["applied", "overtaken", "applied"]


def test_names_and_codes_follow_and_a_code_of_another_is_in_doubt(strand, areas, resident):
    known(a_resident(strand, areas[0]), "010170-998P")
    name = {"tietoryhma": "HENKILON_NIMI", "etunimi": "Aino", "sukunimi": "Uusinen"}
    codes = [
        {"tietoryhma": "HENKILOTUNNUS_KORJAUS", "aktiivinenHenkilotunnus": code}
        for code in ("010170-998P", "010170-997N")
    ]

    given(strand, answer(0, 10, change(CODE, TOLD, name), change(CODE, TOLD, codes[0])))
    given(strand, answer(10, 20, change(CODE, LATER, codes[1])))

    resident.refresh_from_db()
    assert resident.listed_name == "Uusinen, Aino"
    assert outcomes(strand) == [("applied", ""), ("doubt", "code_of_another"), ("applied", "")]
    assert resident.identity_codes.get(active=True).code == "010170-997N"
    # What is told later by the old code is still of the same person.
    given(strand, answer(20, 30, change(CODE, LATER, died(date(2017, 2, 3)))))
    resident.refresh_from_db()
    assert resident.died_on == date(2017, 2, 3)


def test_a_guardianship_begins_and_ends_by_the_register(strand, areas, resident):
    child = known(a_resident(strand, areas[0], born_on=date(2010, 1, 1)), CHILDS)
    first = date(2017, 2, 1)

    given(strand, answer(0, 10, change(CHILDS, TOLD, guardian(CODE, first), guardian("010170-997N", first))))
    assert Guardianship.objects.get().period == since(first)
    given(strand, answer(10, 20, change(CHILDS, LATER, guardian(CODE, first, date(2017, 2, 12), "MUUTETTU"))))

    row = Guardianship.objects.get()
    assert (row.child, row.guardian, row.period) == (child, resident, DateRange(first, date(2017, 2, 13)))
    assert outcomes(strand) == [("applied", ""), ("doubt", "other_unknown"), ("applied", "")]


def test_what_is_told_of_somebody_unknown_waits_until_they_are_registered(strand, areas):
    given(strand, answer(0, 10, change(CODE, TOLD, died(date(2017, 2, 3)))))
    waiting = RegisterChange.objects.get()
    assert (waiting.outcome, waiting.because) == ("doubt", "unknown_person")

    resident = known(a_resident(strand, areas[0]), CODE)
    tried = actions.try_change_again(change=waiting, by=None, at=noon(LATER))

    resident.refresh_from_db()
    assert (tried.outcome, resident.died_on) == ("applied", date(2017, 2, 3))
    assert RegisterChange.objects.get().payload == {}


def test_a_run_that_was_cut_off_goes_on_where_it_was(strand, areas, resident, monkeypatch):
    told = [change(CODE, TOLD, died(date(2017, 2, 3))), change(CODE, TOLD, secret(True))]
    found, _ = actions.receive_feed_answer(
        pilot=strand.pilot, filename="answer.json", content=answer(0, 10, *told), by=None, at=noon(LATER)
    )
    with monkeypatch.context() as patched:
        patched.setitem(actions.feed_deeds.DEEDS, "protection", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            actions.carry_out_answer(answer=found, by=None, at=noon(LATER))

    assert outcomes(strand) == [("applied", ""), ("waiting", "")]
    assert actions.carry_out_answer(answer=found, by=None, at=noon(LATER)) == {"applied": 2}
    assert AuditEvent.objects.filter(kind="death_recorded").count() == 1


def test_a_place_given_while_the_feed_was_silent_goes_to_the_next_in_the_queue():
    strand = a_strand(queue_opens_at=1)
    area, site = an_area(strand), a_site(strand, places=0)
    first, second = known(a_resident(strand, area), CODE), a_resident(strand, area)
    for resident, on in ((first, date(2017, 1, 10)), (second, date(2017, 1, 11))):
        actions.join_queue(resident=resident, strand=strand, site=site, by=None, at=noon(on), channel="online")
    a_cap(site, strand, 1)
    # The first moved away on 20.2., and nobody knows it on 25.2.: their place would begin 21 days later.
    actions.serve_queue(site=site, strand=strand, by=None, at=noon(date(2017, 2, 25)), channel="system")

    given(strand, answer(0, 9, change(CODE, date(2017, 2, 21), address(date(2017, 2, 20), "00100"))), date(2017, 3, 3))
    actions.serve_queue(site=site, strand=strand, by=None, at=noon(date(2017, 3, 3)), channel="system")

    rows = Enrolment.objects.filter(site=site).exclude(period__isempty=True)
    assert [(row.resident, row.period.lower) for row in rows] == [(second, date(2017, 3, 24))]


def test_a_move_asks_the_database_no_more_often_than_it_has_to(strand, resident, django_assert_max_num_queries):
    days = [date(2017, 2, day) for day in range(2, 13)]
    given(strand, answer(0, 10, change(CODE, TOLD, address(days[0], "33200"))))
    told = [change(CODE, TOLD, address(day, ("33100", "33200")[day.day % 2])) for day in days[1:]]
    found, _is_new = actions.receive_feed_answer(
        pilot=strand.pilot, filename="answer.json", content=answer(10, 20, *told), by=None, at=noon(LATER)
    )

    # Eight of the 22 begin and end units of work, in a test the outermost too. Besides, the file is looked through.
    with django_assert_max_num_queries(10 * 22 + 8):
        actions.carry_out_answer(answer=found, by=None, at=noon(LATER))

    assert outcomes(strand) == [("applied", "")] * 11
