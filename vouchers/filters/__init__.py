"""How lists are narrowed: what may be asked in the address, never a name. A file a list, asked for by one name."""

from vouchers.filters.early import EarlyChangeFilters
from vouchers.filters.letters import LetterFilters
from vouchers.filters.lists import ListFilterForm
from vouchers.filters.objections import ObjectionFilters
from vouchers.filters.paper import PaperFilters
from vouchers.filters.residents import ResidentFilters
