"""What the page of components shows: made-up words, made-up figures, nobody real."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youwei.ui.charts import Bar
from youwei.ui.forms import CountedTextarea, FilesField, RadioCards, RadioList, Rating

LIGHTS = ("normal", "near", "behind", "overdue", "done", "done_late", "recalled")
TONES = ("", "active", "good", "warn", "bad", "sealed")
LEVELS = (
    ("5", gettext_lazy("Very satisfied")),
    ("4", gettext_lazy("Satisfied")),
    ("3", gettext_lazy("Fairly satisfied")),
    ("2", gettext_lazy("Dissatisfied")),
    ("1", gettext_lazy("Very dissatisfied")),
    ("unclear", gettext_lazy("Not clear yet")),
    ("skip", gettext_lazy("I would rather not say")),
)
KINDS = (
    ("service", gettext_lazy("A service or the way it is given")),
    ("person", gettext_lazy("What a particular person has done")),
    ("later", gettext_lazy("Something else")),
)


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str = "#"
    current: bool = False
    count: int | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class SampleDeadline:
    on: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    what: str
    at: datetime | None = None
    due: SampleDeadline | None = None
    who: str = ""
    more: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    what: str
    organ: str
    light: str
    due: SampleDeadline
    done: int
    n: int


class SampleForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("In one line"),
        help_text=gettext_lazy("What is it about?"),
        error_messages={"required": gettext_lazy("Say in one line what it is about.")},
    )
    words = forms.CharField(
        label=gettext_lazy("What happened"),
        widget=CountedTextarea,
        max_length=200,
        help_text=gettext_lazy("When, where, which office; names of clerks are not needed."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=KINDS,
        widget=RadioCards(
            hints={
                "service": gettext_lazy("For example long waits, being sent to and fro, no answer"),
                "person": gettext_lazy("For example taking money or gifts"),
                "later": gettext_lazy("Opens later"),
            },
            closed=("later",),
        ),
    )
    reply = forms.ChoiceField(
        label=gettext_lazy("How may we answer?"),
        choices=(
            ("page", gettext_lazy("On the status page only")),
            ("telephone", gettext_lazy("By telephone as well")),
        ),
        widget=RadioList,
        required=False,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("How do you judge the outcome?"), choices=LEVELS, widget=Rating
    )
    attachments = FilesField(label=gettext_lazy("Attachments"), required=False)
    agree = forms.BooleanField(
        label=gettext_lazy("The answer may be published without my name"),
        required=False,
        help_text=gettext_lazy("You can take this back at any time."),
    )


class StepsForm(forms.Form):
    title = SampleForm.base_fields["title"]
    words = SampleForm.base_fields["words"]
    contact = forms.CharField(label=gettext_lazy("Telephone"), required=False)


class FilterForm(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words or number"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=(("", gettext_lazy("All")), ("near", gettext_lazy("Due soon"))),
    )


def sample_form() -> SampleForm:
    return SampleForm(prefix="plain", initial={"kind": "service"})


def faulty_form() -> SampleForm:
    data = {"wrong-title": "", "wrong-words": "长" * 240, "wrong-level": "4"}
    form: SampleForm = SampleForm(data, prefix="wrong")
    form.full_clean()
    return form


def places() -> tuple[Link, ...]:
    return (
        Link(_("My duties"), "#lights", current=True, count=12),
        Link(_("Ledger"), "#tables", count=311),
        Link(_("Forms"), "#forms"),
        Link(_("Words"), "#words"),
        Link(_("Receipt"), "#receipt"),
    )


def deadlines() -> tuple[SampleDeadline, ...]:
    return SampleDeadline(date(2026, 12, 4)), SampleDeadline(date(2027, 2, 18), provisional=True)


def rows() -> tuple[Row, ...]:
    waiting = _("Registration of a small shop, third visit without a decision")
    answer = _("No answer to a letter about the noise of a building site")
    return (
        Row("2026-000317", waiting, _("Office A"), "normal", deadlines()[0], 3, 4),
        Row("2026-000298", answer, _("Office B"), "near", deadlines()[0], 18, 24),
        Row("2026-000251", waiting, _("Office C"), "overdue", deadlines()[1], 0, 0),
        Row("2026-000190", answer, _("Office A"), "done", deadlines()[0], 1204, 1310),
    )


def events() -> tuple[Event, ...]:
    day = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
    return (
        Event(_("Received"), at=day, who=_("Platform"), tone="sealed"),
        Event(
            _("Accepted and passed on"),
            at=day.replace(hour=7),
            who=_("Rectification office"),
            more=_("Kind: help or decision wanted. The answer is due within 15 working days."),
        ),
        Event(_("Answer"), due=deadlines()[0], who=_("Office A"), tone="next"),
    )


def facts() -> tuple[tuple[str, Any], ...]:
    return (
        (_("Number"), "2026-000317"),
        (_("Kind"), _("Help or decision wanted")),
        (_("Responsible"), _("Office A")),
    )


def tabs() -> tuple[Link, ...]:
    return (
        Link(_("I owe"), current=True, count=7),
        Link(_("I check"), count=5),
        Link(_("Closed")),
    )


def cells() -> tuple[Link, ...]:
    return (
        Link(_("Open"), "#", figure="311"),
        Link(_("Due soon"), "#", figure="24"),
        Link(_("Overdue"), "#", figure="6"),
        Link(_("Closed this month"), "", figure="1,204"),
    )


def bars() -> tuple[Bar, ...]:
    return (
        Bar(_("Office A"), 86.4, 1204, 84.1, 88.7),
        Bar(_("Office B"), 79.2, 310, 74.0, 84.4),
        Bar(_("Office C"), 71.5, 96, 61.8, 81.2),
    )
