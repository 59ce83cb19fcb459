"""C-51 on every address of the desk: an administrator reads no content, acts in no matter, and the
audit administrator changes nothing at all.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from youwei.kernel.actor import ADMINISTRATORS, Role

if TYPE_CHECKING:
    from tests.matrix.scenes import Scene

# What each opens beside the pages of everybody who has signed in; all else is refused.
OPENS: dict[Role, frozenset[str]] = {
    Role.SYSTEM_ADMIN: frozenset(
        {
            "organs:import",
            "organs:add",
            "campaigns:prepare",
            "sorting:models",
            "channels:list",
        }
    ),
    Role.SECURITY_ADMIN: frozenset({"people:accounts", "people:add", "people:proposals"}),
    # Who opened the identity of somebody who disclosed, and why, is told to them; no word of it.
    Role.AUDIT_ADMIN: frozenset({"audit:journal", "disclosures:openings"}),
}
EVERYBODY = frozenset(
    {
        "duties:inbox",  # empty for them
        "duties:ledger",
        "duties:searches",
        "figures_desk:figures",  # leads to the released ones
        "figures_desk:released",
        "figures_desk:released_file",
        "organs:directory",
        "organs:export",
        "organs:organ",
        "campaigns:list",
        "campaigns:campaign",
        "campaigns:rulebook",
        "people:me",
        "people:second_factor",
    }
)


@pytest.fixture
def scene(db: None, still: object) -> "Scene":
    from tests.matrix.scenes import reported

    return reported()


def addresses(scene: "Scene") -> Iterator[tuple[str, str, bool]]:
    from tests.matrix.places import PLACES

    for name, places in PLACES.items():
        for place in places:
            address = place.address(scene)
            if address is not None and "matters:" not in name:
                yield name, address, place.posts


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_what_each_opens_and_reads(scene: "Scene", role: Role, desk: Any) -> None:
    browser = desk(scene.province.actor("administrator", role, scene.archive))
    opened, faults = set(), []
    for name, address, posts in addresses(scene):
        answer = browser.send(address) if posts else browser.get(address)
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        words = [w for w in scene.words if w.encode() in told and w not in address]
        faults += [f"{address} tells {words}"] if words else []
        if answer.status_code in {200, 302, 422}:
            opened.add(name)
        elif answer.status_code not in {403, 404, 405}:
            faults.append(f"{address} answers {answer.status_code}")
    assert faults == []
    assert opened - EVERYBODY == OPENS[role]


def test_the_audit_administrator_changes_nothing(scene: "Scene", desk: Any) -> None:
    from django.apps import apps

    def rows() -> dict[str, int]:
        kept = [m for m in apps.get_models() if m._meta.app_label not in {"sessions"}]
        return {m._meta.label: m._default_manager.count() for m in kept if m._meta.managed}

    browser = desk(scene.province.actor("auditor", Role.AUDIT_ADMIN, scene.archive))
    browser.get("/desk/journal/")
    before = rows()
    for name, address, _ in addresses(scene):
        for answer in (browser.get(address), browser.send(address)):
            assert answer.status_code < 500, name
    assert rows() == before
