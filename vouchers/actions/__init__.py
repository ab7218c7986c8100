"""What may be done to vouchers, choices and lists. Each deed is one function; call it through this package."""

from vouchers.actions.choices import choose, regret
from vouchers.actions.issuing import issue_vouchers, start_issuing
from vouchers.actions.lay_out import lay_out, lay_out_batch, lay_out_everybody, lay_out_site, strands_of
from vouchers.actions.merging import confirm_merger
from vouchers.actions.population import import_population, load_population, receive_population
from vouchers.actions.register import cancel_move, close_site, record_death, record_move

__all__ = [
    "cancel_move",
    "choose",
    "close_site",
    "confirm_merger",
    "import_population",
    "issue_vouchers",
    "lay_out",
    "lay_out_batch",
    "lay_out_everybody",
    "lay_out_site",
    "load_population",
    "receive_population",
    "record_death",
    "record_move",
    "regret",
    "start_issuing",
    "strands_of",
]
