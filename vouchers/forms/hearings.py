"""What is typed of a hearing: whom one asks what, how and by when, and what was answered. Rules are the actions'."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot.forms import DayField
from registry.models import Resident
from vouchers.models import Hearing


class HearingForm(forms.Form):
    """Which guardian is heard, how, about what, and by when they answer."""

    guardian = forms.ChoiceField(label=_("Who is heard"), error_messages={"required": _("Choose who is heard.")})
    way = forms.ChoiceField(
        label=_("How they are asked"),
        choices=Hearing.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the guardian is asked.")},
    )
    matter = forms.CharField(
        label=_("What the guardian is told of the objection"),
        help_text=_(
            "Write in the guardian's language what the child's other guardian finds wrong with the choice. "
            "Do not write where anybody lives, or anything of their health."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={
            "required": _("Write what the guardian is told of the objection. Nobody can answer what they do not know.")
        },
    )
    answer_by = DayField(
        label=_("Last day for answering"),
        help_text=_(
            "The day that is proposed leaves a week after a letter has come. "
            "A day on which offices are closed becomes the next weekday."
        ),
    )

    def __init__(self, *args: Any, guardians: Iterable[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(guardian.pk), guardian.full_name) for guardian in guardians]
        self.fields["guardian"].choices = named if len(named) == 1 else [("", _("Choose")), *named]


class OwnAnswerForm(forms.Form):
    """What a guardian who is heard answers online."""

    answer = forms.CharField(
        label=_("What do you think?"),
        help_text=_(
            "Your own decision says your answer as you wrote it. The other guardians read of it what those who settle "
            "the matter pass on. Do not write where anybody lives, or of illnesses."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
        error_messages={"required": _("Write your answer. Nothing was sent yet.")},
    )


class ToldForm(forms.Form):
    """What the other guardians read of an answer that somebody wrote online."""

    told = forms.CharField(
        label=_("What the other guardians read of the answer"),
        help_text=_(
            "It stands in their decisions. Take out what tells where anybody lives, and what nobody else needs to know "
            "of their health. The answer itself stays as it came."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={
            "required": _(
                "Write what the other guardians read of the answer; if it is nothing of its content, then that."
            )
        },
    )


class AnswerForm(forms.Form):
    """What a guardian who was heard answered."""

    answer = forms.CharField(
        label=_("What the guardian answered"),
        help_text=_("In short. It stands in the decision, which every guardian reads: not where anybody lives."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Write what the guardian answered.")},
    )
