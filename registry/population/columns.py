"""The columns of the population file, CSV and JSON lines alike. Days are written 2017-03-15, codes as they are."""

REQUIRED = (
    "identity_code",
    "family_name",
    "given_names",
    "born_on",
    "postal_code",
    "municipality",
    "lives_there_since",
)
# `language` is that of contact (fi, sv, en); `guardians` are identity codes; `register_area` is one of the register's.
OPTIONAL = (
    "language",
    "street",
    "town",
    "register_area",
    "guardians",
    "protected_since",
    "excluded_because",
    "excluded_since",
)
COLUMNS = REQUIRED + OPTIONAL
