"""The tests' own foundations: our role, our servers, really emptied tables, no network."""

import socket
import threading

import pytest
from django.conf import settings
from django.db import connection

from pilot.embedded import APP_ROLE
from pilot.models import User


def test_tests_run_as_the_application_role(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('lock_timeout')")

        assert cursor.fetchone() == (APP_ROLE, "3s")


def test_tests_keep_out_of_a_developers_directory():
    assert not settings.DATA_DIR.is_relative_to(settings.BASE_DIR)


@pytest.mark.parametrize("round", [1, 2])
def test_committed_rows_are_seen_by_others_and_gone_in_the_next_test(committed_db, round):
    seen = []

    def count() -> None:
        seen.append(User.objects.count())
        connection.close()

    User.objects.create_user("first@example.invalid")
    other = threading.Thread(target=count)
    other.start()
    other.join()

    assert seen == [1]


def test_no_test_reaches_beyond_this_computer():
    with socket.socket() as line, pytest.raises(RuntimeError, match="tried to reach"):
        line.connect(("192.0.2.1", 80))
