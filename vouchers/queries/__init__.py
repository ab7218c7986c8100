"""What pages, documents and actions read about vouchers, choices and lists."""

from vouchers.queries.acting import (
    child_matter_key,
    child_of,
    children_of,
    chooses_alone,
    guardians_of_many,
    guardians_told,
    has_right,
    is_grown_up,
    is_written_to_guardian,
    must_be_asked,
    principal_of,
    same_day_choice_of_another,
    speaks_for_oneself,
)
from vouchers.queries.choices import (
    ChoiceOffer,
    ChoiceTerms,
    choice_facts,
    choice_offer,
    choices_of,
    enrolment_on,
    is_under,
    regrettable_choice,
    rules_in_force,
    state_of,
    terms_of,
    waits_already,
)
from vouchers.queries.closing import (
    ClosingDone,
    LetterCounts,
    approved_closing,
    closing_effect_of_all,
    closing_has_left,
    closing_letters_of,
    closing_plan,
    closings_waiting,
    home_told,
    home_unnamed,
    letter_counts,
    private_sites,
    site_closings_waiting,
    sites_closing,
    takes_nobody_new,
    with_plan_and_site,
    with_private_site,
)
from vouchers.queries.co_payments import (
    NextVisit,
    charges_of,
    charges_of_year,
    listed_lately,
    name_shown,
    next_visits,
    own_charges,
    recorded_kinds,
    site_on,
    standing_of,
    sums_by_kind,
    tables_of_year,
    years_charged,
)
from vouchers.queries.contact import EmailStanding, contact_changes, contact_of, email_standing
from vouchers.queries.early import (
    cases_of,
    early_change_of,
    early_changes,
    early_changes_due,
    with_rulings,
    withdrawal_refusal,
)
from vouchers.queries.feed import PutOff, changes_waiting, doubts_stopping, feed_that_waits, has_put_off, put_off_for
from vouchers.queries.fees import (
    Fees,
    fee_digest,
    fee_tables,
    fees_ended,
    fees_in_order,
    fees_next,
    fees_on,
    state_of_fees,
)
from vouchers.queries.hearings import (
    hearing_now,
    hearings_of,
    hearings_that_wait,
    may_be_heard,
    to_be_heard,
    unheard,
    was_received,
)
from vouchers.queries.invitations import (
    invitation_files,
    invitation_rejections,
    invitations_to,
    strands_by_invitation,
)
from vouchers.queries.letters import (
    KeptLetter,
    LettersWaiting,
    LetterText,
    decisions_read_for,
    deliveries_listed,
    in_queue,
    kept,
    letter_texts_of,
    letter_versions,
    letters_of,
    letters_waiting,
    read_by_guardians,
)
from vouchers.queries.list_changes import (
    ListChange,
    ListChanges,
    ListLook,
    LookFromElsewhere,
    list_changes,
    list_look,
)
from vouchers.queries.lists import (
    ListCounts,
    ListPage,
    cap_on,
    in_state,
    list_counts,
    list_rows,
    lists_of,
    page_after,
    strands_of_site,
)
from vouchers.queries.looks import Look, looks_at
from vouchers.queries.mergers import open_mergers, side_by_side
from vouchers.queries.moves import (
    Figures,
    ListToCut,
    closes_by_script,
    drawn_up,
    figures,
    free_places,
    guardians_of_moves,
    is_as_drawn,
    kept_counts,
    letters_of_moves,
    lists_to_cut,
    lots_of,
    move_plans,
    moves_may_be_undone,
    moves_waiting,
    one_row,
    where_to,
)
from vouchers.queries.notices import (
    TermsOf,
    notice_drafts_waiting,
    notice_terms_of,
    notice_terms_of_everybody,
    organisers_of,
)
from vouchers.queries.objections import (
    is_guardian_of,
    may_be_objected,
    may_object,
    objection_to,
    objection_until,
    objections,
    objections_about,
    objections_due,
    objectors,
    parties_of,
)
from vouchers.queries.overview import (
    VoucherCounts,
    batches_to_review,
    failed_jobs,
    full_lists,
    unfinished_jobs,
    voucher_counts,
    waiting_choices,
)
from vouchers.queries.paper import PaperOutlook, guardians_of, paper_forms, paper_forms_due, paper_outlook
from vouchers.queries.queues import (
    Waiting,
    queue_history_of,
    queue_length,
    queue_place_of,
    queue_places_of,
    queue_refusal,
)
from vouchers.queries.reaching import paper_way, reached_by_post
from vouchers.queries.reminders import (
    RemindedOf,
    is_still_due,
    letter_days,
    reminded_of,
    reminded_sql,
    reminder_rules_on,
    reminder_terms,
)
from vouchers.queries.residents import of_kind, residents_listed
from vouchers.queries.rooms import Room, full_sites, is_open, places_left, rooms
from vouchers.queries.rule_drafts import (
    DraftStanding,
    RuleEffect,
    change_refusal,
    draft_standing,
    rule_drafts,
    rules_replaced,
)
from vouchers.queries.rule_sets import (
    StrandRules,
    Version,
    rule_sets_of,
    state_of_rules,
    strand_rules,
    strands_with_rules,
    unknown_in,
    versions,
)
from vouchers.queries.sites import ClosingEffect, approval_state, closing_effect, sites_listed
from vouchers.queries.standing import (
    Standing,
    home_site_on,
    is_protected,
    residence_on,
    standing,
    voucher_on,
)
from vouchers.queries.story import WHAT_CAME, Story, story
from vouchers.queries.story_events import StoryEvent
from vouchers.queries.strands import (
    day_shown,
    effect_of,
    last_choice_on,
    partial_date_on,
    public_strands,
    rules_on,
    strands_of,
)
from vouchers.queries.systems import systems
from vouchers.queries.told import told_words
from vouchers.queries.told_to_guardians import letters_read_for, looks_told_to_guardian
from vouchers.sql.lists import as_if as lists_as_if
