"""The shape of what residents and staff type: choices, the register by hand, sites. Rules are the actions'."""

from vouchers.forms.charges import ChargeForm, VoidForm
from vouchers.forms.choices import (
    AtDeskForm,
    BatchReviewForm,
    ChoiceForm,
    DeskChoiceForm,
    DeskQueueForm,
    IssueForm,
    OwnChoiceForm,
    OwnQueueForm,
    PopulationForm,
    QueueForm,
    ReasonForm,
    new_key,
)
from vouchers.forms.closing import ClosingPlanForm
from vouchers.forms.early import DeskEarlyChangeForm, DisqualificationForm, EarlyChangeForm, RulingForm
from vouchers.forms.feed import ChangeSettlementForm, FeedAnswerForm, PostponementForm
from vouchers.forms.hearings import AnswerForm, HearingForm, OwnAnswerForm, ToldForm
from vouchers.forms.invitations import InvitationFileForm, InvitationForm
from vouchers.forms.letter_texts import LetterTextForm
from vouchers.forms.letters import HandOverForm, ReturnForm
from vouchers.forms.mergers import MergerForm, OtherRecordForm
from vouchers.forms.moves import MovesForm
from vouchers.forms.objections import CertaintyForm, DeskObjectionForm, ObjectionForm, SettlementForm
from vouchers.forms.paper import PaperEntryForm, PaperRejectionForm, PaperVoidingForm
from vouchers.forms.register import DeathForm, MoveForm, RegisterDayField
from vouchers.forms.reminders import ReminderRulesForm
from vouchers.forms.rule_sets import RuleDraftForm
from vouchers.forms.sites import ApprovalForm, BankAccountForm, CapForm, ClosingForm
from vouchers.forms.systems import SystemForm
