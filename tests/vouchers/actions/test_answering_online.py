"""A guardian who is heard answers online: only they, once; the others read what staff looked over."""

import pytest
from django.core import mail
from django.db import transaction

from pilot import outbox
from pilot.models import AuditEvent
from registry import errors as registry_errors
from tests.constraints import changed, refused_by
from tests.vouchers.actions.test_hearings import DAY_AFTER, RECEIVED, Dispute, said_to, settled_by_hand
from tests.vouchers.actions.test_objections import CHOSEN
from tests.vouchers.cast import a_login, noon
from vouchers import actions, errors
from vouchers.models import Decision, Objection

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_that_day")]
WORDS = "Asumme osoitteessa Salakuja 3. Matka on lyhyt."


class Online(Dispute):
    """The mother is heard by letter, and has an account and an e-mail address."""

    def __init__(self):
        super().__init__()
        self.hearing = self.hear()
        self.by = self.mother.account.user

    def online(self, answer=WORDS, by=None, on=RECEIVED):
        return actions.record_answer(
            hearing=self.hearing, answer=answer, by=by or self.by, at=noon(on), channel="online"
        )

    def tell(self, told="Matka on lyhyt."):
        return actions.tell_answer(hearing=self.hearing, told=told, by=self.clerk, at=noon(RECEIVED), channel="desk")


@pytest.fixture
def dispute():
    return Online()


def sent_mails():
    outbox.sweep(here=True)
    return [(message.to, message.subject, message.body) for message in mail.outbox if "/hearings/" in message.body]


def test_the_others_read_what_was_looked_over_and_the_guardian_their_own_words(dispute):
    dispute.online()
    with pytest.raises(errors.AnswerNotLookedOver):
        dispute.settle(dispute.objection, upholds=False, why="")
    assert not Decision.objects.exists()

    dispute.tell()
    dispute.settle(dispute.objection, upholds=False, why="")

    assert said_to(dispute.mother).endswith(f"Vastaus 22.3.2017: {WORDS}")
    assert said_to(dispute.father).endswith("Svaret den 22.3.2017: Matka on lyhyt.")
    assert "Salakuja" not in said_to(dispute.father)
    events = AuditEvent.objects.filter(kind__startswith="hearing_answer").order_by("pk")
    assert [(one.kind, one.channel) for one in events] == [
        ("hearing_answered", "online"),
        ("hearing_answer_looked_over", "desk"),
    ]
    assert "Salakuja" not in str([one.facts for one in events])


def test_only_the_guardian_who_is_heard_answers_online(dispute):
    for somebody in (a_login(dispute.father), dispute.clerk):
        with pytest.raises(registry_errors.MayNotAct):
            dispute.online(by=somebody)
    dispute.hearing.refresh_from_db()
    assert (dispute.hearing.state, dispute.hearing.answer) == ("open", "")
    dispute.online()
    for late in (dispute.online, lambda: dispute.answered(dispute.hearing)):
        with pytest.raises(errors.HearingClosed):
            late()


def test_online_too_what_comes_after_the_last_day_is_heard_until_it_is_settled(dispute):
    assert dispute.online(on=DAY_AFTER).closed_on == DAY_AFTER
    with pytest.raises(errors.NothingLeftOfAnswer):
        dispute.tell(" ")
    dispute.tell()
    dispute.settle(dispute.objection, upholds=False, on=DAY_AFTER, why="")
    with pytest.raises(errors.ObjectionSettled):
        dispute.tell("Muu")


def test_an_email_says_that_an_answer_is_waited_for_and_another_that_it_came(dispute):
    ((to, subject, body),) = sent_mails()

    assert (to, subject) == (["maija@example.invalid"], "Sinulta pyydetään vastausta viimeistään 29.3.2017")
    assert f"/my/hearings/{dispute.hearing.pk}/" in body
    assert "keskiviikkoon 29. maaliskuuta 2017 asti" in body.replace("\N{NO-BREAK SPACE}", " ")
    secrets = ("Matka", "laps", "huoltaj", "valin", dispute.child.given_names, dispute.mother.family_name)
    dispute.online()
    (_first, (to, subject, answered)) = sent_mails()
    assert subject == "Vastauksesi on tullut perille"
    for words in (body, answered):
        assert not [secret for secret in secrets if secret.lower() in words.lower()]


@pytest.mark.parametrize("case", ["no address", "answered before it was sent", "settled before it was sent"])
def test_no_email_where_none_is_due(dispute, case):
    if case == "no address":
        dispute.mother.email = ""
        dispute.mother.save(update_fields=["email"])
    elif case == "answered before it was sent":
        dispute.answered(dispute.hearing, on=CHOSEN)
    else:
        dispute.settle(dispute.objection, upholds=False, why="Kiire.")

    assert sent_mails() == []


def test_the_database_keeps_who_answered_and_that_it_was_looked_over(dispute):
    closed = {"closed_at": noon(DAY_AFTER), "closed_on": DAY_AFTER, "state": "answered", "answer": "A"}
    with refused_by("only_an_answer_came_somehow_and_is_told"):
        changed(dispute.hearing, told="A")()
    with refused_by("only_the_guardian_answers_online"):
        changed(dispute.hearing, answer_channel="online", closed_by=dispute.clerk, **closed)()
    with transaction.atomic():
        assert changed(dispute.hearing, answer_channel="desk", closed_by=dispute.clerk, **closed)() == 1
        transaction.set_rollback(True)
    dispute.online()
    with refused_by("answer_of_a_hearing_stands"):
        changed(dispute.hearing, answer_channel="desk")()
    with refused_by("objection_waits_until_answers_are_looked_over"):
        settled_by_hand(dispute)()
    dispute.tell()
    assert settled_by_hand(dispute)() == 1
    with refused_by("nobody_is_heard_of_a_settled_objection"):
        changed(dispute.hearing, told="Muu")()
    assert Objection.objects.get().state == "dismissed"
