"""Places, organs and actors that tests of organs start from."""

from datetime import date
from itertools import count

from youwei.foundation.organs.models import Jurisdiction, Level, Organ
from youwei.kernel.actor import Actor, ActorKind, Grant, Role

LONG_AGO = date(2010, 1, 1)
_numbers = count(1)


def place(
    code: str = "139900", parent: Jurisdiction | None = None, **fields: object
) -> Jurisdiction:
    level = Level.PROVINCE if parent is None else Level.CITY
    return Jurisdiction.objects.create(
        **{
            "code": code,
            "name": f"示范{code}",
            "level": level,
            "parent": parent,
            "valid_from": LONG_AGO,
            **fields,
        }
    )


def organ(jurisdiction: Jurisdiction, name: str = "", **fields: object) -> Organ:
    return Organ.objects.create(
        **{
            "jurisdiction": jurisdiction,
            "name": name or f"示范机关{next(_numbers)}",
            "valid_from": LONG_AGO,
            **fields,
        }
    )


def staff(role: Role | None, where: Organ) -> Actor:
    grants = (Grant(role, where.pk, where.jurisdiction_id),) if role else ()
    return Actor(
        kind=ActorKind.STAFF,
        label="示范人员",
        account_id=1,
        grants=grants,
        organ_ids=frozenset({where.pk}),
    )
