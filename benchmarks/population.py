"""A pilot of any size for benchmarks, written straight into the tables: the import has a benchmark of its own.

Three areas with a home site each, nine private sites, five age bands; one resident in seven has chosen, the choices
taking effect on twenty different days.
"""

from datetime import date

from django.db import connection, transaction

from pilot.planner import count_anew
from registry.models import Residence, Resident
from scenarios.replay.playing import Stage
from vouchers import actions as voucher_actions
from vouchers.models import Choice, Enrolment

AREAS = ["keskusta", "kuokkala", "huhtasuo"]
BANDS = [(0, 6, "122.93"), (7, 64, "92.87"), (65, 74, "252.48"), (75, 84, "380.00"), (85, None, "460.43")]

RESIDENTS = """
    INSERT INTO registry_resident (pilot_id, list_code, given_names, family_name, born_on, sex, language, email,
        died_precision)
    SELECT %(pilot)s, 'B' || lpad(number::text, 8, '0'), 'Testi', 'Asukas',
        date '1925-01-01' + (number * 7919 %% 32800)::int, 'female', 'fi', '', ''
    FROM generate_series(1, %(n)s::bigint) AS number
"""
RESIDENCES = """
    INSERT INTO registry_residence (resident_id, moved_on, area_id, municipality_code, postal_code, town, street,
        period, registered_at)
    SELECT id, date '2015-01-01', (%(areas)s::bigint[])[1 + id %% 3], '179', '40100', 'Jyväskylä', 'Koekuja 1',
        daterange(date '2015-01-01', NULL), now()
    FROM registry_resident WHERE pilot_id = %(pilot)s ORDER BY id
"""
CHOICES = """
    INSERT INTO vouchers_choice (resident_id, strand_id, site_id, made_at, made_on, effective_on, channel, reason,
        receipt_number)
    SELECT id, %(strand)s, (%(sites)s::bigint[])[1 + id %% 9], now(), date '2017-01-01' + (id %% 20)::int,
        date '2017-01-22' + (id %% 20)::int, 'online', '', 'B' || id
    FROM registry_resident WHERE pilot_id = %(pilot)s AND id %% 7 = 0
"""


def make(n: int) -> Stage:
    """Return a pilot with n residents on their lists."""
    with transaction.atomic():
        stage = Stage(_story())
        strand = stage.strand
        params = {
            "n": n,
            "pilot": strand.pilot_id,
            "strand": strand.pk,
            "areas": [area.pk for area in stage.areas.values()],
            "sites": [site.pk for key, site in stage.sites.items() if key.startswith("private")],
        }
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            for statement in (RESIDENTS, RESIDENCES, CHOICES):
                cursor.execute(statement, params)
        voucher_actions.lay_out_everybody(strand=strand)
        # As taking in a file does.
        count_anew(Resident, Residence, Enrolment, Choice, rows=n)
    return stage


def _story() -> dict:
    rates = [
        {"area": area, "age_from": first, "age_to": last, "annual": annual}
        for area in AREAS
        for first, last, annual in BANDS
    ]
    return {
        "rules": {
            "effect": {"kind": "days", "days": 21},
            "lock_in_months": 6,
            "counting": "daily",
            "age_on": "reference_day",
            "leaves_area": "ends",
            "partial_date": "last_day",
        },
        "areas": AREAS,
        "sites": [{"key": f"home-{area}", "sector": "public", "home_of": area} for area in AREAS]
        + [{"key": f"private-{number}", "sector": "private"} for number in range(9)],
        "rates": [{"valid_from": date(2017, 1, 1).isoformat(), "cells": rates}],
        "residents": [],
        "events": [],
    }
