"""Lists: order, pages, totals, filters in the address, and files with the same columns."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from pilot import statuses
from pilot.forms import DayField
from pilot.models import Organiser
from pilot.periods import between, since
from pilot.tables import Column, Listing, Table, list_page, table_file
from tests.people import an_organiser

statuses.register("specimen row", {"holds": ("Voimassa", "holds")})


class Narrowing(forms.Form):
    on = DayField(label="Day")


TABLE = Table(
    "payments",
    "Payments",
    [
        Column("name", "Name", sort="name", href=lambda row: f"/x/{row['name']}/"),
        Column("paid", "Paid", "money", sort="paid"),
        Column("on", "On", "date"),
        Column("state", "State", "status", status="specimen row"),
        Column("note", "Note", only="file"),
    ],
    order="name",
    per_page=2,
    totals=lambda rows: {"paid": sum(row["paid"] for row in rows)},
)
ROWS = [
    {"name": name, "paid": paid, "on": date(2017, 3, 15), "state": "holds", "note": "=1+1"}
    for name, paid in (("Berg", -100), ("Aalto", 123456), ("Caven", 0))
]


def listing(address: str = "/") -> Listing:
    return Listing(TABLE, ROWS, RequestFactory().get(address))


def rendered(listing: Listing) -> str:
    return Template("{% load valinta %}{% data_table listing %}").render(Context({"listing": listing}))


def test_rows_come_in_the_tables_own_order():
    assert [row["name"] for row in listing().page] == ["Aalto", "Berg"]


def test_the_address_turns_the_order_round():
    assert [row["paid"] for row in listing("/?sort=-paid").sorted_rows] == [123456, 0, -100]


def test_an_order_that_is_no_column_changes_nothing():
    assert listing("/?sort=password").order == "name"
    assert listing("/?sort=note").order == "name"


def test_the_deciding_column_says_so_and_offers_the_other_direction():
    html = rendered(listing("/?sort=paid&area=x"))

    assert html.count("aria-sort=") == 1
    assert re.search(r'aria-sort="ascending" role="columnheader"><a [^>]*href="\?area=x&amp;sort=-paid"', html)


def test_the_table_has_a_caption_scopes_and_row_headings():
    html = rendered(listing())

    assert "<caption>" in html
    assert html.count('<th scope="col"') == 4
    assert (
        '<th scope="row" class="name" role="rowheader"><a class="link--quiet" href="/x/Aalto/">Aalto</a></th>' in html
    )


@pytest.mark.parametrize(("left_out", "place"), [(False, ""), (True, " is-detail")])
def test_a_second_line_may_be_left_to_the_rows_own_page(left_out, place):
    column = Column("name", "Name", sub=lambda row: "Oy", sub_detail=left_out)

    assert column.cell({"name": "Aalto"}) == f'Aalto<span class="table__sub{place}">Oy</span>'


def test_figures_stand_right_and_totals_count_every_page():
    with override("fi"):
        html = rendered(listing())

    assert (
        '<td class="is-chief num" role="cell" data-label="Paid"><span class="money money--minus">−1,00\xa0€</span></td>'
        in html
    )
    assert "1\xa0233,56\xa0€" in html


def test_a_number_that_names_its_row_stands_left_as_its_heading_does():
    lines = Table("lines", "Lines", [Column("line", "Line", "number"), Column("paid", "Paid", "money")], chief="paid")

    html = rendered(Listing(lines, [{"line": 3, "paid": 100}], RequestFactory().get("/")))

    assert '<th scope="col" role="columnheader">Line</th>' in html
    assert '<th scope="col" class="is-chief num" role="columnheader">Paid</th>' in html


def test_pages_keep_the_rest_of_the_address():
    html = rendered(listing("/?sort=-name&area=x"))

    assert 'href="?sort=-name&amp;area=x&amp;page=2"' in html
    assert html.count('aria-current="page"') == 1


def test_a_page_beyond_the_last_shows_the_last():
    assert listing("/?page=99").page.number == 2


def test_an_empty_list_says_what_to_do():
    html = rendered(Listing(TABLE, [], RequestFactory().get("/")))

    assert "<table" not in html
    assert 'class="empty"' in html


def test_the_file_has_the_pages_columns_and_those_of_its_own():
    response = table_file(listing("/?sort=-name"), "csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()

    assert lines[0] == "Name;Paid;On;State;Note"
    assert lines[1] == "Caven;0,00;2017-03-15;Voimassa;'=1+1"
    assert len(lines) == 4
    assert response["Content-Disposition"] == 'attachment; filename="payments.csv"'


def test_the_spreadsheet_is_a_file_of_its_kind():
    response = table_file(listing(), "xlsx")

    assert response.content.startswith(b"PK")
    assert "spreadsheetml" in response["Content-Type"]


@pytest.mark.django_db
def test_equal_rows_of_a_queryset_keep_their_order_by_key():
    made = [an_organiser(town="Jyväskylä") for _ in range(3)]
    table = Table("towns", "Towns", [Column("town", "Town", sort="town")], order="-town")

    rows = Listing(table, Organiser.objects.all(), RequestFactory().get("/")).sorted_rows

    assert [row.pk for row in rows] == [row.pk for row in made]


@pytest.mark.django_db
def test_ten_more_rows_cost_no_more_queries(django_assert_num_queries):
    table = Table("towns", "Towns", [Column("town", "Town", sort="town")], order="town")

    for _ in range(2):
        for _ in range(10):
            an_organiser()
        with django_assert_num_queries(2):
            rendered(Listing(table, Organiser.objects.all(), RequestFactory().get("/")))


class Asked:
    """What django-htmx says of a request that it made."""

    current_url_abs_path, history_restore_request = "/", False

    def __init__(self, target: str) -> None:
        self.target = target


@pytest.mark.django_db
@pytest.mark.parametrize(("target", "whole"), [("list-payments", False), ("elsewhere", True), (None, True)])
def test_htmx_gets_the_list_alone_when_it_asks_for_it(target, whole):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.htmx = Asked(target) if target else None

    html = list_page(request, table=TABLE, rows=ROWS, template="pilot/accessibility.html").content.decode()

    assert ("<html" in html) is whole


@pytest.mark.django_db
def test_a_file_of_other_rows_than_asked_for_is_not_given():
    form = Narrowing({"on": "31.2.2017"})
    request = RequestFactory().get("/?format=csv")
    request.user = AnonymousUser()

    answer = list_page(
        request,
        table=TABLE,
        rows=ROWS,
        filters=SimpleNamespace(form=form, qs=ROWS),
        template="pilot/accessibility.html",
    )

    assert (answer.status_code, "Content-Disposition" in answer) == (422, False)


def test_a_period_is_two_days_in_a_file():
    table = Table("stays", "Stays", [Column("name", "Name"), Column("stay", "Stay", "period")], order="name")
    rows = [
        {"name": "Aalto", "stay": between(date(2017, 3, 1), date(2017, 4, 1))},
        {"name": "Berg", "stay": since(date(2017, 3, 15))},
        {"name": "Caven", "stay": None},
    ]

    with override("en"):
        content = b"".join(table_file(Listing(table, rows, RequestFactory().get("/")), "csv").streaming_content)

    assert content.decode("utf-8-sig").splitlines() == [
        "Name;Stay, first day;Stay, last day",
        "Aalto;2017-03-01;2017-03-31",
        "Berg;2017-03-15;",
        "Caven;;",
    ]


def test_filters_narrow_page_and_file_alike():
    filters = SimpleNamespace(form=None, qs=ROWS[:1])
    request = RequestFactory().get("/?format=csv")

    response = list_page(request, table=TABLE, rows=ROWS, filters=filters, template="pilot/accessibility.html")

    assert len(b"".join(response.streaming_content).splitlines()) == 2
