"""A small priced pilot for billing's tests, made through the product's own actions.

Three residents of two areas: two chose the private site, one stays on the public home site's list.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

import pgtrigger

from billing import actions
from billing.actions.rates import CellDraft
from billing.models import (
    BankMessage,
    Deduction,
    IncentiveTarget,
    PaymentFile,
    PaymentRun,
    RateTable,
    ReturnedPayment,
)
from billing.queries.deductions import DeductionDraft
from billing.queries.payments import settling_digest
from pilot.calendar import Month
from pilot.models import Area, Organiser, RuleSet, Strand, User
from pilot.periods import since
from providers import actions as provider_actions
from providers.models import Measure, Provider, ProviderMember, Site
from registry import actions as registry_actions
from registry.actions import register_day
from registry.models import Resident
from tests.people import a_member, a_person, a_pilot, an_organiser
from tests.rules import write_rules
from vouchers import actions as voucher_actions

JANUARY, FEBRUARY, MARCH = Month(2017, 1), Month(2017, 2), Month(2017, 3)
NEW_YEAR = date(2017, 1, 1)
LONG_AGO = datetime(2016, 11, 1, 9, tzinfo=UTC)
IN_FEBRUARY = datetime(2017, 2, 2, 9, tzinfo=UTC)
IN_MARCH = datetime(2017, 3, 2, 9, tzinfo=UTC)
CHANNEL = "online"
_numbers = count(1)


@dataclass
class Stage:
    """The pilot, and who acts in it."""

    organiser: Organiser
    strand: Strand
    areas: list[Area]
    home: Site
    site: Site
    table: RateTable
    preparer: User
    approver: User
    residents: list[Resident] = field(default_factory=list)

    @property
    def provider(self) -> Provider:
        return self.site.provider


def a_stage(*, account: bool = True) -> Stage:
    """Make the pilot; `account` says whether the private provider has a confirmed bank account."""
    organiser = an_organiser(street="Vapaudenkatu 32", postal_code="40100", town="Jyväskylä")
    strand = a_strand(organiser)
    areas = [Area.objects.create(pilot=strand.pilot, code=code, name_fi=code) for code in ("Keskusta", "Kuokkala")]
    preparer, approver = a_member("finance", organiser), a_member("finance", organiser)
    stage = Stage(
        organiser=organiser,
        strand=strand,
        areas=areas,
        home=a_site(strand, "public", approver, home_area=areas[0]),
        site=a_site(strand, "private", approver),
        table=a_rate_table(strand, areas, preparer, approver),
        preparer=preparer,
        approver=approver,
    )
    if account:
        give_account(stage.provider, preparer, approver)
    for born_on, area, site in (
        (date(1950, 3, 1), areas[0], stage.site),
        (date(1980, 6, 15), areas[1], stage.site),
        (date(2010, 1, 31), areas[0], None),
    ):
        stage.residents.append(a_resident(stage, born_on, area, site))
    return stage


def a_strand(organiser: Organiser) -> Strand:
    strand = Strand.objects.create(pilot=a_pilot(lead=organiser), code="reception", name_fi="Vastaanotto")
    RuleSet.objects.create(
        strand=strand,
        period=since(date(2016, 1, 1)),
        effect_kind="same_day",
        counting="daily",
        age_on="reference_day",
        leaves_area="ends",
        partial_date="last_day",
    )
    return strand


def a_site(strand: Strand, sector: str, by: User, *, home_area: Area | None = None, provider=None) -> Site:
    number = next(_numbers)
    if provider is None:
        provider = Provider.objects.create(
            pilot=strand.pilot,
            name=f"Tuottaja {number} Oy",
            sector=sector,
            business_id=f"{number:07d}-0",
            street="Kauppakatu 1",
            postal_code="40100",
            town="Jyväskylä",
        )
    site = Site.objects.create(
        provider=provider, slug=f"site-{number}", name_fi=f"Paikka {number}", home_area=home_area
    )
    provider_actions.approve(site=site, strand=strand, first=date(2016, 1, 1), by=None, at=LONG_AGO, channel=CHANNEL)
    return site


def a_rate_table(strand, areas, drafter: User, approver: User, *, valid_from=date(2016, 1, 1), cents=25_248):
    table = a_rate_draft(strand, areas, drafter, valid_from=valid_from, cents=cents)
    return actions.approve_rate_table(table=table, by=approver, at=LONG_AGO, channel=CHANNEL, accept_holes=True)


def a_rate_draft(strand, areas, drafter: User, *, valid_from=date(2016, 1, 1), cents=25_248) -> RateTable:
    cells = [CellDraft(area, 0, 64, cents // 2) for area in areas] + [
        CellDraft(area, 65, None, cents) for area in areas
    ]
    return actions.draft_rate_table(
        strand=strand,
        valid_from=valid_from,
        cells=cells,
        by=drafter,
        at=LONG_AGO,
        channel=CHANNEL,
        decision_number="14 §",
    )


def give_account(provider: Provider, proposer: User, confirmer: User, iban="FI2112345600000785", first=NEW_YEAR):
    account = provider_actions.propose_bank_account(
        provider=provider, iban=iban, holder=provider.name, first=first, by=proposer, at=LONG_AGO, channel=CHANNEL
    )
    return provider_actions.confirm_bank_account(account=account, by=confirmer, at=LONG_AGO, channel=CHANNEL)


def a_resident(stage: Stage, born_on: date, area: Area, site: Site | None) -> Resident:
    resident = registry_actions.add_resident(
        pilot=stage.strand.pilot,
        born_on=born_on,
        area=area,
        since=born_on,
        by=None,
        at=LONG_AGO,
        channel=CHANNEL,
        given_names="Aino",
        family_name="Virtanen",
    )
    voucher_actions.lay_out(strand=stage.strand, residents=[resident.pk])
    if site is not None:
        voucher_actions.choose(resident=resident, strand=stage.strand, site=site, by=None, at=LONG_AGO, channel=CHANNEL)
    return resident


def freeze(stage: Stage, month: Month = JANUARY, at: datetime = IN_FEBRUARY) -> PaymentRun:
    return actions.freeze(strand=stage.strand, month=month, by=stage.preparer, at=at, channel=CHANNEL)


def submit(stage: Stage, run: PaymentRun, at: datetime = IN_FEBRUARY) -> PaymentRun:
    return actions.submit(run=run, by=stage.preparer, at=at, channel=CHANNEL)


def approve(stage: Stage, run: PaymentRun, at: datetime = IN_FEBRUARY) -> PaymentRun:
    return actions.approve(run=run, digest=run.payment_digest, by=stage.approver, at=at, channel=CHANNEL)


def die(stage: Stage, resident: Resident, day: str, at: datetime) -> None:
    voucher_actions.record_death(resident=resident, died=register_day(day, "last_day"), by=None, at=at, channel=CHANNEL)


def a_provider_member(provider: Provider) -> User:
    user = a_person()
    ProviderMember.objects.create(user=user, provider=provider)
    return user


def file_of(stage: Stage, run: PaymentRun, at: datetime = IN_FEBRUARY) -> PaymentFile:
    """Take the frozen run to its payment file."""
    run = approve(stage, submit(stage, run, at), at)
    return actions.make_payment_file(run=run, by=stage.preparer, at=at, channel=CHANNEL)


def a_second_provider(stage: Stage, iban: str = "FI1410093000123458") -> Provider:
    """Add a private provider with an account and one resident, 21.04 euros a month."""
    site = a_site(stage.strand, "private", stage.approver)
    give_account(site.provider, stage.preparer, stage.approver, iban=iban)
    a_resident(stage, date(1945, 5, 5), stage.areas[0], site)
    return site.provider


def settle(stage: Stage, returned: ReturnedPayment, at: datetime = IN_FEBRUARY) -> ReturnedPayment:
    """Have one person propose that a returned payment is settled otherwise, and another approve it."""
    returned = actions.propose_settling(returned=returned, note="By hand", by=stage.preparer, at=at, channel=CHANNEL)
    seen = settling_digest(returned)
    return actions.settle_otherwise(returned=returned, looked_at=seen, by=stage.approver, at=at, channel=CHANNEL)


def read_file(stage: Stage, content: bytes, at: datetime = IN_FEBRUARY) -> BankMessage:
    reading = actions.read_bank_message(
        payer=stage.organiser, filename="bank.xml", content=content, by=stage.preparer, at=at, channel=CHANNEL
    )
    return reading.message


def a_purchase(stage: Stage, **changes) -> DeductionDraft:
    """A laboratory invoice of the private site."""
    given = {"site": stage.site, "month": JANUARY, "kind": "laboratory", "item": "Perustutkimukset", "cents": 1000}
    return DeductionDraft(**given | {"document": "Lasku 17"} | changes)


def enter(stage: Stage, *drafts: DeductionDraft, at: datetime = IN_FEBRUARY) -> list[Deduction]:
    return actions.enter_deductions(
        strand=stage.strand, drafts=drafts or [a_purchase(stage)], by=stage.preparer, at=at, channel=CHANNEL
    )


def confirm(stage: Stage, *rows: Deduction, at: datetime = IN_FEBRUARY) -> list[Deduction]:
    return actions.confirm_deductions(
        strand=stage.strand, deductions=[row.pk for row in rows], by=stage.approver, at=at, channel=CHANNEL
    )


def take_off(stage: Stage, *drafts: DeductionDraft, at: datetime = IN_FEBRUARY) -> list[Deduction]:
    """Enter and confirm deductions."""
    return confirm(stage, *enter(stage, *drafts, at=at), at=at)


def give_incentive(stage: Stage, *, kind: str = "added", fixed: int = 900) -> list[IncentiveTarget]:
    """Let targets decide: 40 parts on the doctor's free time, measured; 60 on answers to the survey, typed."""
    write_rules(stage.strand, incentive_kind=kind, fixed_share_thousandths=fixed)
    rules = RuleSet.objects.get(strand=stage.strand)
    # As if they had come with the rules.
    with pgtrigger.ignore("billing.IncentiveTarget:targets_come_with_their_rules"):
        return [
            IncentiveTarget.objects.create(
                rule_set=rules, place=1, name_fi="Lääkärin T3", indicator="t3_doctor", direction="at_most", threshold=7,
                unit="days", weight=40,
            ),
            IncentiveTarget.objects.create(
                rule_set=rules, place=2, name_fi="Kyselyyn vastanneet", direction="at_least", threshold=20,
                unit="per_cent", weight=60,
            ),
        ]  # fmt: skip


def type_figure(stage: Stage, target: IncentiveTarget, value: int, *, month: Month = JANUARY, confirmed: bool = True):
    """Type a figure of the private site, and have it confirmed."""
    row = actions.enter_incentive_input(
        target=target, site=stage.site, month=month, value=value, source="Kyselyn tulokset", by=stage.preparer,
        at=IN_FEBRUARY, channel=CHANNEL,
    )  # fmt: skip
    if confirmed:
        actions.confirm_incentive_inputs(
            strand=stage.strand, inputs=[row.pk], by=stage.approver, at=IN_FEBRUARY, channel=CHANNEL
        )
    return row


def measure(stage: Stage, value: int | None, on: date = NEW_YEAR, site: Site | None = None) -> Measure:
    return Measure.objects.create(
        site=site or stage.site, indicator="t3_doctor", on=on, value=value, not_bookable=value is None
    )
