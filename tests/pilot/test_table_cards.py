"""A table's cells say their column's heading where a phone shows rows as cards, and keep their roles."""

import re

from django.template import Context, Template
from django.utils.translation import gettext

from pilot.table_cards import as_cards, with_roles

TABLE = (
    '<table class="table"><caption><b>Sums</b></caption>'
    '<thead><tr><th scope="col">Site</th><th scope="col" class="num"><a href="?sort=paid">To &amp; fro</a></th>'
    '<th scope="col">State</th></tr></thead>'
    '<tbody><tr><th scope="row">Harju</th><td class="num">1</td><td></td></tr>'
    '<tr><td colspan="2">Both</td><td>Paid</td></tr></tbody>'
    '<tfoot><tr><th scope="row">Total</th><td class="num">1</td><td></td></tr></tfoot></table>'
)


def test_every_cell_has_the_heading_of_its_column():
    assert re.findall(r'<td[^>]*?(?: data-label="([^"]*)")?>', as_cards(TABLE)) == [
        "To &amp; fro", "", "", "State", "To &amp; fro", "",
    ]  # fmt: skip


def test_every_part_keeps_its_role():
    roles = re.findall(r'<(\w+)[^>]* role="(\w+)"', as_cards(TABLE))

    assert roles[:6] == [
        ("table", "table"), ("thead", "rowgroup"), ("tr", "row"), ("th", "columnheader"), ("th", "columnheader"),
        ("th", "columnheader"),
    ]  # fmt: skip
    assert roles[6:11] == [
        ("tbody", "rowgroup"), ("tr", "row"), ("th", "rowheader"), ("td", "cell"), ("td", "cell"),
    ]  # fmt: skip
    assert re.sub(r' role="\w+"| data-label="[^"]*"|table--cards | class="is-empty"', "", as_cards(TABLE)) == TABLE


def test_a_cell_without_anything_gets_no_line_of_its_own():
    assert as_cards(TABLE).count('<td class="is-empty" role="cell"></td>') == 2


SUMS = TABLE.replace(
    '<td class="num">1</td><td></td>', '<td class="num"><span class="money">1 €</span></td><td>Paid</td>'
)


def test_the_last_sum_stands_beside_the_name_unless_another_column_is_marked():
    chief = r'<td class="is-chief[^>]* data-label="([^"]*)"'

    assert re.findall(chief, as_cards(TABLE)) == []
    assert re.findall(chief, as_cards(SUMS)) == ["To &amp; fro", "To &amp; fro"]
    assert re.findall(chief, as_cards(SUMS.replace('scope="col">State', 'scope="col" class="is-chief">State'))) == [
        "State", "State", "State",
    ]  # fmt: skip


def test_a_sum_beside_a_name_needs_no_heading_that_says_it_is_euros():
    euros = SUMS.replace("To &amp; fro", gettext("Euros"))

    assert '<td class="is-chief num" role="cell">' in as_cards(euros)
    assert '<td class="is-chief num" role="cell" data-label="To &amp; fro">' in as_cards(SUMS)


def test_a_column_left_to_the_rows_own_page_is_marked_in_every_row():
    marked = as_cards(TABLE.replace('scope="col">State', 'scope="col" class="is-detail">State'))

    assert marked.count('<td class="is-detail" role="cell" data-label="State">Paid') == 1
    assert '<td class="is-empty" role="cell">' in marked


def test_a_matrix_and_a_table_of_few_columns_stay_as_they_are():
    for kind in ("table--grid", "table--few", "table--stack"):
        matrix = TABLE.replace('class="table"', f'class="table {kind}"')
        assert as_cards(matrix) == matrix


def test_two_rows_of_headings_and_no_table_at_all_stay_as_they_are():
    two = TABLE.replace("</tr></thead>", "</tr><tr><th>More</th></tr></thead>")

    assert (as_cards(two), as_cards("<p>Nothing</p>")) == (two, "<p>Nothing</p>")


def test_a_frame_gives_its_table_cards_and_escapes_what_it_is_given():
    page = "{% load valinta %}{% table_frame 'Sums' %}" + TABLE.replace("Harju", "{{ name }}") + "{% endtable_frame %}"

    shown = Template(page).render(Context({"name": '<script data-label="x">'}))

    assert 'class="table--cards table"' in shown
    assert "&lt;script data-label=&quot;x&quot;&gt;" in shown


def test_a_stacked_table_gets_its_roles_alone():
    html = with_roles(
        '<table class="table table--stack"><caption>All</caption><thead><tr><th scope="col">Letter</th></tr></thead>'
        '<tbody><tr><th scope="row">Voucher</th><td data-label="Day">1.1.2017</td></tr></tbody></table>'
    )

    assert re.findall(r'<(\w+)[^>]* role="(\w+)"', html) == [
        ("table", "table"),
        ("thead", "rowgroup"),
        ("tr", "row"),
        ("th", "columnheader"),
        ("tbody", "rowgroup"),
        ("tr", "row"),
        ("th", "rowheader"),
        ("td", "cell"),
    ]
    assert "table--cards" not in html
