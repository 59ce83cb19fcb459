"""What the pages of matters say of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from youwei.kernel import clock
from youwei.listening.complaints.rules.states import State as CaseState
from youwei.listening.complaints.words import STATE_WORDS as CASE_WORDS
from youwei.listening.matters.models import HotSpot, Matter
from youwei.listening.matters.queries.heat import HeatDay, curve
from youwei.listening.matters.queries.matters import (
    MatterCounts,
    MatterPage,
    MemberCase,
    Sum,
    is_voice,
)
from youwei.listening.matters.rules.states import HOT, Heat, State
from youwei.listening.matters.words import HEAT_WORDS, STATE_WORDS

_TONES = {State.PROPOSED: "warn", State.OPEN: "active", State.CLOSED: "good", State.DISMISSED: ""}


@dataclass(frozen=True, slots=True)
class Line:
    matter: Matter
    title: str
    state: Promise
    tone: str
    heat: Promise | None
    sum: Sum
    last: date | None


def line_of(matter: Matter, of: Sum) -> Line:
    """`matter` comes from `queries.matters.matters`; asks the database nothing."""
    spots = getattr(matter, "hot_now", ())
    state = State(matter.state)
    return Line(
        matter=matter,
        title=matter.title or of.first_summary,
        state=STATE_WORDS[state],
        tone=_TONES[state],
        heat=HEAT_WORDS[Heat(spots[0].state)] if spots else None,
        sum=of,
        last=clock.day_of(of.last) if of.last else None,
    )


def tally(counts: MatterCounts) -> list[dict[str, object]]:
    cells: list[tuple[int, Promise, str]] = [
        (counts.hot, gettext_lazy("Hot spots"), "?state=hot"),
        (counts.proposed, STATE_WORDS[State.PROPOSED], "?state=proposed"),
        (counts.living, STATE_WORDS[State.OPEN], "?state=open"),
        (counts.closed, STATE_WORDS[State.CLOSED], "?state=closed"),
    ]
    return [{"figure": n, "label": label, "url": url} for n, label, url in cells]


@dataclass(frozen=True, slots=True)
class Member:
    """One row; `others` are the cases merged with it. `own`: counted as a voice of its own."""

    row: MemberCase
    state: Promise
    own: bool
    counts: bool
    others: tuple[tuple[object, bool, bool], ...]


def _member(row: MemberCase) -> Member:
    return Member(
        row=row,
        state=CASE_WORDS[CaseState(row.case.state)],
        own=is_voice(row.case),
        counts=not hasattr(row.case, "repetition"),
        others=tuple((o, is_voice(o), not hasattr(o, "repetition")) for o in row.merged),
    )


def context_of(shown: MatterPage) -> dict[str, object]:
    state = State(shown.matter.state)
    first = shown.members[0].case.summary if shown.members else shown.matter.number
    days = _days(shown)
    return {
        "shown": shown,
        "matter": shown.matter,
        "title": shown.matter.title or first,
        "state_word": STATE_WORDS[state],
        "state_tone": _TONES[state],
        "members": [_member(row) for row in shown.members],
        "facts": facts(shown),
        "heat": [day.voices for day in days],
        "heat_label": _heat_label(days),
        "heat_span": (days[0].on, days[-1].on),
        "heat_days": [day for day in days if day.voices],
        "spots": [_spot(spot) for spot in shown.hot_spots],
        "events": [
            {"what": _(entry.title), "at": entry.at, "who": _(entry.actor_label)}
            for entry in shown.history
        ],
        "conduct_title": _("Complaints about the conduct of an organ"),
        "hidden_title": _("Some cases of this matter are not open to you"),
        "may_grow": state is State.OPEN,
    }


def facts(shown: MatterPage) -> list[tuple[object, object]]:
    """What, where, who is responsible, how many: of the cases that the reader sees."""
    cases = [member.case for member in shown.members]
    about = _names(str(case.about_organ) for case in cases if case.about_organ)
    owners = _names(str(member.duty.owner) for member in shown.members if member.duty)
    places = _names(case.place for case in cases if case.place)
    voices = _("not counted, because not every case is open to you")
    if shown.voices is not None:
        voices = ngettext("%(n)d voice", "%(n)d voices", shown.voices) % {"n": shown.voices}
    rows: list[tuple[object, object]] = [
        (_("Voices"), voices),
        (_("Organs that they are about"), about or _("not named")),
        (_("Organs that handle them"), owners or _("sent to no organ yet; the office sorts them")),
    ]
    if places:
        rows.append((_("Place"), places))
    return rows


def _names(names: Iterable[str]) -> str:
    """The most frequent first, with their numbers where there is more than one."""
    counted = Counter(names).most_common()
    if len(counted) == 1:
        return counted[0][0]
    return "、".join(f"{name}（{n}）" for name, n in counted)


def _days(shown: MatterPage) -> tuple[HeatDay, ...]:
    every = [c for row in shown.members for c in (row.case, *row.merged)]
    return curve(case for case in every if is_voice(case))


def _heat_label(days: tuple[HeatDay, ...]) -> str:
    total = sum(day.voices for day in days)
    text = ngettext(
        "%(n)d voice in the last %(days)d days; at most %(most)d on one day",
        "%(n)d voices in the last %(days)d days; at most %(most)d on one day",
        total,
    )
    most = max(day.voices for day in days)
    return text % {"n": total, "days": len(days), "most": most}


def _spot(spot: HotSpot) -> dict[str, object]:
    text = ngettext("%(n)d voice in %(days)d days", "%(n)d voices in %(days)d days", spot.voices)
    return {
        "spot": spot,
        "word": HEAT_WORDS[Heat(spot.state)],
        "tone": "bad" if spot.state == Heat.RAISED else "warn" if spot.state in HOT else "good",
        "grew": text % {"n": spot.voices, "days": spot.days},
    }
