"""Row history: every version of a tracked row, written by database triggers.

`tracked` is the one way to ask for it. Each history row carries the id of the database's own unit of work (`pgh_xid`),
so that a freeze can ask which rows its predecessor's snapshot could not yet see (docs/adr/0002). What was done and why
is told by `pilot.audit`, not here.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import pghistory
from django.db import models
from django.db.models import Func

M = TypeVar("M", bound=type[models.Model])


class Xid8Field(models.Field):
    """A 64-bit id of a unit of work, as PostgreSQL counts them."""

    def db_type(self, connection: Any) -> str:
        return "xid8"


class CurrentXid(Func):
    """The id of the unit of work that is writing."""

    function = "pg_current_xact_id"
    output_field = Xid8Field()


def tracked(model: M, *, but: Sequence[str] = ()) -> M:
    """Keep every version of the model's rows, and the unit of work that wrote it.

    `but` names what no history keeps, such as a file that is emptied when it has done its work.
    """
    label = f"{model._meta.app_label}_{model._meta.model_name}"
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        attrs={"pgh_xid": Xid8Field(db_default=CurrentXid(), editable=False)},
        exclude=list(but) or None,
        meta={"indexes": [models.Index(fields=["pgh_xid"], name=f"{label}_xid"[:30])]},
    )(model)
