"""Play a scenario's events in order through the product's own operations, and answer what the months paid."""

import secrets
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from billing import actions as billing_actions
from billing.actions.rates import CellDraft
from billing.models import Entry, Gap, Statement
from pilot.calendar import Month
from pilot.models import Area, Organiser, Pilot, RuleSet, Strand, User
from pilot.money import cents
from pilot.periods import since
from providers import actions as provider_actions
from providers.models import Provider, Site
from registry import actions as registry_actions
from registry.actions import register_day
from registry.models import NeedCoefficient, Residence, Resident
from vouchers import actions as voucher_actions
from vouchers.errors import ChoiceRefused

ALWAYS = date(1, 1, 1)
CHANNEL = "replay"
# Scenarios know no upper bounds, columns and calendars do; beyond these nothing changes what a month pays.
OLDEST = 300
LONGEST = 30_000
HELSINKI = ZoneInfo("Europe/Helsinki")
Answer = dict[str, list[dict[str, Any]]]


def play(scenario: dict) -> Answer:
    """Set the scenario's pilot up, play its events and answer with entries, statements, refusals and gaps."""
    stage = Stage(scenario)
    refused = []
    for index, event in enumerate(scenario["events"]):
        try:
            stage.play(index, event)
        except ChoiceRefused as refusal:
            refused.append({"event": index, "because": refusal.code})
    return stage.answer() | {"refused": refused}


class Stage:
    """The throw-away pilot on which one scenario is played."""

    def __init__(self, scenario: dict) -> None:
        self.code = f"replay-{secrets.token_hex(8)}"
        self.rules = scenario["rules"]
        self.first_at = _noon(min((event["on"] for event in scenario["events"]), default="2017-01-01"))
        self.drafter = User.objects.create_user(name="Replay: drafts")
        self.approver = User.objects.create_user(name="Replay: approves")
        self.strand = self._strand()
        self.areas = {
            key: Area.objects.create(pilot=self.strand.pilot, code=key, name_fi=key) for key in scenario["areas"]
        }
        self.sites = {site["key"]: self._site(site, number) for number, site in enumerate(scenario["sites"])}
        for table in scenario["rates"]:
            self._rate(table["valid_from"], table["cells"], self.first_at)
        self.residents = {row["key"]: self._resident(row) for row in scenario["residents"]}
        voucher_actions.lay_out(strand=self.strand, residents=[r.pk for r in self.residents.values()])
        self.moves: dict[int, Residence] = {}

    def play(self, index: int, event: dict) -> None:
        """Play one event; a refused choice is the caller's to note."""
        at = _noon(event["on"])
        match event["do"]:
            case "choose":
                self._choose(event, at)
            case "regret":
                voucher_actions.regret(
                    resident=self.residents[event["resident"]], strand=self.strand, by=None, at=at, channel=CHANNEL
                )
            case "death":
                self._death(event, at)
            case "move":
                self._move(index, event, at)
            case "site_closes":
                voucher_actions.close_site(
                    site=self.sites[event["site"]],
                    strand=self.strand,
                    closes_on=date.fromisoformat(event["from"]),
                    by=None,
                    at=at,
                    channel=CHANNEL,
                )
            case "rate":
                self._rate(event["valid_from"], event["cells"], at)
            case "freeze":
                # A story may freeze ahead: what is foreseen then counts, and what comes otherwise is corrected.
                billing_actions.freeze(
                    strand=self.strand,
                    month=Month.parse(event["month"]),
                    by=None,
                    at=at,
                    channel=CHANNEL,
                    may_be_ahead=True,
                )

    def answer(self) -> Answer:
        """Return what the frozen months hold, in the order the scenarios fix."""
        residents = {resident.pk: key for key, resident in self.residents.items()}
        sites = {site.pk: key for key, site in self.sites.items()}
        entries = [
            {
                "run": str(Month.of(run)), "month": str(Month.of(month)), "resident": residents[resident],
                "site": sites[site], "kind": kind, "days": days, "cents": amount,
            }
            for run, month, resident, site, kind, days, amount in Entry.objects.filter(
                run__strand=self.strand
            ).values_list("run__month", "month", "resident_id", "site_id", "kind", "days", "cents")
        ]  # fmt: skip
        statements = [
            {
                "run": str(Month.of(row.run.month)), "site": sites[row.site_id], "cents": row.cents,
                "payable": row.is_payable, "carried_in": row.carried_in, "to_pay": row.to_pay,
                "carried_out": row.carried_out,
            }
            for row in Statement.objects.filter(run__strand=self.strand).select_related("run")
        ]  # fmt: skip
        gaps = {
            (str(Month.of(month)), residents[resident], sites[site])
            for month, resident, site in Gap.objects.filter(run__strand=self.strand).values_list(
                "month", "resident_id", "site_id"
            )
        }
        return {
            "entries": sorted(entries, key=lambda row: tuple(row.values())),
            "statements": sorted(statements, key=lambda row: (row["run"], row["site"])),
            "gaps": [dict(zip(("month", "resident", "site"), gap, strict=True)) for gap in sorted(gaps)],
        }

    def _strand(self) -> Strand:
        organiser = Organiser.objects.create(code=self.code, name_fi="Replay", business_id="", iban="")
        pilot = Pilot.objects.create(code=self.code, name_fi="Replay", lead=organiser, period=since(ALWAYS))
        strand = Strand.objects.create(pilot=pilot, code="strand", name_fi="Replay")
        effect = self.rules["effect"]
        RuleSet.objects.create(
            strand=strand,
            period=since(ALWAYS),
            effect_kind=effect["kind"],
            effect_days=_within(effect.get("days"), LONGEST),
            lock_in_months=min(self.rules["lock_in_months"], LONGEST),
            counting=self.rules["counting"],
            age_on=self.rules["age_on"],
            leaves_area=self.rules["leaves_area"],
            partial_date=self.rules["partial_date"],
        )
        return strand

    def _site(self, row: dict, number: int) -> Site:
        provider = Provider.objects.create(
            pilot=self.strand.pilot, name=row["key"], sector=row["sector"], business_id=str(number)
        )
        home_area = self.areas.get(row.get("home_of", ""))
        site = Site.objects.create(
            provider=provider, slug=f"{self.code}-{number}", name_fi=row["key"], home_area=home_area
        )
        provider_actions.approve(
            site=site, strand=self.strand, first=ALWAYS, by=None, at=self.first_at, channel=CHANNEL
        )
        return site

    def _resident(self, row: dict) -> Resident:
        resident = registry_actions.add_resident(
            pilot=self.strand.pilot,
            born_on=date.fromisoformat(row["born"]),
            area=self.areas[row["area"]],
            since=date.fromisoformat(row["since"]),
            by=None,
            at=self.first_at,
            channel=CHANNEL,
            given_names=row["key"],
            family_name="",
        )
        thousandths = int(Decimal(row["need"]) * 1000)
        if thousandths != 1000:
            NeedCoefficient.objects.create(
                resident=resident, strand=self.strand, thousandths=thousandths, period=since(ALWAYS)
            )
        return resident

    def _choose(self, event: dict, at: datetime) -> None:
        voucher_actions.choose(
            resident=self.residents[event["resident"]],
            strand=self.strand,
            site=self.sites[event["site"]] if event["site"] is not None else None,
            by=None,
            at=at,
            channel=CHANNEL,
            reason=event.get("reason", ""),
        )

    def _death(self, event: dict, at: datetime) -> None:
        resident = self.residents[event["resident"]]
        died = event["date"] and register_day(event["date"], self.rules["partial_date"])
        if died and died.day < resident.born_on:
            # A scenario may say so (nobody is alive then), the register's exact day may not.
            died = replace(died, precision=Resident.Precision.MONTH)
        voucher_actions.record_death(resident=resident, died=died, by=None, at=at, channel=CHANNEL)

    def _move(self, index: int, event: dict, at: datetime) -> None:
        if "cancels" in event:
            voucher_actions.cancel_move(
                residence=self.moves[event["cancels"]], by=self.approver, at=at, channel=CHANNEL
            )
            return
        self.moves[index] = voucher_actions.record_move(
            resident=self.residents[event["resident"]],
            moved_on=register_day(event["from"], self.rules["partial_date"]).day,
            area=self.areas[event["area"]] if event["area"] is not None else None,
            by=None,
            at=at,
            channel=CHANNEL,
        )

    def _rate(self, valid_from: str, cells: list[dict], at: datetime) -> None:
        table = billing_actions.draft_rate_table(
            strand=self.strand,
            valid_from=date.fromisoformat(valid_from),
            cells=[
                CellDraft(
                    self.areas[cell["area"]], first, _within(cell["age_to"], OLDEST), cents(Decimal(cell["annual"]))
                )
                for cell in cells
                if (first := cell["age_from"]) <= OLDEST and (cell["age_to"] is None or first <= cell["age_to"])
            ],
            by=self.drafter,
            at=at,
            channel=CHANNEL,
        )
        billing_actions.approve_rate_table(table=table, by=self.approver, at=at, channel=CHANNEL, accept_holes=True)


def _within(count: int | None, most: int) -> int | None:
    return None if count is None else min(count, most)


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), HELSINKI)
