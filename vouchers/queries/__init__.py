"""What pages, documents and actions read about vouchers, choices and lists."""

from vouchers.queries.choices import (
    ChoiceOffer,
    ChoiceTerms,
    choice_facts,
    choice_offer,
    choices_of,
    enrolment_on,
    free_places,
    is_open,
    pending_choice,
    rules_in_force,
    state_of,
    terms_of,
)
from vouchers.queries.looks import Look, looks_at
from vouchers.queries.rooms import Room, rooms
from vouchers.queries.standing import (
    Standing,
    home_site_on,
    is_protected,
    residence_on,
    standing,
    voucher_on,
)
from vouchers.queries.story import Story, StoryEvent, story
from vouchers.queries.strands import day_shown, effect_of, public_strands, rules_on

__all__ = [
    "ChoiceOffer",
    "ChoiceTerms",
    "Look",
    "Room",
    "Standing",
    "Story",
    "StoryEvent",
    "choice_facts",
    "choice_offer",
    "choices_of",
    "day_shown",
    "effect_of",
    "enrolment_on",
    "free_places",
    "home_site_on",
    "is_open",
    "is_protected",
    "looks_at",
    "pending_choice",
    "public_strands",
    "residence_on",
    "rooms",
    "rules_in_force",
    "rules_on",
    "standing",
    "state_of",
    "story",
    "terms_of",
    "voucher_on",
]
