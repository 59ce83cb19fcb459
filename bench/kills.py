"""Kills the running site at chance moments under load, and asks afterwards for what it promised.

    .venv/bin/python bench/kills.py [--engine sqlite|postgresql|both] [--kills 100] [--seed 1]

Real processes, real HTTP. Each life of the site: start, ask for what earlier lives
acknowledged, load from several clients, SIGKILL to the whole tree of processes at a random moment,
then the rules of kill_rules.py on the database as it was left. On PostgreSQL the server or one of
its processes is killed now and then, too. SIGKILL shows that nothing is half-made; that bytes reach
the disk before a receipt is shown is held by tests of `fsync` and `synchronous`.
"""

import argparse
import json
import os
import runpy
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import engines
import kill_load
import kill_place
import kill_rules
from kill_site import Postgres, Site

CLIENTS = 4
LONGEST = 1.5  # seconds of load in one life
JOBS = ("sequence", "remind", "sketch", "sweep", "retaliation", "silence")


def main(argv: list[str] | None = None) -> None:
    given = _arguments(argv)
    if given.engine == "both":
        for engine in engines.ENGINES:
            words = ["--engine", engine, "--kills", str(given.kills), "--seed", str(given.seed)]
            engines.run_apart("kills.py", *words, "--port", str(given.port), folder=given.folder)
        return
    folder = given.folder / given.engine
    engines.prepare(given.engine, folder)
    os.environ["YOUWEI_PROOF_OF_WORK"] = "1000"
    engines.youwei("setup")
    engines.ready()
    if _cases():
        raise SystemExit(f"{folder} was used before: name a fresh --folder")
    trial = Trial(given.engine, folder, given.port, Random(given.seed))
    try:
        print(json.dumps(trial.run(given.kills)), flush=True)
    finally:
        trial.site.kill()


@dataclass
class Client:
    loads: list[kill_load.Load]
    cases: list[kill_load.Kept]
    chance: Random


@dataclass
class Trial:
    engine: str
    folder: Path
    port: int
    chance: Random
    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = Site(self.port, self.folder / "site.log")

    def run(self, kills: int) -> dict[str, object]:
        began = time.monotonic()
        self.counts = kill_load.Counts()
        self.postgres = Postgres(self.folder / "pg") if self.engine == "postgresql" else None
        self.staff = kill_place.build()
        self.clients = [self._client() for _ in range(CLIENTS)]
        for number in range(kills):
            self._live_and_die()
            self._inspect()
            receipts = self.counts.shown + self.counts.disclosures
            done = f"{self.engine}: {number + 1} of {kills} kills, {receipts} receipts"
            print(done, file=sys.stderr, flush=True)
        return self._close() | {"seconds": round(time.monotonic() - began)}

    def _client(self) -> Client:
        chance, cases = Random(self.chance.random()), list[kill_load.Kept]()
        loads = [load(self.staff, cases, chance, self.counts) for load in kill_load.LOADS]
        return Client(loads, cases, chance)

    def _live_and_die(self) -> None:
        _enqueue(self.chance)
        # As `youwei run` chooses: more threads on SQLite only wait for each other.
        self.site.start(
            workers=self.chance.choice((1, 2)),
            threads=4 if self.postgres is not None else 1,
            jobs=self.chance.random() < 0.4,
        )
        if self.chance.random() < 0.05:
            time.sleep(self.chance.uniform(0, 3))
            self._kill("while it starts")
            return
        self.site.wait_until_it_answers()
        self._ask(everything=False)
        stop = threading.Event()
        threads = [
            threading.Thread(target=self._load, args=(client, stop)) for client in self.clients
        ]
        for thread in threads:
            thread.start()
        time.sleep(self.chance.uniform(0.05, LONGEST))
        self._kill("under load")
        stop.set()
        for thread in threads:
            thread.join()

    def _kill(self, when: str) -> None:
        dice = self.chance.random()
        if self.postgres is None or dice < 0.6:
            self.site.kill()
            self.kills[when] += 1
            return
        if dice < 0.8:
            self.postgres.kill_a_backend(self.chance)
            time.sleep(self.chance.uniform(0, 1))
            self.site.kill()
            self.kills["with a process of the database"] += 1
            return
        self.postgres.kill()
        time.sleep(self.chance.uniform(0, 0.3))
        self.site.kill()
        self.kills["with the whole database"] += 1

    def _load(self, client: Client, stop: threading.Event) -> None:
        link = kill_load.Link(self.port)
        weights = [load.weight for load in client.loads]
        while not stop.is_set():
            try:
                client.chance.choices(client.loads, weights)[0].act(link)
            except kill_load.BROKEN:
                return
            except kill_load.Lost as lost:
                self.faults.append(str(lost))
                return

    def _ask(self, *, everything: bool) -> None:
        link = kill_load.Link(self.port)
        for client in self.clients:
            for load in client.loads:
                try:
                    load.check(link, everything=everything)
                except kill_load.Lost as lost:
                    self.faults.append(str(lost))

    def _inspect(self) -> None:
        from django.db import connection

        connection.close()
        if self.postgres is not None:
            self.postgres.start_again()
            _wait_for_database()
        self.faults += kill_rules.found_broken()
        self.faults += self._unread()
        connection.close()
        if self.faults:
            raise SystemExit("\n".join(("NOT GOOD", *self.faults)))

    def _unread(self) -> list[str]:
        """Sealed words that were acknowledged, and do not stand exactly once before a recipient."""
        opened = kill_rules.opened_with(self.staff.secrets)
        return [
            f"{kept.number}: sealed words are gone or doubled"
            for client in self.clients
            for load in client.loads
            if isinstance(load, kill_load.Disclosures)
            for kept in load.sealed
            for said in opened.get(kept.number, [[]])
            if any(said.count(words) != 1 for words in kept.words) or not said
        ]

    def _close(self) -> dict[str, object]:
        """Everything is asked for once more; what had no answer is sent until it has one."""
        from youwei.foundation.journal.queries.verifying import verify
        from youwei.foundation.journal.writing.sequencing import sequence

        self.site.start()
        self.site.wait_until_it_answers()
        link = kill_load.Link(self.port)
        for client in self.clients:
            for load in client.loads:
                if isinstance(load, kill_load.Complaints | kill_load.Disclosures):
                    load.settle(link)
        self._ask(everything=True)
        sequence()
        proven = self._prove()
        self.site.kill()
        self._inspect()
        stored = (_cases(), _disclosures())
        if stored != (self.counts.shown, self.counts.disclosures):
            raise SystemExit(f"NOT GOOD: {stored} stored for {self.counts}")
        return {
            "bench": "kills",
            "engine": self.engine,
            "kills": sum(self.kills.values()),
            **{f"killed {when}": count for when, count in sorted(self.kills.items())},
            "receipts": self.counts.shown,
            "receipts of disclosures": self.counts.disclosures,
            "additions to disclosures": self.counts.additions,
            "opened_again": self.counts.opened,
            "proven": proven,
            "replies": self.counts.replies,
            "moves": self.counts.moves,
            "sent_again": self.counts.again,
            "events": verify().checked,
            "lost": len(self.faults),
        }

    def _prove(self) -> int:
        """Each receipt's fingerprint stands under the newest signed head, by the public script."""
        script = Path(kill_load.__file__).parents[1] / "src/youwei/foundation/journal/static"
        check = runpy.run_path(str(script / "journal" / "check_record.py"))["check"]
        proven = 0
        for client in self.clients:
            sealed = [one for load in client.loads for one in getattr(load, "sealed", ())]
            for case in (*client.cases, *sealed):
                link = kill_load.Link(self.port)  # the server ends a connection after a while
                status, body = link.get(f"/record/proof.json?fingerprint={case.fingerprint}")
                if status != 200:
                    raise SystemExit(f"NOT GOOD: no proof for {case.number}: {status}")
                check(json.loads(body), "", "")
                proven += 1
        return proven


def _cases() -> int:
    from youwei.listening.complaints.models import Case

    return Case.objects.count()


def _disclosures() -> int:
    from youwei.listening.disclosures.models import Disclosure

    return Disclosure.objects.count()


def _enqueue(chance: Random) -> None:
    """Work for the worker of the next life, so that it dies in the middle of it."""
    from django_q.tasks import async_task

    from youwei.config import schedule

    for _ in range(2):
        async_task(f"{schedule.__name__}.{schedule.run.__name__}", chance.choice(JOBS))


def _wait_for_database() -> None:
    from django.db import OperationalError, connection

    deadline = time.monotonic() + 60
    while True:
        try:
            connection.ensure_connection()
            return
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=(*engines.ENGINES, "both"), default="both")
    parser.add_argument("--folder", type=Path, default=engines.FOLDER / "kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8150)
    parser.add_argument("--quick", action="store_true", help="three kills")
    given = parser.parse_args(argv)
    if given.quick:
        given.kills = 3
    return given


if __name__ == "__main__":
    main()
