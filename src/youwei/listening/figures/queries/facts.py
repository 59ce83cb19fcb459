"""A campaign's cases as facts: read whole in a fixed number of queries, or as they were kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.duties.queries import OPEN_STATES
from youwei.foundation.duties.rules.states import State as DutyState
from youwei.foundation.organs.queries import present_organs
from youwei.kernel import clock
from youwei.listening.complaints.models import Case, CaseTheme, Handling, KeptFrom, Rating
from youwei.listening.complaints.rules.states import State
from youwei.listening.figures.models import Answer, KeptFacts
from youwei.listening.figures.rules.facts import (
    NOBODY,
    NONE,
    SEVERAL,
    SILENT,
    UNTIMED,
    Column,
    Facts,
    Mark,
    Population,
    unpacked,
)

LIVE = 5_000  # cases up to which figures are counted as they stand at this moment

CHUNK = 5_000


@dataclass(frozen=True)
class AsOf:
    facts: Facts
    at: datetime


def facts_of(campaign: Campaign) -> AsOf:
    """As they stand now, or, of a campaign with many cases, as the last night left them."""
    kept = KeptFacts.objects.filter(campaign=campaign).only("pk", "made_at").first()
    if kept is not None and Case.objects.filter(campaign=campaign)[LIVE : LIVE + 1].exists():
        return AsOf(_kept(kept.pk, kept.made_at), kept.made_at)
    return AsOf(read_facts(campaign), clock.now())


@lru_cache(maxsize=4)
def _kept(pk: int, made_at: datetime) -> Facts:
    return unpacked(bytes(KeptFacts.objects.values_list("columns", flat=True).get(pk=pk)))


def read_facts(campaign: Campaign) -> Facts:
    """Eight queries, whatever the number of cases."""
    read = _Reading(campaign)
    for row in read.cases():
        read.take(row)
    read.settle_merged()
    return read.facts()


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer that was given for a case; `last` of its round is the one that was rated."""

    number: int
    round: int
    owner: int
    due_on: date
    in_time: bool
    answered_on: date
    sent_back: int
    reopened: bool
    last: bool


@dataclass(slots=True)
class _Vocabulary:
    words: dict[str, int] = field(default_factory=dict)

    def place(self, word: str) -> int:
        return self.words.setdefault(word, len(self.words))


_CASE = (
    "pk",
    "channel",
    "kind",
    "kept_from_organ",
    "state",
    "about_organ_id",
    "place",
    "received_at",
    "triage_due_on",
    "accepted_at",
    "ended_at",
    "merged_into_id",
)
_UNMARKED = Mark(0)


class _Reading:
    def __init__(self, campaign: Campaign) -> None:
        self.campaign, self.today = campaign, clock.today()
        levels = rules_of(campaign).closing.satisfaction
        self.levels = {level.code: number for number, level in enumerate(levels)}
        self.vocabulary = {name: _Vocabulary() for name in ("channel", "kind", "theme", "place")}
        self.by_case: defaultdict[str, list[int]] = defaultdict(list)
        self.by_fact: defaultdict[str, list[int]] = defaultdict(list)
        self.position: dict[int, int] = {}
        self.accepted: dict[int, date] = {}
        self.joined: list[tuple[int, int]] = []
        self.themes = self._themes()
        self.given = self._given()
        self.owed, self.owners = self._duties()
        self.ratings = self._ratings()

    def cases(self) -> Iterator[tuple[object, ...]]:
        rows = Case.objects.filter(campaign=self.campaign).order_by("pk")
        return rows.values_list(*_CASE).iterator(CHUNK)

    def take(self, row: tuple[object, ...]) -> None:
        case = dict(zip(_CASE, row, strict=True))
        pk, state = int(case["pk"]), State(str(case["state"]))  # type: ignore[call-overload]
        self.position[pk] = len(self.position)
        accepted = _day(case["accepted_at"])
        if accepted is not None:
            self.accepted[pk] = accepted
        unread = state is State.WITHDRAWN and accepted is None
        for name in ("channel", "kind", "place"):
            self.by_case[name].append(self.vocabulary[name].place(str(case[name])))
        self.by_case["theme"].append(self.vocabulary["theme"].place(self.themes.get(pk, NONE)))
        self.by_case["about"].append(int(case["about_organ_id"] or NOBODY))  # type: ignore[call-overload]
        self.by_case["kept"].append(int(bool(case["kept_from_organ"])))
        self.by_case["unsettled"].append(int(state is State.RECEIVED or unread))
        self._receipt(pk, case, state, accepted)
        if case["merged_into_id"] is not None:
            self.joined.append((pk, int(case["merged_into_id"])))  # type: ignore[call-overload]
        else:
            self._answers(pk, pk)

    def settle_merged(self) -> None:
        """Whoever joined a matter was answered when it was, and rated for themselves."""
        for pk, lead in self.joined:
            self._answers(pk, lead)

    def _receipt(
        self, pk: int, case: dict[str, object], state: State, accepted: date | None
    ) -> None:
        owner = self.owners.get(pk, NOBODY)
        received = _day(case["received_at"])
        assert received is not None
        self._fact(Population.RECEIVED, received, pk, owner)
        read = accepted or (_day(case["ended_at"]) if state is State.REFUSED else None)
        due = case["triage_due_on"]
        assert isinstance(due, date)
        waits = state is State.RECEIVED and due < self.today
        if due <= self.today and (read is not None or waits):
            marks = Mark.IN_TIME if read is not None and read <= due else _UNMARKED
            self._fact(Population.TO_ACCEPT, due, pk, owner, marks)

    def _answers(self, pk: int, lead: int) -> None:
        accepted = self.accepted.get(pk)
        for one in self.given.get(lead, ()):
            if one.due_on <= self.today:
                marks = Mark.IN_TIME if one.in_time else _UNMARKED
                self._fact(Population.TO_ANSWER, one.due_on, pk, one.owner, marks)
            level = self.ratings.get((pk, one.round), SILENT) if one.last else SILENT
            days = UNTIMED
            if one.number == 1 and accepted is not None:
                days = max((one.answered_on - accepted).days, 0)
            back = Mark.SENT_BACK if one.sent_back else _UNMARKED
            again = Mark.REOPENED if one.reopened else _UNMARKED
            self._fact(
                Population.ANSWERED, one.answered_on, pk, one.owner, back | again, level, days
            )
        for owner, due_on in self.owed.get(lead, ()):
            if due_on < self.today:
                self._fact(Population.TO_ANSWER, due_on, pk, owner)

    def _fact(
        self,
        population: Population,
        day: date,
        pk: int,
        owner: int,
        marks: Mark = _UNMARKED,
        level: int = SILENT,
        days: int = UNTIMED,
    ) -> None:
        values = {
            "population": population,
            "day": day.toordinal(),
            "case": self.position[pk],
            "owner": owner,
            "marks": marks,
            "level": level,
            "days": days,
        }
        for name, value in values.items():
            self.by_fact[name].append(int(value))

    def facts(self) -> Facts:
        walls = [
            (self.position[case], organ)
            for case, organ in KeptFrom.objects.filter(case__campaign=self.campaign)
            .order_by("pk")
            .values_list("case_id", "organ_id")
        ]
        case_columns = ("channel", "kind", "theme", "place", "about", "kept", "unsettled")
        fact_columns = ("population", "day", "case", "owner", "marks", "level", "days")
        return Facts(
            channels=tuple(self.vocabulary["channel"].words),
            kinds=tuple(self.vocabulary["kind"].words),
            themes=tuple(self.vocabulary["theme"].words),
            places=tuple(self.vocabulary["place"].words),
            levels=tuple(self.levels),
            wall_case=_column(case for case, _ in walls),
            wall_organ=_column(organ for _, organ in walls),
            **{name: _column(self.by_case[name]) for name in case_columns},
            **{name: _column(self.by_fact[name]) for name in fact_columns},
        )

    def _themes(self) -> dict[int, str]:
        """One word for each case, so that themes add up to all cases."""
        found: dict[int, str] = {}
        rows = CaseTheme.objects.filter(case__campaign=self.campaign).order_by("pk")
        for case, code in rows.values_list("case_id", "code"):
            found[case] = SEVERAL if case in found else code
        return found

    def _given(self) -> dict[int, list[_Given]]:
        rows = list(Answer.objects.filter(case__campaign=self.campaign).order_by("case", "number"))
        last = {(row.case_id, row.round): row.number for row in rows}
        present = present_organs({row.owner_id for row in rows})
        found: dict[int, list[_Given]] = defaultdict(list)
        for row in rows:
            found[row.case_id].append(
                _Given(
                    number=row.number,
                    round=row.round,
                    owner=present[row.owner_id],
                    due_on=row.due_on,
                    in_time=row.in_time,
                    answered_on=row.answered_on,
                    sent_back=row.sent_back,
                    reopened=row.reopened_on is not None,
                    last=last[row.case_id, row.round] == row.number,
                )
            )
        return found

    def _duties(self) -> tuple[dict[int, list[tuple[int, date]]], dict[int, int]]:
        """What is owed still, and who handles each case, the newest duty deciding."""
        rows = list(
            Handling.objects.filter(case__campaign=self.campaign, purpose=Handling.MATTER)
            .exclude(duty__state=DutyState.RECALLED)
            .order_by("pk")
            .values_list("case_id", "duty__owner_id", "duty__state", "duty__due_on")
        )
        present = present_organs({owner for _, owner, _, _ in rows})
        owed: dict[int, list[tuple[int, date]]] = defaultdict(list)
        owners = {}
        for case, owner, state, due_on in rows:
            owners[case] = present[owner]
            if state in OPEN_STATES:
                owed[case].append((present[owner], due_on))
        return owed, owners

    def _ratings(self) -> dict[tuple[int, int], int]:
        rows = Rating.objects.filter(case__campaign=self.campaign)
        return {
            (case, one_round): self.levels[level]
            for case, one_round, level in rows.values_list("case_id", "round", "level")
            if level in self.levels
        }


def _day(moment: object) -> date | None:
    return clock.day_of(moment) if isinstance(moment, datetime) else None


def _column(values: Iterable[int]) -> Column:
    return np.fromiter(values, dtype=np.int32)
