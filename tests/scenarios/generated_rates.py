"""The rate tables of made-up scenarios: bands with holes, areas left out, nothing at all, zero and enormous amounts."""

from datetime import date
from random import Random
from typing import Any

EDGES = [1, 2, 7, 18, 65, 66, 75, 85]
AMOUNTS = ["0.00", "0.01", "0.06", "92.87", "100.14", "252.48", "460.43", "1000.00", "9999999.99"]


def rate_table(random: Random, areas: list[str], edges: list[int], valid_from: date) -> dict[str, Any]:
    """Make up a table of cells that never overlap, mostly with bands that begin at the given ages."""
    cells: list[dict[str, Any]] = []
    for area in areas:
        if random.random() < 0.92:
            cells += bands(random, area, edges)
    random.shuffle(cells)
    return {"valid_from": valid_from.isoformat(), "cells": cells}


def bands(random: Random, area: str, edges: list[int]) -> list[dict[str, Any]]:
    own = {edge for edge in edges if random.random() < 0.7}
    edges = [0, *sorted(own | set(random.sample(EDGES, random.randint(0, 2))))]
    ends = [edge - 1 for edge in edges[1:]] + [random.choice([None, None, 119])]
    cells = [
        {"area": area, "age_from": first, "age_to": last, "annual": amount(random)}
        for first, last in zip(edges, ends, strict=True)
    ]
    return [cell for cell in cells if random.random() < 0.93]


def amount(random: Random) -> str:
    if random.random() < 0.2:
        return random.choice(AMOUNTS)
    return f"{random.randint(20, 600)}.{random.randint(0, 99):02}"
