"""Tags for forms: a field with its label, hint and error, the error summary, the search box, the bar of filters."""

from urllib.parse import parse_qsl

from django.forms import BaseForm, BoundField
from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = Library()


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Print a field of a form: label, hint, error, control."""
    return bound.as_field_group()


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """Print every field of a form, hidden ones too."""
    return render_to_string("components/form.html", {"form": form})


@register.simple_tag
def hidden_fields(form: BaseForm) -> SafeString:
    """Print the hidden fields of a form whose other fields are printed one by one."""
    return SafeString("".join(str(bound) for bound in form.hidden_fields()))


@register.simple_tag
def error_summary(*forms: BaseForm, title: str = "", level: int = 2, focus: bool = True) -> SafeString:
    """Print on top of a form what was not accepted, with a link to each field; nothing when all is well.

    The page opens with the focus here unless `focus` is off. Of a file that was sent it says that it has to be chosen
    again: no browser fills that field in by itself.
    """
    errors = [line for form in forms for line in _error_lines(form)]
    if not errors:
        return SafeString("")
    # A grid of rates is no form, and holds no file.
    has_file = any(form.is_bound and getattr(form, "files", None) for form in forms)
    values = {"errors": errors, "title": title, "level": level, "focus": focus, "has_file": has_file}
    return render_to_string("components/error_summary.html", values)


@register.simple_tag
def error_prefix(*forms: BaseForm) -> str:
    """Return "Error: " for the page's title when a form was not accepted."""
    return _("Error: ") if any(form.is_bound and form.errors for form in forms) else ""


@register.simple_tag
def search_box(action, label, name="q", value="", placeholder="", large=False, id="search", post_token="", keep=""):
    """Print one box and its button; a GET form, or POST when a CSRF token is given (never a person's facts in GET).

    What `keep` asks already (“strand=2”) is asked with it.
    """
    return render_to_string(
        "components/search_box.html",
        {
            "action": action,
            "label": label,
            "name": name,
            "value": value,
            "placeholder": placeholder,
            "large": large,
            "id": id,
            "post_token": post_token,
            "keep": parse_qsl(keep),
        },
    )


@register.simple_tag(takes_context=True)
def filter_bar(context, form: BaseForm, label: str = "") -> SafeString:
    """Print the filters of a list: a GET form, and the chosen ones below as words to take away.

    It loads the whole page: headings, sums and downloads must tell of the same rows as the table.
    """
    request = context["request"]
    return render_to_string(
        "components/filter_bar.html",
        {
            "form": form,
            "label": label or _("Narrow the list"),
            "path": request.path,
            "chips": list(_chips(form, request.GET)),
        },
    )


def _error_lines(form: BaseForm):
    if not form.is_bound:
        return
    for error in form.non_field_errors():
        yield {"href": "", "text": error}
    for bound in form:
        for error in bound.errors:
            # A label that asks ("For whom?") already ends as it should.
            mark = "" if str(bound.label).endswith("?") else ":"
            text = format_html("{}{} {}", bound.label, mark, error) if bound.label else error
            yield {"href": f"#{bound.first_id}", "text": text}


def _chips(form: BaseForm, query):
    if not form.is_bound:
        return
    for bound in form.visible_fields():
        raw = query.getlist(form.add_prefix(bound.name))
        if bound.errors or not any(raw):
            continue
        rest = query.copy()
        rest.pop(form.add_prefix(bound.name))
        rest.pop("page", None)
        yield {"label": bound.label, "text": _chosen_text(bound, raw), "href": f"?{rest.urlencode()}"}


def _chosen_text(bound: BoundField, raw: list[str]) -> str:
    choices = {str(value): str(label) for value, label in getattr(bound.field, "choices", [])}
    return ", ".join(choices.get(value, value) for value in raw if value)
