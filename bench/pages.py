"""How long pages take, and how often they ask the database, with the store of store.py.

    .venv/bin/python bench/pages.py [--engine sqlite|postgresql|both] [--requests 60] [--quick]

Each line is one page for one kind of reader: p50, p95, the least and most queries of a request;
`cpu_ms` is the median of this process's own work, which other load on the machine changes little
(on SQLite that is all of it).
Middleware, session and templates are part of it; the web server is not.
"""

import argparse
import gc
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import engines
import store

SEEN = 3_000  # cases that are read to learn which words are common


@dataclass(frozen=True, slots=True)
class Asked:
    """One address in turn from `addresses`; `post` where it is sent as a form."""

    name: str
    addresses: Callable[[], Iterator[tuple[str, dict[str, str] | None]]]


def main(argv: list[str] | None = None) -> None:
    given = _arguments(argv)
    for engine in engines.ENGINES if given.engine == "both" else (given.engine,):
        folder = given.folder / engine
        if not (folder / "truth.json").exists():
            cases = "10000" if given.quick else "1000000"
            engines.run_apart("store.py", "--engine", engine, "--cases", cases, folder=given.folder)
        if given.engine == "both":  # Django reads its settings once in a process
            more = ("--quick",) if given.quick else ()
            engines.run_apart("pages.py", "--engine", engine, *more, folder=given.folder)
        else:
            measure(engine, folder, 10 if given.quick else given.requests, given.only)


def measure(engine: str, folder: Path, requests: int, only: str) -> None:
    engines.prepare(engine, folder)
    engines.ready()
    gc.collect()
    gc.freeze()  # as each process that serves pages does (config/wsgi.py)
    from django.conf import settings

    # The client asks in this process; hashed names of static files need a collected folder.
    settings.ALLOWED_HOSTS = ["testserver"]
    facts = _facts()
    print(json.dumps({"bench": "store", "engine": engine, **_sizes(), **facts["counts"]}))
    for reader in ("office", "leading", "handler", "bench150"):
        for asked in _pages(reader, facts):
            if only in f"{reader} {asked.name}":
                print(json.dumps(_line(engine, reader, asked, requests)), flush=True)
    for asked in _public():
        if only in f"public {asked.name}":
            print(json.dumps(_line(engine, "public", asked, requests)), flush=True)


def _line(engine: str, reader: str, asked: Asked, requests: int) -> dict[str, Any]:
    from django.db import connection
    from django.test import Client

    from youwei.foundation.people.models import Account

    client = Client()
    if reader != "public":
        account = Account.objects.get(username=reader)
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    took, worked, queries = [], [], []
    for place, (address, data) in enumerate(islice(cycle(asked.addresses()), requests + 3)):
        counted = Counter[str]()

        def count(execute: Any, *args: Any, counted: Counter[str] = counted) -> Any:
            counted["queries"] += 1
            return execute(*args)

        started, before = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(count):
            answer = client.get(address) if data is None else client.post(address, data)
        if place >= 3:  # what is read once per process has been read
            took.append((time.perf_counter() - started) * 1000)
            worked.append((time.process_time() - before) * 1000)
            queries.append(counted["queries"])
        assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    took.sort()
    return {
        "bench": "pages",
        "engine": engine,
        "reader": reader,
        "page": asked.name,
        "p50_ms": round(took[len(took) // 2], 1),
        "p95_ms": round(took[min(len(took) - 1, int(len(took) * 0.95))], 1),
        "cpu_ms": round(sorted(worked)[len(worked) // 2], 1),
        "queries": f"{min(queries)}–{max(queries)}",
    }


def _pages(reader: str, facts: dict[str, Any]) -> Iterator[Asked]:
    from youwei.foundation.duties.access import visible_list
    from youwei.foundation.people.models import Account
    from youwei.foundation.people.queries import actor_for
    from youwei.kernel import clock
    from youwei.listening.complaints.access import can_triage, visible_to

    actor = actor_for(Account.objects.get(username=reader), clock.today())
    yield _get("inbox", "/desk/")
    yield _get("ledger", "/desk/ledger/")
    yield _get("ledger, open", "/desk/ledger/?open_only=on", "/desk/ledger/?open_only=on&page=9")
    lights = ("overdue", "near", "behind", "normal", "done", "done_late", "recalled")
    yield _get("ledger by light", *(f"/desk/ledger/?light={light}" for light in lights))
    organs = facts["organs"]
    yield _get("ledger by organ", *(f"/desk/ledger/?owner={organ}" for organ in organs))
    for rarity, words in facts["words"].items():
        yield _get(f"ledger, {rarity} word", *(f"/desk/ledger/?words={word}" for word in words))
    duties = list(
        visible_list(actor).order_by("due_on", "id").values_list("number", flat=True)[:40]
    )
    yield _get("duty", *(f"/desk/duties/{number}/" for number in duties))
    numbers = list(visible_to(actor).order_by("code_hash").values_list("number", flat=True)[:40])
    yield _get("case", *(f"/desk/cases/{number}/" for number in numbers))
    if not can_triage(actor):
        return
    yield _get("triage", "/desk/cases/", "/desk/cases/?state=office&page=5")
    yield _get("triage, all", "/desk/cases/?state=", "/desk/cases/?state=&page=9")
    states = ("received", "accepted", "handling", "answered", "closed", "refused", "merged")
    yield _get("triage by state", *(f"/desk/cases/?state={state}" for state in states))
    kinds = ("conduct", "request", "suggestion", "consultation")
    yield _get("triage by kind", *(f"/desk/cases/?state=&kind={kind}" for kind in kinds))
    everything = [f"/desk/cases/?state=&category={code}" for code in facts["categories"]]
    yield _get("triage by category", *everything)
    yield _get("what waits by category", *(one.replace("=&", "=office&") for one in everything))
    yield _get("triage, writer waits", "/desk/cases/?state=&waiting=on")
    for rarity, words in facts["words"].items():
        everywhere = [f"/desk/cases/?state=&words={word}" for word in words]
        waiting = [f"/desk/cases/?state=office&words={word}" for word in words]
        yield _get(f"search, {rarity} word", *everywhere)
        yield _get(f"search what waits, {rarity} word", *waiting)


def _public() -> Iterator[Asked]:
    from youwei.kernel import receipts
    from youwei.listening.complaints.models import Case
    from youwei.listening.complaints.queries.receipts import keys

    codes = {}
    for place in range(0, 1_000_000, store.KNOWN):
        code = receipts.code_of(f"bench-{place}", key=keys()[0])
        codes[receipts.hash_of(receipts.normalise(code), key=keys()[0])] = code
    shown = Case.objects.filter(code_hash__in=list(codes)[:300]).values_list("code_hash", "number")
    found = [(number, codes[code]) for code, number in shown]
    yield Asked(
        "status",
        lambda: iter([("/status/", {"number": n, "code": code}) for n, code in found]),
    )
    yield _get("form", "/report/new/?kind=request")


def _get(name: str, *addresses: str) -> Asked:
    return Asked(name, lambda: iter([(address, None) for address in addresses]))


def _facts() -> dict[str, Any]:
    from youwei.foundation.duties.models import Duty
    from youwei.foundation.duties.queries import OPEN_STATES
    from youwei.foundation.organs.models import Organ
    from youwei.listening.complaints.models import Case
    from youwei.listening.complaints.queries.cases import newest_rulebook

    chance = Random(1)
    book = newest_rulebook()
    codes = sorted(one.code for one in book.categories) if book else []
    newest = Case.objects.order_by("-pk").values_list("pk", flat=True)[0]
    some = [chance.randint(1, newest) for _ in range(SEEN)]
    texts = Case.objects.filter(pk__in=some).values_list("summary", "text")
    return {
        "words": _words([f"{summary}\n{text}" for summary, text in texts], chance),
        "organs": list(Organ.objects.order_by("pk").values_list("pk", flat=True))[::23],
        # The uppermost with all under them, then the rare one of store.py.
        "categories": [*(one for one in codes if "." not in one), codes[0]],
        "counts": {
            "cases": Case.objects.count(),
            "duties": Duty.objects.count(),
            "open_duties": Duty.objects.filter(state__in=OPEN_STATES).count(),
        },
    }


def _words(texts: list[str], chance: Random) -> dict[str, list[str]]:
    """Pairs of Han characters by the share of cases that hold them."""
    from youwei.text.finding import pairs

    seen = Counter(pair for text in texts for pair in pairs(text) if _is_han(pair))
    shares = {
        "common": (0.05, 1),
        "middling": (0.005, 0.02),
        "seldom": (0.001, 0.003),
        "rare": (0, 0.0005),
    }
    return {
        name: chance.sample(fitting, min(8, len(fitting)))
        for name, (least, most) in shares.items()
        if (fitting := sorted(p for p, n in seen.items() if least <= n / len(texts) <= most))
    }


def _is_han(pair: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in pair)


def _sizes() -> dict[str, int]:
    """Megabytes of the whole store and of the index of words."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_database_size(current_database()),"
                " pg_total_relation_size('complaints_words'),"
                " pg_relation_size('complaints_words_pairs'),"
                " pg_table_size('complaints_case')"
            )
            names = ("database_mb", "words_mb", "words_gin_mb", "cases_mb")
            return {n: size >> 20 for n, size in zip(names, cursor.fetchone(), strict=True)}
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        whole = cursor.fetchone()[0]
        cursor.execute("SELECT sum(length(block)) FROM complaints_words_data")
        return {"database_mb": whole >> 20, "words_mb": cursor.fetchone()[0] >> 20}


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=(*engines.ENGINES, "both"), default="both")
    parser.add_argument("--folder", type=Path, default=None)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--quick", action="store_true", help="10,000 cases, 10 requests")
    given = parser.parse_args(argv)
    given.folder = given.folder or engines.FOLDER / ("quick" if given.quick else "million")
    return given


if __name__ == "__main__":
    main()
