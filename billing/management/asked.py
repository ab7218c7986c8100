"""What the commands are asked about, by the codes that people type."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from pilot.models import Pilot, Strand


def strands(code: str, strand: str | None) -> list[Strand]:
    """Return the strands that are asked for, or say which there are."""
    pilot = Pilot.objects.filter(code=code).first()
    if pilot is None:
        known = ", ".join(Pilot.objects.order_by("code").values_list("code", flat=True)) or "–"
        raise CommandError(_("There is no pilot {code}. There are: {known}.").format(code=code, known=known))
    found = Strand.objects.paid_by_capitation().filter(pilot=pilot).select_related("pilot").order_by("pk")
    asked = [row for row in found if strand in (None, row.code)]
    if not asked:
        known = ", ".join(row.code for row in found) or "–"
        raise CommandError(
            _("The pilot has no strand {code} that is paid by capitation. There are: {known}.").format(
                code=strand or "", known=known
            )
        )
    return asked
