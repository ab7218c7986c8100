"""Where bars and cells stand on the paper."""

from pilot.charts import WIDTH, Bar, BarChart, Meter


def a_chart(*values: int) -> BarChart:
    bars = [Bar(f"Bar {value}", value, str(value)) for value in values]
    return BarChart("id", "Title", bars, "Text", "Name", "Value")


def test_bars_are_as_long_as_their_values():
    long, short = a_chart(200, 100).drawn

    assert long.width == 2 * short.width


def test_what_takes_away_goes_left_of_the_axis_and_is_hatched():
    chart = a_chart(100, -50)
    more, less = chart.drawn

    assert more.x == chart.axis
    assert round(less.x + less.width, 1) == chart.axis
    assert less.hatch
    assert not more.hatch


def test_everything_stays_on_the_paper():
    chart = a_chart(1_000_000, -999_999)

    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH for bar in chart.drawn)


def test_on_a_phone_names_stand_above_and_every_figure_stays_on_the_paper():
    bars = [Bar("A name as long as they come", 9_999_999_00, "+9 999 999,00 €"), Bar("B", -50, "-9 999 999,00 €")]
    chart = BarChart("id", "Title", bars, "Text", "Name", "Value").narrow
    more, less = chart.drawn

    assert (chart.width, chart.id) == (320, "id-narrow")
    assert more.text_x + len("+9 999 999,00 €") * 7.2 <= 320
    assert less.text_x - len("-9 999 999,00 €") * 7.2 >= 0
    assert (more.name_y, more.y, less.name_y) == (20, 28, 74)


def test_a_long_figure_has_room_beside_its_bar():
    chart = BarChart("id", "T", [Bar("A", 100, "+1 234 567 890,00 €")], "Text", "Name", "Value")

    assert chart.drawn[0].text_x + len("+1 234 567 890,00 €") * 7.2 <= WIDTH


def test_nothing_but_zeros_draws_nothing():
    assert all(bar.width == 0 for bar in a_chart(0, 0).drawn)


def test_a_list_over_its_cap_has_no_free_place():
    meter = Meter("m", on=62, coming=1, cap=60)

    assert meter.free == 0
    assert meter.width == 63


def test_cells_are_drawn_only_while_they_can_be_seen():
    assert Meter("m", on=3, cap=5).cells == "M1 0V10M2 0V10"
    assert Meter("m", on=300, cap=500).cells == ""
