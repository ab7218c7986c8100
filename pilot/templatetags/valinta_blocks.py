"""Tags around content: buttons, notices, cards, facts, figures, steps, periods, timelines, menus.

Each takes what stands between its opening and closing tag and puts it into its template in templates/components/.
"""

from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.forms.utils import flatatt
from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from pilot import elements

register = Library()

NOTICE_ICONS = {"info": "info", "positive": "done", "caution": "warning", "negative": "stop"}
CHECK_ICONS = {"ok": "done", "warns": "warning", "fails": "stop"}


def _component(name: str, /, **values) -> SafeString:
    return render_to_string(f"components/{name}.html", values)


@register.simple_tag
def fragment(name, **values):
    """Print a template that depends on the language and its values alone; equal ones are rendered once."""
    # The type belongs to what is equal: a text that is safe must not stand for the same text that is not.
    return _rendered(name, get_language(), tuple((key, type(value), value) for key, value in values.items()))


@lru_cache(maxsize=2048)
def _rendered(name: str, _language: str | None, values: tuple[tuple[str, type, Any], ...]) -> SafeString:
    if any(isinstance(value, Model) for _key, _type, value in values):
        raise TypeError(f"{name}: a row is equal to its older self, so that a fragment takes plain values only")
    return render_to_string(name, {key: value for key, _type, value in values})


@register.simple_block_tag(takes_context=True)
def button(context, content, variant="", href="", **attributes):
    """Print a button, or a link that looks like one. Variants: secondary, quiet, grave, large, small, link."""
    classes = " ".join(["button", *(f"button--{part}" for part in variant.split())])
    reason = attributes.pop("reason", "")
    icon = attributes.pop("icon", "")
    attributes = {name.replace("_", "-"): value for name, value in attributes.items()}
    # An empty reason is no reason; as an attribute it would still disable.
    attributes["disabled"] = bool(attributes.get("disabled"))
    if not href:
        attributes.setdefault("type", "submit")
    return _component(
        "button", content=content, classes=classes, href=href, icon=icon, reason=reason, attributes=flatatt(attributes)
    )


@register.simple_block_tag
def notice(content, tone="info", title="", level=2, live=False, focus=False):
    """Print a message in the page. Tones: info, positive, caution, negative.

    `live` is read out when it appears; with `focus` the page opens at it, since what stands in a page from its
    beginning is not read out as something new.
    """
    values = {"tone": tone, "title": title, "level": level, "live": live, "focus": focus, "icon": NOTICE_ICONS[tone]}
    return _component("notice", content=content, **values)


@register.simple_block_tag
def strip(content, behalf=False):
    """Print a line over the whole page: trial use, or acting for somebody else."""
    return _component("strip", content=content, behalf=behalf)


@register.simple_block_tag
def card(content, title="", id="", variant="", note="", level=2):
    """Print a part of a page under a heading of its own. Variants: framed (the decision), sunk (the aside)."""
    return _component("card", content=content, title=title, id=id, variant=variant, note=note, level=level)


@register.simple_block_tag
def empty_state(content, title, level=2):
    """Say why there is nothing here and what to do next."""
    return _component("empty_state", content=content, title=title, level=level)


@register.simple_block_tag
def disclosure(content, summary, open=False):
    """Print more of the same page behind a line that opens it."""
    return _component("disclosure", content=content, summary=summary, open=open)


@register.simple_block_tag
def menu(content, label, icon="", variant="secondary"):
    """Print a short list that opens under a button; inside it menu_item and menu_note."""
    return _component("menu", content=content, label=label, icon=icon, variant=variant)


@register.simple_tag
def menu_item(href, label, note="", download=False):
    """Print one line of a menu."""
    return _component("menu_item", href=href, label=label, note=note, download=download)


@register.simple_block_tag
def facts(content, variant=""):
    """Print names and values with a line between; inside it fact. Variants: answers, dense."""
    return _component("facts", content=content, variant=variant)


@register.simple_block_tag
def fact(content, label, more="", href="", action="", action_more=""):
    """Print one name and its value, with a link to change it when `href` is given."""
    return _component(
        "fact", content=content, label=label, more=more, href=href, action=action, action_more=action_more
    )


@register.simple_block_tag
def figures(content):
    """Print the head figures of a page on one base line; inside it figure."""
    return _component("figures", content=content)


@register.simple_block_tag
def figure(content, label, note="", href=""):
    """Print one head figure; it leads to what it is made of."""
    return _component("figure", content=content, label=label, note=note, href=href)


@register.simple_block_tag
def steps(content, variant="across"):
    """Print a sequence; inside it step. Variants: across, plan (numbered, not begun), or none."""
    return _component("steps", content=content, variant=variant)


@register.simple_block_tag
def step(content, state="coming", note=""):
    """Print one step. States: done, current, coming."""
    return _component("step", content=content, state=state, note=note)


@register.simple_block_tag
def periods(content, columns=""):
    """Print what follows what on one line; inside it time_point."""
    return _component("periods", content=content, columns=columns)


@register.simple_block_tag
def time_point(content, when="", state="", more=""):
    """Print where something begins. States: home (grey), open (goes on, the last one), end (no longer holds)."""
    return _component("time_point", content=content, when=when, state=state, more=more)


@register.simple_block_tag
def timeline(content):
    """Print what has happened and what will, newest first; inside it event and today."""
    return _component("timeline", content=content)


@register.simple_block_tag
def event(content, when="", state="", more=""):
    """Print one line of a timeline. States: coming, minor."""
    return _component("event", content=content, when=when, state=state, more=more)


@register.simple_tag
def today(day):
    """Draw the line of today in a timeline."""
    return _component("today", day=day)


@register.simple_block_tag
def checks(content):
    """Print what was checked; inside it check."""
    return _component("checks", content=content)


@register.simple_block_tag
def check(content, name, state="ok"):
    """Print one check and what came out. States: ok, warns, fails."""
    return _component("check", content=content, name=name, state=state, icon=CHECK_ICONS[state])


@register.simple_block_tag
def formula(content):
    """Print how an amount came about, on one line; inside it term and operator."""
    return _component("formula", content=content)


@register.simple_block_tag
def term(content, name, result=False):
    """Print one value of a formula and what it is."""
    return _component("term", content=content, name=name, result=result)


@register.simple_tag
def operator(sign):
    """Print the sign between two terms of a formula."""
    return _component("operator", sign=sign)


@register.simple_tag
def digest(text, label=""):
    """Print a digest in groups of eight, its head and tail marked for comparing by eye."""
    groups = [text[place : place + 8] for place in range(0, len(text), 8)]
    return _component("digest", head=groups[0], middle=groups[1:-1], tail=groups[-1], label=label)


@register.simple_block_tag
def table_frame(content, name, whole=True):
    """Put a table into a frame of its own that scrolls when narrow; the keyboard can scroll it too."""
    return _component("table_frame", content=content, name=name, whole=whole)


@register.simple_block_tag
def onward(content, href):
    """Print a link that leads on, with an arrow."""
    return _component("onward", content=content, href=href, arrow=elements.icon("arrow"))
