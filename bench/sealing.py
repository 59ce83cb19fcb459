"""What sealing costs: a disclosure with its keys, an attachment, and each way of opening it.

    .venv/bin/python bench/sealing.py [--quick]

Without a database: these are the sums of the mathematics, each the median of its rounds, on one
core. The locks are those of the product; sizes are those of the texts and files before padding.
"""

import argparse
import json
import os
from collections.abc import Callable
from statistics import median
from time import perf_counter

from youwei.kernel.age import new_pair, seal, unseal, unwrap, wrap
from youwei.listening.disclosures.rules import locks

RECIPIENTS = 5
TEXT = ("窗口负责人收了中介的购物卡，给中介插队，普通群众排一上午也办不上。" * 40).encode()
MEGABYTE = 1024 * 1024


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args(argv).quick
    rounds = 5 if quick else 50
    recipients = [new_pair() for _ in range(RECIPIENTS)]
    publics = [one.public for one in recipients]
    report = new_pair()
    sealed = seal(TEXT, to=[report.public])
    wrapped = wrap(report.secret, to=publics[0])
    receipt = locks.lock(report.secret, "p" * 12, cost=locks.RECEIPT, context="")
    own = locks.lock(report.secret, "p" * 20, cost=locks.RECIPIENT, context="")
    file = os.urandom((1 if quick else 10) * MEGABYTE)
    sealed_file = seal(file, to=[report.public])
    steps: dict[str, Callable[[], object]] = {
        "take in: keys, receipt, text, five recipients": lambda: _take_in(publics),
        "of it: the lock of the receipt": lambda: locks.lock(
            report.secret, "p" * 12, cost=locks.RECEIPT, context=""
        ),
        "seal a file": lambda: seal(file, to=[report.public]),
        "identity, sealed twice": lambda: seal(seal(TEXT[:60], to=publics), to=publics),
        "return: unlock with the receipt": lambda: locks.unlock(receipt, "p" * 12, context=""),
        "recipient: unlock with the passphrase": lambda: locks.unlock(own, "p" * 20, context=""),
        "open: unwrap and read the text": lambda: unseal(
            sealed, unwrap(wrapped, recipients[0].secret)
        ),
        "open a file": lambda: unseal(sealed_file, report.secret),
    }
    for step, run in steps.items():
        print(
            json.dumps(
                {
                    "bench": "sealing",
                    "step": step,
                    "ms": _milliseconds(run, rounds if "file" not in step else max(3, rounds // 5)),
                    "bytes": len(sealed_file) if "file" in step else len(sealed),
                },
                ensure_ascii=False,
            ),
            flush=True,
        )


def _take_in(publics: list[str]) -> None:
    """As operations/intake.py does, without its rows."""
    report, reporter = new_pair(), new_pair()
    locks.lock(reporter.secret, "p" * 12, cost=locks.RECEIPT, context="")
    for public in publics:
        wrap(report.secret, to=public)
    seal(TEXT, to=[report.public])


def _milliseconds(run: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        run()
        taken.append(perf_counter() - begun)
    return round(median(taken) * 1000, 2)


if __name__ == "__main__":
    main()
