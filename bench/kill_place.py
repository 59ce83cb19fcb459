"""The small place that is killed: a few organs with people, and a discipline group."""

import sys
from datetime import timedelta

import engines
import kill_load

sys.path.append(str(engines.ROOT))  # the province of the tests stands there


def build() -> kill_load.Staff:
    from tests.harness.tokens import token_of
    from tests.listening.disclosures.scene import build_scene

    from youwei.kernel import clock
    from youwei.kernel.actor import Role

    scene = build_scene()
    place = scene.province
    until = clock.today() + timedelta(days=2)
    office = place.actor("office", Role.OFFICE, place.office)
    handler = place.actor("handler", Role.HANDLER, place.bureau)
    checker = place.actor("checker", Role.HANDLER, place.commission)
    return kill_load.Staff(
        token_of(office, until).secret,
        token_of(handler, until).secret,
        token_of(checker, until).secret,
        place.bureau.pk,
        place.commission.pk,
        {str(scene.key(one).pk): scene.secret(one) for one in (scene.first, scene.second)},
    )
