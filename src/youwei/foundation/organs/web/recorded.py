"""What the journal holds of an organ, as the timeline component shows it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from youwei.foundation.journal.queries import Entry
from youwei.foundation.organs.models import Mark
from youwei.foundation.rulebook.rules.appraisal import OrganGroup
from youwei.ui.bilingual import said

SHOWN = 50

Groups = Mapping[str, OrganGroup]


def recorded(entries: Sequence[Entry], groups: Groups) -> list[dict[str, object]]:
    """The last events, newest first."""
    return [
        {
            "what": gettext(entry.title),
            "at": entry.at,
            "who": gettext("set-up") if entry.actor_kind == "system" else entry.actor_label,
            "more": " · ".join(_details(entry.data, groups)),
        }
        for entry in reversed(entries[-SHOWN:])
    ]


def _details(data: Mapping[str, object], groups: Groups) -> Iterator[str]:
    if "before" in data:
        yield f"{data['before']} → {data['name']}"
    elif "name" in data:
        yield str(data["name"])
    if "group" in data:
        before, after = (_group(str(data[key]), groups) for key in ("group_before", "group"))
        yield before if before == after else f"{before} → {after}"
    if "mark" in data:
        yield str(Mark(str(data["mark"])).label)
    if "on" in data:
        yield date_format(date.fromisoformat(str(data["on"])))


def _group(code: str, groups: Groups) -> str:
    if not code:
        return gettext("Not compared")
    return said(groups[code].name) if code in groups else code
