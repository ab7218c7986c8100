# What the Administrative Procedure Act is taken to say, for organisers without terms of their own. No figure is checked.

from datetime import date

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

LAWS = {
    "fi": "Laki sosiaali- ja terveydenhuollon palvelusetelistä (569/2009)\nHallintolaki (434/2003) 43–44, 46 ja 49 d §",
    "sv": "Lagen om servicesedlar inom social- och hälsovården (569/2009)\nFörvaltningslagen (434/2003) 43–44, 46 och 49 d §",
    "en": "Act on health and social services vouchers (569/2009)\nAdministrative Procedure Act (434/2003), sections 43–44, 46 and 49 d",
}
SECRECY = {
    "fi": "Salassa pidettävä, julkisuuslaki 24 §",
    "sv": "Sekretessbelagd, offentlighetslagen 24 §",
    "en": "Secret, Act on the Openness of Government, section 24",
}


def add(apps, schema_editor):
    apps.get_model("pilot", "NoticeTerms").objects.create(
        period=DateRange(date(2004, 1, 1), None),
        appeal_days=30,
        letter_days=7,
        message_days=3,
        closing_hour=15,
        source="434/2003",
        unverified_fields=["appeal_days", "letter_days", "message_days", "closing_hour", "laws", "secrecy"],
        **{f"laws_{language}": text for language, text in LAWS.items()},
        **{f"secrecy_{language}": text for language, text in SECRECY.items()},
    )


class Migration(migrations.Migration):
    dependencies = [("pilot", "0008_notice_terms")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
