"""What the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from pilot.room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pilot.settings")

application = with_room(get_wsgi_application())

from pilot.loaded import keep_what_is_loaded  # noqa: E402 - only once the apps are ready

keep_what_is_loaded()
