"""Who may choose, as the population register tells it.

Invariants held by the database: an identity code belongs to one resident on any day; a resident lives in one place on
any day; at most one guardianship of a pair, one protection, one exclusion a strand and one need coefficient a strand
hold on any day. Of two records of one person one is absorbed, for good, and nothing is added to it any more.
"""

from registry.models.accounts import ResidentAccount
from registry.models.batches import RegisterBatch, RegisterRejection
from registry.models.circumstances import Exclusion, Guardianship, NeedCoefficient, Protection
from registry.models.contact import ContactDetails
from registry.models.feed import FeedAnswer, RegisterChange
from registry.models.mandates import MadeUpMandate
from registry.models.mergers import Merger
from registry.models.postponements import Postponement
from registry.models.residents import IdentityCode, Residence, Resident
