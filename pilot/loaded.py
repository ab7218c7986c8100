"""Taking what a long-running program has loaded out of the garbage collector's sight."""

import gc
from importlib import import_module

from django.conf import settings

# A page makes some ten thousand objects that hold others; nearly all of them end with it, without the collector.
OBJECTS_BETWEEN_LOOKS = 20_000


def keep_what_is_loaded() -> None:
    """Load every page's code, and never look through it for garbage: it stays as long as the program.

    Otherwise the collector would look through all of Django and of ours with every few hundred requests, which cost a
    choice a tenth of its time.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
