"""A message service for made-up people: it answers as a real one would, and keeps what arrives."""

from vouchers.models import MadeUpMailbox, MadeUpMessage
from vouchers.ports.mailbox import Answer, Message, Receipt


class MadeUpService:
    """Mailboxes as rows: a person without one has no mailbox."""

    def send(self, message: Message) -> Receipt:
        """Keep the message where the person's mailbox takes it; the same key is kept once."""
        box = MadeUpMailbox.objects.filter(identity_code=message.identity_code).first()
        answer = Answer(box.answer) if box else Answer.UNDELIVERABLE
        if answer is not Answer.ACCEPTED:
            return Receipt(answer)
        kept, _new = MadeUpMessage.objects.get_or_create(
            key=message.key,
            defaults={
                "identity_code": message.identity_code,
                "title": message.title,
                "text": message.text,
                "document": message.content,
            },
        )
        return Receipt(answer, f"made-up-{kept.pk}")
