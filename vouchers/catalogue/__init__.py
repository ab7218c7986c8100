"""The public catalogue: which sites an address asks for, up to four side by side, and where they lie. By one name."""

from vouchers.catalogue.compared import comparison
from vouchers.catalogue.found import MOST_COMPARED, SiteFacts, Wishes, catalogue, facts_of
from vouchers.catalogue.sketched import sketch
