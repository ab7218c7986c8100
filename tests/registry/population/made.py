"""Small population files for tests: good people, each changed as the test says."""

import csv
import io
import json
from collections.abc import Sequence

from registry.population.columns import COLUMNS

PARENT = {
    "identity_code": "110188-994N",
    "family_name": "Turunen",
    "given_names": "Satu Johanna",
    "born_on": "1988-01-11",
    "language": "fi",
    "street": "Nevakatu 27 C 27",
    "postal_code": "40340",
    "town": "Jyväskylä",
    "municipality": "179",
    "lives_there_since": "2014-03-01",
}
CHILD = PARENT | {
    "identity_code": "260716A943Y",
    "given_names": "Iivari",
    "born_on": "2016-07-26",
    "lives_there_since": "2016-07-26",
    "guardians": "110188-994N",
}
ELDER = PARENT | {
    "identity_code": "140242-960E",
    "family_name": "Väisänen",
    "given_names": "Eila",
    "born_on": "1942-02-14",
    "language": "sv",
    "postal_code": "40100",
    "street": "Kauppakatu 1",
    "protected_since": "2015-05-05",
    "excluded_because": "service_housing",
    "excluded_since": "2016-01-01",
}
FAMILY = (PARENT, CHILD, ELDER)


def csv_file(rows: Sequence[dict] = FAMILY, *, columns: Sequence[str] = COLUMNS, delimiter: str = ",") -> io.BytesIO:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


def json_file(rows: Sequence[dict] = FAMILY) -> io.BytesIO:
    return io.BytesIO("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode())
