"""What it costs to take a million events into the tree, to check all of them, and to prove one.

    .venv/bin/python bench/journal.py [--quick] [--engine sqlite] [--events 1000000]

Events are written as `record` writes them, in blocks. Sequencing and checking are those of the
jobs; the check runs in a process of its own, of which the largest memory is told.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import engines

BLOCK = 5_000
PROOFS = 200


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--engine", choices=engines.ENGINES, default="sqlite")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, default=engines.FOLDER / "journal")
    parser.add_argument("--check", action="store_true", help="only checks what stands there")
    given = parser.parse_args(argv)
    folder = given.folder / given.engine
    engines.prepare(given.engine, folder)
    if given.check:
        engines.ready()
        print(json.dumps(check()))
        return
    engines.youwei("setup")
    engines.ready()
    events = 20_000 if given.quick else given.events
    report = {"bench": "journal", "engine": given.engine, "events": events}
    report |= fill(events)
    command = [sys.executable, __file__, "--check", "--engine", given.engine]
    done = subprocess.run(
        [*command, "--folder", str(given.folder)], check=True, capture_output=True, text=True
    )
    print(json.dumps(report | json.loads(done.stdout)), flush=True)


def fill(events: int) -> dict[str, float]:
    """Up to that many events in the journal, then all that waits taken into the tree."""
    from youwei.foundation.journal.models import JournalEvent, algorithm
    from youwei.foundation.journal.queries.seals import seal_keys
    from youwei.foundation.journal.rules import seal_of
    from youwei.foundation.journal.writing.sequencing import sequence
    from youwei.kernel import clock

    key, chosen, start = seal_keys()[0], algorithm(), JournalEvent.objects.count()
    for first in range(start, events, BLOCK):
        block = []
        for number in range(first, min(first + BLOCK, events)):
            event = JournalEvent(
                at=clock.now(),
                kind="bench.step",
                subject=f"case:{number}",
                trail=f"case:{number // 8}",
                actor_kind="system",
                actor_label="bench",
                data={"number": number, "state": "handling", "text": "转交承办单位办理"},
            )
            event.digest = event.recomputed()
            event.seal = seal_of(event.digest, key, chosen)
            block.append(event)
        JournalEvent.objects.bulk_create(block)
    began = time.perf_counter()
    sequence()
    return {"sequence_s": round(time.perf_counter() - began, 1)}


def check() -> dict[str, float]:
    from youwei.foundation.journal.models import JournalEvent
    from youwei.foundation.journal.queries.tree import inclusion
    from youwei.foundation.journal.queries.verifying import verify

    began = time.perf_counter()
    found = verify()
    seconds = time.perf_counter() - began
    if found.fault is not None:
        raise SystemExit(f"{found.fault} at {found.first_bad}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    last = JournalEvent.objects.count()
    digests = list(
        JournalEvent.objects.filter(id__in=range(1, last, max(1, last // PROOFS))).values_list(
            "digest", flat=True
        )
    )
    times = []
    for digest in digests:
        began = time.perf_counter()
        assert inclusion(digest) is not None
        times.append(time.perf_counter() - began)
    return {
        "verify_s": round(seconds, 1),
        "verify_mb": round(memory),
        "proof_ms": round(1000 * median(times), 2),
    }


if __name__ == "__main__":
    main()
