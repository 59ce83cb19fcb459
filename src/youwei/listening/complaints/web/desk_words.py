"""What the case page says of a case."""

from collections.abc import Mapping, Sequence

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.queries import Entry
from youwei.kernel import clock
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.queries.cases import CasePage
from youwei.listening.complaints.queries.progress import Doing, Next
from youwei.listening.complaints.rules.states import State
from youwei.listening.complaints.words import STATE_WORDS
from youwei.ui.bilingual import said


def facts(shown: CasePage) -> list[tuple[object, object]]:
    case = shown.case
    rulebook = rules_of(case.campaign)
    channel = next((c for c in rulebook.channels if c.code == case.channel), None)
    rows: list[tuple[object, object]] = [
        (_("Kind"), said(rulebook.kind(case.kind).name)),
        (
            _("Organ that it is about"),
            case.about_organ.name if case.about_organ else _("not named"),
        ),
        (_("Channel"), said(channel.name) if channel else case.channel),
        (_("Received on"), date_format(clock.day_of(case.received_at))),
    ]
    if case.happened_on:
        rows.append((_("Happened on"), date_format(case.happened_on)))
    if case.external:
        rows.append((_("Number in the other system"), case.external))
    themes = {theme.code: said(theme.name) for theme in rulebook.themes}
    names = [themes.get(code, code) for code in shown.themes]
    rows.append((_("Themes"), " · ".join(names) if names else _("none yet")))
    levels = {level.code: said(level.name) for level in rulebook.closing.satisfaction}
    rows.extend(
        (_("Rating by the writer"), levels.get(rating.level, rating.level))
        for rating in shown.ratings
    )
    return rows


_NEXT: Mapping[Doing, Promise] = {
    Doing.SORT: gettext_lazy("Read it: accept it, merge it, or refuse it with the right channel."),
    Doing.SEND: gettext_lazy("Send it to the competent organ; the term runs since the acceptance."),
    Doing.HANDLE: gettext_lazy("The organ handles it and reports; another organ checks."),
    Doing.CHECK: gettext_lazy("The organ has reported. Another organ checks the answer."),
    Doing.RATE: gettext_lazy("The writer has the answer and may rate or reopen."),
}


def next_words(step: Next, case: Case) -> str:
    """What the case waits for; of a case that is over, what became of it."""
    return str(_NEXT.get(step.what) or STATE_WORDS[State(case.state)])


def messages(shown: CasePage) -> list[dict[str, object]]:
    """Words both ways; an answer that is not released yet says so."""
    return [
        {
            "who": _("Writer") if message.from_writer else message.sender,
            "mine": not message.from_writer,
            "at": message.at,
            "text": message.text,
            "waiting": message.released_at is None,
            "for_office": message.for_office,
        }
        for message in shown.messages
    ]


def timeline(history: Sequence[Entry]) -> list[dict[str, object]]:
    return [
        {"what": _(entry.title), "at": entry.at, "who": _(entry.actor_label)} for entry in history
    ]
