"""What may be done to residents. Each deed is one function; call it through this package.

Deeds that move somebody on or off a list are called through `vouchers.actions`, which lays the lists out as well.
"""

from registry.actions.absorbed import refuse_absorbed
from registry.actions.batches import review_batch
from registry.actions.contact import ask_email, change_contact, remove_email, verify_email
from registry.actions.deaths import record_death
from registry.actions.feed import doubted, receive_answer, record_answer, residents_by_code, settle_change
from registry.actions.guardianships import set_certainty
from registry.actions.mergers import confirm_merger, propose_merger, withdraw_merger
from registry.actions.moves import cancel_move, lay_out_residences, record_move
from registry.actions.postponing import put_off_changes
from registry.actions.residents import add_resident
from registry.actions.told import tell_code, tell_guardianship, tell_name, tell_protection
from registry.addresses import Address
from registry.feed.facts import Code, Custody, Death, Fact, Home, Name, Secrecy, Unreadable, fact_of
from registry.feed.reading import read as read_answer
from registry.population.loading import Phases, load_population, receive_population, scan
from registry.rules import RegisterDay, register_day
