"""Issuing a statement: its document is made once from the frozen rows and never again."""

from datetime import datetime

from django.db import transaction
from django.utils import translation

from billing.documents import statement_pdf
from billing.models import Statement
from billing.queries import documents as queries
from pilot import audit, documents
from pilot.models import Document, User


def issue_statement(*, statement: Statement, by: User | None, at: datetime, channel: str) -> Document:
    """Make the statement's document in its provider's language and keep it; asked again, return the first.

    Nothing is locked while it is typeset. It bears the freeze's moment, so that whoever makes it and whenever, it is
    the same. Records `statement_issued`.
    """
    if statement.document_id is not None:
        return Document.objects.get(pk=statement.document_id)
    language = statement.site.provider.language
    issued_at = statement.run.frozen_at
    with translation.override(language):
        filled = queries.statement_document(statement, issued_at=issued_at)
    content = statement_pdf(filled, language=language, issued_at=issued_at)
    return _keep(statement, content, language, by=by, at=at, channel=channel)


@transaction.atomic
def _keep(
    statement: Statement, content: bytes, language: str, *, by: User | None, at: datetime, channel: str
) -> Document:
    row = Statement.objects.select_for_update(of=("self",)).select_related("document").get(pk=statement.pk)
    if row.document is not None:
        return row.document
    row.document = documents.store(
        kind="statement",
        key=f"statement/{row.pk}",
        number=row.number,
        filename=f"statement-{row.number}.pdf",
        media_type="application/pdf",
        language=language,
        content=content,
        subject=("statement", row.pk),
        issued_at=statement.run.frozen_at,
    )
    row.save(update_fields=["document"])
    audit.record(
        "statement_issued",
        by=by,
        at=at,
        channel=channel,
        subject=("statement", row.pk),
        pilot_code=statement.run.strand.pilot.code,
        facts={"number": row.number, "cents": row.cents, "digest": row.digest, "sha256": row.document.sha256},
    )
    return row.document
