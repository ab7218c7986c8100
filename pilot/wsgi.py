"""What the web server runs.

Everything is loaded before the first request, and then taken out of the garbage collector's sight: else it would look
through all of Django and of ours again with every few hundred requests, which cost a choice a tenth of its time.
"""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")

# A page makes some ten thousand objects that hold others; nearly all of them end with it, without the collector.
OBJECTS_BETWEEN_LOOKS = 20_000

application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(OBJECTS_BETWEEN_LOOKS)
