"""A program: opens what is sealed in the restored installation.

Reads both halves of the recovery key; prints as JSON whether the original opens with a recipient's
passphrase, what the halves recovered, and whether the one for whom they did can read it.
"""

import json
import sys


def main(outer: str, inner: str) -> None:
    from youwei.config.cli.ready import check_database, django_ready

    django_ready()
    check_database()
    from tests.listening.disclosures.originals import MARK
    from tests.listening.disclosures.scene import TEXT, passphrase
    from youwei.foundation.files.models import SealedOriginal
    from youwei.foundation.journal.queries.verifying import verify
    from youwei.foundation.people.queries import actor_for
    from youwei.kernel import clock
    from youwei.listening.disclosures.models import Disclosure, RecipientKey, RecoveryKey
    from youwei.listening.disclosures.operations import recovering
    from youwei.listening.disclosures.operations.opening import open_disclosure
    from youwei.listening.disclosures.operations.originals import open_as_evidence
    from youwei.listening.disclosures.queries.unlocking import unlocked
    from youwei.listening.disclosures.rules.recovery import Why
    from youwei.listening.disclosures.rules.states import Need

    keys = {one.account.name: one for one in RecipientKey.objects.select_related("account")}
    first, second, third = (
        actor_for(keys[name].account, clock.today()) for name in ("first", "second", "third")
    )
    original = open_as_evidence(
        actor=first,
        number=SealedOriginal.objects.get().pk,
        secret=unlocked(keys["first"], passphrase(first)),
        need=Need.WHEN,
    )
    begun = recovering.begin(
        actor=first, key=RecoveryKey.objects.get(), to=keys["third"], half=outer, why=Why.LOST
    )
    done = recovering.complete(actor=second, recovery=begun, half=inner, why=Why.LOST)
    opened = open_disclosure(
        actor=third,
        disclosure=Disclosure.objects.get(),
        secret=unlocked(keys["third"], passphrase(third)),
    )
    found = {
        "original": MARK in original.content,
        "recovered": done.recovered,
        "read": opened.lines[0].text == TEXT,
        "fault": verify().fault,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.stdin.read().split())
