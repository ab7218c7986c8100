"""A sketch map of the sites on a page: their places to each other, drawn from coordinates alone.

The list is complete without it; pins bear the letters of the list. There are no tiles: nobody else learns what is
searched for.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from providers.queries import Place
from vouchers.catalogue.found import SiteFacts

WIDTH, HEIGHT, MARGIN = 400, 420, 36
KM_A_DEGREE = 111.2
# A village still gets some room around it.
LEAST_KM = 2.0
RINGS_KM = (1, 3, 10, 30, 100)
# Half a pin: on the narrowest telephone (288 px for WIDTH) still 24 pixels across. Where there is room, what takes the
# finger's press is larger than what is seen: 44 pixels on a usual telephone (328 px).
PIN, TOUCH = 17, 27
# Where a pin may go that lies on another: where it is, then ever further around, to the right first.
SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
STEPS = [(0, 0), *((step * PIN * east, step * PIN * south) for step in range(1, 16) for east, south in SIDES)]

Point = tuple[float, float]


@dataclass(frozen=True)
class Pin:
    """One site on the sketch."""

    facts: SiteFacts
    x: int
    y: int
    touch: int = TOUCH

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

    width, height, pin = WIDTH, HEIGHT, PIN

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
    return Sketch(tuple(_with_touch(_apart(pins))), here, rings)


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
    """Move a pin that would lie on another one to the nearest free place, so that both can be read and pressed."""
    drawn: list[Pin] = []
    for pin in pins:
        places = (replace(pin, x=pin.x + east, y=pin.y + south) for east, south in STEPS)
        drawn.append(next((place for place in places if _is_free(place, drawn)), pin))
    return drawn


def _is_free(pin: Pin, drawn: list[Pin]) -> bool:
    on_paper = PIN <= pin.x <= WIDTH - PIN and PIN <= pin.y <= HEIGHT - PIN
    return on_paper and all(_distance(pin, other) >= 2 * PIN for other in drawn)


def _with_touch(pins: list[Pin]) -> Iterator[Pin]:
    """Let every pin take presses around it, as far as the half way to its neighbour: no pin takes another's."""
    for pin in pins:
        nearest = min((_distance(pin, other) for other in pins if other is not pin), default=2 * TOUCH)
        yield replace(pin, touch=max(PIN, min(TOUCH, int(nearest / 2))))


def _distance(one: Pin, other: Pin) -> float:
    return hypot(one.x - other.x, one.y - other.y)
