"""What the benchmarks' web server runs: the site, and beside it the least that pages could do."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")
settings.ROOT_URLCONF = "benchmarks.bare"

from pilot.wsgi import application  # noqa: E402, F401 - the addresses are set before it loads them
