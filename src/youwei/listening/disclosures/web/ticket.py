"""What a reporter's page carries instead of the passphrase, for half an hour: the secret key that
opens what they were told, sealed with this installation's secret. It stands in the page and nowhere
else: not in a cookie, not on the server.
"""

import base64
import json
from datetime import timedelta

from django.conf import settings

from youwei.kernel import clock
from youwei.kernel.sealing import SealBroken, derive, seal, unseal
from youwei.listening.disclosures.models import Disclosure
from youwei.listening.disclosures.queries.receipts import Opened

LIFETIME = timedelta(minutes=30)
_CONTEXT = "disclosures.ticket"


def issue(opened: Opened) -> str:
    until = int((clock.now() + LIFETIME).timestamp())
    facts = json.dumps([opened.disclosure.pk, opened.secret, until])
    return base64.urlsafe_b64encode(seal(facts, key=_key(), context=_CONTEXT)).decode()


def opened_by(ticket: str) -> Opened | None:
    """None for one that is forged or too old."""
    try:
        sealed = base64.urlsafe_b64decode(ticket[:2_000].encode())
        pk, secret, until = json.loads(unseal(sealed, key=_key(), context=_CONTEXT))
    except (SealBroken, ValueError):
        return None
    if clock.now().timestamp() > until:
        return None
    found = Disclosure.objects.select_related("campaign", "body").filter(pk=pk).first()
    return Opened(found, secret) if found is not None else None


def _key() -> bytes:
    return derive(settings.SECRET_KEY, _CONTEXT)
