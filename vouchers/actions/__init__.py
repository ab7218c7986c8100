"""What may be done to vouchers, choices and lists. Each deed is one function; call it through this package."""

from vouchers.actions.acting import Deputy, MandateProof
from vouchers.actions.choices import choose, regret
from vouchers.actions.closing import (
    ClosingDates,
    approve_closing,
    ask_to_undo_closing,
    keep_closing,
    propose_closing,
    undo_closing,
    withdraw_closing,
)
from vouchers.actions.closing_letters import start_closing_letters, write_closing_letters
from vouchers.actions.co_payments import charge_co_payment, void_co_payment
from vouchers.actions.decisions import decide
from vouchers.actions.delivering import hand_over, return_letter, send_anew
from vouchers.actions.early import (
    ask_early_change,
    declare_disqualified,
    rule_on_early_change,
    rule_on_early_change_appeal,
    take_early_change,
    withdraw_early_change,
)
from vouchers.actions.feed import carry_out_answer, receive_feed_answer, try_change_again
from vouchers.actions.fees import FeeDraft, FeeTableDraft, approve_fees, change_fee_draft, discard_fee_draft, draft_fees
from vouchers.actions.hearings import hear_guardian, record_answer, record_silence, tell_answer, usual_answer_by
from vouchers.actions.invitations import MOST_ROWS as MOST_INVITED
from vouchers.actions.invitations import invite, invite_by_file, receive_invitation_file, withdraw_invitation
from vouchers.actions.issuing import issue_vouchers, start_issuing
from vouchers.actions.lay_out import lay_out, lay_out_batch, lay_out_everybody, lay_out_site
from vouchers.actions.letter_versions import draft_letter, preview_letter, use_letter
from vouchers.actions.merging import confirm_merger
from vouchers.actions.messaging import send_message
from vouchers.actions.moves import approve_moves, draft_moves, draw_again, withdraw_moves
from vouchers.actions.notice_terms import approve_notice_terms, discard_notice_draft, draft_notice_terms
from vouchers.actions.objections import object_to_choice, settle_objection
from vouchers.actions.paper import (
    OnPaper,
    accept_paper_form,
    counted_from,
    enter_paper_form,
    overtaken,
    reject_paper_form,
    void_paper_form,
)
from vouchers.actions.population import import_population, load_population, receive_population
from vouchers.actions.printing import hand_over_batch, help_with_letters, print_letters, start_printing, void_batch
from vouchers.actions.queues import join_queue, leave_queue, serve_queue, serve_queues
from vouchers.actions.register import cancel_move, close_site, record_death, record_move, set_list_cap
from vouchers.actions.reminding import send_reminders, set_reminder_rule
from vouchers.actions.rule_versions import (
    approve_rules,
    change_rule_draft,
    discard_rule_draft,
    draft_rules,
    own_rule_draft,
)
from vouchers.actions.site_closings import approve_site_closing, propose_site_closing, withdraw_site_closing
from vouchers.actions.undoing_moves import ask_to_undo_moves, keep_moves, undo_moves
from vouchers.actions.writing import (
    write_move_letter,
    write_queue_closed_letter,
    write_queue_letter,
    write_receipt,
    write_taken_back_letter,
    write_to,
)
from vouchers.actions.writing_deeds import write_acted_letter, write_child_matter_letter, write_own_matter_letter
from vouchers.actions.writing_to_guardians import (
    write_child_taken_back_letter,
    write_guardian_letter,
    write_objection_letter,
)
