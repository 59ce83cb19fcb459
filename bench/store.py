"""Makes a store of a million cases and a hundred thousand open duties, in minutes.

    .venv/bin/python bench/store.py --engine sqlite [--cases 1000000] [--quick]

A small simulated province stands first, made by the operations that users use; the mass beside it
goes straight into the tables, and into every table that a page reads.
"""

import argparse
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import engines
import texts

BATCH = 10_000
ORGANS = 160
KNOWN = 500  # every so many cases one whose query code the benches know
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_FIRST_DAY = date(2026, 3, 2)
# state of the case, share in a thousand
_STATES = (
    ("received", 15),
    ("accepted", 5),
    ("handling", 95),
    ("answered", 15),
    ("closed", 750),
    ("refused", 60),
    ("withdrawn", 20),
    ("merged", 40),
)
_KINDS = (("consultation", 20), ("suggestion", 10), ("request", 45), ("conduct", 25))


def main(argv: list[str] | None = None) -> None:
    given = _arguments(argv)
    for engine in engines.ENGINES if given.engine == "both" else (given.engine,):
        make(engine, given.folder / engine, 10_000 if given.quick else given.cases, given.seed)


def make(engine: str, folder: Path, cases: int, seed: int) -> None:
    started = time.monotonic()
    engines.prepare(engine, folder)
    engines.youwei("setup")
    engines.youwei("demo", "--size", "small", "--if-empty")
    engines.ready()
    from django.db import transaction

    import bulk

    bulk.loose()
    mass = Mass(cases, Random(seed))
    with transaction.atomic(), bulk.without_indexes(table.table for table in mass.tables):
        mass.fill()
    bulk.settle(table.table for table in mass.tables if "id" in table.columns)
    print(f"{engine}: {cases:,} cases in {time.monotonic() - started:.0f} s")


@dataclass(frozen=True, slots=True)
class Times:
    received: datetime
    due: date


class Mass:
    def __init__(self, cases: int, chance: Random) -> None:
        import bulk
        from youwei.foundation.duties.models import Duty
        from youwei.foundation.journal.models import JournalEvent
        from youwei.listening.complaints.models import Case, CaseTheme, Handling, KeptFrom, Message

        self.count, self.chance = cases, chance
        self.pool = texts.sentences()
        self._stand()
        of = bulk.Table.of
        self.case = of(Case, *_CASE)
        self.words = bulk.Table("complaints_words", self.key, "pairs")
        self.theme = of(CaseTheme, "id", "case", "code")
        self.kept = of(KeptFrom, "id", "case", "organ")
        self.handling = of(Handling, "id", "case", "duty", "purpose")
        self.message = of(Message, *_MESSAGE)
        self.duty = of(Duty, *_DUTY)
        self.event = of(JournalEvent, *_EVENT)
        self.tables = (
            *(self.case, self.words, self.theme, self.kept),
            *(self.duty, self.handling, self.message, self.event),
        )
        self.first = {
            model: (model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
            for model in (
                *(Case, CaseTheme, KeptFrom, Handling, Message),
                *(Duty, JournalEvent),
            )
        }
        self.next_duty = self.first[Duty]
        self.next_id = max(self.first.values())
        self.case_id = self.first[Case]

    def _stand(self) -> None:
        """The campaign, and organs with a handler each, beside those of the simulated province."""
        from django.db import connection

        from youwei.foundation.campaigns.models import Campaign
        from youwei.foundation.campaigns.queries import rules_of
        from youwei.foundation.organs.models import Organ
        from youwei.foundation.organs.operations import add_organ
        from youwei.foundation.people.operations import add_account, grant_role
        from youwei.kernel.actor import SYSTEM, Role

        self.key = "rowid" if connection.vendor == "sqlite" else "case_id"
        self.campaign = Campaign.objects.select_related("jurisdiction", "office_organ").get()
        for number in range(ORGANS):
            organ = add_organ(
                actor=SYSTEM,
                jurisdiction=self.campaign.jurisdiction,
                name=f"示范省第{number + 1}服务中心",
                valid_from=date(2015, 1, 1),
                group=Organ.objects.exclude(group="").values_list("group", flat=True)[0],
            )
            account = add_account(
                actor=SYSTEM, username=f"bench{number}", name=f"bench{number}", organ=organ
            )
            grant_role(
                actor=SYSTEM,
                account=account,
                role=Role.HANDLER,
                organ=organ,
                starts=date(2015, 1, 1),
            )
        self.codes = sorted(one.code for one in rules_of(self.campaign).categories)
        self.organs = list(Organ.objects.order_by("pk").values_list("pk", flat=True))
        # A few organs get most of the work, as in life; the last get little.
        self.weights = [1 / (place + 4) for place in range(len(self.organs))]

    def fill(self) -> None:
        codes = [code for code, _ in _STATES]
        shares = [share for _, share in _STATES]
        for place in range(self.count):
            self._one(place, self.chance.choices(codes, shares)[0])
            if (place + 1) % BATCH == 0:
                self._flush()
        self._flush()

    def _flush(self) -> None:
        for table in self.tables:
            table.flush()

    def _id(self) -> int:
        self.next_id += 1
        return self.next_id

    def _one(self, place: int, state: str) -> None:
        from youwei.listening.complaints.queries.search import stored

        chance, case = self.chance, self.case_id + place
        kind = chance.choices([k for k, _ in _KINDS], [n for _, n in _KINDS])[0]
        if state == "merged" and place == 0:
            state = "closed"
        times = self._times(place, state)
        about, owner, verifier = self._parties(kind)
        text = texts.text(self.pool, chance)
        summary = text[: chance.randint(8, 24)]
        conduct = kind == "conduct"
        self.case.rows.append(
            self._case(place, state, kind, times, about, summary, text)  # one row of _CASE
        )
        self.words.rows.append((case, stored(f"{summary}\n{text}")))
        self.theme.rows.append((self._id(), case, "unable"))
        if conduct:
            self.kept.rows.append((self._id(), case, about))
        at = str(times.received)[:19]
        event = self._id()
        self.event.rows.append(
            (
                *(event, at, "complaints.received", self.campaign.pk, f"case:{case}"),
                *(f"case:{case}", "citizen", None, "citizen", "{}", f"{event:064x}", ""),
            )
        )
        if state == "handling" or (state in {"answered", "closed"} and chance.random() < 0.5):
            self._duty(case, kind, state, times, (about, owner, verifier), summary)
        if chance.random() < 0.15:
            self.message.rows.append(
                (self._id(), case, 1, 0, None, "", text[:80], at, at)  # the writer adds a word
            )

    def _times(self, place: int, state: str) -> Times:
        """Nine months; what is open came in the last weeks, some of it long ago."""
        chance = self.chance
        back = min(chance.expovariate(1 / 12), 260) if state in _OPEN else chance.uniform(10, 265)
        received = datetime(2026, 11, 26, 1) - timedelta(days=back)  # noqa: DTZ001
        return Times(received, received.date() + timedelta(days=chance.choice((7, 60))))

    def _parties(self, kind: str) -> tuple[int | None, int, int]:
        chance = self.chance
        owner, other = chance.choices(self.organs, self.weights, k=2)
        verifier = self.campaign.office_organ_id
        if verifier == owner:
            verifier = self.campaign.leading_organ_id
        if kind != "conduct":
            return (owner if chance.random() < 0.7 else None), owner, verifier
        while other in {owner, verifier}:
            other = chance.choice(self.organs)
        return other, owner, verifier

    def _case(
        self,
        place: int,
        state: str,
        kind: str,
        times: Times,
        about: int | None,
        summary: str,
        text: str,
    ) -> tuple[Any, ...]:
        at, chance = str(times.received)[:19], self.chance
        answered = state in {"answered", "closed"}
        later = str(times.received.date() + timedelta(days=40))
        waits = state in {"received", "accepted", "handling"} and chance.random() < 0.05
        return (
            *(self.case_id + place, self.campaign.pk, self._number("C", place), "web", None, kind),
            *(int(kind == "conduct"), state, about, "", None, summary, text, "zh-hans", at),
            *(str(times.received.date() + timedelta(days=7)), 0),
            *(None if state in {"received", "refused"} else at, at if answered else None),
            *(later if answered else None, later if answered else None),
            *(None if state in _OPEN else at, 0, at if waits else None),
            *(
                "higher-level" if state == "refused" else "",
                self.case_id if state == "merged" else None,
            ),
            *(None, self._code_hash(place), int(chance.random() < 0.01), self._category()),
        )

    def _category(self) -> str:
        if self.chance.random() < 0.5:
            return ""
        return (
            self.codes[0] if self.chance.random() < 0.0001 else self.chance.choice(self.codes[1:])
        )

    def _code_hash(self, place: int) -> str:
        from youwei.kernel import receipts
        from youwei.listening.complaints.queries.receipts import keys

        if place % KNOWN:
            return f"{place:064x}"
        code = receipts.code_of(f"bench-{place}", key=keys()[0])
        return receipts.hash_of(receipts.normalise(code), key=keys()[0])

    def _duty(
        self,
        case: int,
        kind: str,
        state: str,
        times: Times,
        organs: tuple[int | None, int, int],
        title: str,
    ) -> None:
        about, owner, verifier = organs
        chance, duty, at = self.chance, self.next_duty, str(times.received)[:19]
        self.next_duty += 1
        now = (
            chance.choices(("assigned", "handling", "reported", "objected"), (15, 70, 14, 1))[0]
            if state == "handling"
            else "verified"
        )
        starts = times.received.date()
        due = starts + timedelta(days=chance.choice((15, 60)))
        reported = now in {"reported", "verified"}
        done = starts + timedelta(days=chance.randint(3, 70))
        self.duty.rows.append(
            (
                *(duty, self.campaign.pk, self._number("D", duty), "complaint", kind),
                *(f"case:{case}", None, 1, title, "", owner, None, None, verifier),
                *(about if kind == "conduct" else None, 0, now, 100 if reported else 0, at),
                *(str(starts), "60d", str(starts), str(due - timedelta(days=3)), None, str(due)),
                *(0, str(done) if reported else None, at if now == "verified" else None),
                *(int(chance.random() < 0.04), 0, "已办结。" if reported else ""),
            )
        )
        self.handling.rows.append((self._id(), case, duty, "matter"))
        if now == "verified":
            self.message.rows.append(
                (self._id(), case, 0, 0, duty, "示范省服务中心", "已办结，感谢您的反映。", at, at)
            )

    def _number(self, letter: str, place: int) -> str:
        """Every number once, in no order: as the random ones of the product."""
        mixed = (place * 0x9E3779B1 + 12345) % 32**8
        letters = "".join(_ALPHABET[mixed >> 5 * i & 31] for i in range(8))
        return f"B{letter}-{letters[:4]}-{letters[4:]}"


_OPEN = frozenset({"received", "accepted", "handling"})
_CASE = (
    *("id", "campaign", "number", "channel", "external", "kind", "kept_from_organ", "state"),
    *("about_organ", "place", "happened_on", "summary", "text", "language", "received_at"),
    *("triage_due_on", "triage_due_provisional", "accepted_at", "answered_at", "rate_until"),
    *("reopen_until", "ended_at", "times_reopened", "writer_waits_since", "refusal_ground"),
    *("merged_into", "submission", "code_hash", "urgent", "category"),
)
_DUTY = (
    *("id", "campaign", "number", "kind", "rule_kind", "origin", "parent", "weight", "title"),
    *("statement", "owner", "assignee", "offered_to", "verifier", "shielded_from"),
    *("stays_with_owner", "state", "progress", "assigned_at", "starts_on", "term"),
    *("objection_until", "near_from", "behind_from", "due_on", "due_provisional", "reported_on"),
    *("ended_at", "times_sent_back", "times_reopened", "result"),
)
_MESSAGE = (
    *("id", "case", "from_writer", "for_office", "duty", "sender", "text", "at", "released_at"),
)
_EVENT = (
    *("id", "at", "kind", "campaign_id", "subject", "trail", "actor_kind", "actor_id"),
    *("actor_label", "data", "digest", "seal"),
)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=(*engines.ENGINES, "both"), default="sqlite")
    parser.add_argument("--folder", type=Path, default=engines.FOLDER / "million")
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--quick", action="store_true", help="10,000 cases")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
