"""Invitations: whoever is invited may choose from that day on; a file invites many and says who was left out."""

from datetime import date

import pytest
from django.db import transaction

from pilot import jobs
from pilot.models import AuditEvent, Job
from pilot.periods import between, since
from registry.models import Resident
from tests.people import a_member
from tests.rules import write_rules
from tests.vouchers.cast import FIRST, TODAY, a_resident, a_site, a_strand, an_area, chosen, noon
from vouchers import actions, errors
from vouchers.eligibility import eligibility
from vouchers.models import Invitation, InvitationFile, Letter, Voucher

pytestmark = pytest.mark.django_db
INVITED = date(2017, 3, 10)


@pytest.fixture
def strand():
    return a_strand(by_invitation=True)


@pytest.fixture
def staff(strand):
    return a_member("staff", strand.pilot.lead)


def a_person(strand, code: str = "", **fields) -> Resident:
    resident = a_resident(strand, an_area(strand, home_site=False), **fields)
    if code:
        resident.identity_codes.create(pilot=strand.pilot, code=code, period=since(FIRST))
    return resident


def invite(strand, staff, resident, invited_on: date = INVITED, on: date = TODAY) -> Invitation:
    return actions.invite(
        resident=resident, strand=strand, invited_on=invited_on, by=staff, at=noon(on), channel="desk"
    )


def by_file(strand, staff, text: str, **fields) -> InvitationFile:
    file = received(strand, staff, text, **fields)
    return actions.invite_by_file(file=file, by=staff, at=noon(), channel="desk")


def received(strand, staff, text: str, **fields) -> InvitationFile:
    given = {"invited_on": INVITED, "filename": "kutsutut.csv", "by": staff, "at": noon(), "channel": "desk"}
    return actions.receive_invitation_file(strand=strand, content=text.encode(), **given | fields)


def kinds() -> list[str]:
    return list(AuditEvent.objects.filter(kind__contains="invit").order_by("pk").values_list("kind", flat=True))


def test_who_is_invited_may_choose_from_that_day_on_and_is_told_why(strand, staff):
    resident, site = a_person(strand), a_site(strand)
    with pytest.raises(errors.ByInvitation):
        chosen(resident, strand, site)

    invite(strand, staff, resident)

    assert chosen(resident, strand, site).site == site
    told = {row.code: row for row in eligibility(resident=resident, strand=strand, on=TODAY).reasons}["invitation"]
    assert told.holds
    assert "10.3.2017" in told.text
    assert not eligibility(resident=resident, strand=strand, on=date(2017, 3, 9)).is_eligible


def test_the_invited_get_a_letter_of_their_own_language_once(strand, staff):
    resident = a_person(strand, language="sv")

    invitation = invite(strand, staff, resident)

    letter = Letter.objects.get(kind="invitation")
    assert (letter.resident, letter.language, letter.key) == (resident, "sv", f"invitation/{invitation.pk}")
    assert "10.3.2017" in letter.text
    assert "Ännu är det inte känt vad ett besök kostar den" in letter.text
    assert kinds() == ["resident_invited"]


def test_vouchers_for_all_reach_the_invited_alone(strand, staff):
    invited, _other = a_person(strand), a_person(strand)
    invite(strand, staff, invited)

    actions.issue_vouchers(strand=strand, on=TODAY, by=None, at=noon(), channel="system")

    assert list(Voucher.objects.values_list("resident", flat=True)) == [invited.pk]


def test_a_withdrawn_invitation_gives_no_right_from_that_day_on_and_its_choice_stays(strand, staff):
    resident = a_person(strand)
    invitation = invite(strand, staff, resident)
    choice = chosen(resident, strand, a_site(strand))

    actions.withdraw_invitation(invitation=invitation, by=staff, at=noon(date(2017, 4, 1)), channel="desk")

    invitation.refresh_from_db()
    assert invitation.period == between(INVITED, date(2017, 4, 1))
    assert eligibility(resident=resident, strand=strand, on=date(2017, 3, 31)).is_eligible
    assert not eligibility(resident=resident, strand=strand, on=date(2017, 4, 1)).is_eligible
    choice.refresh_from_db()
    assert (choice.regretted_at, choice.replaced_by) == (None, None)
    with pytest.raises(errors.NotInvited):
        actions.withdraw_invitation(invitation=invitation, by=staff, at=noon(date(2017, 4, 2)), channel="desk")
    assert kinds() == ["resident_invited", "invitation_withdrawn"]


def test_one_may_be_invited_anew_after_a_withdrawal(strand, staff):
    resident = a_person(strand)
    first = invite(strand, staff, resident)
    actions.withdraw_invitation(invitation=first, by=staff, at=noon(), channel="desk")

    again = invite(strand, staff, resident, invited_on=date(2017, 3, 20), on=date(2017, 3, 20))

    assert again.period == since(date(2017, 3, 20))


def test_inviting_is_refused_with_its_reason_and_leaves_no_trace(strand, staff):
    resident = a_person(strand)
    invite(strand, staff, resident)

    with pytest.raises(errors.InvitedAlready):
        invite(strand, staff, resident)
    with pytest.raises(errors.InvitedLater):
        invite(strand, staff, a_person(strand), invited_on=date(2017, 3, 16))
    with pytest.raises(errors.NobodyAlive):
        invite(strand, staff, a_person(strand, died_on=date(2017, 3, 9), died_precision="day"))
    write_rules(by_invitation=False)
    with pytest.raises(errors.NoInvitationsHere):
        invite(strand, staff, a_person(strand))

    assert (Invitation.objects.count(), Letter.objects.count()) == (1, 1)


def test_an_invitation_whose_letter_fails_is_not_kept(strand, staff, monkeypatch):
    resident = a_person(strand)
    monkeypatch.setattr("vouchers.actions.invitations.write_to", lambda **_fields: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        invite(strand, staff, resident)

    assert (Invitation.objects.count(), kinds()) == (0, [])


def test_a_file_invites_its_people_and_keeps_every_row_that_it_left_out(strand, staff):
    one, two = a_person(strand, "010170-900J"), a_person(strand, "020270-9011")
    a_person(strand, "030370-902H", died_on=date(2017, 1, 1), died_precision="day")
    invite(strand, staff, two)
    codes = ["identity_code;name", "010170-900J;Aino", "020270-9011", "", "030370-902H", "010170-900J", "010170-9999"]
    codes += ["040470-9030"]

    file = by_file(strand, staff, "\r\n".join(codes))

    left_out = {row.line: (row.because, row.shown) for row in file.rejections.all()}
    assert (file.rows, file.invited, file.left_out) == (6, 1, 5)
    assert list(file.invitations.values_list("resident", flat=True)) == [one.pk]
    assert left_out == {
        3: ("invited", "020270-****"),
        5: ("not_alive", "030370-****"),
        6: ("twice", "010170-****"),
        7: ("no_code", "010170-****"),
        8: ("unknown", "040470-****"),
    }


def test_everybody_in_a_file_gets_a_letter_and_an_event_and_the_file_has_its_own(strand, staff):
    people = [a_person(strand, code) for code in ("010170-900J", "020270-9011")]

    file = by_file(strand, staff, "010170-900J\n020270-9011\n")

    keys = {f"invitation/{pk}" for pk in file.invitations.values_list("pk", flat=True)}
    assert set(Letter.objects.values_list("key", flat=True)) == keys
    assert set(Letter.objects.values_list("resident", flat=True)) == {person.pk for person in people}
    assert kinds() == ["invitation_file_received", "resident_invited", "resident_invited", "invitation_file_read"]
    assert AuditEvent.objects.get(kind="invitation_file_read").facts["invited"] == 2


def test_the_same_file_again_invites_nobody_twice(strand, staff):
    a_person(strand, "010170-900J")
    by_file(strand, staff, "010170-900J\n")

    again = by_file(strand, staff, "010170-900J\n")

    assert (again.invited, again.left_out, Invitation.objects.count()) == (0, 1, 1)


UNREADABLE, EMPTY = errors.UnreadableFile, errors.EmptyFile


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EMPTY),
        (b"\n\n", EMPTY),
        (b"identity_code\n", EMPTY),
        (b"\xff\xfe0\x001\x00", UNREADABLE),
        (b"010170\x00", UNREADABLE),
    ],
)
def test_what_is_no_text_with_codes_is_refused_whole(strand, staff, content, refusal):
    with pytest.raises(refusal):
        actions.receive_invitation_file(
            strand=strand, invited_on=INVITED, filename="x.csv", content=content, by=staff, at=noon(), channel="desk"
        )
    assert not InvitationFile.objects.exists()


def test_a_person_of_another_pilot_is_unknown(strand, staff):
    a_person(a_strand(by_invitation=True), "010170-900J")

    assert by_file(strand, staff, "010170-900J\n").rejections.get().because == "unknown"


def test_many_rows_cost_no_more_questions_than_few(strand, staff, django_assert_num_queries):
    codes = [_code(number) for number in range(902, 932)]
    for code in codes:
        a_person(strand, code)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        by_file(strand, staff, codes[0])

    with django_assert_num_queries(len(few)):
        by_file(strand, staff, "\n".join(codes[1:]))
    assert Invitation.objects.count() == 30


def _code(number: int) -> str:
    from pilot.identifiers import make_identity_code

    return make_identity_code(date(1970, 1, 1), number)


def test_a_file_of_several_stretches_is_judged_as_a_whole(strand, staff, monkeypatch):
    """Lines 1 and 4 name the same person: whichever stretch a row lies in, it is told to stand twice."""
    monkeypatch.setattr("vouchers.actions.invitations.STRETCH", 2)
    people = [a_person(strand, _code(number)) for number in (901, 902, 903)]
    one, two, three = (_code(number) for number in (901, 902, 903))

    file = by_file(strand, staff, "\n".join([one, "x", two, one, "", three, "y"]))

    assert (file.rows, file.invited, file.left_out) == (6, 3, 3)
    assert {row.line: row.because for row in file.rejections.all()} == {2: "no_code", 4: "twice", 7: "no_code"}
    assert set(file.invitations.values_list("resident", flat=True)) == {person.pk for person in people}
    assert Letter.objects.filter(kind="invitation").count() == 3
    assert kinds() == ["invitation_file_received"] + ["resident_invited"] * 3 + ["invitation_file_read"]


def test_a_file_whose_last_stretch_fails_invites_nobody(strand, staff, monkeypatch):
    monkeypatch.setattr("vouchers.actions.invitations.STRETCH", 1)
    for number in (901, 902):
        a_person(strand, _code(number))
    calls = []

    def written(**fields):
        calls.append(fields)
        if len(calls) == 2:
            raise RuntimeError("the plug was pulled")

    file = received(strand, staff, f"{_code(901)}\n{_code(902)}\n")
    with monkeypatch.context() as pulled:
        pulled.setattr("vouchers.actions.invitations.write_many", written)
        jobs.run(file.job_id, file.job.version)

    file.refresh_from_db()
    assert (file.state, file.job.state, Invitation.objects.count()) == ("received", "failed", 0)
    assert kinds() == ["invitation_file_received"]
    again = jobs.restart(file.job, by=staff, at=noon())
    jobs.run(again.pk, again.version)
    assert Invitation.objects.count() == 2


def test_a_double_click_gives_the_file_once_and_a_second_delivery_of_its_job_does_nothing(strand, staff):
    a_person(strand, "010170-900J")
    one, other = (received(strand, staff, "010170-900J\nx\n") for _click in range(2))
    assert (one, Job.objects.count(), kinds()) == (other, 1, ["invitation_file_received"])

    for _delivery in range(2):
        jobs.run(one.job_id, one.job.version)
        actions.invite_by_file(file=one, by=staff, at=noon(), channel="desk")

    one.refresh_from_db()
    assert (one.state, one.invited, one.left_out, bytes(one.content)) == ("read", 1, 1, b"")
    assert (one.job.state, one.job.done, one.job.total) == ("done", 2, 2)
    assert kinds() == ["invitation_file_received", "resident_invited", "invitation_file_read"]


def test_a_strand_that_has_no_invitations_by_then_invites_nobody_and_says_why(strand, staff):
    a_person(strand, "010170-900J")
    file = received(strand, staff, "010170-900J\n")
    write_rules(by_invitation=False)

    jobs.run(file.job_id, file.job.version)

    file.refresh_from_db()
    assert (file.state, file.job.state, Invitation.objects.count()) == ("received", "failed", 0)
    assert file.job.result["code"] == errors.NoInvitationsHere.code


def test_no_history_keeps_the_codes(strand, staff):
    received(strand, staff, "010170-900J\n")

    assert "content" not in {field.name for field in InvitationFile.pgh_event_model._meta.get_fields()}
