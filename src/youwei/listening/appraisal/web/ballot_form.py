"""The form of a ballot: for each organ the same questions, nothing chosen beforehand."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from youwei.listening.appraisal.models import Question, RosterEntry
from youwei.listening.appraisal.queries.ballots import Paper
from youwei.listening.appraisal.rules.ballots import Pace
from youwei.listening.appraisal.writing.casting import Choices
from youwei.ui.bilingual import said
from youwei.ui.fields import WordsField
from youwei.ui.forms import Rating

SKIP = "skip"
NONCE = 64  # characters at most


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("16 letters and digits from your letter, such as ABCD-EFGH-JKMN-PQRS"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


@dataclass(frozen=True, slots=True)
class Section:
    """One organ on the page."""

    organ: RosterEntry
    questions: tuple[BoundField, ...]
    interest: BoundField
    words: BoundField | None


class BallotForm(forms.Form):
    """`pace` is filled by the page's script with one word; a time is never sent."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=60)
    nonce = forms.CharField(widget=forms.HiddenInput({"data-keep": ""}), max_length=NONCE)
    pace = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Pace], widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper = paper
        level = paper.rules.not_clear
        levels = [(one.code, said(one.name)) for one in paper.rules.levels]
        for organ in paper.organs:
            for question in paper.questions:
                self.fields[_name(organ, question)] = forms.ChoiceField(
                    label=words_of(question),
                    choices=[*levels, (level.code, said(level.name)), (SKIP, _("Skip"))],
                    widget=Rating(aside=(level.code, SKIP)),
                    required=False,
                )
            self.fields[f"interest-{organ.organ_id}"] = forms.BooleanField(
                label=_("I work there, or have an interest in it: leave this organ out"),
                required=False,
            )
            if paper.rules.ballot.opinion:
                self.fields[f"words-{organ.organ_id}"] = WordsField(
                    limit=paper.rules.ballot.opinion,
                    rows=3,
                    required=False,
                    label=_("What it does well, or should mend"),
                    help_text=_("Kept apart from your answers. Please name no person."),
                )

    def sections(self) -> Iterator[Section]:
        for organ in self.paper.organs:
            words = f"words-{organ.organ_id}"
            yield Section(
                organ=organ,
                questions=tuple(self[_name(organ, one)] for one in self.paper.questions),
                interest=self[f"interest-{organ.organ_id}"],
                words=self[words] if words in self.fields else None,
            )

    def choices(self) -> Choices:
        given = self.cleaned_data
        rated = [one for one in self.paper.organs if not given[f"interest-{one.organ_id}"]]
        return Choices(
            levels={
                (organ.organ_id, question.pk): given[_name(organ, question)]
                for organ in rated
                for question in self.paper.questions
            },
            words={one.organ_id: given.get(f"words-{one.organ_id}", "") for one in rated},
            pace=Pace(given["pace"] or Pace.UNKNOWN),
        )


def new_nonce() -> str:
    return secrets.token_urlsafe(24)


def draft_of(code: str) -> str:
    """Under which answers are kept in the tab until they are sent."""
    return "rate-" + hashlib.sha256(code.encode()).hexdigest()[:12]


def words_of(question: Question) -> str:
    return said(_Words(question.text_zh, question.text_en))


@dataclass(frozen=True, slots=True)
class _Words:
    zh: str
    en: str

    def text(self, language: str) -> str:
        return self.en if language.lower().startswith("en") else self.zh


def _name(organ: RosterEntry, question: Question) -> str:
    return f"rate-{organ.organ_id}-{question.pk}"
