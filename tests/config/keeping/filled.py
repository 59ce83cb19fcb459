"""A program: fills an installation, and makes backups of it while somebody goes on handing in.

Prints as JSON the receipts that were shown before the first backup began.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import BytesIO
from pathlib import Path
from threading import Event, Thread


def main(folder: Path, recipient: str, keeper: str) -> None:
    from youwei.config.cli.ready import django_ready

    django_ready()
    from django.core.management import call_command

    from tests.harness import province

    call_command("migrate", verbosity=0)
    built = province.build()
    campaign = built.campaign
    _appraise(built)
    _seal(built, folder / "paper")
    shown = [_hand_in(campaign, number) for number in range(12)]
    _run("urn-keys", "copy", str(folder / "urns.age"), "--to", keeper)
    from youwei.foundation.journal.writing.sequencing import sequence

    sequence()
    words = str(folder / "words")
    with _handing_in(campaign):
        _run("backup", str(folder / "backup.age"), "--to", recipient)
        _run("backup", str(folder / "with-keys"), "--passphrase-file", words, "--with-keys")
    print(json.dumps(shown))


def _hand_in(campaign: object, number: int) -> dict[str, str]:
    from tests.foundation.files.samples import png
    from youwei.foundation.files.queries import prepared
    from youwei.kernel.actor import CITIZEN
    from youwei.kernel.receipts import new_nonce
    from youwei.listening.complaints.models import Case
    from youwei.listening.complaints.operations.intake import Intake, receive
    from youwei.listening.complaints.queries.receipts import fingerprint_of

    given = Intake(
        channel="web",
        kind="request",
        text=f"窗口多次推诿，第 {number} 次。",
        name="张三",
        contact="无",
        uploads=[prepared(name="a.png", content=BytesIO(png()))],
    )
    receipt = receive(actor=CITIZEN, campaign=campaign, intake=given, nonce=new_nonce())  # type: ignore[arg-type]
    mark = fingerprint_of(Case.objects.get(number=receipt.number))
    return {"number": receipt.number, "code": receipt.code, "fingerprint": mark}


@contextmanager
def _handing_in(campaign: object) -> Iterator[None]:
    """Somebody writes all the time, from another connection."""
    stop, first = Event(), Event()
    faults: list[BaseException] = []

    def run() -> None:
        from django.db import connection

        number = 100
        try:
            while not stop.is_set():
                _hand_in(campaign, number)
                number += 1
                first.set()
        except BaseException as fault:
            faults.append(fault)
            first.set()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    first.wait()
    try:
        yield
    finally:
        stop.set()
        thread.join()
    if faults:
        raise faults[0]


def _appraise(built: object) -> None:
    """One round that is sealed, and one whose urn is closed and holds a ballot."""
    from datetime import timedelta

    from tests.listening.appraisal.cast import build_cast, votes
    from youwei.kernel import clock
    from youwei.kernel.actor import SYSTEM
    from youwei.listening.appraisal.operations import rounds, sealing

    with clock.at(clock.now() - timedelta(days=400)):
        cast = build_cast(built)  # type: ignore[arg-type]
        cast.fill()
        cast.begin()
        for handed in cast.codes["market"][:20]:
            votes(handed.code)
    with cast.over():
        rounds.close(actor=SYSTEM, round_=cast.round_)
        sealing.seal(actor=SYSTEM, round_=cast.round_)
    cast.round_ = rounds.prepare(
        actor=cast.office,
        campaign=cast.province.campaign,
        title="第二轮评议",
        instrument=cast.instrument,
        opens_on=clock.today(),
        closes_on=clock.today() + timedelta(days=20),
    )
    cast.fill()
    cast.begin()
    votes(cast.codes["market"][0].code)


def _seal(built: object, paper: Path) -> None:
    """A disclosure, the original of a file, and a recovery key whose halves go to `paper`."""
    from tests.listening.disclosures.originals import complain, keep_originals
    from tests.listening.disclosures.paper import Paper, in_use
    from tests.listening.disclosures.scene import scene_in
    from youwei.kernel.age import new_pair
    from youwei.listening.disclosures.rules import locks

    locks.RECIPIENT = locks.Cost(kib=32, iterations=1, lanes=1)
    scene = scene_in(built)  # type: ignore[arg-type]
    keep_originals(scene)
    complain(scene)
    halves = Paper(new_pair(), new_pair())
    in_use(scene, halves)
    scene.hand_in()
    scene.recipient("third")
    paper.write_text(f"{halves.outer.secret}\n{halves.inner.secret}")


def _run(*words: str) -> None:
    from youwei.config.cli import program

    with redirect_stdout(sys.stderr):
        program.main([*words], standalone_mode=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
