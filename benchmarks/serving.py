"""What the benchmarks' web server runs: the site, and beside it the least that pages could do."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")
settings.ROOT_URLCONF = "benchmarks.bare"
application = get_wsgi_application()
