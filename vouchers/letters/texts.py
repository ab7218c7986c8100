"""What may stand in a letter's text: the closed set of placeholders of each kind, and the program's own first texts.

A placeholder is a word in braces. Anything else in braces, or a brace alone, is refused: a letter to thousands must
not go out with a gap in it.
"""

import re
from collections.abc import Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pilot.models import Pilot
from vouchers.models import LetterKind, LetterVersion, MovePlan

Text = str | Promise
LANGUAGES = ("fi", "sv", "en")
IN_BRACES = re.compile(r"\{([^{}]*)\}")

EVERY_LETTER: dict[str, Text] = {
    "name": _("the reader's name"),
    "strand": _("what is chosen, for example reception"),
    "pilot": _("the pilot's name"),
    "contact": _("whom to ask: name, telephone, e-mail"),
    "web_address": _("the address of this site"),
}
COST: Text = _("what a visit costs at each age when a choice made then takes effect, with the source, in lines")
OF_KIND: dict[str, dict[str, Text]] = {
    LetterKind.REMINDER: {"last_day": _("the last day for choosing"), "cost": COST},
    LetterKind.QUEUE: {"site": _("the site's name"), "effective_on": _("the day from which the place holds")},
    LetterKind.CLOSING: {
        "site": _("the present site's name"),
        "last_day": _("the last day for choosing oneself"),
        "ends_on": _("the site's last day"),
        "closes_on": _("the first day without the site"),
        "home": _("the home health station; of one under non-disclosure it is not named"),
    },
    LetterKind.MOVED: {
        "site": _("the new site's name"),
        "from_site": _("the present site's name"),
        "effective_on": _("the day from which the new site holds"),
        "why": _("why the reader is moved: the lots, or the closing"),
    },
    LetterKind.REGRET: {
        "site": _("the name of the chosen site"),
        "effective_on": _("the day on which the choice takes effect"),
        "last_day": _("the last day for taking the choice back"),
    },
    LetterKind.CLOSING_AGAIN: {
        "site": _("the present site's name"),
        "last_day": _("the last day for choosing oneself"),
        "closes_on": _("the first day without the site"),
    },
    LetterKind.GUARDIAN: {
        "made_on": _("the day of the choice"),
        "effective_on": _("the day from which the choice holds"),
        "number": _("the number of the choice's receipt"),
        "object_until": _("the last day for objecting"),
    },
    LetterKind.CHILD_PLACE: {
        "effective_on": _("the day from which the place holds"),
        "number": _("the number of the choice's receipt"),
    },
    LetterKind.OBJECTION: {
        "objected_on": _("the day of the objection"),
        "number": _("the number of the choice's receipt"),
        "settle_by": _("the day by which the objection is settled"),
    },
    LetterKind.HEARING: {
        "objected_on": _("the day of the objection"),
        "number": _("the number of the choice's receipt"),
        "matter": _("what the reader is told of the objection"),
        "answer_by": _("the last day for answering"),
    },
    LetterKind.TAKEN_BACK: {
        "made_on": _("the day of the choice"),
        "taken_back_on": _("the day on which it was taken back"),
        "number": _("the number of the choice's receipt"),
        "who": _("who took it back, and by what right; one under non-disclosure is not named"),
    },
    LetterKind.CHILD_TAKEN_BACK: {
        "made_on": _("the day of the choice"),
        "taken_back_on": _("the day on which it was taken back"),
        "number": _("the number of the choice's receipt"),
    },
    LetterKind.QUEUE_CLOSED: {"site": _("the name of the site for which the reader waited")},
    LetterKind.ACTED: {
        "heading": _("what was done, as a heading"),
        "what": _("what was done, and what it means"),
        "done_on": _("the day on which it was done"),
        "who": _("who did it, and by what right; one under non-disclosure is not named"),
    },
    LetterKind.CHILD_MATTER: {
        "heading": _("what was done, as a heading"),
        "what": _("what was done, and what it means"),
        "done_on": _("the day on which it was done"),
    },
    LetterKind.INVITATION: {"invited_on": _("the day of the invitation"), "cost": COST},
}
# Without these the reader would not learn what the letter is for.
NEEDED: dict[str, tuple[str, ...]] = {
    LetterKind.REMINDER: ("last_day",),
    LetterKind.QUEUE: ("site", "effective_on"),
    LetterKind.CLOSING: ("last_day", "closes_on"),
    LetterKind.MOVED: ("site", "effective_on", "why"),
    LetterKind.REGRET: ("last_day",),
    LetterKind.CLOSING_AGAIN: ("last_day",),
    LetterKind.GUARDIAN: ("effective_on", "number", "object_until"),
    LetterKind.CHILD_PLACE: ("effective_on", "number"),
    LetterKind.OBJECTION: ("number", "settle_by"),
    LetterKind.HEARING: ("number", "matter", "answer_by"),
    LetterKind.TAKEN_BACK: ("taken_back_on", "number", "who"),
    LetterKind.CHILD_TAKEN_BACK: ("taken_back_on", "number"),
    LetterKind.QUEUE_CLOSED: ("site",),
    LetterKind.ACTED: ("what", "who"),
    LetterKind.CHILD_MATTER: ("what",),
    LetterKind.INVITATION: ("invited_on",),
}
FIRST_TITLES: dict[str, Text] = {
    LetterKind.REMINDER: _("You may still choose your health station"),
    LetterKind.QUEUE: _("You have a place from the queue"),
    LetterKind.CLOSING: _("The freedom-of-choice pilot ends"),
    LetterKind.MOVED: _("You move to another health station"),
    LetterKind.REGRET: _("Your choice is about to take effect"),
    LetterKind.CLOSING_AGAIN: _("You can still choose a public health station"),
    LetterKind.GUARDIAN: _("A choice is registered for a child"),
    LetterKind.CHILD_PLACE: _("A child got a place from the queue"),
    LetterKind.OBJECTION: _("A guardian objected to a choice for a child"),
    LetterKind.HEARING: _("You are heard about a choice for a child"),
    LetterKind.TAKEN_BACK: _("Your choice was taken back"),
    LetterKind.CHILD_TAKEN_BACK: _("A choice for a child was taken back"),
    LetterKind.QUEUE_CLOSED: _("The queue in which you waited has ended"),
    LetterKind.ACTED: "{heading}",
    LetterKind.CHILD_MATTER: "{heading}",
    LetterKind.INVITATION: _("You are invited to choose"),
}
FIRST_TEXTS: dict[str, Text] = {
    LetterKind.GUARDIAN: _(
        "A guardian chose on {made_on} for a child whose guardian you are ({strand}). The choice takes effect on "
        "{effective_on}. Its number is {number}.\n\n"
        "You need not do anything. If you do not agree, object by {object_until}: at a service point, or online after "
        "identifying yourself on {web_address}. The choice stands until the objection is settled, and you get the "
        "decision in writing.\n\nMore information: {contact}"
    ),
    LetterKind.CHILD_PLACE: _(
        "A child whose guardian you are got the place for which it waited in a queue ({strand}). It is on the new "
        "list from {effective_on} on. The number is {number}.\n\n"
        "You need not do anything. Before that day a guardian can say no to the place, at a service point, or online "
        "after identifying yourself on {web_address}. The place does not bind: another site can be chosen at any time."
        "\n\nMore information: {contact}"
    ),
    LetterKind.OBJECTION: _(
        "On {objected_on} another guardian objected to a choice that was made for a child whose guardian you are "
        "({strand}). The number of the choice is {number}. The choice stands until the objection is settled, on "
        "{settle_by} at the latest.\n\n"
        "If you want to say something about it before it is settled, call the number below or come to a service point. "
        "You get the decision in writing.\n\nMore information: {contact}"
    ),
    LetterKind.HEARING: _(
        "On {objected_on} another guardian objected to a choice that was made for a child whose guardian you are "
        "({strand}). The number of the choice is {number}. You may say what you think of it before it is settled "
        "(434/2003, section 34).\n\n"
        "This is what the objection is about: {matter}\n\n"
        "Answer by {answer_by}: online after identifying yourself on {web_address}, in writing, by telephone or at a "
        "service point. The matter can be settled even if you do not answer. What you answer is told to the other "
        "guardian in the decision, which you get in writing too. Do not write where you live if the other must not "
        "know it.\n\nMore information: {contact}"
    ),
    LetterKind.TAKEN_BACK: _(
        "On {taken_back_on} your choice of {made_on} ({strand}) was taken back. It does not take effect, and "
        "everything goes on as before. The number of the choice is {number}.\n\n"
        "It was taken back by somebody who acts for you ({who}).\n\n"
        "You need not do anything. You can choose again on {web_address}, at a service point or on paper. If you did "
        "not know of this, or do not agree, call the number below or come to a service point at once."
        "\n\nMore information: {contact}"
    ),
    LetterKind.CHILD_TAKEN_BACK: _(
        "On {taken_back_on} a choice of {made_on} for a child whose guardian you are ({strand}) was taken back by "
        "another who acts for the child. It does not take effect, and everything goes on as before. The number of the "
        "choice is {number}.\n\n"
        "You need not do anything. A guardian can choose again at a service point, on paper, or online after "
        "identifying yourself on {web_address}. If you do not agree, call the number below or come to a service point."
        "\n\nMore information: {contact}"
    ),
    LetterKind.QUEUE_CLOSED: _(
        "{site} takes no more residents, and the queue in which you waited for it has ended ({strand}). You stay where "
        "you are now.\n\n"
        "You need not do anything. You can choose another site, or wait for one, on {web_address}, at a service point "
        "or on paper.\n\nMore information: {contact}"
    ),
    LetterKind.ACTED: _(
        "{what}\n\n"
        "It was done on {done_on} by somebody who acts for you ({who}; {strand}).\n\n"
        "You need not do anything. On {web_address} you see how matters stand, after identifying yourself. If you did "
        "not know of this, or do not agree, call the number below or come to a service point at once."
        "\n\nMore information: {contact}"
    ),
    LetterKind.CHILD_MATTER: _(
        "{what}\n\n"
        "This is of {done_on} ({strand}). You need not do anything. On {web_address} a guardian sees how matters "
        "stand, after identifying. If you did not know of this, or do not agree, call the number below or come to a "
        "service point.\n\nMore information: {contact}"
    ),
    LetterKind.REMINDER: _(
        "You may choose where you get care ({strand}). You can choose until {last_day} on {web_address}, "
        "at a service point or on paper.\n\n"
        "You need not choose. If you do nothing, everything goes on as before.\n\n{cost}\n\n"
        "More information: {contact}"
    ),
    LetterKind.QUEUE: _(
        "A place has become free for you at {site}. It is your site from {effective_on} on; you need not do anything."
        "\n\nIf you do not want the place, take it back before that day on {web_address} or at a service point."
        "\n\nMore information: {contact}"
    ),
    LetterKind.CLOSING: _(
        "The pilot ends. {site} takes care of you until {ends_on}.\n\n"
        "You can choose any public health station yourself until {last_day}, on {web_address} or at a service "
        "point.\n\n"
        "If you do nothing, your health station from {closes_on} on is {home}. We tell both health stations. If you "
        "have an appointment at your present health station on that day or later, ask the new one how your care goes "
        "on.\n\n"
        "More information: {contact}"
    ),
    LetterKind.REGRET: _(
        "You have chosen: {site}. The choice takes effect on {effective_on}.\n\n"
        "If it is right, you need not do anything. If you have changed your mind, take the choice back by {last_day}, "
        "on {web_address} or at a service point.\n\nMore information: {contact}"
    ),
    LetterKind.CLOSING_AGAIN: _(
        "The pilot ends, and {site} takes care of you no longer from {closes_on} on. We have written to you about "
        "it.\n\nYou can choose a public health station yourself by {last_day}, on {web_address} or at a service point. "
        "If you do nothing, you go to your home health station.\n\nMore information: {contact}"
    ),
    LetterKind.MOVED: _(
        "Your health station changes from {from_site} to {site}. The new one takes care of you from {effective_on} "
        "on; you need not do anything.\n\n{why}\n\nThis was not your own choice. It does not bind you and uses no "
        "change of yours up: you can choose another site at any time on {web_address}, at a service point or on paper."
        "\n\nMore information: {contact}"
    ),
    LetterKind.INVITATION: _(
        "On {invited_on} your case manager invited you to choose who gives you care ({strand}). From that day on you "
        "may choose on {web_address}, at a service point or together with your case manager.\n\n"
        "You need not choose. If you do nothing, everything goes on as before.\n\n{cost}\n\n"
        "More information: {contact}"
    ),
}
HOME_SITE: Text = _("your home health station")
WHY_MOVED: dict[str, Text] = {
    MovePlan.Cause.CAP: _(
        "The site has more residents than it can take, and those who move were drawn by lot. Neither the site nor we "
        "picked anybody. How the lots were drawn can be checked afterwards."
    ),
    MovePlan.Cause.CLOSING: _("The site closes and can no longer take care of its residents."),
}


def placeholders(kind: str) -> dict[str, Text]:
    """Return what may stand in braces in the kind's text, and what it means."""
    return EVERY_LETTER | OF_KIND[kind]


def unknown_in(kind: str, text: str) -> list[str]:
    """Return what stands in braces and is no placeholder of the kind, and braces that stand alone."""
    allowed = placeholders(kind)
    unknown = [f"{{{name}}}" for name in IN_BRACES.findall(text) if name not in allowed]
    return unknown + re.findall(r"[{}]", IN_BRACES.sub("", text))


def missing_in(kind: str, text: str) -> list[str]:
    """Return the placeholders that the kind's text cannot do without and that it lacks."""
    return [f"{{{name}}}" for name in NEEDED[kind] if name not in IN_BRACES.findall(text)]


def in_use(pilot: Pilot, kind: str) -> tuple[LetterVersion | None, dict[str, str]]:
    """Return the version that holds, and what it says by part and language; without one, the program's own text."""
    version = LetterVersion.objects.in_use().filter(pilot=pilot, kind=kind).first()
    first = first_texts(kind)
    return version, {name: getattr(version, name) for name in first} if version else first


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with its placeholders filled; one without a value is a mistake of ours."""
    return IN_BRACES.sub(lambda found: values[found[1]], text)


def partly_filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with those placeholders filled that have a value; the others stay, for each reader's own."""
    return IN_BRACES.sub(lambda found: values.get(found[1], found[0]), text)


def first_texts(kind: str) -> dict[str, str]:
    """Return the program's own title and text in each language, as a draft begins."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[f"title_{language}"], found[f"text_{language}"] = str(FIRST_TITLES[kind]), str(FIRST_TEXTS[kind])
    return found
