"""A small pilot for tests: one strand with rules, areas with their home sites, private sites, residents."""

from datetime import UTC, date, datetime, time
from itertools import count

from django.utils import timezone

from pilot.models import Area, Pilot, RuleSet, Strand, User
from pilot.periods import between, since
from providers import actions as provider_actions
from providers.models import Provider, ProviderMember, Site
from registry import actions as registry_actions
from registry.models import Residence, Resident, ResidentAccount
from tests.people import a_person, a_pilot
from vouchers import actions
from vouchers.models import Choice, Decision, Delivery

FIRST = date(2017, 1, 1)
UNTIL = date(2019, 1, 1)
LONG_AGO = date(2000, 1, 1)
TODAY = date(2017, 3, 15)
HOME = {"street": "Kauppakatu 1", "postal_code": "33100", "town": "Tampere"}
# At the desk: a guardian whom the register does not have.
BY_ANOTHER = {
    "identified_by": "guardian",
    "guardian": "another",
    "guardian_name": "Maija Niemi, huoltajuutta ei ole vielä rekisteröity",
    "guardian_checked": "on",
}
_numbers = count(1)


def noon(day: date = TODAY) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


def a_strand(*, pilot: Pilot | None = None, **rules) -> Strand:
    number = next(_numbers)
    pilot = pilot or a_pilot(period=between(FIRST, UNTIL))
    strand = Strand.objects.create(pilot=pilot, code=f"strand-{number}", name_fi=f"Vastaanotto {number}")
    given = {
        "effect_kind": "days",
        "effect_days": 21,
        "lock_in_months": 6,
        "counting": "daily",
        "age_on": "reference_day",
    }
    given |= {"leaves_area": "ends", "partial_date": "last_day", "period": since(LONG_AGO)}
    RuleSet.objects.create(strand=strand, **given | rules)
    return strand


def an_area(strand: Strand, *, home_site: bool = True, **fields) -> Area:
    number = next(_numbers)
    area = Area.objects.create(pilot=strand.pilot, **{"code": f"area-{number}", "name_fi": f"Alue {number}"} | fields)
    if home_site:
        a_site(strand, sector="public", home_area=area)
    return area


def a_provider(strand: Strand, **fields) -> Provider:
    number = next(_numbers)
    given = {"name": f"Tuottaja {number}", "sector": "private", "business_id": f"{number:07d}-0"}
    return Provider.objects.create(pilot=strand.pilot, **given | fields)


def a_site(
    strand: Strand,
    *,
    provider: Provider | None = None,
    sector: str = "private",
    opens: date = LONG_AGO,
    places: int | None = None,
    **fields,
) -> Site:
    number = next(_numbers)
    provider = provider or a_provider(strand, sector=sector)
    given = {"slug": f"paikka-{number}", "name_fi": f"Paikka {number}"}
    site = Site.objects.create(provider=provider, **given | fields)
    provider_actions.approve(site=site, strand=strand, first=opens, by=None, at=noon(FIRST), channel="desk")
    if places is not None:
        a_cap(site, strand, places)
    return site


def a_cap(site: Site, strand: Strand, places: int, first: date = LONG_AGO) -> None:
    provider_actions.set_list_cap(
        site=site, strand=strand, places=places, first=first, by=None, at=noon(FIRST), channel="desk"
    )


def a_resident(strand: Strand, area: Area | None, *, since: date = LONG_AGO, **fields) -> Resident:
    number = next(_numbers)
    given = {"born_on": date(1970, 1, 1), "given_names": f"Aino {number}", "family_name": "Testinen"}
    extra = {name: fields.pop(name) for name in list(fields) if name in ("email", "sex", "died_on", "died_precision")}
    resident = registry_actions.add_resident(
        pilot=strand.pilot, area=area, since=since, by=None, at=noon(FIRST), channel="desk", **given | fields
    )
    if area is not None:
        # Where nobody lives at an address nothing is posted.
        Residence.objects.filter(resident=resident).update(**HOME)
    if extra:
        Resident.objects.filter(pk=resident.pk).update(**extra)
        resident.refresh_from_db()
    actions.lay_out(strand=strand, residents=[resident.pk])
    return resident


def a_login(resident: Resident) -> User:
    user = a_person(email=None, name=resident.full_name)
    ResidentAccount.objects.create(user=user, resident=resident, created_at=timezone.now())
    return user


def a_list_keeper(provider: Provider) -> User:
    user = a_person()
    ProviderMember.objects.create(user=user, provider=provider)
    return user


def chosen(resident: Resident, strand: Strand, site: Site | None, on: date = TODAY, **fields) -> Choice:
    return actions.choose(
        resident=resident, strand=strand, site=site, **{"by": None, "at": noon(on), "channel": "online"} | fields
    )


def decided(resident: Resident, on: date = TODAY, **fields) -> Decision:
    """Reject an early change of the resident, by an officeholder of its own; the letter waits for post."""
    given = {"kind": "early_change", "outcome": "rejected", "reasons": "Hoito jatkuu samalla asemalla."}
    strand = resident.pilot.strands.select_related("pilot__lead").first()
    return actions.decide(
        resident=resident,
        **{"strand": strand, "by": a_person(name="Riikka Tammivuori"), "at": noon(on)} | given | fields,
    )


def delivery_of(decision: Decision) -> Delivery:
    """Return the latest delivery of the decision."""
    return Delivery.objects.filter(letter__decision=decision).latest("pk")
