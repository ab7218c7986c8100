"""What a population file may hold, and what was left out of one."""

from django.db.models import QuerySet

from registry.models import RegisterBatch, RegisterRejection
from registry.population import columns


def rejections_of(batch: RegisterBatch) -> QuerySet[RegisterRejection]:
    """Return what was left out of a file and remarked on, in the file's order."""
    return batch.rejections.order_by("line", "field", "pk")


def population_columns() -> list[tuple[str, str, bool]]:
    """Return each column of a population file with what it holds and whether it has to be there."""
    return [(name, str(columns.MEANINGS[name]), name in columns.REQUIRED) for name in columns.COLUMNS]
