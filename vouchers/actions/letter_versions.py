"""What letters say: drafted by one person, looked at as it would be printed and taken into use by another."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from pilot import audit
from pilot.calendar import helsinki_today
from pilot.locks import lock
from pilot.models import Pilot, User
from vouchers import errors, letters
from vouchers.letters import texts as letter_texts
from vouchers.models import LetterVersion


@transaction.atomic
def draft_letter(
    *, pilot: Pilot, kind: str, texts: dict[str, str], by: User, at: datetime, channel: str
) -> LetterVersion:
    """Write the draft of a kind of letter, or write it over; it is to be looked at anew.

    `texts` has `title_` and `text_` in fi, sv and en. Refuses a missing language, what stands in braces and is no
    placeholder, and a text without the placeholders that it cannot do without. Records `letter_drafted`.
    """
    lock(("letter version", pilot.pk, kind))
    _refuse(kind, texts)
    version = LetterVersion.objects.drafts().filter(pilot=pilot, kind=kind).first()
    if version is None:
        last = LetterVersion.objects.filter(pilot=pilot, kind=kind).aggregate(last=Max("number"))["last"] or 0
        version = LetterVersion(pilot=pilot, kind=kind, number=last + 1)
    for name, text in texts.items():
        setattr(version, name, text)
    version.drafted_at, version.drafted_by = at, by
    version.previewed_at = version.previewed_by = None
    version.save()
    _record("letter_drafted", version, by=by, at=at, channel=channel)
    return version


@transaction.atomic
def preview_letter(*, version: LetterVersion, language: str, by: User, at: datetime, channel: str) -> bytes:
    """Return the version as PDF with made-up data; a draft was looked at then. Records `letter_previewed`."""
    found = _locked(version)
    content = letters.preview(found, language=language, at=found.drafted_at, on=helsinki_today(at))
    if found.in_use_at is None:
        found.previewed_at, found.previewed_by = at, by
        found.save(update_fields=["previewed_at", "previewed_by"])
    _record("letter_previewed", found, by=by, at=at, channel=channel)
    return content


@transaction.atomic
def use_letter(*, version: LetterVersion, by: User, at: datetime, channel: str) -> LetterVersion:
    """Let letters say this from now on; who does has looked at the preview, and another wrote the draft.

    Refuses who drafted it, whom it was not shown to last, and what is in use. Records `letter_in_use`.
    """
    found = _locked(version)
    if found.in_use_at is not None:
        raise errors.VersionInUse
    if found.drafted_by_id == by.pk:
        raise errors.OwnText
    if found.previewed_by_id != by.pk:
        raise errors.NotPreviewed
    found.in_use_at, found.in_use_by = at, by
    found.save(update_fields=["in_use_at", "in_use_by"])
    _record("letter_in_use", found, by=by, at=at, channel=channel)
    return found


def _refuse(kind: str, texts: dict[str, str]) -> None:
    for language in letter_texts.LANGUAGES:
        title, text = texts.get(f"title_{language}", ""), texts.get(f"text_{language}", "")
        if not title.strip() or not text.strip():
            raise errors.LanguageMissing(language=language)
        if unknown := letter_texts.unknown_in(kind, title) + letter_texts.unknown_in(kind, text):
            raise errors.UnknownPlaceholder(language=language, found=", ".join(unknown))
        if missing := letter_texts.missing_in(kind, title + text):
            raise errors.PlaceholderMissing(language=language, found=", ".join(missing))


def _locked(version: LetterVersion) -> LetterVersion:
    return LetterVersion.objects.select_for_update(of=["self"]).select_related("pilot__lead").get(pk=version.pk)


def _record(kind: str, version: LetterVersion, *, by: User, at: datetime, channel: str) -> None:
    audit.record(
        kind,
        by=by,
        at=at,
        channel=channel,
        subject=("letter_version", version.pk),
        pilot_code=version.pilot.code,
        facts={"letter": version.kind, "number": version.number},
    )
