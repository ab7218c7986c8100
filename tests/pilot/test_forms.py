"""What people may type, and how a form that was not accepted says so."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils.translation import override

from pilot import formats
from pilot.calendar import Month
from pilot.forms import DayField, HintedRadios, MoneyField, MonthField


class Application(forms.Form):
    begins_on = DayField(label="Begins", help_text="A day")
    yearly = MoneyField(label="Rate")
    reason = forms.CharField(label="Reason", required=False)
    whom = forms.ChoiceField(label="For whom?", choices=[("me", "Me"), ("child", "A child")], widget=HintedRadios)


def rendered(text: str, **context) -> str:
    return Template("{% load valinta %}" + text).render(Context(context))


@pytest.mark.parametrize("text", ["15.3.2017", " 15. 3. 2017 ", "15.03.2017", "2017-03-15"])
def test_a_day_may_be_typed_in_several_ways(text):
    assert DayField().clean(text) == date(2017, 3, 15)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.2.2017", "no_such_day"),
        ("1.13.2017", "no_such_month"),
        ("tomorrow", "not_a_date"),
        ("1.1.17", "not_a_date"),
    ],
)
def test_what_is_not_a_day_is_refused_for_its_reason(text, code):
    with pytest.raises(ValidationError) as refused:
        DayField().clean(text)

    assert refused.value.code == code


def test_the_refusal_of_a_day_tells_the_last_day_of_that_month():
    with pytest.raises(ValidationError) as refused:
        DayField().clean("31.2.2016")

    assert refused.value.params["last"] == 29


def test_an_amount_becomes_whole_cents():
    assert MoneyField().clean("1 234,5") == 123450
    with pytest.raises(ValidationError):
        MoneyField().clean("12,345")


@pytest.mark.parametrize(("language", "text"), [("fi", "2 515,64"), ("sv", "2 515,64"), ("en", "2,515.64")])
def test_an_amount_may_be_typed_as_the_page_writes_it(language, text):
    with override(language):
        shown = MoneyField().prepare_value(251564)

        assert shown.replace("\xa0", " ") == text
        assert MoneyField().clean(shown) == MoneyField().clean(text) == 251564


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_commas_between_thousands_are_english(language):
    with override(language), pytest.raises(ValidationError) as refused:
        MoneyField().clean("2,515.64")

    assert refused.value.code == "not_an_amount"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_an_amount_of_two_readings_is_refused_with_what_to_write(language):
    with override(language), pytest.raises(ValidationError) as refused:
        MoneyField().clean("2,515")

    assert refused.value.code == "amount_in_two_ways"
    assert refused.value.messages[0].startswith("2,515 ")


@pytest.mark.parametrize("cents", [0, 5, -5, 99999, 100000, 123456789, 10**12 - 1])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_a_page_prints_is_read_back_as_the_same_amount(language, cents):
    assert formats.cents_typed(formats.money(cents, language=language), language=language) == cents


def test_an_amount_below_the_least_is_refused():
    with pytest.raises(ValidationError):
        MoneyField().clean("−1")

    assert MoneyField(least=None).clean("−1") == -100


def test_a_month_may_be_typed_in_two_ways():
    assert MonthField().clean("3/2017") == MonthField().clean("2017-03") == Month(2017, 3)
    with pytest.raises(ValidationError):
        MonthField().clean("13/2017")


def test_stored_values_come_back_as_they_are_typed():
    form = Application(initial={"begins_on": date(2017, 3, 15), "yearly": 25248})

    assert 'value="15.3.2017"' in str(form["begins_on"])
    assert 'value="252,48"' in str(form["yearly"])


def test_a_field_ties_its_label_hint_and_error_to_the_control():
    html = rendered("{% field form.begins_on %}", form=Application({"begins_on": "31.2.2017"}))

    assert '<label for="id_begins_on">' in html
    assert 'aria-describedby="id_begins_on_helptext id_begins_on_error"' in html
    assert 'id="id_begins_on_error"' in html
    assert 'aria-invalid="true"' in html


def test_only_what_is_optional_is_marked():
    form = Application()

    assert "field__optional" in rendered("{% field form.reason %}", form=form)
    assert "field__optional" not in rendered("{% field form.begins_on %}", form=form)
    assert "required" not in str(form["begins_on"])


def test_radio_buttons_stand_in_a_named_group():
    html = rendered("{% field form.whom %}", form=Application())

    assert html.count('type="radio"') == 2
    assert '<legend class="field__legend">For whom?' in html


def test_the_error_summary_links_to_each_field():
    form = Application({"begins_on": "31.2.2017", "yearly": "1"})

    html = rendered("{% error_summary form %}", form=form)

    assert 'href="#id_begins_on"' in html
    assert 'href="#id_whom_0"' in html
    assert "#id_yearly" not in html
    assert "autofocus" in html


def test_a_form_without_errors_has_no_summary():
    assert rendered("{% error_summary form %}", form=Application()).strip() == ""


def test_a_message_with_markup_in_it_is_escaped_in_the_summary():
    html = rendered("{% error_summary form %}", form=Application({"begins_on": "<b>x</b>"}))

    assert "<b>x</b>" not in html


def test_the_title_of_a_refused_page_begins_with_the_error():
    with override("en"):
        assert rendered("{% error_prefix form %}x", form=Application({})) == "Error: x"
        assert rendered("{% error_prefix form %}x", form=Application()) == "x"
