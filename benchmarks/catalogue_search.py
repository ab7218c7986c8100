"""Searching among 2,000 sites before any log-in: the whole page, against a bare view that asks for one row.

Seconds are the p95 of server time in one process, request to response, middleware and template included. Words, slips
of the finger, postal codes, filters and later pages take turns; a tenth of the lists are capped, a third of the sites
report waiting times of a year.
"""

from datetime import date
from http import HTTPStatus

from django.db import connection, transaction
from django.test import Client, override_settings

from benchmarks import population
from benchmarks.measuring import Result, benchmark, p95, served
from pilot.planner import count_anew
from providers.models import Approval, ListCap, Measure, OpeningHours, Site
from scenarios.replay.playing import Stage

ROUNDS, WARM_UP = 25, 2
SEARCHES = (
    "",
    "?page=7",
    "?q=Asema+77",
    "?q=Harjukadu",
    "?q=40120",
    "?lang=sv&access=lift",
    "?room=1",
    "?wait=7&hours=late",
    "?q=40160&lang=sv&room=1&page=2",
)
PROVIDERS = """
    INSERT INTO providers_provider (pilot_id, name, sector, business_id, street, postal_code, town, email, phone,
        language)
    SELECT %(pilot)s, 'Tuottaja ' || number || ' Oy', 'private', 'B' || number, '', '', '', '', '', 'fi'
    FROM generate_series(1, %(n)s / 10) AS number
"""
SITES = """
    INSERT INTO providers_site (provider_id, slug, name_fi, name_sv, name_en, description_fi, description_sv,
        description_en, street, postal_code, town, municipality_code, latitude, longitude, phone, email, website,
        languages, accessibility)
    SELECT p.id, 'asema-' || p.id || '-' || number, 'Asema ' || p.id || ' ' || number, '', '', '', '', '',
        (ARRAY['Harjukatu', 'Nevakatu', 'Polttolinja', 'Rantatie'])[1 + number %% 4] || ' ' || number,
        '40' || lpad((100 + p.id %% 20 * 10)::text, 3, '0'), 'Jyväskylä', '179',
        62.0 + (p.id * 13 + number) %% 97 / 200.0, 25.5 + (p.id * 7 + number) %% 89 / 200.0, '014 000 0000', '', '',
        CASE number %% 3 WHEN 0 THEN ARRAY['fi', 'sv'] ELSE ARRAY['fi', 'en', 'ru'] END,
        CASE number %% 2 WHEN 0 THEN ARRAY['step_free', 'lift'] ELSE ARRAY['step_free'] END
    FROM providers_provider AS p, generate_series(1, 10) AS number
    WHERE p.pilot_id = %(pilot)s AND p.name LIKE 'Tuottaja %%'
"""
APPROVALS = """
    INSERT INTO providers_approval (site_id, strand_id, period, decided_at, decision_number)
    SELECT id, %(strand)s, daterange(date '2017-01-01', NULL), now(), ''
    FROM providers_site WHERE slug LIKE 'asema-%%'
"""
HOURS = """
    INSERT INTO providers_openinghours (site_id, weekday, opens, closes)
    SELECT id, weekday, time '08:00', CASE id %% 3 WHEN 0 THEN time '19:00' ELSE time '16:00' END
    FROM providers_site, generate_series(1, 5) AS weekday WHERE slug LIKE 'asema-%%'
"""
MEASURES = """
    INSERT INTO providers_measure (site_id, indicator, "on", value, not_bookable)
    SELECT id, indicator, date '2017-01-02' + week * 7, CASE WHEN id %% 15 <> 0 THEN (id + week) %% 40 END, id %% 15 = 0
    FROM providers_site, generate_series(0, 51) AS week, unnest(ARRAY['t3_doctor', 't3_nurse']) AS indicator
    WHERE slug LIKE 'asema-%%' AND id %% 3 = 0
"""
CAPS = """
    INSERT INTO providers_listcap (site_id, strand_id, places, period)
    SELECT id, %(strand)s, id %% 3, daterange(date '2017-01-01', NULL)
    FROM providers_site WHERE slug LIKE 'asema-%%' AND id %% 10 = 0
"""


@benchmark("catalogue_search", n=2_000)
def catalogue_search(n: int) -> Result:
    """Ask the catalogue of n sites in nine ways, twenty-five times each."""
    stage = population.make(1_000)
    with transaction.atomic(), connection.cursor() as cursor:
        _fill(cursor, stage, n)
    count_anew(Approval, ListCap, Measure, OpeningHours, Site, rows=n)
    client = Client(SERVER_NAME="127.0.0.1", headers={"accept-language": "fi"})
    strand, seconds, floors = f"strand={stage.strand.pk}", {search: [] for search in SEARCHES}, []
    # Set once: each change of it makes Django forget every address, and work all of them out with the next page.
    with override_settings(ROOT_URLCONF="benchmarks.bare"):
        for _round in range(ROUNDS + WARM_UP):
            for search in SEARCHES:
                address = f"/sites/{search}{'&' if search else '?'}{strand}"
                seconds[search].append(served(lambda address=address: _search(client, address)))
                floors.append(served(lambda: client.get("/bare/1/")))
    for search, times in seconds.items():
        print(f"# catalogue_search {search or 'all'} p95={p95(times[WARM_UP:]):.4f}")
    every = [second for times in seconds.values() for second in times[WARM_UP:]]
    return Result(n, p95(every), p95(floors))


def _fill(cursor, stage: Stage, n: int) -> None:
    params = {"pilot": stage.strand.pilot_id, "strand": stage.strand.pk, "n": n, "on": date(2017, 12, 31)}
    for statement in (PROVIDERS, SITES, APPROVALS, HOURS, MEASURES, CAPS):
        cursor.execute(statement, params)


def _search(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"searching answered {answer.status_code}")
