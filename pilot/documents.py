"""Documents as they were issued: stored once for one cause, served byte for byte ever after."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import IO, Any, TypeVar

from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from pilot.models import Document

R = TypeVar("R", bound=HttpResponseBase)
# Large files go in and out of the database in such pieces, so that nobody holds them whole.
PIECE = 1 << 20
STAGE = "CREATE TEMPORARY TABLE document_piece (place integer, piece bytea) ON COMMIT DROP"
COPY = "COPY document_piece (place, piece) FROM STDIN"
# Not in the ORM: the server puts the pieces together.
FROM_PIECES = """
    INSERT INTO pilot_document (kind, key, number, filename, media_type, language, subject_kind, subject_id, content,
        sha256, issued_at)
    SELECT %(kind)s, %(key)s, %(number)s, %(filename)s, %(media_type)s, '', %(subject_kind)s, %(subject_id)s,
        coalesce(string_agg(piece, ''::bytea ORDER BY place), ''), %(sha256)s, %(issued_at)s
    FROM document_piece
    ON CONFLICT (key) DO NOTHING
"""
ONE_PIECE = "SELECT substring(content FROM %(first)s FOR %(length)s) FROM pilot_document WHERE id = %(document)s"


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


def store_file(
    *,
    kind: str,
    key: str,
    number: str,
    filename: str,
    media_type: str,
    file: IO[bytes],
    subject: tuple[str, object],
    issued_at: datetime,
) -> Document:
    """Keep a large file as `store` keeps a small one, piece by piece; what is answered holds no content."""
    subject_kind, subject_id = subject
    digest = sha256()
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        with cursor.copy(COPY) as copy:
            for place, piece in enumerate(iter(lambda: file.read(PIECE), b"")):
                digest.update(piece)
                copy.write_row((place, piece))
        params: dict[str, Any] = {
            "kind": kind, "key": key, "number": number, "filename": filename, "media_type": media_type,
            "subject_kind": subject_kind, "subject_id": str(subject_id), "sha256": digest.hexdigest(),
            "issued_at": issued_at,
        }  # fmt: skip
        cursor.execute(FROM_PIECES, params)
        cursor.execute("DROP TABLE document_piece")
    return Document.objects.defer("content").get(key=key)


def digest_of(content: bytes) -> str:
    """Return the digest by which a file is known again."""
    return sha256(content).hexdigest()


def pieces(document: Document) -> Iterator[bytes]:
    """Give the content of a document piece by piece."""
    first = 1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(ONE_PIECE, {"first": first, "length": PIECE, "document": document.pk})
            piece = bytes(cursor.fetchone()[0])
        if not piece:
            return
        yield piece
        first += PIECE


def download_large(document: Document) -> StreamingHttpResponse:
    """Answer with a large file piece by piece, never kept by a cache."""
    response = StreamingHttpResponse(pieces(document), content_type=document.media_type)
    return _attached(response, document)


def download(document: Document) -> HttpResponse:
    """Answer with the file itself, never kept by a cache."""
    return _attached(HttpResponse(bytes(document.content), content_type=document.media_type), document)


def _attached(response: R, document: Document) -> R:
    response["Content-Disposition"] = f'attachment; filename="{document.filename}"'
    response["Cache-Control"] = "no-store"
    return response
