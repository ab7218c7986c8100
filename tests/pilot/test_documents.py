"""A document is stored once for one cause, and served as it was issued."""

import hashlib

import pytest
from django.db import DatabaseError, transaction

from pilot import documents
from pilot.models import Document
from tests.people import AT


def store(content=b"first", **changes):
    given = {
        "kind": "receipt",
        "key": "receipt/7",
        "filename": "receipt.pdf",
        "media_type": "application/pdf",
        "subject": ("choice", 7),
        "issued_at": AT,
    }
    return documents.store(content=content, **given | changes)


def test_store_keeps_the_bytes_and_their_digest(db):
    document = store()

    document.refresh_from_db()
    assert bytes(document.content) == b"first"
    assert document.sha256 == hashlib.sha256(b"first").hexdigest()
    assert (document.subject_kind, document.subject_id) == ("choice", "7")


def test_the_same_cause_has_one_document(db):
    first = store()

    assert store(content=b"second") == first
    assert Document.objects.count() == 1


def test_what_was_issued_never_changes(db):
    document = store()

    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(content=b"other")
    with pytest.raises(DatabaseError), transaction.atomic():
        document.delete()


def test_a_download_is_the_file_itself(db):
    response = documents.download(store())

    assert response.content == b"first"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="receipt.pdf"'
    assert response["Cache-Control"] == "no-store"
