"""Who asks: one account for every part of the matrix."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from tests.harness.province import FOUNDED
from tests.matrix.scenes import Scene
from youwei.foundation.organs.models import Mark, Organ
from youwei.foundation.organs.operations import add_post, rename_organ
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import (
    add_account,
    declare_recusal,
    grant_role,
    hold_post,
)
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, SYSTEM, Role

Play = Callable[[Scene], Account]
ROLES = [role for role in Role if role not in ADMINISTRATORS]


def _account(name: str, home: Organ, *grants: tuple[Iterable[Role], Organ]) -> Account:
    account = add_account(actor=SYSTEM, username=name, name=name, organ=home)
    for roles, organ in grants:
        for role in roles:
            grant_role(actor=SYSTEM, account=account, role=role, organ=organ, starts=FOUNDED)
    return account


def _in(organ: str, *roles: Role) -> Play:
    def play(scene: Scene) -> Account:
        home = scene.archive if organ == "archive" else getattr(scene.province, organ)
        return _account("-".join([organ, *roles])[:40], home, (roles, home))

    return play


def _known(name: str) -> Play:
    """Somebody who plays in the scene itself."""
    return lambda scene: Account.objects.get(pk=getattr(scene, name).account_id)


def _recused(organ: str, *roles: Role) -> Play:
    def play(scene: Scene) -> Account:
        home = getattr(scene.province, organ)
        account = _account(f"recused-{organ}", home, (roles, home))
        declare_recusal(
            actor=actor_for(account, clock.today()),
            account=account,
            organ=scene.province.bureau,
            reason_code=Interest.KIN,
        )
        return account

    return play


def _renamed(scene: Scene) -> Account:
    """Renamed as of yesterday, so that the new organ serves today."""
    on = clock.today() - timedelta(days=1)
    with clock.at(clock.now() - timedelta(days=1)):
        organ = rename_organ(actor=SYSTEM, organ=scene.province.bureau, name="示范省商贸厅", on=on)
    return _account("renamed", organ, (ROLES, organ))


def _with_post(scene: Scene) -> Account:
    office = scene.province.office
    account = _account("posted", office, ([Role.OFFICE], office))
    post = _post(scene.province.bureau)
    hold_post(actor=SYSTEM, account=account, post=post, starts=FOUNDED)
    return account


def _post(organ: Organ) -> Any:
    return add_post(
        actor=SYSTEM, organ=organ, title="兼职顾问", mark=Mark.STAFF, valid_from=FOUNDED
    )


def _from_the_organ(scene: Scene) -> Account:
    office = scene.province.office
    return _account("came-from", scene.province.bureau, ([Role.OFFICE], office))


def _serves_both(scene: Scene) -> Account:
    province = scene.province
    return _account(
        "both",
        province.commission,
        ([Role.HANDLER, Role.LEAD], province.commission),
        ([Role.CLERK], province.bureau),
    )


PARTS: dict[str, Play] = {
    "the organ, every role at once": _in("bureau", *ROLES),
    "the organ, handler": _in("bureau", Role.HANDLER),
    "the organ, lead": _in("bureau", Role.LEAD),
    "the organ, rectification office": _in("bureau", Role.OFFICE),
    "the organ, system administrator": _in("bureau", Role.SYSTEM_ADMIN),
    "the organ, security administrator": _in("bureau", Role.SECURITY_ADMIN),
    "the organ, audit administrator": _in("bureau", Role.AUDIT_ADMIN),
    "an organ that depends on it, every role at once": _in("agency", *ROLES),
    "the office, who came from the organ": _from_the_organ,
    "the office, who holds a post in the organ": _with_post,
    "the office, who declared an interest": _recused("office", Role.OFFICE),
    "the leading group, who declared an interest": _recused("leading", Role.LEADING_GROUP),
    "the handling organ, who also serves the organ": _serves_both,
    "the handling organ, who declared an interest": _recused("commission", *ROLES),
    "the checking organ, who declared an interest": _recused("government", *ROLES),
    "another organ, every role at once": _in("archive", *ROLES),
    "the office, system administrator": _in("office", Role.SYSTEM_ADMIN),
    "the office, security administrator": _in("office", Role.SECURITY_ADMIN),
    "the office, audit administrator": _in("office", Role.AUDIT_ADMIN),
    "the office": _known("office"),
    "the leading group": _in("leading", Role.LEADING_GROUP),
    "the handling organ, handler": _known("handler"),
    "the handling organ, lead": _in("commission", Role.LEAD),
    "the checking organ": _known("verifier"),
    "the organ under its new name, every role at once": _renamed,
}
