"""Settings of the tests: the application's own, on servers of their own in a directory that is thrown away.

Loaded before anything else, so that no test can reach a developer's data, not even by mistake.
"""

import os
import tempfile

# Made by the first process of a run; its xdist workers inherit the environment and so share the servers.
if "VALINTA_TEST_DIRECTORY" not in os.environ:
    os.environ["VALINTA_TEST_DIRECTORY"] = tempfile.mkdtemp(prefix="valinta-tests-")
    os.environ["VALINTA_TEST_OWNER"] = str(os.getpid())
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "CACHE_URL", "DATABASE_ROLE", "DEMO", "DEBUG"):
    os.environ.pop(name, None)
os.environ["DATA_DIR"] = os.environ["VALINTA_TEST_DIRECTORY"]
os.environ["LOG_LEVEL"] = "WARNING"

from pilot.settings import *  # noqa: E402, F403
from pilot.settings import BASE_DIR, CACHES, DATABASES  # noqa: E402

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
TEMPLATE_DATABASE = "valinta"
DATABASES["default"]["NAME"] = f"valinta_{WORKER}"
CACHES["default"]["KEY_PREFIX"] = f"valinta-{WORKER}"
# A numbered store for each worker and the programs it starts: emptying one must not empty another's.
STORE = 1 if WORKER == "main" else 2 + int(WORKER.removeprefix("gw"))
os.environ["CACHE_URL"] = CACHES["default"]["LOCATION"] = CACHES["default"]["LOCATION"].replace("?db=1", f"?db={STORE}")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Letters go by post, unless a test opens the made-up message service.
MAILBOX = ""
# Cut from a package alone: once for all runs.
PAGE_FONT_DIR = BASE_DIR / ".data" / "page-font"
# A served file is looked for when it is asked for: to list them all costs more than most pages, and each client would.
WHITENOISE_AUTOREFRESH = True
