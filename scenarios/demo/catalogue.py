"""The demonstration's made-up providers and sites, with all that residents may know of a site before they choose.

They stand in `sites/`, a file for each template. Two people see to every bank account, as the rules demand.
"""

import random
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pilot.calendar import Month, helsinki_today
from pilot.models import Area, Pilot, Strand
from providers import actions
from providers.models import Measure, OpeningHours, Provider, Site
from scenarios.demo.dates import noon
from scenarios.demo.log_ins import LogIns, make_provider_member
from scenarios.errors import NoSites

FOLDER = Path(__file__).parent / "sites"
CHANNEL = "desk"
INDICATORS = {
    "doctor": Measure.Indicator.T3_DOCTOR,
    "nurse": Measure.Indicator.T3_NURSE,
    "feedback": Measure.Indicator.FEEDBACK,
}


@dataclass(frozen=True)
class Opening:
    """What every site of the demonstration is opened with."""

    pilot: Pilot
    strands: list[Strand]
    log_ins: LogIns
    residents: int
    at: datetime


def plans(template: str) -> list[dict[str, Any]]:
    """Return the template's providers as its file tells them; refuses a template that has no such file."""
    file = FOLDER / f"{template}.toml"
    if not file.exists():
        raise NoSites(name=template)
    return tomllib.loads(file.read_text(encoding="utf-8"))["providers"]


def make_providers(template: str, opening: Opening) -> None:
    """Make every provider with its account, people and sites, approved from the pilot's first day."""
    for plan in plans(template):
        provider = _provider(plan, opening.pilot)
        if "iban" in plan:
            _account(provider, plan, opening)
        if "member" in plan:
            make_provider_member(provider, plan["member"])
        for site in plan["sites"]:
            _open_site(_site(provider, site, plan["domain"]), site, opening)


def make_measures(template: str, pilot: Pilot, *, months: list[Month], source: random.Random) -> None:
    """Give every site its figures for the first day of each month; the last doctor's time may be not bookable."""
    sites = {site.slug: site for site in Site.objects.filter(provider__pilot=pilot)}
    rows = []
    for plan in (site for provider in plans(template) for site in provider["sites"]):
        for month in months:
            for name in INDICATORS.keys() & plan.keys():
                rows.append(_measure(sites[plan["slug"]], name, plan[name], month == months[-1], month.first, source))
    Measure.objects.bulk_create(sorted(rows, key=lambda row: (row.on, row.site_id, row.indicator)))


def _provider(plan: dict[str, Any], pilot: Pilot) -> Provider:
    columns = {name: plan[name] for name in ("name", "sector", "business_id", "street", "postal_code", "language")}
    return Provider.objects.create(
        pilot=pilot,
        town=plan.get("town", "Jyväskylä"),
        email=f"toimisto@{plan['domain']}.example.fi",
        phone="014 000 0001",
        **columns,
    )


def _account(provider: Provider, plan: dict[str, Any], opening: Opening) -> None:
    account = actions.propose_bank_account(
        provider=provider,
        iban=plan["iban"],
        holder=provider.name,
        first=helsinki_today(opening.at),
        by=opening.log_ins.staff,
        at=opening.at,
        channel=CHANNEL,
    )
    actions.confirm_bank_account(
        account=account, by=opening.log_ins.preparer, at=opening.at + timedelta(hours=2), channel=CHANNEL
    )


def _site(provider: Provider, plan: dict[str, Any], domain: str) -> Site:
    names = ("slug", "street", "postal_code", "latitude", "longitude", "languages", "accessibility")
    texts = {f"{field}_{language}": text for field in ("name", "description") for language, text in plan[field].items()}
    home_area = Area.objects.get(pilot=provider.pilot, code=plan["home_of"]) if "home_of" in plan else None
    site = Site.objects.create(
        provider=provider,
        home_area=home_area,
        town=plan.get("town", "Jyväskylä"),
        municipality_code=plan.get("municipality", "179"),
        phone="014 000 0002",
        email=f"{plan['slug']}@example.fi",
        website=f"https://{domain}.example.fi/",
        **texts,
        **{name: plan[name] for name in names},
    )
    OpeningHours.objects.bulk_create(row for text in plan["hours"] for row in _hours(site, text))
    return site


def _hours(site: Site, text: str) -> list[OpeningHours]:
    days, clock = text.split()
    first, last = map(int, days.split("-"))
    opens, closes = (time.fromisoformat(f"{part:0>5}") for part in clock.split("-"))
    return [OpeningHours(site=site, weekday=day, opens=opens, closes=closes) for day in range(first, last + 1)]


def _open_site(site: Site, plan: dict[str, Any], opening: Opening) -> None:
    first: date = opening.pilot.period.lower
    for strand in opening.strands:
        common = {"site": site, "strand": strand, "by": opening.log_ins.staff, "at": opening.at, "channel": CHANNEL}
        proposal = actions.propose_approval(first=first, decision_number=f"{first.year}/{site.pk}", **common)
        actions.approve_site(proposal=proposal, by=opening.log_ins.second_staff, at=opening.at, channel=CHANNEL)
        if places := plan.get("cap_per_thousand"):
            actions.set_list_cap(places=max(5, places * opening.residents // 1000), first=first, **common)


def _measure(site: Site, name: str, value: Any, is_last: bool, on: date, source: random.Random) -> Measure:
    indicator, respondents = INDICATORS[name], None
    if name == "feedback":
        respondents = source.randint(25, 140)
        return Measure(
            site=site, indicator=indicator, on=on, value=value + source.randint(-3, 3), respondents=respondents
        )
    if value == "not_bookable":
        # Bookable it was, until there were no times left at all.
        value = None if is_last else 20
    if value is None:
        return Measure(site=site, indicator=indicator, on=on, not_bookable=True)
    return Measure(site=site, indicator=indicator, on=on, value=max(0, value + source.randint(-2, 2)))


def opening_moment(pilot: Pilot) -> datetime:
    """Return when the pilot is set up: three weeks before it begins."""
    return noon(pilot.period.lower - timedelta(days=21))
