"""The public record as a citizen meets it, and the checking script that knows none of our code."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.foundation.journal.test_tree import plant, planted
from tests.harness.clients import StrictClient, html_of

from youwei.foundation import journal
from youwei.foundation.journal.models import JournalEvent, TreeHead
from youwei.foundation.journal.writing import signing
from youwei.foundation.journal.writing.sequencing import sequence
from youwei.kernel.actor import SYSTEM

SCRIPT = Path(journal.__path__[0]) / "static" / "journal" / "check_record.py"


@pytest.fixture(autouse=True)
def _own_keys(db: None, settings: Any, tmp_path: Path) -> None:
    settings.YOUWEI_DATA = tmp_path / "data"


def check(*words: str) -> "subprocess.CompletedProcess[str]":
    """With an empty environment and away from this package."""
    command = [sys.executable, "-I", str(SCRIPT), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")


def saved(client: StrictClient, address: str, place: Path) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    place.write_bytes(answer.content)
    return str(place)


class TestThePage:
    def test_says_that_nothing_is_signed_yet(self, client: StrictClient) -> None:
        assert "尚未签署" in html_of(client.get("/record/"))

    def test_finds_an_entry_by_its_fingerprint(self, client: StrictClient) -> None:
        events = planted(3)
        sequence()
        page = html_of(client.get("/record/", {"fingerprint": f" {events[1].digest.upper()} "}))
        assert "共 3 条，这是第 2 条" in page
        assert f"/record/proof.json?fingerprint={events[1].digest}" in page

    def test_tells_what_waits_from_what_is_unknown_and_what_is_none(
        self, client: StrictClient
    ) -> None:
        planted(1)
        sequence()
        waiting = plant(actor=SYSTEM, number=9)
        told = {
            html_of(client.get("/record/", {"fingerprint": typed})).partition('id="check"')[0][
                -900:
            ]
            for typed in (waiting.digest, "0" * 64, "回执")
        }
        assert len(told) == 3

    def test_starts_no_session_and_needs_no_account(self, client: StrictClient) -> None:
        client.get("/record/")
        assert not client.cookies

    def test_asks_as_often_for_three_heads_as_for_one(self, same_queries: Any) -> None:
        def heads(count: int) -> None:
            for _ in range(count):
                plant(actor=SYSTEM, number=1)
                sequence()

        same_queries(heads, "/record/")

    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("/record/checkpoint", 404),
            ("/record/checkpoint?size=7", 404),
            ("/record/checkpoint?size=٣", 404),
            ("/record/checkpoint?size=99999999999999999999999", 404),
            ("/record/proof.json?fingerprint=x", 422),
            (f"/record/proof.json?fingerprint={'0' * 64}", 404),
            ("/record/growth.json", 404),
            ("/record/growth.json?from=1&to=-1", 404),
        ],
    )
    def test_refuses_by_name(self, client: StrictClient, address: str, status: int) -> None:
        assert client.get(address).status_code == status


class TestTheScript:
    def test_finds_a_good_proof_good(self, client: StrictClient, tmp_path: Path) -> None:
        events = planted(300)
        sequence()
        address = f"/record/proof.json?fingerprint={events[270].digest}"
        told = check(saved(client, address, tmp_path / "proof.json"))
        assert (told.returncode, told.stderr) == (0, "")
        assert "number 271 of 300" in told.stdout

    def test_holds_a_later_head_to_one_that_was_kept(
        self, client: StrictClient, tmp_path: Path
    ) -> None:
        planted(5)
        sequence()
        kept = saved(client, "/record/checkpoint", tmp_path / "kept.txt")
        planted(9, first=5)
        signing.renew()
        sequence()
        proof = saved(client, "/record/growth.json?from=5", tmp_path / "growth.json")
        told = check("--kept", kept, proof)
        assert told.returncode == 0, told.stderr
        assert "All 5 entries" in told.stdout

    def test_finds_a_removed_entry(self, client: StrictClient, tmp_path: Path) -> None:
        """The whole record is built anew without one entry, by whoever holds every key."""
        planted(5)
        sequence()
        kept = saved(client, "/record/checkpoint", tmp_path / "kept.txt")
        rebuilt()
        planted(4, first=90)
        sequence()
        planted(3, first=94)
        sequence()
        proof = saved(client, "/record/growth.json?from=4", tmp_path / "growth.json")
        assert check(proof).returncode == 0, "in itself the new record is whole"
        told = check("--kept", kept, proof)
        assert (told.returncode, told.stdout) == (1, "")

    @pytest.mark.parametrize("field", ["fingerprint", "index", "path", "checkpoint", "key"])
    def test_finds_a_changed_proof_bad(
        self, client: StrictClient, tmp_path: Path, field: str
    ) -> None:
        events = planted(9)
        sequence()
        address = f"/record/proof.json?fingerprint={events[4].digest}"
        proof = json.loads(client.get(address).content)
        other = json.loads(client.get(f"/record/proof.json?fingerprint={events[5].digest}").content)
        changed = {
            "fingerprint": other["fingerprint"],
            "index": 5,
            "path": other["path"][1:],
            "checkpoint": proof["checkpoint"].replace("\n9\n", "\n10\n"),
            "key": proof["key"][:-4] + "AAA=",
        }
        place = tmp_path / "proof.json"
        place.write_text(json.dumps({**proof, field: changed[field]}))
        assert check(str(place)).returncode == 1

    def test_takes_no_other_key_than_the_one_that_is_known(
        self, client: StrictClient, tmp_path: Path
    ) -> None:
        events = planted(2)
        sequence()
        address = f"/record/proof.json?fingerprint={events[0].digest}"
        proof = saved(client, address, tmp_path / "proof.json")
        known = json.loads(Path(proof).read_text())["key"]
        assert check("--key", known, proof).returncode == 0
        signing.renew()
        planted(1, first=2)
        sequence()
        newer = saved(client, address, tmp_path / "newer.json")
        assert check("--key", known, newer).returncode == 1

    def test_checks_signatures_with_openssl_where_that_is_all_there_is(
        self, client: StrictClient, tmp_path: Path
    ) -> None:
        events = planted(2)
        sequence()
        address = f"/record/proof.json?fingerprint={events[0].digest}"
        proof = json.loads(client.get(address).content)
        place = tmp_path / "proof.json"
        hidden = (
            "import runpy, sys; sys.modules['cryptography'] = None;"
            f"sys.argv = ['check', {str(place)!r}];"
            f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
        )
        for text, code in (
            (proof["checkpoint"], 0),
            (proof["checkpoint"].replace("at ", "at2"), 1),
        ):
            place.write_text(json.dumps({**proof, "checkpoint": text}))
            told = subprocess.run([sys.executable, "-c", hidden], check=False, capture_output=True)
            assert told.returncode == code, told.stderr


def rebuilt() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("leaf", "block", "treehead", "journalevent"):
            cursor.execute(f"DELETE FROM journal_{table}")
    assert not TreeHead.objects.exists()
    assert not JournalEvent.objects.exists()
