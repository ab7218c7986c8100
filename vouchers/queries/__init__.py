"""What pages, documents and actions read about vouchers, choices and lists."""

from vouchers.lists import as_if as lists_as_if
from vouchers.queries.choices import (
    ChoiceOffer,
    ChoiceTerms,
    choice_facts,
    choice_offer,
    choices_of,
    enrolment_on,
    pending_choice,
    regrettable_choice,
    rules_in_force,
    state_of,
    terms_of,
)
from vouchers.queries.early import cases_of, early_change_of, early_changes, early_changes_due, with_rulings
from vouchers.queries.lists import ListCounts, cap_on, in_state, list_counts, list_rows, strands_of_site
from vouchers.queries.looks import Look, looks_at
from vouchers.queries.mergers import open_mergers, side_by_side
from vouchers.queries.overview import (
    VoucherCounts,
    batches_with_rejections,
    failed_jobs,
    full_lists,
    unfinished_jobs,
    voucher_counts,
    waiting_choices,
)
from vouchers.queries.residents import of_kind, residents_listed
from vouchers.queries.rooms import Room, rooms
from vouchers.queries.sites import ClosingEffect, approval_state, closing_effect, sites_listed
from vouchers.queries.standing import (
    Standing,
    home_site_on,
    is_protected,
    residence_on,
    standing,
    voucher_on,
)
from vouchers.queries.story import Story, StoryEvent, story
from vouchers.queries.strands import day_shown, effect_of, last_choice_on, public_strands, rules_on

__all__ = [
    "ChoiceOffer",
    "ChoiceTerms",
    "ClosingEffect",
    "ListCounts",
    "Look",
    "Room",
    "Standing",
    "Story",
    "StoryEvent",
    "VoucherCounts",
    "approval_state",
    "batches_with_rejections",
    "cap_on",
    "cases_of",
    "choice_facts",
    "choice_offer",
    "choices_of",
    "closing_effect",
    "day_shown",
    "early_change_of",
    "early_changes",
    "early_changes_due",
    "effect_of",
    "enrolment_on",
    "failed_jobs",
    "full_lists",
    "home_site_on",
    "in_state",
    "is_protected",
    "last_choice_on",
    "list_counts",
    "list_rows",
    "lists_as_if",
    "looks_at",
    "of_kind",
    "open_mergers",
    "pending_choice",
    "public_strands",
    "regrettable_choice",
    "residence_on",
    "residents_listed",
    "rooms",
    "rules_in_force",
    "rules_on",
    "side_by_side",
    "sites_listed",
    "standing",
    "state_of",
    "story",
    "strands_of_site",
    "terms_of",
    "unfinished_jobs",
    "voucher_counts",
    "voucher_on",
    "waiting_choices",
    "with_rulings",
]
