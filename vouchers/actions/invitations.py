"""Inviting residents to a strand that nobody chooses in otherwise: one by one, or all of a file at once."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import translation

from pilot import audit, formats, jobs
from pilot.calendar import helsinki_today
from pilot.jobs_progress import Progress
from pilot.locks import lock
from pilot.models import Strand, User
from pilot.periods import ended_on, since
from registry import actions as registry_actions
from registry.models import Resident
from registry.queries import as_identity_code
from vouchers import errors, queries, sql
from vouchers.actions.writing import write_to
from vouchers.actions.writing_many import write_many
from vouchers.models import Invitation, InvitationFile, LetterKind

JOB = "invitations"
MOST_ROWS = 100_000
STRETCH = 5_000
HEADINGS = {"", "identity_code", "henkilötunnus", "personbeteckning", "hetu"}
STAGE = "CREATE TEMPORARY TABLE invited_row (line integer, code text, shown text) ON COMMIT DROP"
COPY = "COPY invited_row (line, code, shown) FROM STDIN"
WHOSE = """
    SELECT resident_id, id AS about_id, 'invitation/' || id AS key, '{}'::jsonb AS filling
    FROM vouchers_invitation WHERE id = ANY(%(invitations)s)
"""
EACH = """
    SELECT 'resident', resident_id, jsonb_build_object(
        'invitation', id, 'strand', %(strand_code)s::text, 'invited_on', invited_on, 'file', file_id)
    FROM vouchers_invitation WHERE id = ANY(%(invitations)s)
"""


@transaction.atomic
def invite(*, resident: Resident, strand: Strand, invited_on: date, by: User, at: datetime, channel: str) -> Invitation:
    """Record that a case manager invited the resident on the day, and write to them.

    Refuses a strand without invitations, a day to come, an absorbed record, somebody who was not alive or is invited
    already. Records `resident_invited` and the letter's `letter_written`.
    """
    _refuse(strand, invited_on, at)
    resident = Resident.objects.select_for_update(no_key=True).get(pk=resident.pk)
    registry_actions.refuse_absorbed(resident)
    if resident.died_on is not None and resident.died_on < invited_on:
        raise errors.NobodyAlive
    if Invitation.objects.filter(resident=resident, strand=strand, period__overlap=since(invited_on)).exists():
        raise errors.InvitedAlready
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                resident=resident,
                strand=strand,
                invited_on=invited_on,
                period=since(invited_on),
                recorded_at=at,
                recorded_by=by,
            )
    except IntegrityError as error:
        # A file that was being read has this person too, and was first; nobody else waits for it.
        raise errors.InvitedAlready from error
    _record("resident_invited", invitation, by=by, at=at, channel=channel)
    with translation.override(resident.language):
        values = {"invited_on": formats.day(invited_on)}
    write_to(
        kind=LetterKind.INVITATION,
        resident=resident,
        strand=strand,
        values=values,
        key=f"invitation/{invitation.pk}",
        by=by,
        at=at,
        channel=channel,
    )
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime, channel: str) -> Invitation:
    """Withdraw an invitation from today on: a choice made by it stays. Records `invitation_withdrawn`."""
    found = Invitation.objects.select_for_update(of=["self"]).select_related("strand__pilot").get(pk=invitation.pk)
    if found.withdrawn_at is not None:
        raise errors.NotInvited
    found.period = ended_on(found.period, helsinki_today(at))
    found.withdrawn_at, found.withdrawn_by = at, by
    found.save(update_fields=["period", "withdrawn_at", "withdrawn_by"])
    _record("invitation_withdrawn", found, by=by, at=at, channel=channel)
    return found


@transaction.atomic
def receive_invitation_file(
    *, strand: Strand, invited_on: date, filename: str, content: bytes, by: User, at: datetime, channel: str
) -> InvitationFile:
    """Keep a file of identity codes and start the job that reads it; while it waits, the same again is the first.

    Refuses a strand without invitations, a day to come, and a file that cannot be read. Records
    `invitation_file_received` and `job_started`.
    """
    _refuse(strand, invited_on, at)
    lock(("invitation-file-received", strand.pk))
    rows = _rows(content)
    digest = hashlib.sha256(content).hexdigest()
    waiting = InvitationFile.objects.filter(
        strand=strand, sha256=digest, invited_on=invited_on, state=InvitationFile.State.RECEIVED, job__ended_at=None
    ).first()
    if waiting is not None:
        return waiting
    file = InvitationFile.objects.create(
        strand=strand,
        filename=filename[:200],
        sha256=digest,
        content=content,
        invited_on=invited_on,
        received_at=at,
        received_by=by,
        rows=len(rows),
    )
    file.job = jobs.start(
        JOB, by=by, at=at, params={"file": file.pk}, pilot=strand.pilot, total=file.rows, channel=channel
    )
    file.save(update_fields=["job"])
    _record_file("invitation_file_received", file, by=by, at=at, channel=channel, facts={"rows": file.rows})
    return file


@transaction.atomic
def invite_by_file(
    *, file: InvitationFile, by: User, at: datetime, channel: str, progress: Progress | None = None
) -> InvitationFile:
    """Invite everybody whose identity code stands first on a line of the file, and write to them: all or nobody.

    A row that invites nobody is kept with its reason. A file that was read stays as it is. Refuses a strand that has no
    invitations by now. Records `invitation_file_read`, and `resident_invited` for each resident.
    """
    _refuse(file.strand, file.invited_on, at)
    # One file of a strand after the other; somebody who invites one person waits only for a file that has them too.
    lock(("invitation-file-read", file.strand_id))
    file = InvitationFile.objects.select_for_update(of=["self"]).select_related("strand__pilot__lead").get(pk=file.pk)
    if file.state == InvitationFile.State.READ:
        return file
    rows = _rows(bytes(file.content))
    for invited, last in _invite_rows(file, rows):
        file.invited += _tell(file, invited, by=by, at=at, channel=channel) if invited else 0
        if progress is not None:
            progress.advance(last, total=file.rows)
    file.left_out = len(rows) - file.invited
    # The codes have done their work: personal data is not kept twice.
    file.state, file.content = InvitationFile.State.READ, b""
    file.save(update_fields=["invited", "left_out", "state", "content"])
    facts = {"invited": file.invited, "left_out": file.left_out}
    _record_file("invitation_file_read", file, by=by, at=at, channel=channel, facts=facts)
    return file


def _record_file(
    kind: str, file: InvitationFile, *, by: User, at: datetime, channel: str, facts: dict[str, Any]
) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("invitation_file", file.pk),
        pilot_code=file.strand.pilot.code,
        facts=facts | {"strand": file.strand.code, "sha256": file.sha256},
    )


def _refuse(strand: Strand, invited_on: date, at: datetime) -> None:
    if invited_on > helsinki_today(at):
        raise errors.InvitedLater
    rules = queries.rules_on(strand, helsinki_today(at))
    if rules is None or not rules.by_invitation:
        raise errors.NoInvitationsHere(on=helsinki_today(at))


def _rows(content: bytes) -> list[tuple[int, str | None, str]]:
    """Return line, code if it is one, and what is kept of it, of every line that says something."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.UnreadableFile(most=MOST_ROWS) from None
    if "\x00" in text:
        raise errors.UnreadableFile(most=MOST_ROWS)
    cells = [(line, _first_cell(row)) for line, row in enumerate(text.splitlines(), start=1)]
    rows = [(line, cell) for line, cell in cells if cell and not (line == 1 and cell.lower() in HEADINGS)]
    if not rows:
        raise errors.EmptyFile
    if len(rows) > MOST_ROWS:
        raise errors.UnreadableFile(most=MOST_ROWS)
    return [(line, as_identity_code(cell), _shown(cell)) for line, cell in rows]


def _first_cell(row: str) -> str:
    return row.replace(";", ",").replace("\t", ",").split(",")[0].strip().strip('"').strip()


def _shown(cell: str) -> str:
    # Whoever mends the file sees which row it was by its line; the identity code itself is not kept.
    return f"{cell[:7]}****" if len(cell) > 7 else cell


def _invite_rows(file: InvitationFile, rows: list[tuple[int, str | None, str]]) -> Iterator[tuple[list[int], int]]:
    """Invite stretch by stretch, in one unit of work; yield whom, and how many rows are done."""
    params: dict[str, Any] = {
        "pilot": file.strand.pilot_id, "strand": file.strand_id, "invited_on": file.invited_on, "file": file.pk,
        "at": file.received_at, "by": file.received_by_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute("ANALYZE invited_row")
        cursor.execute(sql.text("judge_invited"), params)
        cursor.execute("ANALYZE invited_judged")
    for first in range(0, len(rows), STRETCH):
        bounds = {"after": rows[first][0] - 1, "last": rows[min(first + STRETCH, len(rows)) - 1][0]}
        with connection.cursor() as cursor:
            cursor.execute(sql.text("invite_judged"), params | bounds)
            invited = cursor.fetchone()[0]
        yield invited, min(first + STRETCH, len(rows))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE invited_row, invited_judged")


def _tell(file: InvitationFile, invitations: list[int], *, by: User, at: datetime, channel: str) -> int:
    """Write to those just invited and record it of each; return how many they are."""
    write_many(
        kind=LetterKind.INVITATION,
        strand=file.strand,
        whose=WHOSE,
        kept="SELECT id FROM written",
        params={"invitations": invitations},
        values=lambda: {"invited_on": formats.day(file.invited_on)},
        given=(),
        by=by,
        at=at,
    )
    audit.record_each(
        "resident_invited",
        by=by,
        at=at,
        channel=channel,
        pilot_code=file.strand.pilot.code,
        subjects_sql=EACH,
        params={"invitations": invitations, "strand_code": file.strand.code},
    )
    return len(invitations)


def _record(kind: str, invitation: Invitation, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("resident", invitation.resident_id),
        pilot_code=invitation.strand.pilot.code,
        facts={
            "invitation": invitation.pk,
            "strand": invitation.strand.code,
            "invited_on": invitation.invited_on.isoformat(),
        },
    )
