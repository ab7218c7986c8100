"""Where statements, entries and disputes are read: by finance under /finance/, by a provider under /provider/.

The pages are the same; only their addresses and the rows that are seen differ.
"""

from dataclasses import dataclass

from django.urls import reverse

from billing.queries.entries import Key


@dataclass(frozen=True)
class Places:
    """The addresses of one reader's statements, entries and disputes."""

    list_name: str
    prefix: str

    @property
    def disputes(self) -> str:
        return reverse(f"billing:{self.prefix}dispute-list")

    def dispute(self, pk: int) -> str:
        return reverse(f"billing:{self.prefix}dispute-page", args=[pk])

    @property
    def list(self) -> str:
        return reverse(self.list_name)

    def statement(self, pk: int) -> str:
        return reverse(f"billing:{self.prefix}statement-page", args=[pk])

    def document(self, pk: int) -> str:
        return reverse(f"billing:{self.prefix}statement-document", args=[pk])

    def entries(self, pk: int) -> str:
        return reverse(f"billing:{self.prefix}statement-entries", args=[pk])

    def entries_file(self, pk: int, kind: str) -> str:
        return reverse(f"billing:{self.prefix}statement-file", args=[pk, kind])

    def choice(self, pk: int) -> str:
        return reverse(f"billing:{self.prefix}choice-page", args=[pk])

    def table_file(self, pk: int, kind: str) -> str:
        return reverse(f"billing:{self.prefix}statement-table", args=[pk, kind])

    def entry(self, key: Key) -> str:
        return reverse(f"billing:{self.prefix}entry-page", args=[str(key)])


FINANCE = Places("billing:month-list", "")
OWN = Places("billing:own-statement-list", "own-")
