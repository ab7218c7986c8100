"""A small demonstration: four frozen months of a hundred and twenty people, as if today were a day in July 2018."""

from datetime import UTC, datetime

AT = datetime(2018, 7, 20, 9, tzinfo=UTC)
SMALL = {"name": "jyvaskyla-2017", "residents": 120, "at": AT, "frozen": 4}
