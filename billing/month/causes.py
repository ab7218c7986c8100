"""What may bring a correction about, and by which recorded deeds: data for billing/sql/changes.sql and for pages.

A deed of a resident that stands here makes the next freeze look at that resident, whatever rows it wrote: whoever adds
a deed that moves money of earlier months (a decision changed, a ruling) adds it to `DEEDS` and nothing else.
"""

# In this order: of several changes that may explain one month's difference, the first is named.
CAUSES = (
    "dispute",
    "merger",
    "reinstatement",
    "death",
    "wrong_area",
    "move",
    "need",
    "site_closed",
    "decision",
    "choice",
    "rate_error",
    "rules",
    "register",
)

# The kinds of audit events that change what earlier months should have paid.
DEEDS = {
    "choice_made": "choice",
    "choice_regretted": "choice",
    "death_recorded": "death",
    "death_withdrawn": "reinstatement",
    "decision_changed": "decision",
    "list_move_made": "choice",
    "move_cancelled": "wrong_area",
    "move_recorded": "move",
    "population_loaded": "register",
    "queue_served": "choice",
    "rate_table_approved": "rate_error",
    "resident_added": "register",
    "residents_merged": "merger",
    "ruling_confirmed": "dispute",
    "site_approved": "site_closed",
    "site_closed": "site_closed",
}


def parameters() -> dict[str, list]:
    """Return the deeds and causes as `changes.sql` takes them."""
    return {
        "deed_kinds": list(DEEDS),
        "deed_causes": list(DEEDS.values()),
        "causes": list(CAUSES),
    }
