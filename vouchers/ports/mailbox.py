"""The port to a message service such as Suomi.fi Messages: what we ask of it, and which one is at work.

A service answers at once or later that a message was taken, that it could not be taken now, or that its reader has no
mailbox. The same key is delivered once, however often it is sent. `settings.MAILBOX` names the class; without one all
letters go by post.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Answer(StrEnum):
    """What the service says to a message."""

    ACCEPTED = "accepted"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: a title and a line that say no more than that there is a letter, and the letter itself."""

    key: str
    identity_code: str
    title: str
    text: str
    filename: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """The service's answer, with its own name for the message."""

    answer: Answer
    reference: str = ""


class Mailbox(Protocol):
    """A message service."""

    def send(self, message: Message) -> Receipt:
        """Deliver the message, or say why not."""
        ...


def mailbox() -> Mailbox | None:
    """Return the message service at work, or None where there is none."""
    return cast(Mailbox, import_string(settings.MAILBOX)()) if settings.MAILBOX else None
