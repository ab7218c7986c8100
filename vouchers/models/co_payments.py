"""What residents paid for visits: which site charged, on which day, by which fee. Never why, nor who was seen.

The organiser keeps it so that nobody is charged once more than a calendar year allows when the site changes
(912/1992 § 7), and so that residents can show what they paid (docs/adr/0026). Invariants held by the database: a charge
goes by an approved fee of its day and the resident's age, by whose list the resident is on that day, in the
resident's lifetime and not in the future; of what is counted together a calendar year has so many turns, each taken
once; nobody pays for visits and for the year; a charge is never changed or deleted, only voided, once and with a
reason, and then its turn is free; it only follows its resident when two records of one person become one.
"""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from pilot.history import tracked
from pilot.models import Strand, User
from providers.models import Provider, Site
from registry.models import Resident
from registry.models.absorbed import nothing_for_absorbed
from vouchers.models.decisions import follows_its_party
from vouchers.models.fees import MOST_CENTS, Fee

# The fee's own words. What no source tells is counted at all sites together: nobody pays a fourth time because nobody
# has asked; where each site counts by itself, the table says so.
GOES_BY_ITS_FEE = """
    IF NOT EXISTS (
        SELECT FROM vouchers_fee AS fee
        JOIN vouchers_feetable AS fees ON fees.id = fee.table_id
        JOIN registry_resident AS resident ON resident.id = NEW.resident_id
        WHERE fee.id = NEW.fee_id AND fees.approved_at IS NOT NULL
        AND fees.strand_id = NEW.strand_id AND fees.period @> NEW.charged_on
        AND (fee.service, fee.unit) = (NEW.service, NEW.unit)
        -- Adding years to 29 February gives the 28th, as ages are counted everywhere.
        AND resident.born_on + make_interval(years => lower(fee.ages)) <= NEW.charged_on
        AND (upper(fee.ages) IS NULL OR NEW.charged_on < resident.born_on + make_interval(years => upper(fee.ages)))
        AND (NEW.cents = fee.cents OR (fee.is_most AND NEW.cents < fee.cents))
        AND NEW.counted = CASE
            WHEN fee.unit = 'year' THEN 'together'
            WHEN fee.times_a_year IS NULL THEN ''
            WHEN fee.counted = 'each' THEN 'each'
            ELSE 'together'
        END
    ) THEN
        RAISE EXCEPTION 'co_payment_goes_by_its_fee' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
TAKES_A_TURN = """
    IF NEW.turn > (SELECT CASE unit WHEN 'year' THEN 1 ELSE times_a_year END FROM vouchers_fee WHERE id = NEW.fee_id)
    THEN
        RAISE EXCEPTION 'co_payment_takes_a_turn_that_its_fee_has' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
ON_THE_LIST = """
    IF NOT EXISTS (
        SELECT FROM vouchers_enrolment
        WHERE resident_id = NEW.resident_id AND strand_id = NEW.strand_id AND site_id = NEW.site_id
        AND period @> NEW.charged_on
    ) THEN
        RAISE EXCEPTION 'co_payment_is_charged_where_one_is_listed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
IN_A_LIFETIME = """
    IF NEW.charged_on > (NEW.recorded_at AT TIME ZONE 'Europe/Helsinki')::date OR EXISTS (
        SELECT FROM registry_resident
        WHERE id = NEW.resident_id
        AND (NEW.charged_on < born_on OR (died_precision = 'day' AND NEW.charged_on > died_on))
    ) THEN
        RAISE EXCEPTION 'co_payment_is_charged_in_a_lifetime' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
NAMED_BY_ITS_SITE = """
    IF NEW.kind <> (
        SELECT CASE provider.sector WHEN 'public' THEN 'client_fee' ELSE 'co_payment' END
        FROM providers_site AS site JOIN providers_provider AS provider ON provider.id = site.provider_id
        WHERE site.id = NEW.site_id
    ) THEN
        RAISE EXCEPTION 'co_payment_is_named_by_its_site' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
# What was charged; who it belongs to and which turn it takes may change when two records become one.
CHARGED = (
    "strand",
    "site",
    "fee",
    "kind",
    "service",
    "unit",
    "counted",
    "charged_on",
    "cents",
    "key",
    "recorded_at",
    "recorded_by",
)


def _of_one_year(*more: str) -> tuple[models.F | ExtractYear, ...]:
    fields = ("resident", "strand", "service", "unit", *more, "turn")
    return (*(models.F(name) for name in fields), ExtractYear("charged_on"))


def _on_insert(name: str, func: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=pgtrigger.Insert, func=func)


class CoPaymentQuerySet(models.QuerySet):
    """Questions about what was paid."""

    def standing(self):
        """Return what was not voided."""
        return self.filter(voided_at__isnull=True)

    def of_year(self, year: int):
        """Return what was charged in the calendar year."""
        return self.filter(charged_on__year=year)


@tracked
class CoPayment(models.Model):
    """One charge: at a private site the voucher's co-payment, at a public one the client fee; both are counted."""

    class Kind(models.TextChoices):
        CO_PAYMENT = "co_payment", _("Co-payment")
        CLIENT_FEE = "client_fee", _("Client fee")

    class Void(models.TextChoices):
        """Why a charge does not stand. A closed list: own words would tell of the visit."""

        WRONG = "wrong", _("Entered with a wrong day, service or sum")
        OTHER_PERSON = "other_person", _("Entered for the wrong person")
        PAID_BACK = "paid_back", _("Not charged after all, or paid back")
        TOO_MANY = "too_many", _("More than the calendar year allows")

    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="co_payments")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="co_payments")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="co_payments", help_text="Who charged.")
    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="co_payments")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    service = models.CharField(max_length=16, choices=Fee.Service.choices)
    unit = models.CharField(max_length=8, choices=Fee.Unit.choices)
    counted = models.CharField(max_length=8, choices=Fee.Counted.choices, blank=True, help_text="As its fee says.")
    turn = models.PositiveSmallIntegerField(null=True, help_text="Which of the calendar year's turns it takes.")
    charged_on = models.DateField()
    cents = models.BigIntegerField()
    key = models.CharField(max_length=64, unique=True, help_text="The form's token: the same one charges once.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=12, choices=Void.choices, blank=True)

    objects = CoPaymentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="co_payment_is_of_money", condition=Q(cents__gt=0, cents__lte=MOST_CENTS) & ~Q(key="")
            ),
            models.CheckConstraint(
                name="what_is_counted_takes_a_turn",
                condition=Q(counted="", turn__isnull=True)
                | Q(counted__in=["together", "each"], turn__isnull=False, turn__gte=1),
            ),
            models.UniqueConstraint(
                *_of_one_year(),
                name="turn_of_a_year_is_taken_once",
                condition=Q(voided_at__isnull=True, counted="together"),
            ),
            models.UniqueConstraint(
                *_of_one_year("site"),
                name="turn_of_a_year_is_taken_once_at_a_site",
                condition=Q(voided_at__isnull=True, counted="each"),
            ),
            ExclusionConstraint(
                name="nobody_pays_for_visits_and_for_the_year",
                expressions=[
                    ("resident", RangeOperators.EQUAL),
                    ("strand", RangeOperators.EQUAL),
                    ("service", RangeOperators.EQUAL),
                    (ExtractYear("charged_on"), RangeOperators.EQUAL),
                    ("unit", RangeOperators.NOT_EQUAL),
                ],
                condition=Q(voided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="co_payment_is_voided_by_someone_for_a_reason",
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | Q(
                    voided_at__isnull=False,
                    voided_by__isnull=False,
                    void_reason__in=["wrong", "other_person", "paid_back", "too_many"],
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="co_payment_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="what_was_charged_never_changes", fields=list(CHARGED)),
            pgtrigger.Protect(
                name="voided_co_payment_stays_voided",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__voided_at__isnull=False)
                & (
                    pgtrigger.Q(old__voided_at__df=pgtrigger.F("new__voided_at"))
                    | pgtrigger.Q(old__voided_by__df=pgtrigger.F("new__voided_by"))
                    | pgtrigger.Q(old__void_reason__df=pgtrigger.F("new__void_reason"))
                ),
            ),
            _on_insert("co_payment_goes_by_its_fee", GOES_BY_ITS_FEE),
            _on_insert("co_payment_is_charged_where_one_is_listed", ON_THE_LIST),
            _on_insert("co_payment_is_charged_in_a_lifetime", IN_A_LIFETIME),
            _on_insert("co_payment_is_named_by_its_site", NAMED_BY_ITS_SITE),
            pgtrigger.Trigger(
                name="co_payment_takes_a_turn_that_its_fee_has",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("turn"),
                func=TAKES_A_TURN,
            ),
            follows_its_party("co_payment_follows_its_resident"),
            *nothing_for_absorbed(),
        ]
        indexes = [models.Index(fields=["site", "charged_on"], name="co_payment_by_site")]

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None

    @property
    def state(self) -> str:
        """Whether it counts, for its status tag."""
        return "voided" if self.is_voided else "standing"

    @property
    def is_client_fee(self) -> bool:
        return self.kind == self.Kind.CLIENT_FEE


def kind_at(site: Site) -> CoPayment.Kind:
    """Return what a charge at the site is: the client fee of public care, or the voucher's co-payment."""
    is_public = site.provider.sector == Provider.Sector.PUBLIC
    return CoPayment.Kind.CLIENT_FEE if is_public else CoPayment.Kind.CO_PAYMENT
