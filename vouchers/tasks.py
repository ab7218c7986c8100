"""What workers do for vouchers and choices: take population files in, give vouchers to everybody, send receipts."""

import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot import helpers, jobs, outbox
from pilot.calendar import helsinki_today
from pilot.jobs_progress import Progress
from pilot.models import Job, Pilot, Strand
from pilot.permissions import Permission
from providers.models import Site
from registry.models import FeedAnswer, RegisterBatch
from vouchers import actions, messages
from vouchers.actions import closing_letters, feed, invitations, population, printing, reminding
from vouchers.actions.issuing import JOB
from vouchers.models import Choice, ClosingPlan, InvitationFile, QueuePlace, ReminderRule

QUEUES = "serve_queues"


@jobs.job(JOB, label=_("Issuing vouchers"), permission=Permission.ISSUE_VOUCHERS)
def issue_vouchers(job: Job, progress: Progress) -> dict[str, Any]:
    """Give vouchers to everybody who may choose and has none."""
    strand = Strand.objects.select_related("pilot").get(pk=job.params["strand"])
    issued = actions.issue_vouchers(
        strand=strand,
        on=date.fromisoformat(job.params["on"]),
        by=job.started_by,
        at=timezone.now(),
        channel="online" if job.started_by else "system",
        job=job,
        progress=progress,
    )
    return {"issued": issued, "href": reverse("vouchers:voucher-list")}


@jobs.job(population.JOB, label=_("Population file"), permission=Permission.IMPORT_RESIDENTS)
def load_population(job: Job, progress: Progress) -> dict[str, Any]:
    """Take a received population file in; a batch that was taken in already stays as it is."""
    batch = RegisterBatch.objects.select_related("pilot").get(pk=job.params["batch"])
    if batch.state != RegisterBatch.State.LOADED:
        actions.load_population(
            batch=batch,
            source=io.BytesIO(batch.content),
            by=job.started_by,
            at=timezone.now(),
            channel="online" if job.started_by else "system",
            progress=progress,
        )
    href = reverse("vouchers:batch-page", args=[batch.pk])
    return {"new": batch.new, "rejected": batch.rejected, "href": href}


@jobs.job(feed.JOB, label=_("Changes of the population register"), permission=Permission.IMPORT_RESIDENTS)
def carry_out_answer(job: Job, progress: Progress) -> dict[str, Any]:
    """Carry out what the change feed tells; where it was cut off it goes on with what still waits."""
    answer = FeedAnswer.objects.select_related("pilot").get(pk=job.params["answer"])
    counts = actions.carry_out_answer(answer=answer, by=job.started_by, at=timezone.now(), progress=progress)
    return counts


@jobs.job(invitations.JOB, label=_("Invitations by a file"), permission=Permission.INVITE_RESIDENTS)
def invite_by_file(job: Job, progress: Progress) -> dict[str, Any]:
    """Invite everybody in a file, or nobody; one that was read already stays as it is."""
    file = InvitationFile.objects.select_related("strand__pilot", "received_by").get(pk=job.params["file"])
    by = job.started_by or file.received_by
    file = actions.invite_by_file(file=file, by=by, at=timezone.now(), channel="desk", progress=progress)
    href = reverse("vouchers:invitation-file", args=[file.pk])
    return {"invited": file.invited, "left_out": file.left_out, "href": href}


@jobs.job(QUEUES, label=_("Serving queues"), permission=Permission.EDIT_SITES)
def serve_queues(job: Job, progress: Progress) -> dict[str, Any]:
    """Give what is free on full lists to those who wait, list by list."""
    strand = Strand.objects.select_related("pilot").get(pk=job.params["strand"])
    served = actions.serve_queues(
        strand=strand, at=timezone.now(), each=lambda done, total: progress.advance(done, total=total)
    )
    return {"served": served, "href": reverse("vouchers:site-desk-list")}


@jobs.calendar
def queues_due(day: date) -> Iterator[jobs.Due]:
    """Serve the queues once a day in every strand in which somebody waits."""
    waiting = QueuePlace.objects.waiting().values("strand")
    for strand in Strand.objects.filter(pk__in=waiting).select_related("pilot"):
        key = f"{QUEUES}-{strand.pk}-{day.isoformat()}"
        yield jobs.Due(QUEUES, key, {"strand": strand.pk}, strand.pilot)


@outbox.handler("queue_due")
def serve_queue(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Serve one list's queue, because its cap was changed."""
    site = Site.objects.get(pk=payload["site"])
    strand = Strand.objects.select_related("pilot").get(pk=payload["strand"])
    actions.serve_queue(site=site, strand=strand, by=None, at=timezone.now(), channel="system")
    return None


@outbox.handler("queue_closed")
def send_queue_closed(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send the resident an e-mail that the site for which they waited closed."""
    messages.send_queue_closed(payload["place"])
    return None


@jobs.job(closing_letters.JOB, label=_("Closing letters"), permission=Permission.CLOSE_PILOT)
def write_closing_letters(job: Job, progress: Progress) -> dict[str, Any]:
    """Write to all who are with a private site that the pilot closes."""
    plan = ClosingPlan.objects.select_related("strand__pilot").get(pk=job.params["plan"])
    written = actions.write_closing_letters(
        plan=plan,
        job=job,
        by=job.started_by,
        at=timezone.now(),
        channel="online" if job.started_by else "system",
        progress=progress,
    )
    return {"written": written, "href": reverse("vouchers:closing-page", args=[plan.strand_id])}


@outbox.handler("queue_closed_letter")
def write_queue_closed_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Write to a resident without e-mail that the queue in which they waited has ended."""
    actions.write_queue_closed_letter(place_id=payload["place"], at=timezone.now())
    return None


@outbox.handler("deed_told")
def send_deed(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send an e-mail of what was done for another, to whom it was done for or to a child's guardian."""
    messages.send_deed(payload["deed"], payload["about"], payload.get("guardian"))
    return None


@outbox.handler("deed_letter")
def write_deed_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Write to whoever has no e-mail address of what was done for another."""
    known = {"deed": payload["deed"], "about": payload["about"], "at": timezone.now()}
    if (guardian_id := payload.get("guardian")) is not None:
        actions.write_child_matter_letter(guardian_id=guardian_id, **known)
    elif "capacity" not in payload:
        actions.write_own_matter_letter(**known)
    else:
        actions.write_acted_letter(capacity=payload["capacity"], deputy_id=payload["deputy"], **known)
    return None


@outbox.handler("closing_letter")
def send_closing_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send the resident an e-mail that there is a letter about the closing."""
    messages.send_closing_letter(payload["letter"])
    return None


@jobs.job(reminding.JOB, label=_("Reminders"), permission=Permission.EDIT_LETTERS)
def send_reminders(job: Job, progress: Progress) -> dict[str, Any]:
    """Remind whose turn it is."""
    strand = Strand.objects.select_related("pilot__lead").get(pk=job.params["strand"])
    written = actions.send_reminders(
        strand=strand, job=job, by=None, at=timezone.now(), channel="system", progress=progress
    )
    return {"written": written, "href": reverse("vouchers:reminder-rules")}


@jobs.calendar
def reminders_due(day: date) -> Iterator[jobs.Due]:
    """Remind once a day in every strand that has a rule for it."""
    strands = ReminderRule.objects.in_force(day).values("strand")
    for strand in Strand.objects.filter(pk__in=strands).select_related("pilot"):
        yield jobs.Due(
            reminding.JOB, f"{reminding.JOB}-{strand.pk}-{day.isoformat()}", {"strand": strand.pk}, strand.pilot
        )


@outbox.handler("reminder")
def send_reminder(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send the resident the e-mail that reminds."""
    messages.send_reminder(payload["reminder"], on=helsinki_today(timezone.now()))
    return None


@outbox.handler("choice_receipt")
def send_choice_receipt(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send the resident an e-mail that the choice is registered."""
    messages.send_choice_receipt(payload["choice"])
    return None


@jobs.job(printing.JOB, label=_("Print batch of letters"), permission=Permission.SEND_LETTERS)
def print_letters(job: Job, progress: Progress) -> dict[str, Any]:
    """Make the day's batch of letters for the printer; it may be that all were withdrawn, or go another way by now."""
    batch = actions.print_letters(
        pilot=Pilot.objects.get(pk=job.params["pilot"]),
        by=job.started_by,
        at=timezone.now(),
        channel="online" if job.started_by else "system",
        progress=progress,
        call_helpers=lambda letters: helpers.call(help_with_letters, job, letters),
    )
    if batch is None:
        return {
            "letters": 0,
            "said": str(_("No batch was made: every letter was withdrawn, or goes another way by now.")),
            "href": reverse("vouchers:letter-list"),
        }
    return {"letters": batch.letters, "href": reverse("vouchers:print-batch", args=[batch.pk])}


@shared_task(name="help_with_letters")
def help_with_letters(job_id: int, version: int) -> None:
    """Make documents of a batch as long as its job is at work; no job waits for it."""
    job = Job.objects.filter(pk=job_id).first()
    if job is not None and helpers.is_at_work(job_id, version):
        actions.help_with_letters(
            pilot=Pilot.objects.get(pk=job.params["pilot"]),
            at=timezone.now(),
            is_wanted=lambda: helpers.is_at_work(job_id, version),
        )


@outbox.handler("queue_letter")
def write_queue_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Write to a resident without e-mail that the queue gave a place."""
    actions.write_queue_letter(choice_id=payload["choice"], at=timezone.now())
    return None


@outbox.handler("move_letter")
def write_move_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Write to a resident without e-mail that others moved them, and why."""
    actions.write_move_letter(choice_id=payload["choice"], at=timezone.now())
    return None


@outbox.handler("move_undone")
def send_move_undone(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send a resident who was told of a move an e-mail that it no longer holds."""
    messages.send_move_undone(payload["choice"])
    return None


@outbox.handler("guardian_letter")
def write_guardian_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Write to a guardian without e-mail that another guardian chose for their child, or that it got its place."""
    actions.write_guardian_letter(choice_id=payload["choice"], guardian_id=payload["guardian"], at=timezone.now())
    return None


@outbox.handler("objection_letter")
def write_objection_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Write to a guardian without e-mail that another objected to a choice made for their child."""
    actions.write_objection_letter(
        objection_id=payload["objection"], guardian_id=payload["guardian"], at=timezone.now()
    )
    return None


@outbox.handler("receipt_letter")
def write_receipt(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send a resident without e-mail the receipt of what another chose for them."""
    choice = Choice.objects.select_related("resident", "site", "strand__pilot__lead", "deputy").get(
        pk=payload["choice"]
    )
    actions.write_receipt(choice, by=None, at=timezone.now())
    return None


@outbox.handler("letter")
def send_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send a letter by message."""
    actions.send_message(delivery_id=payload["delivery"], at=timezone.now())
    return None


@outbox.handler("guardian_told")
def tell_guardian(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send a guardian an e-mail that a choice was made for a child."""
    messages.tell_guardian(payload["choice"], payload["guardian"])
    return None


@outbox.handler("choice_taken_back")
def send_taken_back(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send the resident, or a guardian, an e-mail that a choice was taken back."""
    messages.send_taken_back(payload["choice"], payload.get("guardian"), is_own=payload.get("own", False))
    return None


@outbox.handler("taken_back_letter")
def write_taken_back_letter(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Write to a resident, or a guardian, without e-mail that somebody else took a choice back."""
    choice_id, guardian_id = payload["choice"], payload.get("guardian")
    if guardian_id is not None:
        actions.write_child_taken_back_letter(choice_id=choice_id, guardian_id=guardian_id, at=timezone.now())
    else:
        actions.write_taken_back_letter(
            choice_id=choice_id, capacity=payload["capacity"], deputy_id=payload["deputy"], at=timezone.now()
        )
    return None


@outbox.handler("objection_told")
def tell_of_objection(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send a guardian an e-mail that another objected to a choice made for their child."""
    messages.tell_of_objection(payload["objection"], payload["guardian"])
    return None


@outbox.handler("hearing_told")
def tell_of_hearing(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send a guardian an e-mail that an answer of theirs is waited for."""
    messages.tell_of_hearing(payload["hearing"])
    return None


@outbox.handler("hearing_answered")
def confirm_answer(payload: dict[str, Any], *, here: bool) -> datetime | None:
    """Send a guardian an e-mail that what they answered online has come."""
    messages.confirm_answer(payload["hearing"])
    return None
