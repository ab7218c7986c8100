"""One good scenario with every kind of event, for tests that change one thing in it."""

from typing import Any

RESIDENT = {"born": "1950-03-01", "area": "keskusta", "since": "2010-01-01", "need": "1.000"}
GOOD: dict[str, Any] = {
    "title": "every kind of event",
    "rules": {
        "effect": {"kind": "days", "days": 21},
        "lock_in_months": 6,
        "counting": "daily",
        "age_on": "reference_day",
        "leaves_area": "ends",
        "partial_date": "last_day",
    },
    "areas": ["keskusta", "kuokkala"],
    "sites": [
        {"key": "A", "sector": "private"},
        {"key": "P", "sector": "public", "home_of": "keskusta"},
        {"key": "PK", "sector": "public", "home_of": "kuokkala"},
    ],
    "rates": [
        {
            "valid_from": "2017-01-01",
            "cells": [
                {"area": "keskusta", "age_from": 65, "age_to": 74, "annual": "252.48"},
                {"area": "keskusta", "age_from": 75, "age_to": None, "annual": "380.00"},
            ],
        }
    ],
    "residents": [{"key": "r1"} | RESIDENT, {"key": "r2"} | RESIDENT | {"area": "kuokkala"}],
    "events": [
        {"on": "2017-01-10", "do": "choose", "resident": "r1", "site": "A", "reason": "weighty"},
        {"on": "2017-01-10", "do": "regret", "resident": "r2"},
        {"on": "2017-01-10", "do": "death", "resident": "r1", "date": None},
        {"on": "2017-01-10", "do": "move", "resident": "r1", "from": "2017-01", "area": "kuokkala"},
        {"on": "2017-01-10", "do": "move", "cancels": 3},
        {"on": "2017-01-11", "do": "site_closes", "site": "A", "from": "2017-06-01"},
        {
            "on": "2017-01-11",
            "do": "rate",
            "valid_from": "2018-01-01",
            "cells": [{"area": "keskusta", "age_from": 0, "age_to": None, "annual": "0.00"}],
        },
        {"on": "2017-03-01", "do": "freeze", "month": "2017-02"},
        {"on": "2017-04-03", "do": "freeze", "month": "2017-03"},
    ],
    "worked": ["25248 x 28 / (12 x 28) = 2104"],
    "expect": {
        "entries": [
            {
                "run": "2017-02",
                "month": "2017-02",
                "resident": "r1",
                "site": "A",
                "kind": "ORIGINAL",
                "days": 28,
                "cents": 2104,
            },
            {
                "run": "2017-03",
                "month": "2017-03",
                "resident": "r1",
                "site": "A",
                "kind": "ORIGINAL",
                "days": 31,
                "cents": 2104,
            },
        ],
        "statements": [
            {
                "run": "2017-02",
                "site": "A",
                "cents": 2104,
                "payable": True,
                "carried_in": 0,
                "to_pay": 2104,
                "carried_out": 0,
            },
            {
                "run": "2017-03",
                "site": "A",
                "cents": 2104,
                "payable": True,
                "carried_in": 0,
                "to_pay": 2104,
                "carried_out": 0,
            },
        ],
        "refused": [{"event": 1, "because": "nothing_to_regret"}],
        "gaps": [
            {"month": "2017-02", "resident": "r2", "site": "PK"},
            {"month": "2017-03", "resident": "r2", "site": "PK"},
        ],
    },
}
