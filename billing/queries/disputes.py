"""Disputes: until when one may dispute, what is disputed, what may have mended it, and what it brought."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate

from billing import rules
from billing.models import Dispute, DisputeLine, Entry, RateTable, Ruling, Statement
from billing.models.disputes import OPEN_STATES
from billing.month import causes
from billing.queries.entries import Key, Line, lines
from pilot.calendar import Month, helsinki_today
from pilot.models import AuditEvent, Membership, Pilot, Role, RuleSet, User
from providers.models import Site
from registry.models import Resident

KEY = ("run_id", "resident_id", "month", "starts_on", "kind")
# Deeds that may have mended the cause of a dispute; a ruling is made for it and mends nothing.
MENDING = [kind for kind in causes.DEEDS if kind != "ruling_confirmed"]


@dataclass(frozen=True)
class Limits:
    """Until when a statement can be disputed, and in how many days it is answered: both by the strand's rules."""

    last_day: date
    reply_days: int


@dataclass(frozen=True)
class Disputed:
    """A line of a dispute: the entry as statements show it, or who is missing, and whom that is if known."""

    line: DisputeLine
    entry: Line | None
    resident_id: int | None


def limits_of(statement: Statement) -> Limits:
    """Return a statement's limits by the rules of its month, counted from the day on which it was frozen."""
    days = RuleSet.objects.in_force(statement.run.month).get(strand=statement.run.strand_id).dispute_days
    return Limits(rules.last_day_to_dispute(helsinki_today(statement.run.frozen_at), days), days)


def with_statement() -> QuerySet[Dispute]:
    """Return disputes with what their pages and messages name."""
    return Dispute.objects.select_related(
        "statement__run__strand__pilot__lead", "statement__site__provider", "owner", "opened_by", "proposed_by",
        "closed_by", "deed",
    )  # fmt: skip


def disputes(rows: QuerySet[Dispute], today: date) -> QuerySet[Dispute]:
    """Return disputes with what a list prints of them: how many lines, how old, how late; the first due comes first."""
    found = rows.select_related("statement__run__strand", "statement__site__provider", "owner")
    return found.annotate(
        line_count=Count("lines", distinct=True),
        age=Coalesce(TruncDate("closed_at"), Value(today)) - TruncDate("opened_at"),
        is_late=Case(When(reply_by__lt=today, state__in=OPEN_STATES, then=True), default=False),
    ).order_by("reply_by", "pk")


def narrowed(
    rows: QuerySet[Dispute], *, today: date, state: str = "", reason: str = "", owner: str = ""
) -> QuerySet[Dispute]:
    """Return the disputes that were asked for."""
    if state in ("in_hand", "late"):
        rows = rows.filter(state__in=OPEN_STATES)
        rows = rows.filter(reply_by__lt=today) if state == "late" else rows
    elif state:
        rows = rows.filter(state=state)
    if reason:
        rows = rows.filter(reason=reason)
    if owner:
        rows = rows.filter(owner__isnull=True) if owner == "none" else rows.filter(owner=int(owner))
    return rows


def owners(rows: QuerySet[Dispute]) -> QuerySet[User]:
    """Return who has taken one of the disputes."""
    return User.objects.filter(pk__in=rows.filter(owner__isnull=False).values("owner")).order_by("name", "pk")


def keys_among(statement: Statement, keys: Collection[Key]) -> set[Key]:
    """Return which of the keys are entries of the statement."""
    rows = Entry.objects.filter(
        run=statement.run_id,
        site=statement.site_id,
        resident__in={key.resident_id for key in keys},
        month__in={key.month for key in keys},
    )
    return {Key(*row) for row in rows.values_list(*KEY)} & set(keys)


def disputed_codes(keys: Collection[Key]) -> list[str]:
    """Return the list codes of residents with one of these entries in a dispute that is still open."""
    rows = DisputeLine.objects.filter(
        is_open=True, run__in={key.run_id for key in keys}, resident__in={key.resident_id for key in keys}
    )
    found = rows.values_list(*KEY, "resident__list_code")
    return sorted({code for *key, code in found if Key(*key) in keys})


def of_statement(statement: Statement) -> list[Dispute]:
    """Return the disputes of a statement in order."""
    return list(
        Dispute.objects.filter(statement=statement).annotate(line_count=Count("lines")).order_by("opened_at", "pk")
    )


def by_entry(statement: Statement) -> dict[Key, Dispute]:
    """Return the last dispute of each entry that was ever disputed."""
    rows = DisputeLine.objects.filter(dispute__statement=statement, run__isnull=False)
    found = rows.select_related("dispute").order_by("pk")
    return {_key_of(row): row.dispute for row in found}


def last_of(key: Key) -> Dispute | None:
    """Return the last dispute of one entry."""
    row = DisputeLine.objects.filter(**key._asdict()).select_related("dispute").order_by("-pk").first()
    return row.dispute if row else None


def disputed(dispute: Dispute) -> list[Disputed]:
    """Return what a dispute names: its entries in order, then who is missing."""
    statement = dispute.statement
    rows = list(dispute.lines.order_by("run_id", "resident_id", "month", "starts_on", "pk"))
    of_site = Entry.objects.filter(
        run=statement.run_id,
        site=statement.site_id,
        resident__in=[row.resident_id for row in rows if row.resident_id],
    )
    entries = {line.key: line for line in lines(of_site)} if any(row.run_id for row in rows) else {}
    claimed = _residents_by_code(statement, [row.claimed for row in rows if row.claimed])
    return [
        Disputed(
            line=row,
            entry=entries.get(_key_of(row)),
            resident_id=row.resident_id or claimed.get(row.claimed.strip().upper()),
        )
        for row in rows
    ]


def corrections_of(dispute: Dispute, found: Sequence[Disputed], seen: QuerySet[Entry]) -> list[Line]:
    """Return what later runs corrected of the disputed residents' months, as far as the reader sees it."""
    months = {(line.resident_id, line.line.month) for line in found if line.resident_id}
    if not months:
        return []
    rows = seen.filter(
        run__strand=dispute.statement.run.strand_id,
        run__month__gt=dispute.statement.run.month,
        resident__in={resident for resident, _month in months},
        month__in={month for _resident, month in months},
    ).exclude(kind=Entry.Kind.ORIGINAL)
    return [line for line in lines(rows) if (line.key.resident_id, line.key.month) in months]


def deeds_for(dispute: Dispute) -> QuerySet[AuditEvent]:
    """Return what may have mended a dispute: done since the freeze to its residents, or to the strand's rates."""
    run = dispute.statement.run
    residents = {str(line.resident_id) for line in disputed(dispute) if line.resident_id}
    tables = RateTable.objects.filter(strand=run.strand_id).values_list("pk", flat=True)
    of_residents = Q(kind__in=MENDING, subject_kind="resident", subject_id__in=residents)
    of_rates = Q(kind__in=MENDING, subject_kind="rate_table", subject_id__in=[str(pk) for pk in tables])
    return AuditEvent.objects.filter(of_residents | of_rates, at__gte=run.frozen_at).order_by("-pk")


def rulings_of(dispute: Dispute) -> QuerySet[Ruling]:
    """Return the rulings of a dispute with what a page names of them; names stay with the register."""
    return dispute.rulings.select_related("resident", "site").only(
        "period", "dispute", "resident__list_code", "site__name_fi", "site__name_sv", "site__name_en", "confirmed_at"
    ).order_by("pk")  # fmt: skip


def rulings_over(*, strand: int, resident: int, month: Month) -> QuerySet[Ruling]:
    """Return the rulings that count for a resident in a month, for whoever explains an entry of it."""
    # By snapshot, the day that counts is the last of the month before.
    days = (month.previous.last, month.until)
    return Ruling.objects.filter(
        strand=strand, resident=resident, confirmed_at__isnull=False, period__overlap=days
    ).order_by("pk")


def are_of_pilot(pilot: int, residents: Collection[int], sites: Collection[int]) -> bool:
    """Tell whether all are the pilot's; a record that another one absorbed is nobody."""
    whole = Resident.objects.filter(pilot=pilot, merged_into__isnull=True, pk__in=residents)
    own_sites = Site.objects.filter(provider__pilot=pilot, pk__in=sites)
    return whole.count() == len(residents) and own_sites.count() == len(sites)


def finance_addresses(pilot: Pilot) -> list[User]:
    """Return who of finance hears of disputes that nobody has taken."""
    members = Membership.objects.filter(role=Role.FINANCE, organiser=pilot.lead, user__is_active=True)
    return list(User.objects.filter(pk__in=members.values("user"), email__isnull=False).order_by("pk"))


def known_before(statement: Statement) -> Iterable[Dispute]:
    """Return the site's disputes that were open, or were decided since the run before, when this one was frozen.

    Asked by moments that never change, so that a document made again says the same.
    """
    run = statement.run
    since = run.previous.frozen_at if run.previous else None
    rows = Dispute.objects.filter(
        statement__site=statement.site_id, statement__run__strand=run.strand_id, opened_at__lte=run.frozen_at
    )
    rows = rows.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=since) if since else Q())
    return rows.select_related("statement__run").annotate(line_count=Count("lines")).order_by("opened_at", "pk")


def _key_of(row: DisputeLine) -> Key:
    """Return the key of the entry that a line names; of a claim it is the key of none."""
    return Key(*(getattr(row, name) for name in KEY))


def _residents_by_code(statement: Statement, codes: Collection[str]) -> dict[str, int]:
    """Return whom of the pilot the claims name by list code."""
    wanted = {code.strip().upper() for code in codes}
    rows = Resident.objects.filter(pilot=statement.run.strand.pilot_id, list_code__in=wanted)
    return dict(rows.values_list("list_code", "pk"))
