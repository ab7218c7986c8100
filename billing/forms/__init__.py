"""The shape of what finance and providers type, a file a subject. Business rules are the actions'."""

from billing.forms.accounting import AccountsForm, AreaOrganisersForm, GrantShareForm
from billing.forms.bank import BankFileForm, LineReviewForm, SmallerReturnForm
from billing.forms.disputes import DisputeFilterForm, DisputeForm, MessageForm
from billing.forms.entries import EntryFilterForm
from billing.forms.parts import ChosenForm, DeductionForm, DeductionUploadForm, IncentiveInputForm, ReversalForm
from billing.forms.rates import RateApprovalForm, RateComparisonForm, RateDraftForm
from billing.forms.returns import RepaymentForm, SettlementForm
from billing.forms.rulings import DecisionForm
from billing.forms.runs import ApprovalForm, NoteForm, PaidForm
from billing.forms.simulations import SimulationForm
from billing.forms.targets import TargetForms
