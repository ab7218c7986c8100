"""Issuing a statement: its document is made once from the frozen rows and never again."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from billing.models import Statement
from billing.queries import documents as queries
from billing.statements.document import statement_pdf
from pilot import audit, documents
from pilot.locks import Key, lock, try_lock
from pilot.models import Document, User
from pilot.pdf import LONGEST_SECONDS

# Longer than the slowest document may take, so that whoever waits sees it made or given up.
PATIENCE = LONGEST_SECONDS + 10


@transaction.atomic
def issue_statement(*, statement: Statement, by: User | None, at: datetime, channel: str) -> Document:
    """Make the statement's document in its provider's language and keep it; asked again, return the first.

    While somebody else makes it, wait for that one. It bears the freeze's moment, so that whoever makes it and
    whenever, it is the same. Records `statement_issued`.
    """
    lock(_making(statement.pk), patience=PATIENCE)
    return _issue(statement.pk, by=by, at=at, channel=channel)


@transaction.atomic
def issue_statement_unless_taken(*, pk: int, by: User | None, at: datetime, channel: str) -> Document | None:
    """Make the statement's document as issue_statement does, or return None at once while somebody else makes it."""
    return _issue(pk, by=by, at=at, channel=channel) if try_lock(_making(pk)) else None


def _making(pk: int) -> Key:
    # A lock of its own: the statement's row stays free for everybody while the document is typeset.
    return ("statement document", pk)


def _issue(pk: int, *, by: User | None, at: datetime, channel: str) -> Document:
    statement = queries.statement_of(pk)
    if statement.document_id is not None:
        return Document.objects.defer("content").get(pk=statement.document_id)
    language = statement.site.provider.language
    issued_at = statement.run.frozen_at
    with translation.override(language):
        filled = queries.statement_document(statement, issued_at=issued_at)
    content = statement_pdf(filled, language=language, issued_at=issued_at)
    statement.document = documents.store(
        kind="statement",
        key=f"statement/{statement.pk}",
        number=statement.number,
        filename=f"statement-{statement.number}.pdf",
        media_type="application/pdf",
        language=language,
        content=content,
        subject=("statement", statement.pk),
        issued_at=issued_at,
    )
    statement.save(update_fields=["document"])
    audit.record(
        "statement_issued",
        by=by,
        at=at,
        channel=channel,
        subject=("statement", statement.pk),
        pilot_code=statement.run.strand.pilot.code,
        facts={
            "number": statement.number,
            "cents": statement.cents,
            "digest": statement.digest,
            "sha256": statement.document.sha256,
        },
    )
    return statement.document
