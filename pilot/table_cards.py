"""A table's rows as cards on a phone: every cell learns its column's heading, and every part keeps its role.

The name stands on a card's first line, and beside it what is looked for first: the column marked `is-chief`, else the
last sum, else the last state. A column marked `is-detail` is left to the page that the row leads to, though it is still
read out. CSS lays rows out as cards when narrow (static/css/components/table-cards.css); a browser
may then forget that they are a table's, so the roles are spelt out. A matrix, whose figures mean something side by side
alone, stays one by the class `table--grid`.
"""

import re
from html import escape, unescape

from django.utils.translation import gettext as _

TAG = re.compile(r"<(/?)(table|caption|thead|tbody|tfoot|tr|th|td)\b([^>]*)>")
MARKUP = re.compile(r"<[^>]*>")
CLASS = re.compile(r'class="([^"]*)"')
BLANK = re.compile(r"\s*</t")
HEADING = re.compile(r"<th\b[^>]*>")
CELL = re.compile(r"<t[hd]\b")
CHIEF = ('class="money', 'class="status')
COLUMNS = re.compile(r'colspan="?(\d+)')
AS_IT_IS = frozenset({"table--few", "table--stack", "table--grid", "rate-grid"})
ROLES = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tfoot": "rowgroup", "tr": "row", "td": "cell"}


def as_cards(html: str) -> str:
    """Return the markup of one table with what its cards need; a table without one row of headings is left alone."""
    opened = CLASS.search(html)
    head = html.partition("<thead")[2].partition("</thead>")[0]
    if opened is None or head.count("<tr") != 1 or COLUMNS.search(head) or AS_IT_IS & set(opened[1].split()):
        return html
    parts, done = list[str](), 0
    headings = [_words(cell) for cell in HEADING.split(head)[1:]]
    chief = _chief(head, html)
    details = {number for number, tag in enumerate(HEADING.findall(head)) if "is-detail" in tag}
    in_head, column = False, 0
    for tag in TAG.finditer(html):
        closes, name, rest = tag.groups()
        if name == "thead":
            in_head = not closes
        elif name == "tr":
            column = 0
        if closes or name == "caption":
            continue
        added = f' role="{_role(name, rest, in_head)}"'
        if name in ("th", "td") and not in_head:
            wide = int(found[1]) if (found := COLUMNS.search(rest)) else 1
            if BLANK.match(html, tag.end()):
                rest = _with_class(rest, "is-empty")
            elif name == "td" and wide == 1 and column < len(headings) and headings[column]:
                kind = "is-chief" if column == chief else "is-detail" if column in details else ""
                # The sum beside a name says by itself that it is euros.
                is_plain = kind == "is-chief" and headings[column] == escape(_("Euros"))
                added += "" if is_plain else f' data-label="{headings[column]}"'
                rest = _with_class(rest, kind) if kind else rest
            column += wide
        if name == "table":
            rest = _with_class(rest, "table--cards")
        parts += [html[done : tag.start()], f"<{name}{rest}{added}>"]
        done = tag.end()
    return "".join(parts) + html[done:]


def _chief(head: str, html: str) -> int | None:
    """Return which column stands beside the name."""
    for number, tag in enumerate(HEADING.findall(head)):
        if "is-chief" in tag:
            return number
    cells = CELL.split(html.partition("<tbody")[2].partition("</tr>")[0])[1:]
    for mark in CHIEF:
        found = [number for number, cell in enumerate(cells) if number and mark in cell]
        if found:
            return found[-1]
    return None


def with_roles(html: str) -> str:
    """Return the markup of one table with its roles spelt out, where a style sheet of its own stacks it when narrow."""
    parts, done, in_head = list[str](), 0, False
    for tag in TAG.finditer(html):
        closes, name, rest = tag.groups()
        if name == "thead":
            in_head = not closes
        if closes or name == "caption":
            continue
        parts += [html[done : tag.start()], f'<{name}{rest} role="{_role(name, rest, in_head)}">']
        done = tag.end()
    return "".join(parts) + html[done:]


def _with_class(attributes: str, name: str) -> str:
    if 'class="' in attributes:
        return attributes.replace('class="', f'class="{name} ', 1)
    return f'{attributes} class="{name}"'


def _role(name: str, rest: str, in_head: bool) -> str:
    if name == "th":
        return "columnheader" if in_head else "rowheader"
    return ROLES[name]


def _words(cell: str) -> str:
    return escape(" ".join(unescape(MARKUP.sub(" ", cell.partition("</th>")[0])).split()))
