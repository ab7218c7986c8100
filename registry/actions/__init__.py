"""What may be done to residents. Each deed is one function; call it through this package.

Deeds that move somebody on or off a list are called through `vouchers.actions`, which lays the lists out as well.
"""

from registry.actions.absorbed import refuse_absorbed
from registry.actions.batches import review_batch
from registry.actions.contact import ask_email, change_contact, remove_email, verify_email
from registry.actions.deaths import record_death
from registry.actions.guardianships import set_certainty
from registry.actions.mergers import confirm_merger, propose_merger, withdraw_merger
from registry.actions.moves import Address, cancel_move, lay_out_residences, record_move
from registry.actions.residents import add_resident
from registry.population.loading import Phases, load_population, receive_population, scan
from registry.rules import RegisterDay, register_day

__all__ = [
    "Address",
    "Phases",
    "RegisterDay",
    "add_resident",
    "ask_email",
    "cancel_move",
    "change_contact",
    "confirm_merger",
    "lay_out_residences",
    "load_population",
    "propose_merger",
    "receive_population",
    "record_death",
    "record_move",
    "refuse_absorbed",
    "register_day",
    "remove_email",
    "review_batch",
    "scan",
    "set_certainty",
    "verify_email",
    "withdraw_merger",
]
