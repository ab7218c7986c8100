"""What a page says of a deed: done, or why not, and never both."""

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage

from pilot.answers import told
from pilot.errors import Refused


class Full(Refused):
    code = "full"
    text = "The list is full."


@pytest.fixture
def request_(rf):
    request = rf.post("/")
    request._messages = CookieStorage(request)
    return request


def said(request) -> list[tuple[str, str]]:
    return [(message.level_tag, str(message)) for message in get_messages(request)]


def test_what_was_done_is_told(request_):
    with told(request_, "Done."):
        pass

    assert said(request_) == [("success", "Done.")]


def test_a_refusal_says_why_and_ends_there(request_):
    with told(request_, "Done."):
        raise Full

    assert said(request_) == [("error", "The list is full.")]


def test_a_fault_of_ours_is_no_answer(request_):
    with pytest.raises(ZeroDivisionError), told(request_, "Done."):
        _ = 1 / 0

    assert said(request_) == []
