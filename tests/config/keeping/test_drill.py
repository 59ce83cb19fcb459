"""The restore drill of docs/backup.md, on the engine of the run, with real processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.harness.environment import ENGINE_VARIABLE, ROOT

pytestmark = pytest.mark.django_db
PASSPHRASE = "zwei-drei-vier-fünf-sechs"


@dataclass(frozen=True)
class Place:
    """Where an installation lives: a data folder and a database of its own."""

    data: Path
    database: str

    def run(
        self, *words: str, given: str = "", secret: str = "", recipients: str = ""
    ) -> "subprocess.CompletedProcess[str]":
        env = {**os.environ, "YOUWEI_DATA": str(self.data), "DATABASE_URL": self.database}
        env["YOUWEI_BACKUP_RECIPIENTS"] = recipients
        if secret:
            env["YOUWEI_SECRET"] = secret
        return subprocess.run(
            [sys.executable, "-m", *words],
            env=env,
            cwd=ROOT,
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )

    def youwei(self, *words: str, secret: str = "") -> "subprocess.CompletedProcess[str]":
        return self.run("youwei.config.cli", *words, secret=secret)


@dataclass(frozen=True)
class Drill:
    folder: Path
    identity: Path
    keeper: Path  # the identity that opens the copy of the urns' keys
    receipts: list[dict[str, str]]

    def opened(self) -> tuple[str, ...]:
        return (str(self.folder / "backup.age"), "--identity", str(self.identity))


_made: list[str] = []


def place(folder: Path, name: str) -> Place:
    if os.environ[ENGINE_VARIABLE] == "sqlite":
        return Place(folder / name, "")
    import psycopg

    parts = urlsplit(os.environ["DATABASE_URL"])
    database = f"drill_{os.getpid()}_{len(_made)}"
    with psycopg.connect(
        os.environ["DATABASE_URL"].replace("/youwei?", "/postgres?"), autocommit=True
    ) as link:
        link.execute(f'CREATE DATABASE "{database}"')
    _made.append(database)
    return Place(folder / name, urlunsplit(parts._replace(path=f"/{database}")))


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    """One installation, backed up twice under load."""
    folder = tmp_path_factory.mktemp("drill")
    first = place(folder, "first")
    identity = folder / "identity"
    recipient = first.youwei("backup-key", str(identity)).stdout.strip()
    (folder / "words").write_text(PASSPHRASE)
    keeper = folder / "keeper"
    apart = first.youwei("backup-key", str(keeper)).stdout.strip()
    filled = first.run("tests.config.keeping.filled", str(folder), recipient, apart)
    assert filled.returncode == 0, filled.stderr
    yield Drill(folder, identity, keeper, json.loads(filled.stdout.splitlines()[-1]))
    _made.clear()


def told(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_every_receipt_opens_and_is_proven_after_restore_and_key_rotation(drill: Drill) -> None:
    second = place(drill.folder, "second")
    restored = told(second.youwei("restore", *drill.opened(), "--json"))
    assert restored["verified"]
    assert restored["journal"]["size"] > 0
    found = told(second.run("tests.config.keeping.checked", given=json.dumps(drill.receipts)))
    count = len(drill.receipts)
    assert found["opened"] == found["named"] == count
    assert found["files"] >= count
    assert found["proven"] == [count, count]
    assert found["fault"] is None
    assert found["as_sealed"]
    assert found["ballots"] > 0
    assert found["urns"] == [None], "its key is in no backup"
    again = second.youwei("restore", *drill.opened())
    assert again.returncode == 3, "a place that holds something is refused"


def test_what_was_sealed_opens_after_restore(drill: Drill) -> None:
    target = place(drill.folder, "sealed")
    assert told(target.youwei("restore", *drill.opened(), "--json"))["verified"]
    paper = (drill.folder / "paper").read_text()
    found = told(target.run("tests.config.keeping.unsealed", given=paper))
    assert found == {"original": True, "recovered": 1, "read": True, "fault": None}


def test_the_keys_that_sign_come_along_on_request_only(drill: Drill) -> None:
    without, with_keys = place(drill.folder, "without"), place(drill.folder, "with")
    told(without.youwei("restore", *drill.opened(), "--json"))
    assert not (without.data / "journal-keys").exists()
    file, words = str(drill.folder / "with-keys"), str(drill.folder / "words")
    told(with_keys.youwei("restore", file, "--passphrase-file", words, "--json"))
    assert len(list((with_keys.data / "journal-keys").iterdir())) == 1
    assert with_keys.youwei("journal", "sequence").returncode == 0
    assert with_keys.youwei("journal", "verify").returncode == 0


def test_the_keys_of_urns_go_apart_and_come_back_only_while_they_are_needed(drill: Drill) -> None:
    target = place(drill.folder, "urns")
    file, words = str(drill.folder / "with-keys"), str(drill.folder / "words")
    told(target.youwei("restore", file, "--passphrase-file", words, "--json"))
    assert not (target.data / "urn-keys").exists(), "beside its ballots a key opens them"
    copy = ("urn-keys", "put-back", str(drill.folder / "urns.age"), "--identity")
    assert target.youwei(*copy, str(drill.identity)).returncode == 4
    assert told(target.youwei(*copy, str(drill.keeper), "--json"))["keys"] == 1
    found = told(target.run("tests.config.keeping.checked", given=json.dumps(drill.receipts)))
    assert found["urns"] == [1], "the ballot in the urn can be counted"
    recipient = drill.identity.read_text().split()[3]
    again = target.run(
        *("youwei.config.cli", "urn-keys", "copy", str(drill.folder / "again"), "--to", recipient),
        recipients=recipient,
    )
    assert again.returncode == 3, "who opens backups does not open urns"


def test_what_does_not_fit_leaves_the_place_empty(drill: Drill) -> None:
    target = place(drill.folder, "third")
    other = target.youwei("restore", *drill.opened(), secret="x9" * 30)
    assert other.returncode == 4
    assert "YOUWEI_SECRET" in other.stderr
    cut = drill.folder / "cut.age"
    whole = (drill.folder / "backup.age").read_bytes()
    cut.write_bytes(whole[: len(whole) * 2 // 3])
    broken = target.youwei("restore", str(cut), "--identity", str(drill.identity))
    assert broken.returncode in {1, 4}, broken.stderr
    told(target.youwei("restore", *drill.opened(), "--json"))


def test_a_backup_shows_nothing_without_its_key(drill: Drill) -> None:
    for name in ("backup.age", "with-keys"):
        content = (drill.folder / name).read_bytes()
        assert "推诿".encode() not in content
        assert drill.receipts[0]["number"].encode() not in content
        assert (drill.folder / name).stat().st_mode & 0o077 == 0
