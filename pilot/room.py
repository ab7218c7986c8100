"""Room for deep calls: one piece of the interpreter's own stack for all that happens within a request or a document.

CPython keeps the frames of Python functions in pieces of 16 KiB, asks the operating system for the next piece when one
is full, and gives it back as soon as the call returns that needed it. Where a loop happens to call across such an
edge, every call pays for that: two thousand times with a page of the catalogue, which was a third of its time. Whether
an edge lies there is chance. A function whose frame says that it needs much gets a piece large enough for it, and what
it leaves free serves everything that it calls.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
Answer = TypeVar("Answer")

# In words of eight bytes: the piece that holds so many is the next power of two, and half of it is left to the calls.
# Memory that nothing writes to costs nothing.
WORDS = 32_768


def with_room(function: Callable[P, Answer]) -> Callable[P, Answer]:
    """Return the function, called where everything that it calls has room on one piece of stack."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> Answer:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=WORDS)  # type: ignore[attr-defined]
    return call
