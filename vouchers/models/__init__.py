"""What is given and what is chosen.

Invariants held by the database: a resident has at most one voucher a strand and is on at most one list a strand on any
day; a choice is regretted or replaced, not both; an enrolment by choice names its choice; a resident waits in at most
one queue a strand, and a place that was served names the choice it became; a move of residents by others is approved by
somebody else than who drew the lots; one table of fees, approved by two people, holds for a strand on any day; nobody
is charged more often in a calendar year than the fee allows.
"""

from vouchers.models.choices import Choice, Enrolment
from vouchers.models.closing import ClosedApproval, ClosingLetter, ClosingPlan
from vouchers.models.co_payments import CoPayment
from vouchers.models.decisions import Decision
from vouchers.models.early import Disqualification, EarlyChange, EarlyRuling
from vouchers.models.fees import Fee, FeeTable
from vouchers.models.hearings import Hearing
from vouchers.models.invitations import Invitation, InvitationFile, InvitationRejection
from vouchers.models.letter_versions import LetterKind, LetterVersion
from vouchers.models.letters import AWAITS_DOCUMENT, NO_ADDRESS, Delivery, Letter
from vouchers.models.mailing import MadeUpMailbox, MadeUpMessage, PrintBatch
from vouchers.models.moves import MoveLot, MovePlan
from vouchers.models.objections import Objection
from vouchers.models.paper import PaperForm
from vouchers.models.queues import QueuePlace
from vouchers.models.reminders import Reminder, ReminderKind, ReminderRule
from vouchers.models.site_closings import SiteClosing
from vouchers.models.vouchers import Voucher
