"""What the database holds of a deed: its moment and its person together, and where two people are needed, the second.

Conditions for constraints and triggers of models; each model names its own. A deed called `approved` has the columns
`approved_at` and `approved_by`.
"""

import pgtrigger
from django.db.models import F, Q


def done(deed: str, *, by_another_than: str = "", after: str = "", before: str = "", leaves: str = "") -> Q:
    """Return that the deed is not done, or was done by somebody at a moment.

    Then also: by another person than who did an earlier deed, `after` one and `before` another one was done, and it
    `leaves` a row, which nothing else may.
    """
    undone, whole = _columns(deed, is_missing=True), _columns(deed, is_missing=False)
    if leaves:
        undone, whole = undone | {f"{leaves}__isnull": True}, whole | {f"{leaves}__isnull": False}
    if after:
        whole |= {f"{after}_at__isnull": False}
    if before:
        whole |= {f"{before}_at__isnull": True}
    is_done = Q(**whole)
    if by_another_than:
        is_done &= ~Q(**{f"{deed}_by": F(f"{by_another_than}_by")})
    return Q(**undone) | is_done


def columns_of(*deeds: str) -> list[str]:
    """Return the columns that the deeds fill: what may still change of a row that never changes otherwise."""
    return [f"{deed}_{column}" for deed in deeds for column in ("at", "by")]


def stays_decided(name: str) -> pgtrigger.Trigger:
    """Return the guard of what is approved: it stays so; and what was withdrawn or undone never changes again."""
    moment, person = (
        pgtrigger.Q(**{f"old__approved_{column}__df": pgtrigger.F(f"new__approved_{column}")})
        for column in ("at", "by")
    )
    return pgtrigger.Protect(
        name=name,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__withdrawn_at__isnull=False)
        | pgtrigger.Q(old__undone_at__isnull=False)
        | (pgtrigger.Q(old__approved_at__isnull=False) & (moment | person)),
    )


def _columns(deed: str, *, is_missing: bool) -> dict[str, bool]:
    return {f"{column}__isnull": is_missing for column in columns_of(deed)}
