"""C-08 as a matrix: every address of the desk × everybody × every state of a complaint about
conduct. Whoever must not know gets "not found" or a list without it; who may, gets it.

In the fullest scene everybody asks at every address. In the others one of each part asks always,
and the rest in turn, so that `make test` asks each of them in a quarter of the scenes;
`make test-slow` asks everybody everywhere.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from tests.harness.exports import exported, words_in

if TYPE_CHECKING:
    from tests.matrix.retaliation import Hidden
    from tests.matrix.scenes import Scene

# What each may read of the matter: nothing, the case, its duty; from which scenes on is said by
# `Scene.duty` and by the reader's part in it.
NOTHING, SORTS, WORKS, CHECKS = "nothing", "sorts", "works", "checks"
GROUPS: dict[str, str] = {
    "the organ, every role at once": NOTHING,
    "the organ, handler": NOTHING,
    "the organ, lead": NOTHING,
    "the organ, rectification office": NOTHING,
    "the organ, system administrator": NOTHING,
    "the organ, security administrator": NOTHING,
    "the organ, audit administrator": NOTHING,
    "an organ that depends on it, every role at once": NOTHING,
    "the office, who came from the organ": NOTHING,
    "the office, who holds a post in the organ": NOTHING,
    "the office, who declared an interest": NOTHING,
    "the leading group, who declared an interest": NOTHING,
    "the handling organ, who also serves the organ": NOTHING,
    "the handling organ, who declared an interest": NOTHING,
    "the checking organ, who declared an interest": NOTHING,
    "another organ, every role at once": NOTHING,
    "the office, system administrator": NOTHING,
    "the office, security administrator": NOTHING,
    "the office, audit administrator": NOTHING,
    "the office": SORTS,
    "the leading group": SORTS,
    "the handling organ, handler": WORKS,
    "the handling organ, lead": WORKS,
    "the checking organ": CHECKS,
    "the organ under its new name, every role at once": NOTHING,  # last: it ends the old one
}
SCENE_NAMES = (
    "received",
    "accepted",
    "assigned",
    "passed_on",
    "handled",
    "reported",
    "answered",
    "reopened",
    "closed",
    "recalled",
    "refused",
    "merged",
    "withdrawn",
    "called_a_request",
    "of_another_organ",
    "feeding_back",
    "fed_back",
)
# The scene in which everybody asks, also at the addresses that know no cases; and single roles,
# whose rights are part of those of all roles at once. A report of retaliation lies in it besides.
WHOLE = "reported"
SINGLE = ("handler", "lead", "rectification office", "administrator")
ALWAYS = frozenset(
    {
        "the organ, every role at once",
        "the office",
        "the handling organ, handler",
        "the checking organ",
    }
)
TURNS = 4
# A scene is other rows under the same queries: these two ask them all on the second engine.
SECOND_ENGINE = frozenset({"answered", "fed_back"})
# Recalled from them, the case is no longer theirs to read; the duty stays in their ledger.
TAKEN_BACK = frozenset({"recalled", "withdrawn"})


def test_every_scene_is_played() -> None:
    from tests.matrix.scenes import SCENES

    assert set(SCENES) == set(SCENE_NAMES)


def test_every_address_of_the_desk_has_its_row() -> None:
    from tests.matrix.places import ELSEWHERE, PLACES, TELLING, desk_addresses

    addresses = desk_addresses()
    unknown = {one.name for one in addresses} - set(PLACES) - ELSEWHERE
    assert not unknown, f"say in tests/matrix/places.py what these tell: {sorted(unknown)}"
    careless = [
        one.name for one in addresses if one.name in ELSEWHERE and one.arguments & set(TELLING)
    ]
    assert not careless, f"these could name a case and need a row: {careless}"


def on_one_engine(name: str, *more: pytest.MarkDecorator) -> Any:
    marks = () if name in SECOND_ENGINE else (pytest.mark.first_engine,)
    return pytest.param(name, marks=(*marks, *more))


@pytest.mark.parametrize("name", [on_one_engine(name) for name in SCENE_NAMES])
@pytest.mark.usefixtures("still")
def test_who_learns_what(db: None, name: str) -> None:
    walk(name, groups_in(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENE_NAMES)
@pytest.mark.usefixtures("still")
def test_who_learns_what_whoever_asks(db: None, name: str) -> None:
    walk(name, list(GROUPS))


def groups_in(name: str) -> list[str]:
    """Who asks in this scene, in the order of the table."""
    if name == WHOLE:
        return list(GROUPS)
    turn = SCENE_NAMES.index(name) % TURNS
    rest = [group for group in GROUPS if group not in ALWAYS and not is_single(group)]
    return [group for group in GROUPS if group in ALWAYS or group in rest[turn::TURNS]]


def is_single(group: str) -> bool:
    return GROUPS[group] == NOTHING and group.endswith(SINGLE)


def is_part_of_another(group: str) -> bool:
    """Administrators hold no other role, so that nobody else opens what is theirs."""
    return is_single(group) and not group.endswith("administrator")


def test_everybody_has_a_turn() -> None:
    often = {group: sum(group in groups_in(name) for name in SCENE_NAMES) for group in GROUPS}
    assert all(often[group] == len(SCENE_NAMES) for group in ALWAYS)
    assert all(often[group] >= 4 for group in GROUPS if not is_single(group))
    assert set(groups_in(WHOLE)) == set(GROUPS)


def walk(name: str, groups: list[str]) -> None:
    """Everybody of the groups asks at every address of the scene."""
    from tests.matrix.retaliation import hidden_in
    from tests.matrix.scenes import SCENES

    scene = SCENES[name]()
    hidden = hidden_in(scene) if name == WHOLE else None
    faults, cells = [], 0
    for group in groups:
        browser = signed_in(account_of(group, scene))
        for one in asked(scene):
            if one.tells == "nothing" and (name != WHOLE or is_part_of_another(group)):
                continue
            cells += 1
            found = judged(name, scene, GROUPS[group], one, browser, hidden)
            faults += [f"{group}: {fault}" for fault in found]
        if hidden is not None:
            faults += [f"{group}: {fault}" for fault in hidden.own_faults(browser, GROUPS[group])]
    assert not faults, "\n".join([f"{len(faults)} of {cells} cells:", *faults])
    assert cells > 15 * len(groups)


@dataclass(frozen=True)
class Question:
    place: str
    tells: str
    address: str
    posts: bool


def asked(scene: "Scene") -> Iterator[Question]:
    from tests.matrix.places import PLACES

    for name, places in PLACES.items():
        for place in places:
            address = place.address(scene)
            if address is not None:
                yield Question(name, place.tells.value, address, place.posts)


def judged(
    name: str, scene: "Scene", part: str, one: Question, browser: Any, hidden: "Hidden | None"
) -> list[str]:
    """What is wrong with this cell; nothing where it is right."""
    response = browser.send(one.address) if one.posts else browser.get(one.address)
    told = content_of(response)
    faults = hidden.faults(one.address, part, told) if hidden else []
    if hidden is None or not hidden.is_for(part, one.place):
        fault = _fault(name, scene, part, one, response.status_code, told)
        faults += [fault] if fault else []
    return faults


def _fault(
    name: str, scene: "Scene", part: str, one: Question, status: int, told: str
) -> str | None:
    if status >= 500:
        return f"{one.address} answers {status}"
    known = _knows(name, scene, part, one.tells)
    if one.tells in {"case", "duty", "matter"}:
        if known and status == 404:
            return f"{one.address} is not found, though it is theirs"
        if not known and status != 404:
            return f"{one.address} answers {status}"
    if one.tells == "batch" and (status in {403, 404}) is known:
        return f"{one.address} answers {status}"
    if known:
        number = _number(scene, one.tells)
        if one.tells in {"cases", "duties"} and one.place != "duties:inbox" and number not in told:
            return f"{one.address} lacks {number}"
        return None
    words = [word for word in _words(scene, one) if word in told]
    return f"{one.address} tells {words}" if words else None


def _words(scene: "Scene", one: Question) -> list[str]:
    """An answer may repeat its own address, words that were searched for among them."""
    return [word for word in scene.words if word not in one.address]


def _number(scene: "Scene", tells: str) -> str:
    if tells in {"case", "cases"} or scene.duty is None:
        return scene.case.number
    return scene.duty.number


def _knows(name: str, scene: "Scene", part: str, tells: str) -> bool:
    if tells == "nothing" or part == NOTHING:
        return False
    if tells in {"duty", "duties"}:
        return scene.duty is not None
    if part == SORTS:
        return True
    if tells == "batch":
        return False
    if tells in {"cases", "matter", "matters"}:
        return False  # the queue is for those who sort
    return scene.duty is not None and name not in TAKEN_BACK


def content_of(response: Any) -> str:
    """Body and headers as somebody could read them; of a workbook, what its cells hold."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{words_in(body)}\n{response.headers}"


def signed_in(account: Any) -> Any:
    from tests.harness.clients import StrictClient

    browser = StrictClient()
    browser.force_login(account)
    return browser


def account_of(group: str, scene: "Scene") -> Any:
    """The account that plays this part, made when it is first asked for."""
    from tests.matrix.cast import PARTS

    return PARTS[group](scene)


def test_every_part_is_cast() -> None:
    from tests.matrix.cast import PARTS

    assert set(PARTS) == set(GROUPS)


class TestTheStatement:
    """The one exception: exactly the words that the writer agreed to."""

    @pytest.fixture
    def scene(self, db: None, still: object) -> "Scene":
        from tests.matrix.scenes import reported

        return reported()

    @pytest.fixture
    def bureau(self, scene: "Scene") -> Any:
        return signed_in(account_of("the organ, every role at once", scene))

    def test_the_organ_reads_it_and_no_other_word(self, scene: "Scene", bureau: Any) -> None:
        from tests.matrix.scenes import STATEMENT

        assert scene.own is not None
        address = f"/desk/duties/{scene.own.number}/"
        told = content_of(bureau.get(address))
        assert STATEMENT in told
        assert [word for word in scene.words if word in told] == []
        assert "/desk/cases/" not in told.replace('href="/desk/cases/"', "")

    @pytest.mark.parametrize("address", ["/desk/", "/desk/ledger/"])
    def test_lists_name_it_by_its_own_beginning(
        self, scene: "Scene", bureau: Any, address: str
    ) -> None:
        assert scene.own is not None
        told = content_of(bureau.get(address))
        assert scene.own.number in told
        assert scene.own.title in told
        assert [word for word in scene.words if word in told] == []

    def test_an_export_holds_its_own_beginning_and_no_other_word(self, scene: "Scene") -> None:
        from youwei.foundation.people.queries import actor_for
        from youwei.kernel import clock

        assert scene.own is not None
        account = account_of("the organ, every role at once", scene)
        told = words_in(exported(actor_for(account, clock.today()), "duties.ledger"))
        assert scene.own.number in told
        assert [word for word in scene.words if word in told] == []

    def test_its_history_is_its_own(self, scene: "Scene") -> None:
        from youwei.foundation.journal.models import JournalEvent

        assert scene.own is not None
        rows = JournalEvent.objects.filter(subject=scene.own.subject)
        assert rows.exists()
        assert all(scene.case.number not in str(row.data) for row in rows)
        assert all(row.trail != scene.case.subject for row in rows)

    def test_who_only_works_on_the_matter_does_not_read_it(self, scene: "Scene") -> None:
        assert scene.own is not None
        handler = signed_in(account_of("the handling organ, handler", scene))
        assert handler.get(f"/desk/duties/{scene.own.number}/").status_code == 404


class TestAnAllegation:
    """It never becomes a row, whichever way it is tried."""

    @pytest.fixture
    def counted(self, db: None, still: object) -> Callable[[], dict[str, int]]:
        from django.apps import apps

        def rows() -> dict[str, int]:
            models = [
                model
                for app in ("complaints", "duties", "files", "journal")
                for model in apps.get_app_config(app).get_models()
            ]
            return {model.__name__: model._default_manager.count() for model in models}

        return rows

    def test_no_row_anywhere(self, counted: Callable[[], dict[str, int]]) -> None:
        from tests.harness.clients import StrictClient
        from tests.matrix.scenes import TEXT, received

        scene = received()
        before = counted()
        client = StrictClient()
        for address in ("/report/new/?kind=allegation", "/report/allegation/"):
            client.send(address, {"text": TEXT, "kind": "allegation", "submission": "x"})
        office = signed_in(account_of("the office", scene))
        sort = f"/desk/cases/{scene.case.number}/move/sort/"
        answer = office.send(sort, {"sort-kind": "allegation"})
        assert answer.status_code == 422
        assert counted() == before
