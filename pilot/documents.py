"""Documents as they were issued: stored once for one cause, served byte for byte ever after."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpResponse

from pilot.models import Document


def store(
    *,
    kind: str,
    key: str,
    filename: str,
    media_type: str,
    content: bytes,
    subject: tuple[str, object],
    issued_at: datetime,
    number: str = "",
    language: str = "",
) -> Document:
    """Keep what was issued; when the key's document is there already, that one stays and is returned."""
    subject_kind, subject_id = subject
    document, _new = Document.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "number": number,
            "filename": filename,
            "media_type": media_type,
            "language": language,
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "content": content,
            "sha256": digest_of(content),
            "issued_at": issued_at,
        },
    )
    return document


def digest_of(content: bytes) -> str:
    """Return the digest by which a file is known again."""
    return sha256(content).hexdigest()


def download(document: Document) -> HttpResponse:
    """Answer with the file itself, never kept by a cache."""
    response = HttpResponse(bytes(document.content), content_type=document.media_type)
    response["Content-Disposition"] = f'attachment; filename="{document.filename}"'
    response["Cache-Control"] = "no-store"
    return response
