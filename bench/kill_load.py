"""What people do to the site while it is killed, and what the site owes them afterwards.

A kind of load does one thing at a time and writes down what the site acknowledged. After a restart
it asks the site for all of that again. Whoever adds a kind of load adds a class to LOADS.
"""

import http.client
import io
import json
import re
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from random import Random
from typing import Any, ClassVar
from urllib.parse import urlencode

import intake

NUMBER = re.compile(r'id="receipt-number">([^<]+)<')
CODE = re.compile(r'id="receipt-code">([^<]+)<')
SYLLABLES = re.compile(r'phrase__syllables" lang="zh-Latn">([a-z ]+)<')
TICKET = re.compile(r'name="ticket" value="([^"]+)"')
FINGERPRINT = re.compile(r'id="receipt-fingerprint">([0-9a-f]{64})<')
BROKEN = (OSError, http.client.HTTPException)
MOST_OPEN = 40  # older cases are no longer worked on


class Lost(AssertionError):
    """The site does not know what it acknowledged."""


@dataclass(frozen=True)
class Staff:
    """Tokens of those who sort, who handle and who check, and the organs of the last two;
    `secrets` of recipients of disclosures, by the number of their key.
    """

    office: str
    handler: str
    checker: str
    owner: int
    verifier: int
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


class Link:
    """One client's connection. BROKEN where the site is gone; `None` where it failed to answer."""

    def __init__(self, port: int) -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def page(self, post: intake.Post) -> str | None:
        path, body, head = post
        answer, content = self._ask("POST", path, body, head)
        if answer >= 500:
            return None
        if answer != 200:
            raise Lost(f"{path} answered {answer}: {content[:600].decode(errors='replace')}")
        return content.decode()

    def form(self, path: str, **fields: str) -> str | None:
        token = "t" * 32
        body = urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        kind = "application/x-www-form-urlencoded"
        return self.page((path, body, {"Content-Type": kind, "Cookie": f"csrftoken={token}"}))

    def api(self, method: str, path: str, token: str = "", **given: Any) -> dict[str, Any] | None:
        head = {"Content-Type": "application/json"}
        if token:
            head["Authorization"] = f"Bearer {token}"
        body = json.dumps(given).encode() if method == "POST" else None
        answer, content = self._ask(method, f"/api/v1{path}", body, head)
        while answer == 429:  # a token is asked so often a minute, and no more
            time.sleep(5)
            answer, content = self._ask(method, f"/api/v1{path}", body, head)
        if answer >= 500:
            return None
        if answer >= 300:
            raise Lost(f"{path} answered {answer}: {content[:600].decode(errors='replace')}")
        found: dict[str, Any] = json.loads(content)
        return found

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask("GET", path, None, {})

    def _ask(
        self, method: str, path: str, body: bytes | None, head: dict[str, str]
    ) -> tuple[int, bytes]:
        self._link.request(method, path, body, head)
        answer = self._link.getresponse()
        return answer.status, answer.read()


@dataclass
class Kept:
    """A case whose receipt was shown. `step` is how far its way was acknowledged; `in_doubt` that
    one more was asked for without an answer.
    """

    number: str
    code: str
    fingerprint: str = ""
    words: list[str] = field(default_factory=list)
    step: int = 0
    duty: str = ""
    in_doubt: bool = False


@dataclass
class Counts:
    shown: int = 0
    disclosures: int = 0
    additions: int = 0
    replies: int = 0
    moves: int = 0
    opened: int = 0  # receipts that opened their status page again
    again: int = 0  # forms without an answer that were sent once more


class Load(ABC):
    """One client's share of one kind of load. `cases` are the client's, shared by its loads."""

    weight: ClassVar[int]

    def __init__(self, staff: Staff, cases: list[Kept], chance: Random, counts: Counts) -> None:
        self.staff, self.cases, self.chance, self.counts = staff, cases, chance, counts
        self._asked = 0

    @abstractmethod
    def act(self, link: Link) -> None:
        """One request. What the answer acknowledges is written down; raises BROKEN."""

    @abstractmethod
    def check(self, link: Link, *, everything: bool) -> None:
        """Asks the restarted site; Lost where it does not hold. Without `everything` what is
        new since the last time, what is in doubt, and a few of the old.
        """

    def sample(self, *, everything: bool) -> list[Kept]:
        return self.cases if everything else self._some_of(self.cases)

    def _some_of(self, kept: list[Kept]) -> list[Kept]:
        old, new = kept[: self._asked], kept[self._asked :]
        self._asked = len(kept)
        doubtful = [one for one in old if one.in_doubt]
        return [*new, *doubtful, *self.chance.sample(old, min(len(old), 2))]


class Complaints(Load):
    """A form, sometimes with a photograph. One that got no answer is sent again as it was."""

    weight = 5
    _unanswered: intake.Post | None = None

    def act(self, link: Link) -> None:
        if self._unanswered is not None:
            self.counts.again += 1
        else:
            image = _photograph(self.chance) if self.chance.random() < 0.3 else b""
            words = f"{intake.TEXT} {self.chance.getrandbits(64):x}"
            self._unanswered = intake.complaint(words, image)
        page = link.page(self._unanswered)
        if page is None:
            return
        number, code = NUMBER.search(page), CODE.search(page)
        if number is None or code is None:
            raise Lost("a page without a receipt")
        self._unanswered = None
        mark = FINGERPRINT.search(page)
        self.cases.append(Kept(number[1].strip(), code[1].strip(), mark[1] if mark else ""))
        self.counts.shown += 1

    def settle(self, link: Link) -> None:
        """Until the last one is answered."""
        while self._unanswered is not None:
            self.act(link)

    def check(self, link: Link, *, everything: bool) -> None:
        for case in self.sample(everything=everything):
            page = link.form("/status/", number=case.number, code=case.code)
            if page is None or case.number not in page or 'name="ticket"' not in page:
                raise Lost(f"{case.number}: the status page does not open")
            self.counts.opened += 1


class Replies(Load):
    """The writer adds words."""

    weight = 3

    def act(self, link: Link) -> None:
        if not self.cases:
            return
        case = self.chance.choice(self.cases[-MOST_OPEN:])
        words = f"补充情况 {self.chance.getrandbits(64):x}"
        told = link.api(
            "POST", "/complaints/additions", number=case.number, code=case.code, text=words
        )
        if told is not None:
            case.words.append(words)
            self.counts.replies += 1

    def check(self, link: Link, *, everything: bool) -> None:
        for case in self.sample(everything=everything):
            if not case.words:
                continue
            told = link.api("POST", "/complaints/status", number=case.number, code=case.code)
            if told is None:
                raise Lost(f"{case.number}: no answer")
            found = [line["text"] for line in told["messages"]]
            if any(found.count(words) != 1 for words in case.words):
                raise Lost(f"{case.number}: a reply is gone or doubled")


class Desk(Load):
    """The office accepts and sends; the organ accepts and reports; another organ checks."""

    weight = 4
    WAY = ("accept", "dispatch", "accept", "report", "verify")

    def act(self, link: Link) -> None:
        waiting = [one for one in self.cases[-MOST_OPEN:] if one.step < len(self.WAY)]
        if not waiting:
            return
        case = self.chance.choice(waiting[:8])
        if case.in_doubt:
            self._settle(link, case)
            return
        case.in_doubt = True
        told = self._move(link, case)
        if told is not None:
            case.duty = told.get("duty") or case.duty
            case.step, case.in_doubt = case.step + 1, False
            self.counts.moves += 1

    def _move(self, link: Link, case: Kept) -> dict[str, Any] | None:
        staff, name = self.staff, self.WAY[case.step]
        if case.step < 2:
            given = {"owner": staff.owner, "verifier": staff.verifier} if case.step else {}
            path = f"/desk/cases/{case.number}/moves/{name}"
            return link.api("POST", path, staff.office, **given)
        words = {"report": {"result": "已经清理，并与业主委员会约定每月检查一次。"}}
        words["verify"] = {"finding": "实地查看，情况属实。"}
        token = staff.checker if name == "verify" else staff.handler
        path = f"/desk/duties/{case.duty}/moves/{name}"
        return link.api("POST", path, token, **words.get(name, {}))

    def _settle(self, link: Link, case: Kept) -> None:
        """What was in doubt happened, or did not."""
        told = link.api("GET", f"/desk/cases/{case.number}", self.staff.office)
        if told is None:
            return
        found = _step_of(told)
        if found not in {case.step, case.step + 1 if case.in_doubt else case.step}:
            raise Lost(f"{case.number}: stands at step {found}, acknowledged was {case.step}")
        case.step, case.in_doubt = found, False
        case.duty = told["handlings"][0]["number"] if told["handlings"] else ""

    def check(self, link: Link, *, everything: bool) -> None:
        for case in self.sample(everything=everything):
            if case.step or case.in_doubt:
                self._settle(link, case)
                if case.in_doubt:
                    raise Lost(f"{case.number}: no answer")


class Disclosures(Load):
    """A sealed disclosure; one that got no answer is sent again as it was. Now and then its
    reporter returns with the passphrase and adds something.
    """

    weight = 3

    def __init__(self, staff: Staff, cases: list[Kept], chance: Random, counts: Counts) -> None:
        super().__init__(staff, cases, chance, counts)
        self.sealed: list[Kept] = []
        self._unanswered: dict[str, str] | None = None

    def act(self, link: Link) -> None:
        if self._unanswered is None and self.sealed and self.chance.random() < 0.4:
            self._add(link, self.chance.choice(self.sealed[-MOST_OPEN:]))
        else:
            self.hand_in(link)

    def hand_in(self, link: Link) -> None:
        if self._unanswered is not None:
            self.counts.again += 1
        else:
            self._unanswered = _disclosure(f"{intake.TEXT} {self.chance.getrandbits(64):x}")
        page = link.form("/disclose/new/?level=this-level", **self._unanswered)
        if page is None:
            return
        number, phrase = NUMBER.search(page), " ".join(SYLLABLES.findall(page))
        if number is None or not phrase:
            raise Lost("a page without the receipt of a disclosure")
        mark = FINGERPRINT.search(page)
        self._unanswered = None
        self.sealed.append(Kept(number[1].strip(), phrase, mark[1] if mark else ""))
        self.counts.disclosures += 1

    def settle(self, link: Link) -> None:
        """Until the last one is answered."""
        while self._unanswered is not None:
            self.hand_in(link)

    def _add(self, link: Link, kept: Kept) -> None:
        page = link.form("/disclose/return/", number=kept.number, phrase=kept.code)
        ticket = TICKET.search(page) if page is not None else None
        if ticket is None:
            if page is not None:
                raise Lost(f"{kept.number}: the passphrase of the receipt opens nothing")
            return
        words = f"补充情况 {self.chance.getrandbits(64):x}"
        if link.form("/disclose/return/add/", ticket=unescape(ticket[1]), text=words) is not None:
            kept.words.append(words)
            self.counts.additions += 1

    def check(self, link: Link, *, everything: bool) -> None:
        for kept in self.sealed if everything else self._some_of(self.sealed):
            page = link.form("/disclose/return/", number=kept.number, phrase=kept.code)
            if page is None or kept.number not in page or 'name="ticket"' not in page:
                raise Lost(f"{kept.number}: the passphrase of the receipt opens nothing")
            self.counts.opened += 1


def _disclosure(text: str) -> dict[str, str]:
    from youwei.listening.disclosures.queries.receipts import new_submission

    return {
        "submission": new_submission(),
        "altcha": intake.solved(),
        "text": text,
        "organ": "",
        "identity": "anonymous",
        "name": "",
        "contact": "",
    }


LOADS: tuple[type[Load], ...] = (Complaints, Replies, Desk, Disclosures)


def _step_of(told: dict[str, Any]) -> int:
    if told["state"] == "handling":
        duty = {"assigned": 2, "handling": 3, "reported": 4}
        return duty[told["handlings"][0]["state"]]
    return {"received": 0, "accepted": 1, "answered": 5}[told["state"]]


def _photograph(chance: Random) -> bytes:
    from PIL import Image

    place = io.BytesIO()
    colour = tuple(chance.randrange(256) for _ in range(3))
    Image.new("RGB", (60, 40), colour).save(place, "PNG")
    return place.getvalue()
