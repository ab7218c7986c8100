"""The staff's pages of invitations, and what must never be true of one, tried in the database."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pilot import jobs
from pilot.periods import between, since
from registry.models import Resident
from tests.people import a_member, an_organiser, log_in
from tests.vouchers.cast import FIRST, a_login, a_resident, a_strand, an_area, noon
from vouchers.models import Invitation, InvitationFile, InvitationRejection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
# Today is 15.3.2017.
CODE, INVITED = "010170-900J", date(2017, 3, 10)


@pytest.fixture
def strand():
    return a_strand(by_invitation=True)


@pytest.fixture
def resident(strand) -> Resident:
    found = a_resident(strand, an_area(strand))
    found.identity_codes.create(pilot=strand.pilot, code=CODE, period=since(FIRST))
    return found


@pytest.fixture
def staff(client, strand):
    user = a_member("staff", strand.pilot.lead)
    log_in(client, user)
    client.cookies["language"] = "en"
    return user


def address(name: str, *args) -> str:
    return reverse(f"vouchers:invitation{name}", args=args)


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def a_file(content: str) -> dict:
    return {"list-file": SimpleUploadedFile("kutsutut.csv", content.encode()), "list-invited_on": "10.3.2017"}


def give(client, strand, content: str) -> str:
    """Give a file, let its work be done, and return the address of its page."""
    page = client.post(address("-upload", strand.pk), a_file(content))["Location"]
    job = InvitationFile.objects.latest("pk").job
    jobs.run(job.pk, job.version)
    return page


def test_one_is_invited_listed_told_and_the_invitation_withdrawn(client, strand, resident, staff):
    assert client.get(address("-strands"))["Location"] == address("s", strand.pk)
    client.post(address("s", strand.pk), {"identity_code": CODE, "invited_on": "10.3.2017"})
    invitation = Invitation.objects.get()
    assert resident.list_code in text(client.get(address("s", strand.pk)))
    client.cookies["language"] = "fi"
    # A word shared with disputes once said “Peru riitautus” here.
    assert f'{address("-withdrawal", invitation.pk)}">Peru kutsu</a>' in text(client.get(address("s", strand.pk)))
    client.cookies["language"] = "en"
    log_in(client, a_login(resident))
    assert "you were invited on 10.3.2017" in text(client.get(reverse("vouchers:my-home")))
    log_in(client, staff)
    assert resident.full_name in text(client.get(address("-withdrawal", invitation.pk)))

    client.post(address("-withdrawal", invitation.pk))

    assert Invitation.objects.get().withdrawn_by == staff
    assert "Invitation withdrawn" in text(client.get(address("s", strand.pk)))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"identity_code": "010170-900P"}, "This is not an identity code"),
        ({"identity_code": "020270-9011"}, "Nobody in the pilot&#x27;s register has this identity code now"),
        ({"invited_on": "16.3.2017"}, "The day of the invitation has not come yet"),
        ({"invited_on": "32.3.2017"}, "is not a date"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_kept(client, strand, resident, staff, wrong, words):
    given = {"identity_code": CODE, "invited_on": "10.3.2017"} | wrong

    page = text(client.post(address("s", strand.pk), given), 422)

    assert words in page
    assert f'value="{given["identity_code"]}"' in page
    assert not Invitation.objects.exists()


def test_a_file_shows_whom_it_left_out_without_the_codes_end(client, strand, resident, staff):
    page = text(client.get(give(client, strand, f"{CODE}\n020270-9011\n")))

    assert Invitation.objects.get().resident == resident
    assert "020270-****" in page
    assert "Nobody in the pilot&#x27;s register has this code now" in page
    assert "9011" not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file has no row with an identity code"),
        ("Henkilötunnus;Nimi\n".encode(), "The file has no row with an identity code"),
        (f"{CODE};Väinö\n".encode("latin-1"), "save it as “CSV UTF-8”"),
        (f"{CODE}\n".encode("utf-16"), "at most 100,000 lines"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "one identity code a line"),
    ],
)
def test_a_file_that_is_none_is_refused_with_what_to_do(client, strand, staff, content, words):
    given = {"list-file": SimpleUploadedFile("kutsutut.csv", content), "list-invited_on": "10.3.2017"}

    page = text(client.post(address("-upload", strand.pk), given), 422)

    assert words in page
    assert not InvitationFile.objects.exists()


@pytest.mark.parametrize("between_cells", [",", ";", "\t"])
def test_spreadsheets_save_with_commas_semicolons_or_tabs(client, strand, resident, staff, between_cells):
    page = give(client, strand, f"\ufeffHetu{between_cells}Nimi\r\n{CODE}{between_cells}Aino\r\n")

    assert Invitation.objects.get().resident == resident
    assert "Its letters are on their way" in text(client.get(page))


def test_the_page_shows_the_work_and_looks_again_when_it_has_ended(client, strand, resident, staff):
    page = client.post(address("-upload", strand.pk), a_file(CODE))["Location"]
    job = InvitationFile.objects.get().job
    asking = {"HX-Request": "true", "HX-Target": f"job-{job.pk}"}

    assert "<progress" in text(client.get(page))
    assert text(client.get(page, headers=asking)).strip().startswith('<div class="progress')
    jobs.run(job.pk, job.version)
    assert client.get(page, headers=asking)["HX-Refresh"] == "true"
    assert "<progress" not in text(client.get(page))


def test_a_file_that_invites_nobody_promises_no_letter(client, strand, resident, staff):
    page = text(client.get(give(client, strand, f"Nimi;Hetu\nAino;{CODE}\n")))

    assert "Nobody was invited by this file" in page
    assert "on their way" not in page


def test_ten_more_invited_cost_no_more_questions(client, strand, resident, staff):
    def invited(count: int) -> None:
        for _number in range(count):
            _an_invitation(a_resident(strand, None), strand, staff)

    invited(1)
    client.get(address("s", strand.pk))
    with CaptureQueriesContext(connection) as few:
        client.get(address("s", strand.pk))
    invited(10)

    with CaptureQueriesContext(connection) as many:
        client.get(address("s", strand.pk))

    assert len(many) == len(few)


def test_pages_of_invitations_answer_their_five_questions(client, strand, resident, staff):
    give(client, strand, CODE)
    pages = [address("s", strand.pk), address("-file", InvitationFile.objects.get().pk)]
    pages += [address("-withdrawal", Invitation.objects.get().pk)]
    upload = address("-upload", strand.pk)

    assert [client.get(page).status_code for page in pages] == [200, 200, 200]
    assert [client.delete(page).status_code for page in pages] == [405, 405, 405]
    assert client.get(upload).status_code == 405
    log_in(client, a_member("staff", an_organiser()))
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]
    assert client.post(upload).status_code == 404
    assert list(client.get(address("-strands")).context["strands"]) == []
    for role in ("finance", "evaluator", "auditor", "provider"):
        log_in(client, a_member(role, strand.pilot.lead))
        answers = {client.get(page).status_code for page in [*pages, address("-strands")]}
        assert answers | {client.post(upload).status_code} == {403}
    client.logout()
    assert {client.get(page).status_code for page in pages} | {client.post(upload).status_code} == {302}


def _an_invitation(resident, strand, by, **fields) -> Invitation:
    given = {"invited_on": INVITED, "period": since(INVITED), "recorded_at": noon(), "recorded_by": by}
    return Invitation.objects.create(resident=resident, strand=strand, **given | fields)


def refused(deed) -> str:
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        deed()
    return str(error.value)


@pytest.mark.parametrize(
    "fields",
    [
        {"period": since(date(2017, 3, 11))},
        {"period": between(INVITED, date(2017, 4, 1))},
        {"withdrawn_at": noon()},
        {"period": between(INVITED, date(2017, 4, 1)), "withdrawn_at": noon()},
    ],
)
def test_an_invitation_holds_from_its_day_until_somebody_withdraws_it(strand, resident, staff, fields):
    message = refused(lambda: _an_invitation(resident, strand, staff, **fields))

    assert "invitation_holds_from_its_day_until_it_is_withdrawn" in message


def test_nobody_is_invited_twice_on_one_day(strand, resident, staff):
    _an_invitation(resident, strand, staff)
    later = date(2017, 3, 12)

    message = refused(lambda: _an_invitation(resident, strand, staff, invited_on=later, period=since(later)))

    assert "resident_is_invited_to_a_strand_once_at_a_time" in message


def test_an_invitation_stays_as_it_was_recorded_and_is_never_deleted(strand, resident, staff):
    invitation = _an_invitation(resident, strand, staff)
    changed = {"invited_on": date(2017, 3, 1), "period": since(date(2017, 3, 1))}

    assert refused(lambda: Invitation.objects.filter(pk=invitation.pk).update(**changed))
    assert refused(invitation.delete)


def test_a_withdrawn_invitation_stays_withdrawn(strand, resident, staff):
    ended = {"period": between(INVITED, date(2017, 4, 1)), "withdrawn_at": noon(), "withdrawn_by": staff}
    invitation = _an_invitation(resident, strand, staff, **ended)
    anew = {"period": since(INVITED), "withdrawn_at": None, "withdrawn_by": None}

    assert refused(lambda: Invitation.objects.filter(pk=invitation.pk).update(**anew))


def test_rows_that_were_left_out_are_kept_once_each(strand, staff):
    file = InvitationFile.objects.create(
        strand=strand, filename="x.csv", sha256="0" * 64, invited_on=INVITED, received_at=noon(), received_by=staff,
        rows=2,
    )  # fmt: skip
    row = InvitationRejection.objects.create(file=file, line=1, because="unknown")

    assert "left_out_once" in refused(lambda: InvitationRejection.objects.create(file=file, line=1, because="twice"))
    assert refused(lambda: InvitationRejection.objects.filter(pk=row.pk).update(because="twice"))
    assert refused(row.delete)
    wrong = {"invited": 1, "left_out": 2}
    assert "accounted_for" in refused(lambda: InvitationFile.objects.filter(pk=file.pk).update(**wrong))
