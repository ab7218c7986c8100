"""Templates hold what sources give, whole, and mark what none gives."""

import re
from datetime import date

import pytest
from stdnum.fi import ytunnus

from billing.models import Use
from pilot.identifiers import is_iban
from pilot.models import ChoiceChannel, ExclusionReason, RuleSet
from scenarios import templates
from scenarios.demo import catalogue
from scenarios.errors import UnknownTemplate

# domain.md 1.2: euros a year by area and youngest age of the band.
PUBLISHED = {
    ("keskusta", 0): 12293,
    ("kuokkala", 0): 14049,
    ("huhtasuo", 0): 14956,
    ("keskusta", 7): 9287,
    ("huhtasuo", 65): 34051,
    ("kuokkala", 65): 27525,
    ("keskusta", 65): 25248,
    ("keskusta", 85): 46043,
}


@pytest.fixture(params=templates.names())
def template(request) -> templates.Template:
    return templates.load(request.param)


def jyvaskyla_cells() -> tuple[templates.CellPlan, ...]:
    return templates.load("jyvaskyla-2017").strands[0].rates[0].cells


def test_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(UnknownTemplate) as refusal:
        templates.load("atlantis-2017")

    assert "atlantis-2017" in refusal.value.message
    assert "jyvaskyla-2017" in refusal.value.message


def test_a_name_is_never_a_path():
    with pytest.raises(UnknownTemplate):
        templates.load("../templates/jyvaskyla-2017")


def test_every_template_is_named_as_its_file(template):
    assert template.code == template.name
    assert set(template.names) == {"fi", "sv", "en"}


def test_every_cell_names_an_area_of_the_template(template):
    areas = {area.code for area in template.areas}

    assert {cell.area for strand in template.strands for table in strand.rates for cell in table.cells} <= areas


def test_every_rule_is_a_column_and_so_is_every_marked_one(template):
    columns = {field.name for field in RuleSet._meta.get_fields()} | {templates.TARGETS}

    for strand in template.strands:
        for rules in strand.rules:
            assert set(rules) <= columns
            assert set(rules["demonstration_fields"]) <= columns


def test_every_place_belongs_to_the_area_that_its_rules_say(template):
    for area in template.areas:
        values = {value for _kind, value in area.rules}
        assert all(place.postal_code in values or place.municipality in values for place in area.places)
        assert all(re.fullmatch(r"\d{5}", place.postal_code) for place in area.places)


def test_organisers_have_valid_identifiers(template):
    assert all("iban" in row and has_valid_identifiers(row) for row in template.organisers)


def test_providers_of_the_demonstration_have_valid_identifiers():
    providers = catalogue.plans("jyvaskyla-2017")

    assert len(providers) > 1
    assert all(has_valid_identifiers(row) for row in providers)


def has_valid_identifiers(row):
    stored = row["business_id"]
    return ytunnus.is_valid(stored) and ytunnus.format(stored) == stored and ("iban" not in row or is_iban(row["iban"]))


def test_jyvaskyla_holds_the_published_rates_unmarked():
    cells = [cell for cell in jyvaskyla_cells() if not cell.is_demonstration]

    unmarked = {(cell.area, cell.age_from): cell.annual_cents for cell in cells}

    assert unmarked == PUBLISHED


def test_jyvaskyla_demonstration_rates_lie_between_the_published_extremes():
    cents = [cell.annual_cents for cell in jyvaskyla_cells()]

    assert len(cents) == 15
    assert min(cents) == PUBLISHED["keskusta", 7]
    assert max(cents) == PUBLISHED["keskusta", 85]


def test_jyvaskyla_ran_from_february_2017_through_october_2019():
    period = templates.load("jyvaskyla-2017").period

    assert (period.lower, period.upper) == (date(2017, 2, 27), date(2019, 11, 1))


def rules_of(name: str, strand: str = "reception") -> dict:
    return next(plan.rules[0] for plan in templates.load(name).strands if plan.code == strand)


def unmarked(name: str, columns: tuple[str, ...], strand: str = "reception") -> dict:
    """Return the columns as the template has them; none of them may be a demonstration value."""
    rules = rules_of(name, strand)
    assert not set(columns) & set(rules["demonstration_fields"])
    return {column: rules[column] for column in columns}


def test_tampere_excludes_whom_the_city_named_and_binds_for_three_months():
    columns = ("lock_in_months", "care_months", "other_centre_months", "excluded")

    assert unmarked("tampere-2017", columns) == {
        "lock_in_months": 3,
        "care_months": 3,
        "other_centre_months": 12,
        "excluded": ["home_care", "institution", "service_housing", "opioid_substitution", "other_centre"],
    }
    assert [area.rules for area in templates.load("tampere-2017").areas] == [
        (("postal_code", "33530"),),
        (("postal_code", "33710"),),
    ]


@pytest.mark.parametrize("strand", ["reception", "oral-health"])
def test_keski_uusimaa_has_two_strands_of_three_weeks_and_six_months(strand):
    assert unmarked("keski-uusimaa-2017", ("effect_days", "lock_in_months", "channels"), strand) == {
        "effect_days": 21,
        "lock_in_months": 6,
        "channels": ["online", "desk", "paper"],
    }
    assert rules_of("keski-uusimaa-2017", strand).get("eligible_from_age", 0) == (18 if strand == "oral-health" else 0)


def test_hameenlinna_counts_those_of_the_end_of_2016_and_excludes_nobody():
    assert unmarked("hameenlinna-2017", ("cohort_on", "kept_in", "kept_until", "excluded")) == {
        "cohort_on": date(2016, 12, 31),
        "kept_in": ["109"],
        "kept_until": date(2018, 12, 31),
        "excluded": [],
    }


def test_uusimaa_has_several_organisers_and_four_strands_of_both_kinds():
    template = templates.load("uusimaa-2018")

    assert [(strand.code, strand.kind) for strand in template.strands] == [
        ("reception", "capitation"),
        ("oral-health", "capitation"),
        ("personal-budget", "per_service"),
        ("client-voucher", "per_service"),
    ]
    assert {area.organiser for area in template.areas} == {row["code"] for row in template.organisers}
    assert len(template.organisers) == 3


def test_what_a_kept_right_and_an_excluded_group_hang_on_is_known(template):
    for strand in template.strands:
        for rules in strand.rules:
            assert set(rules.get("excluded", ())) <= set(ExclusionReason.values)
            assert set(rules.get("channels", ())) <= set(ChoiceChannel.values)


# 912/1992 §§ 7 and 9, by the price lists that each table names: in 2017, and from 2018 to 2021.
SUMS = {
    2017: {"doctor": 2090, "dentist": 1330, "hygienist": 1030},
    2018: {"doctor": 2060, "dentist": 1310, "hygienist": 1020},
}


def test_children_pay_nothing_and_sums_are_the_decrees_of_their_year(template):
    tables = [table for strand in template.strands for table in strand.fees]
    fees = [(min(table.period.lower.year, 2018), fee) for table in tables for fee in table.fees]

    assert all(fee.cents == SUMS[year][fee.service] for year, fee in fees if fee.cents)
    # Tampere's own page gives its own sum.
    exact = {year for year, fee in fees if fee.cents and not fee.marks.get("is_most")}
    assert exact == ({2018} if template.code == "tampere-2017" else set())
    assert {fee.cents for _year, fee in fees if fee.age_to == 17} == {0}
    # A basic fee is no whole price, and only a doctor's visits are counted.
    assert all(bool(fee.marks.get("is_basic")) is (fee.service != "doctor") for _year, fee in fees if fee.cents)
    assert all(
        fee.marks.get("times_a_year") == (3 if fee.service == "doctor" else None) for _y, fee in fees if fee.cents
    )


def test_accounts_of_a_template_are_whole_and_marked(template):
    plan = template.accounting
    if plan is not None:
        assert set(plan.accounts) == set(Use.values)
        assert set(plan.cost_places) <= {area.code for area in template.areas}
        assert plan.is_demonstration


# What the sources of domain.md, section 1, give of each strand's rules; all else is a demonstration value.
SOURCED = {
    ("jyvaskyla-2017", "reception"): {"excluded"},
    ("tampere-2017", "reception"): {"lock_in_months", "excluded", "care_months", "other_centre_months"},
    ("keski-uusimaa-2017", "reception"): {"effect_kind", "effect_days", "lock_in_months", "channels"},
    ("keski-uusimaa-2017", "oral-health"): {
        "effect_kind", "effect_days", "lock_in_months", "channels", "eligible_from_age",
    },
    ("hameenlinna-2017", "reception"): {"cohort_on", "kept_in", "kept_until", "excluded"},
    ("yla-savo-2017", "reception"): set(),
    ("uusimaa-2018", "reception"): {"lock_in_months"},
    ("uusimaa-2018", "oral-health"): {"lock_in_months"},
    ("uusimaa-2018", "personal-budget"): {"by_invitation"},
    ("uusimaa-2018", "client-voucher"): set(),
}  # fmt: skip
# Which rules they are, and not values of theirs.
ABOUT = {"demonstration_fields", "source", "decision_number", "period"}


def test_every_value_that_no_source_gives_is_marked_and_no_other():
    unmarked, unsaid = {}, {}
    for name in templates.names():
        for strand in templates.load(name).strands:
            rules, marked = strand.rules[0], set(strand.rules[0]["demonstration_fields"])
            unmarked[name, strand.code] = (
                {rule for rule in rules if rules[rule] or rule != templates.TARGETS} - marked - ABOUT
            )
            unsaid[name, strand.code] = {"early_change_days", "objection_days", "moves_to"} - marked

    assert unmarked == SOURCED
    # How long a case may take, and where a list gives residents up to, holds in some way though nobody wrote how.
    assert not any(unsaid.values())


def test_jyvaskyla_leaves_out_service_housing_alone():
    assert rules_of("jyvaskyla-2017")["excluded"] == ["service_housing"]
