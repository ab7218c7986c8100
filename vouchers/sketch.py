"""A sketch map of the sites on a page: their places to each other, drawn from coordinates alone.

The list is complete without it; pins bear the letters of the list. There are no tiles: nobody else learns what is
searched for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from providers.queries import Place
from vouchers.catalogue import SiteFacts

WIDTH, HEIGHT, MARGIN = 400, 420, 36
KM_A_DEGREE = 111.2
# A village still gets some room around it.
LEAST_KM = 2.0
RINGS_KM = (1, 3, 10, 30, 100)
PIN = 14

Point = tuple[float, float]


@dataclass(frozen=True)
class Pin:
    """One site on the sketch."""

    facts: SiteFacts
    x: int
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 5

    @property
    def is_full(self) -> bool:
        return self.facts.room.state == "full"


@dataclass(frozen=True)
class Ring:
    """A distance from the place asked for."""

    km: int
    radius: int
    text_y: int


@dataclass(frozen=True)
class Sketch:
    """The pins, and the place asked for with its rings."""

    pins: tuple[Pin, ...]
    here: tuple[int, int] | None
    rings: tuple[Ring, ...]

    width, height = WIDTH, HEIGHT

    @property
    def here_corner(self) -> tuple[int, int] | None:
        """Where the square that stands for the place begins."""
        return (self.here[0] - 7, self.here[1] - 7) if self.here else None


def sketch(facts: Sequence[SiteFacts], place: Place | None) -> Sketch | None:
    """Draw the sites that have coordinates, north up; None when fewer than two points are known."""
    placed = [row for row in facts if row.site.latitude is not None and row.site.longitude is not None]
    points = [(row.site.latitude or 0.0, row.site.longitude or 0.0) for row in placed]
    if place is not None:
        points.append((place.latitude, place.longitude))
    if len(points) < 2:
        return None
    project, scale = _projection(points)
    pins = [Pin(row, *project(point)) for row, point in zip(placed, points, strict=False)]
    here = project(points[-1]) if place is not None else None
    rings = tuple(_rings(here, scale)) if here else ()
    return Sketch(tuple(_apart(pins)), here, rings)


def _projection(points: list[Point]) -> tuple[Callable[[Point], tuple[int, int]], float]:
    """Return how a point comes onto the paper, and how many units a kilometre is; over one town the earth is flat."""
    souths, wests = [point[0] for point in points], [point[1] for point in points]
    middle = (min(souths) + max(souths)) / 2, (min(wests) + max(wests)) / 2
    narrowing = cos(radians(middle[0]))
    high = max(LEAST_KM, (max(souths) - min(souths)) * KM_A_DEGREE)
    wide = max(LEAST_KM, (max(wests) - min(wests)) * KM_A_DEGREE * narrowing)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    def project(point: Point) -> tuple[int, int]:
        east = (point[1] - middle[1]) * KM_A_DEGREE * narrowing
        north = (point[0] - middle[0]) * KM_A_DEGREE
        return round(WIDTH / 2 + east * scale), round(HEIGHT / 2 - north * scale)

    return project, scale


def _rings(here: tuple[int, int], scale: float) -> Iterator[Ring]:
    for km in RINGS_KM:
        radius = round(km * scale)
        if 3 * PIN <= radius <= WIDTH:
            below, above = here[1] + radius - 4, here[1] - radius + 14
            yield Ring(km, radius, below if below < HEIGHT else above)


def _apart(pins: list[Pin]) -> list[Pin]:
    """Move a pin that would lie on another one a little to the side, so that both can be read and pressed."""
    drawn: list[Pin] = []
    for pin in pins:
        x = pin.x
        while any(hypot(x - other.x, pin.y - other.y) < 1.5 * PIN for other in drawn) and x < WIDTH - PIN:
            x += PIN
        drawn.append(Pin(pin.facts, x, pin.y))
    return drawn
