"""Whoever tries names, numbers and codes learns from no answer, and from no clock, which exist.

What is counted is the work that takes time: hashes and questions to the database.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.hashers import get_hasher
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.config.api.programs import Program
from tests.foundation.people.made import PASSWORD, person
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast
from tests.listening.disclosures.conftest import scene as scene
from tests.listening.disclosures.pages import fill_in, receipt_on
from tests.listening.disclosures.scene import Scene
from tests.matrix.stores import cheap_locks

from youwei.foundation.people import operations as people
from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.queries.receipts import Receipt
from youwei.listening.disclosures.rules import locks
from youwei.listening.disclosures.rules.phrases import phrase_of

HandIn = Callable[..., Receipt]
WRONG = "0000-0000-0000-0000-0000"
PHRASE = phrase_of("another form", key=b"k" * 32)


@contextmanager
def counted(patch: pytest.MonkeyPatch, owner: Any, *names: str) -> Iterator[list[str]]:
    """Each call of these functions adds its name."""
    made: list[str] = []

    def counting(name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:
            made.append(name)
            return plain(*given, **more)

        return call

    with patch.context() as here:
        for name in names:
            here.setattr(owner, name, counting(name, getattr(owner, name)))
        yield made


def _questions(ask: Callable[[], Any]) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    return len(asked.captured_queries), answer


def _unlike(number: str) -> str:
    return number[:-4] + ("ZZZZ" if not number.endswith("ZZZZ") else "YYYY")


class TestNamesOfAccounts:
    def test_cost_one_hash_whether_they_exist_or_not(
        self, db: None, client: StrictClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        known, left = person(), person()
        people.leave(actor=SYSTEM, account=left)
        work = {}
        for name in (known.username, left.username, "nobody-of-this-name"):
            given = {"login": name, "password": "a wrong password"}
            with counted(monkeypatch, type(get_hasher()), "encode") as made:
                asked, answer = _questions(partial(client.send, "/account/login/", given))
            assert answer.status_code == 200
            work[name] = (len(made), asked)
        assert set(work.values()) == {(1, asked)}, work

    def test_a_leaver_is_told_apart_by_no_password(self, db: None, client: StrictClient) -> None:
        left = person()
        people.leave(actor=SYSTEM, account=left)
        told = set()
        for name, password in ((left.username, PASSWORD), ("nobody-of-this-name", PASSWORD)):
            answer = client.send("/account/login/", {"login": name, "password": password})
            told.add((answer.status_code, html_of(answer).replace(name, "NAME").count("<")))
        assert len(told) == 1
        assert "_auth_user_id" not in client.session


class TestNumbersOfDisclosures:
    def test_a_wrong_number_costs_what_a_wrong_phrase_costs(
        self, client: StrictClient, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with cheap_locks():
            number = receipt_on(fill_in(client)[0]).number
            work, told = set(), set()
            for one in (number, _unlike(number)):
                given = {"number": one, "phrase": PHRASE}
                with counted(monkeypatch, locks, "_stretched") as made:
                    asked, answer = _questions(partial(client.post, "/disclose/return/", given))
                work.add((len(made), asked))
                page = html_of(answer).replace(one, "NUMBER")
                told.add((answer.status_code, len(page)))
        assert len(work) == 1
        assert next(iter(work))[0] == 1
        assert len(told) == 1

    def test_the_stretching_costs_the_same(self, monkeypatch: pytest.MonkeyPatch) -> None:
        spent: list[locks.Cost] = []
        plain = locks._stretched

        def noted(passphrase: str, salt: bytes, cost: locks.Cost) -> bytes:
            spent.append(cost)
            return plain(passphrase, salt, cost)

        with cheap_locks():
            sealed = locks.lock("secret", PHRASE, cost=locks.RECEIPT, context="here")
            monkeypatch.setattr(locks, "_stretched", noted)
            with pytest.raises(locks.WrongPassphrase):
                locks.unlock(sealed, WRONG, context="here")
            locks.as_costly(WRONG, cost=locks.RECEIPT)
        assert spent[0] == spent[1]


class TestNumbersOfComplaints:
    def test_a_page_asks_the_same_questions(
        self, cast: Cast, hand_in: HandIn, client: StrictClient
    ) -> None:
        number = hand_in().number
        client.get("/status/")
        asked = {
            _questions(partial(client.send, "/status/", {"number": one, "code": WRONG}))[0]
            for one in (number, _unlike(number))
        }
        assert len(asked) == 1

    @pytest.mark.parametrize(
        ("address", "more"),
        [
            ("status", {}),
            ("additions", {"text": "补充"}),
            ("withdrawal", {}),
            ("rating", {"level": "satisfied"}),
            ("reopening", {"reason": "没有解决"}),
            ("statement/withdrawal", {}),
        ],
    )
    def test_a_program_is_told_the_same(
        self, cast: Cast, hand_in: HandIn, address: str, more: dict[str, str]
    ) -> None:
        number, program = hand_in().number, Program()
        told = set()
        for one in (number, _unlike(number)):
            given = {"number": one, "code": WRONG, **more}
            asked, answer = _questions(partial(program.post, f"/complaints/{address}", given))
            told.add((answer.status_code, answer.content, asked))
        assert len(told) == 1
        assert next(iter(told))[0] in {403, 404}
