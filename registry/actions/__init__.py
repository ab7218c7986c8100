"""What may be done to residents. Each deed is one function; call it through this package.

Deeds that move somebody on or off a list are called through `vouchers.actions`, which lays the lists out as well.
"""

from registry.actions.deaths import record_death
from registry.actions.moves import cancel_move, lay_out_residences, record_move
from registry.actions.residents import add_resident

__all__ = ["add_resident", "cancel_move", "lay_out_residences", "record_death", "record_move"]
