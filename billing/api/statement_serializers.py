"""How a provider's statements look to its systems: whole cents, and every row that the page prints."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from billing.api.fields import LinkField, MonthField
from billing.models import Statement
from billing.tables.statements import payment_state

PAYMENT = ["calculated", "nothing", "computed", "approved", "ordered", "paid", "returned"]


class StatementSerializer(serializers.Serializer):
    """A statement's sums; each part is signed as it moves what is to pay."""

    number = serializers.CharField()
    month = MonthField(source="run.month")
    pilot = serializers.CharField(source="run.strand.pilot.code")
    strand = serializers.CharField(source="run.strand.code")
    site = serializers.SlugField(source="site.slug")
    site_name = serializers.CharField(source="site.name")
    provider = serializers.CharField(source="site.provider.name")
    is_payable = serializers.BooleanField(help_text="Public sites' statements are calculated and not paid.")
    residents = serializers.IntegerField(source="resident_count")
    entry_count = serializers.IntegerField()
    cents = serializers.IntegerField(help_text="The month and its corrections: the sum of the entries.")
    deductions = serializers.IntegerField()
    co_payments = serializers.IntegerField()
    incentive = serializers.IntegerField()
    carried_in = serializers.IntegerField()
    to_pay = serializers.IntegerField()
    carried_out = serializers.IntegerField()
    payment = serializers.SerializerMethodField(help_text="How far the payment is.")
    pay_on = serializers.DateField(source="run.pay_on", allow_null=True)
    digest = serializers.CharField(help_text="SHA-256 over the entries and figures.")
    figures = LinkField("api-statement")
    entries = LinkField("api-statement-entries")
    entries_csv = LinkField("api-statement-file")
    document = LinkField("api-statement-document", where="document_id", help_text="None until it is made.")

    @extend_schema_field(serializers.ChoiceField(PAYMENT))
    def get_payment(self, statement: Statement) -> str:
        return payment_state(statement)


class CellSerializer(serializers.Serializer):
    """The month's entries of one cell of the rate table."""

    area = serializers.CharField()
    age_from = serializers.IntegerField()
    age_to = serializers.IntegerField(allow_null=True, help_text="None: no end.")
    only = serializers.CharField(help_text="Whom of them it holds for, when not for everybody.")
    residents = serializers.IntegerField()
    days = serializers.IntegerField()
    annual_cents = serializers.IntegerField()
    cents = serializers.IntegerField()


class CorrectionSerializer(serializers.Serializer):
    """The corrections of one earlier month."""

    month = MonthField()
    residents = serializers.IntegerField()
    before_cents = serializers.IntegerField(source="old_cents", help_text="What had been paid.")
    now_cents = serializers.IntegerField(source="new_cents", help_text="What is due as known at the freeze.")
    cents = serializers.IntegerField(source="difference")


class DeductionSerializer(serializers.Serializer):
    """One line of what the site bought, or of co-payments."""

    is_co_payment = serializers.BooleanField()
    kind = serializers.CharField()
    item = serializers.CharField()
    month = MonthField()
    document = serializers.CharField()
    quantity = serializers.IntegerField(allow_null=True)
    unit_cents = serializers.IntegerField(allow_null=True)
    cents = serializers.IntegerField()
    reason = serializers.CharField()


class TargetSerializer(serializers.Serializer):
    """One target of the incentive, and what it brought or cost."""

    name = serializers.CharField()
    asked = serializers.CharField()
    found = serializers.CharField()
    source = serializers.CharField()
    is_met = serializers.BooleanField()
    weight = serializers.IntegerField()
    part_cents = serializers.IntegerField()
    cents = serializers.IntegerField()


class SumSerializer(serializers.Serializer):
    """One line of what the sum is made of, or of what it comes to."""

    code = serializers.CharField()
    label = serializers.CharField()
    cents = serializers.IntegerField()


class StatementFiguresSerializer(serializers.Serializer):
    """A statement with every row that its sums are made of."""

    statement = StatementSerializer()
    cells = CellSerializer(many=True, source="figures.cells")
    corrections = CorrectionSerializer(many=True, source="figures.correction_months")
    deductions = DeductionSerializer(many=True, source="figures.deductions")
    targets = TargetSerializer(many=True)
    parts = SumSerializer(many=True, source="figures.parts")
    totals = SumSerializer(many=True, source="figures.totals")
