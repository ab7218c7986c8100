"""Tags around content: what must hold of their markup."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from pilot.models import Area


def rendered(template: str, **context) -> str:
    return Template("{% load valinta %}" + template).render(Context(context)).strip()


def test_a_button_with_an_address_is_a_link():
    html = rendered('{% button href=url variant="secondary" %}Go{% endbutton %}', url="/x/?a=1&b=2")

    assert html == '<a class="button button--secondary" href="/x/?a=1&amp;b=2">Go</a>'


def test_a_disabled_button_says_why():
    html = rendered('{% button disabled=True reason="You prepared it." %}Approve{% endbutton %}')

    assert '<button class="button" type="submit" disabled>' in html
    assert "You prepared it." in html


def test_an_empty_reason_disables_no_button():
    html = rendered("{% button disabled=reason reason=reason %}Freeze{% endbutton %}", reason="")

    assert html == '<button class="button" type="submit">Freeze</button>'


def test_what_stands_inside_a_block_is_escaped_once():
    html = rendered("{% notice title=title %}<p>{{ text }}</p>{% endnotice %}", title="A & B", text="<i>")

    assert "A &amp; B" in html
    assert "<p>&lt;i&gt;</p>" in html


def test_a_page_opens_at_its_first_message():
    html = render_to_string("shells/_messages.html", {"messages": [SimpleNamespace(level_tag="success")] * 2})

    assert html.count("autofocus") == 1
    assert html.index("autofocus") < html.index("notice__body")


def test_blocks_stand_in_blocks():
    html = rendered('{% facts %}{% fact "Paid" href="/x/" action="See" %}{% money 100 %}{% endfact %}{% endfacts %}')

    assert html.index("<dl") < html.index("<dt>Paid</dt>") < html.index('class="money"') < html.index('href="/x/"')


def test_a_value_can_be_kept_for_a_sentence():
    html = rendered('{% money -5 as sum %}{% icon "done" as mark %}[{{ sum }}]')

    assert html.startswith('[<span class="money money--minus">')


def test_nothing_prints_nothing():
    assert rendered("{% money x %}{% date x %}{% period x %}{% month x %}", x=None) == ""


def test_a_digest_marks_its_head_and_tail():
    assert "<b>aaaaaaaa</b> bbbbbbbb <b>cccccccc</b>" in rendered('{% digest "aaaaaaaabbbbbbbbcccccccc" %}')


def a_job(state: str = "running", **fields) -> SimpleNamespace:
    given = {"pk": 7, "done": 3, "total": 9, "message": "", "error": "", "ended_at": None, "heartbeat_at": None}
    return SimpleNamespace(state=state, **given | fields)


@pytest.mark.parametrize(("state", "asks"), [("running", True), ("waiting", True), ("done", False), ("failed", False)])
def test_progress_asks_again_only_while_the_work_goes_on(state, asks):
    from pilot.gallery import AT

    ended = AT if state in ("done", "failed") else None
    job = a_job(state, ended_at=ended)

    html = rendered('{% progress job href="/jobs/7/" %}', job=job)

    assert ("hx-get" in html) is asks
    assert 'value="3" max="9"' in html


@pytest.mark.parametrize(("seconds", "says"), [(5, False), (45, True)])
def test_progress_says_when_its_worker_has_fallen_silent(seconds, says):
    job = a_job(heartbeat_at=timezone.now() - timedelta(seconds=seconds))

    assert ("lakannut vastaamasta" in rendered("{% progress job %}", job=job)) is says


def test_one_page_needs_no_pagination():
    request = RequestFactory().get("/")

    assert rendered("{% pagination page %}", page=Paginator(range(3), 5).page(1), request=request) == ""


def test_pagination_keeps_the_address():
    request = RequestFactory().get("/?q=x&page=1")

    html = rendered("{% pagination page %}", page=Paginator(range(30), 5).page(1), request=request)

    assert 'href="?q=x&amp;page=2"' in html


@pytest.mark.parametrize(("language", "words"), [("fi", "Avoinna tänään 8–16."), ("sv", "Öppet i dag 8–16.")])
def test_a_fragment_is_the_template_in_the_pages_language(language, words):
    with override(language):
        for _again in range(2):
            assert rendered('{% fragment "sites/_open_today.html" hours=hours %}', hours="8–16") == words


def test_a_fragment_tells_safe_text_from_the_same_text_unsafe():
    template = '{% fragment "sites/_open_today.html" hours=hours %}'

    with override("en"):
        assert "<b>8</b>" in rendered(template, hours=mark_safe("<b>8</b>"))
        assert "&lt;b&gt;8&lt;/b&gt;" in rendered(template, hours="<b>8</b>")


def test_a_fragment_takes_no_row_of_a_table():
    with pytest.raises(TypeError, match="plain values only"):
        rendered('{% fragment "sites/_room.html" room=site %}', site=Area(pk=1))
