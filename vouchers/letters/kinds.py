"""The kinds of letters whose text staff edit, a row each: what a text may and must name, and what it says at first."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vouchers.models import LetterKind

Text = str | Promise

COST: Text = _("what a visit costs at each age when a choice made then takes effect, with the source, in lines")


@dataclass(frozen=True)
class KindOfLetter:
    """What staff may and must name in a kind of letter, and the program's own first title and text of it.

    Without what is needed the reader would not learn what the letter is for.
    """

    placeholders: dict[str, Text]
    needed: tuple[str, ...]
    title: Text
    text: Text


KINDS: dict[str, KindOfLetter] = {
    LetterKind.REMINDER: KindOfLetter(
        placeholders={"last_day": _("the last day for choosing"), "cost": COST},
        needed=("last_day",),
        title=_("You may still choose your health station"),
        text=_(
            "You may choose where you get care ({strand}). You can choose until {last_day} on {web_address}, at a "
            "service point or on paper.\n\n"
            "You need not choose. If you do nothing, everything goes on as before.\n\n"
            "{cost}\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.QUEUE: KindOfLetter(
        placeholders={"site": _("the site's name"), "effective_on": _("the day from which the place holds")},
        needed=("site", "effective_on"),
        title=_("You have a place from the queue"),
        text=_(
            "A place has become free for you at {site}. It is your site from {effective_on} on; you need not do "
            "anything.\n\n"
            "If you do not want the place, take it back before that day on {web_address} or at a service point.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.CLOSING: KindOfLetter(
        placeholders={
            "site": _("the present site's name"),
            "last_day": _("the last day for choosing oneself"),
            "ends_on": _("the site's last day"),
            "closes_on": _("the first day without the site"),
            "home": _("the home health station; of one under non-disclosure it is not named"),
        },
        needed=("last_day", "closes_on"),
        title=_("The freedom-of-choice pilot ends"),
        text=_(
            "The pilot ends. {site} takes care of you until {ends_on}.\n\n"
            "You can choose any public health station yourself until {last_day}, on {web_address} or at a service "
            "point.\n\n"
            "If you do nothing, your health station from {closes_on} on is {home}. We tell both health stations. If "
            "you have an appointment at your present health station on that day or later, ask the new one how your "
            "care goes on.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.MOVED: KindOfLetter(
        placeholders={
            "site": _("the new site's name"),
            "from_site": _("the present site's name"),
            "effective_on": _("the day from which the new site holds"),
            "why": _("why the reader is moved: the lots, or the closing"),
        },
        needed=("site", "effective_on", "why"),
        title=_("You move to another health station"),
        text=_(
            "Your health station changes from {from_site} to {site}. The new one takes care of you from "
            "{effective_on} on; you need not do anything.\n\n"
            "{why}\n\n"
            "This was not your own choice. It does not bind you and uses no change of yours up: you can choose "
            "another site at any time on {web_address}, at a service point or on paper.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.REGRET: KindOfLetter(
        placeholders={
            "site": _("the name of the chosen site"),
            "effective_on": _("the day on which the choice takes effect"),
            "last_day": _("the last day for taking the choice back"),
        },
        needed=("last_day",),
        title=_("Your choice is about to take effect"),
        text=_(
            "You have chosen: {site}. The choice takes effect on {effective_on}.\n\n"
            "If it is right, you need not do anything. If you have changed your mind, take the choice back by "
            "{last_day}, on {web_address} or at a service point.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.CLOSING_AGAIN: KindOfLetter(
        placeholders={
            "site": _("the present site's name"),
            "last_day": _("the last day for choosing oneself"),
            "closes_on": _("the first day without the site"),
        },
        needed=("last_day",),
        title=_("You can still choose a public health station"),
        text=_(
            "The pilot ends, and {site} takes care of you no longer from {closes_on} on. We have written to you "
            "about it.\n\n"
            "You can choose a public health station yourself by {last_day}, on {web_address} or at a service point. "
            "If you do nothing, you go to your home health station.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.GUARDIAN: KindOfLetter(
        placeholders={
            "made_on": _("the day of the choice"),
            "effective_on": _("the day from which the choice holds"),
            "number": _("the number of the choice's receipt"),
            "object_until": _("the last day for objecting"),
        },
        needed=("effective_on", "number", "object_until"),
        title=_("A choice is registered for a child"),
        text=_(
            "A guardian chose on {made_on} for a child whose guardian you are ({strand}). The choice takes effect "
            "on {effective_on}. Its number is {number}.\n\n"
            "You need not do anything. If you do not agree, object by {object_until}: at a service point, or online "
            "after identifying yourself on {web_address}. The choice stands until the objection is settled, and you "
            "get the decision in writing.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.CHILD_PLACE: KindOfLetter(
        placeholders={
            "effective_on": _("the day from which the place holds"),
            "number": _("the number of the choice's receipt"),
        },
        needed=("effective_on", "number"),
        title=_("A child got a place from the queue"),
        text=_(
            "A child whose guardian you are got the place for which it waited in a queue ({strand}). It is on the "
            "new list from {effective_on} on. The number is {number}.\n\n"
            "You need not do anything. Before that day a guardian can say no to the place, at a service point, or "
            "online after identifying yourself on {web_address}. The place does not bind: another site can be "
            "chosen at any time.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.OBJECTION: KindOfLetter(
        placeholders={
            "objected_on": _("the day of the objection"),
            "number": _("the number of the choice's receipt"),
            "settle_by": _("the day by which the objection is settled"),
        },
        needed=("number", "settle_by"),
        title=_("A guardian objected to a choice for a child"),
        text=_(
            "On {objected_on} another guardian objected to a choice that was made for a child whose guardian you "
            "are ({strand}). The number of the choice is {number}. The choice stands until the objection is "
            "settled, on {settle_by} at the latest.\n\n"
            "If you want to say something about it before it is settled, call the number below or come to a service "
            "point. You get the decision in writing.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.HEARING: KindOfLetter(
        placeholders={
            "objected_on": _("the day of the objection"),
            "number": _("the number of the choice's receipt"),
            "matter": _("what the reader is told of the objection"),
            "answer_by": _("the last day for answering"),
        },
        needed=("number", "matter", "answer_by"),
        title=_("You are heard about a choice for a child"),
        text=_(
            "On {objected_on} another guardian objected to a choice that was made for a child whose guardian you "
            "are ({strand}). The number of the choice is {number}. You may say what you think of it before it is "
            "settled (434/2003, section 34).\n\n"
            "This is what the objection is about: {matter}\n\n"
            "Answer by {answer_by}: online after identifying yourself on {web_address}, in writing, by telephone or "
            "at a service point. The matter can be settled even if you do not answer. What you answer is told to "
            "the other guardian in the decision, which you get in writing too. Do not write where you live if the "
            "other must not know it.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.TAKEN_BACK: KindOfLetter(
        placeholders={
            "made_on": _("the day of the choice"),
            "taken_back_on": _("the day on which it was taken back"),
            "number": _("the number of the choice's receipt"),
            "who": _("who took it back, and by what right; one under non-disclosure is not named"),
        },
        needed=("taken_back_on", "number", "who"),
        title=_("Your choice was taken back"),
        text=_(
            "On {taken_back_on} your choice of {made_on} ({strand}) was taken back. It does not take effect, and "
            "everything goes on as before. The number of the choice is {number}.\n\n"
            "It was taken back by somebody who acts for you ({who}).\n\n"
            "You need not do anything. You can choose again on {web_address}, at a service point or on paper. If "
            "you did not know of this, or do not agree, call the number below or come to a service point at "
            "once.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.CHILD_TAKEN_BACK: KindOfLetter(
        placeholders={
            "made_on": _("the day of the choice"),
            "taken_back_on": _("the day on which it was taken back"),
            "number": _("the number of the choice's receipt"),
        },
        needed=("taken_back_on", "number"),
        title=_("A choice for a child was taken back"),
        text=_(
            "On {taken_back_on} a choice of {made_on} for a child whose guardian you are ({strand}) was taken back "
            "by another who acts for the child. It does not take effect, and everything goes on as before. The "
            "number of the choice is {number}.\n\n"
            "You need not do anything. A guardian can choose again at a service point, on paper, or online after "
            "identifying yourself on {web_address}. If you do not agree, call the number below or come to a service "
            "point.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.QUEUE_CLOSED: KindOfLetter(
        placeholders={"site": _("the name of the site for which the reader waited")},
        needed=("site",),
        title=_("The queue in which you waited has ended"),
        text=_(
            "{site} takes no more residents, and the queue in which you waited for it has ended ({strand}). You "
            "stay where you are now.\n\n"
            "You need not do anything. You can choose another site, or wait for one, on {web_address}, at a service "
            "point or on paper.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.ACTED: KindOfLetter(
        placeholders={
            "heading": _("what was done, as a heading"),
            "what": _("what was done, and what it means"),
            "done_on": _("the day on which it was done"),
            "who": _("who did it, and by what right; one under non-disclosure is not named"),
        },
        needed=("what", "who"),
        title="{heading}",
        text=_(
            "{what}\n\n"
            "It was done on {done_on} by somebody who acts for you ({who}; {strand}).\n\n"
            "You need not do anything. On {web_address} you see how matters stand, after identifying yourself. If "
            "you did not know of this, or do not agree, call the number below or come to a service point at "
            "once.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.CHILD_MATTER: KindOfLetter(
        placeholders={
            "heading": _("what was done, as a heading"),
            "what": _("what was done, and what it means"),
            "done_on": _("the day on which it was done"),
        },
        needed=("what",),
        title="{heading}",
        text=_(
            "{what}\n\n"
            "This is of {done_on} ({strand}). You need not do anything. On {web_address} a guardian sees how "
            "matters stand, after identifying. If you did not know of this, or do not agree, call the number below "
            "or come to a service point.\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.INVITATION: KindOfLetter(
        placeholders={"invited_on": _("the day of the invitation"), "cost": COST},
        needed=("invited_on",),
        title=_("You are invited to choose"),
        text=_(
            "On {invited_on} your case manager invited you to choose who gives you care ({strand}). From that day "
            "on you may choose on {web_address}, at a service point or together with your case manager.\n\n"
            "You need not choose. If you do nothing, everything goes on as before.\n\n"
            "{cost}\n\n"
            "More information: {contact}"
        ),
    ),
    LetterKind.OWN_MATTER: KindOfLetter(
        placeholders={
            "heading": _("what was done, as a heading"),
            "what": _("what was done, and what it means"),
            "done_on": _("the day on which it was done"),
        },
        needed=("what",),
        title="{heading}",
        text=_(
            "{what}\n\n"
            "This is of {done_on} ({strand}). You need not do anything. On {web_address} you see how matters stand, "
            "after identifying yourself. If something is wrong, call the number below or come to a service "
            "point.\n\n"
            "More information: {contact}"
        ),
    ),
}
