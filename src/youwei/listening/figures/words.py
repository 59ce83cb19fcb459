"""What dimensions and figures are called, and what each counts exactly."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.listening.figures.rules.dimensions import Dimension

BY: Mapping[Dimension, Promise] = {
    Dimension.CHANNEL: _("Channel"),
    Dimension.ORGAN: pgettext_lazy("figures", "Organ in charge"),
    Dimension.GROUP: _("Comparison group"),
    Dimension.THEME: pgettext_lazy("figures", "Theme"),
    Dimension.PLACE: pgettext_lazy("figures", "Place"),
    Dimension.MONTH: pgettext_lazy("figures", "Month"),
    Dimension.KIND: _("Kind"),
}
NO_KEY: Mapping[Dimension, Promise] = {
    Dimension.ORGAN: _("not sent to an organ yet"),
    Dimension.GROUP: _("no group, or not sent yet"),
    Dimension.PLACE: _("no place named"),
}
SEVERAL_THEMES = _("several themes")
NO_THEME = _("no theme set")


@dataclass(frozen=True, slots=True)
class Definition:
    """`counts` says exactly what; `basis`, on which ground."""

    code: str
    name: Promise
    counts: Promise
    basis: Promise


_PUBLIC = _(
    "Opinion 三(二): what is received is aggregated and handled; who receives is responsible"
)
_TERMS = _("Opinion 三(二); the terms of the campaign’s rulebook, kinds.yaml")
_CHECK = _("Opinion 三(二): handling is followed and checked; closing.yaml, independent check")
_RATING = _("State Council General Office 2019 No. 51: rating is voluntary; closing.yaml")
DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        "received",
        pgettext_lazy("figures", "Received"),
        _(
            "Cases received in the period, each writer’s case once, whatever became of it. Cases"
            " merged into one matter count one by one."
        ),
        _PUBLIC,
    ),
    Definition(
        "accepted_in_time",
        _("Read in time"),
        _(
            "Of the cases whose last day for a first look lies in the period: those accepted,"
            " merged or refused by that day. Cases that their writer withdrew unread are left out."
        ),
        _TERMS,
    ),
    Definition(
        "answered_in_time",
        _("Answered in time"),
        _(
            "Of the cases whose last day of handling, with extensions granted, lies in the period:"
            " those on which the organ had reported by that day, in the report that the check then"
            " let pass. What was late stays late when it is answered, and also when it is opened"
            " again and answered once more."
        ),
        _TERMS,
    ),
    Definition(
        "answered",
        pgettext_lazy("figures", "Answered"),
        _("Answers released in the period after another organ had checked them, to each writer."),
        _CHECK,
    ),
    Definition(
        "verified_first_time",
        _("Passed at once"),
        _("Of the answers of the period: those that the check never sent back."),
        _CHECK,
    ),
    Definition(
        "sent_back",
        _("Sent back"),
        _("Of the answers of the period: those that the check had sent back at least once."),
        _CHECK,
    ),
    Definition(
        "reopened",
        pgettext_lazy("figures", "Reopened"),
        _("Of the answers of the period: those after which the writer had the matter reopened."),
        _CHECK,
    ),
    Definition(
        "response",
        pgettext_lazy("figures", "Rated"),
        _(
            "Of the answers of the period: those whose writer gave a rating that counts. “Not"
            " clear” and silence are no rating and stand apart."
        ),
        _RATING,
    ),
    Definition(
        "satisfied",
        _("Satisfied"),
        _("Of those who rated: those who chose a level that the rulebook does not call bad."),
        _RATING,
    ),
    Definition(
        "median_days",
        _("Median days"),
        _(
            "Days from acceptance to the first answer: half of the first answers of the period took"
            " no longer."
        ),
        _TERMS,
    ),
    Definition(
        "ninth_days",
        _("Nine in ten"),
        _("Days from acceptance to the first answer within which nine in ten were given."),
        _TERMS,
    ),
)
NAMES: Mapping[str, Promise] = {
    **{one.code: one.name for one in DEFINITIONS},
    "to_accept": _("To be read"),
    "to_answer": _("To be answered"),
    "rated": pgettext_lazy("figures", "Rated"),
    "timed": _("First answers"),
    "not_clear": _("Not clear"),
    "silent": _("Said nothing"),
}
