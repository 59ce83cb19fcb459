"""What the case page says of a case."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.queries import Entry
from youwei.kernel import clock
from youwei.listening.complaints.queries.cases import CasePage
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


def messages(shown: CasePage) -> list[dict[str, object]]:
    """Words both ways; an answer that is not released yet says so."""
    return [
        {
            "who": _("Writer") if message.from_writer else message.sender,
            "mine": not message.from_writer,
            "at": message.at,
            "text": message.text,
            "waiting": message.released_at is None,
        }
        for message in shown.messages
    ]


def timeline(history: Sequence[Entry]) -> list[dict[str, object]]:
    return [
        {"what": _(entry.title), "at": entry.at, "who": _(entry.actor_label)} for entry in history
    ]
