"""A recipient's unlocked key, for ten minutes, held by their own browser only.

The cookie is the secret key sealed with a key of this installation, tied to account, session and
moment. The server keeps nothing of it, on disk or in memory; the browser alone can do nothing with
it; a copy of it ends with the session (docs/adr/0012).
"""

import base64
import json
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from youwei.kernel import clock
from youwei.kernel.receipts import hash_of
from youwei.kernel.sealing import SealBroken, derive, seal, unseal
from youwei.listening.disclosures.models import RecipientKey
from youwei.listening.disclosures.rules.refusals import Locked

COOKIE = "disclosures"
LIFETIME = timedelta(minutes=10)


def remember(
    response: HttpResponseBase, request: HttpRequest, key: RecipientKey, secret: str
) -> None:
    until = int((clock.now() + LIFETIME).timestamp())
    sealed = seal(json.dumps([secret, until]), key=_key(), context=_context(request, key))
    response.set_cookie(
        COOKIE,
        base64.urlsafe_b64encode(sealed).decode(),
        max_age=int(LIFETIME.total_seconds()),
        path=reverse("disclosures:overview"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget(response: HttpResponseBase) -> None:
    response.delete_cookie(COOKIE, path=reverse("disclosures:overview"), samesite="Strict")


def held(request: HttpRequest, key: RecipientKey | None) -> str | None:
    """The secret key if it is unlocked now."""
    cookie = request.COOKIES.get(COOKIE, "")
    if not cookie or key is None:
        return None
    try:
        sealed = base64.urlsafe_b64decode(cookie[:2_000].encode())
        opened = unseal(sealed, key=_key(), context=_context(request, key))
        secret, until = json.loads(opened)
    except (SealBroken, ValueError):
        return None
    return str(secret) if clock.now().timestamp() <= until else None


def needed(request: HttpRequest, key: RecipientKey) -> str:
    """Raises Locked."""
    secret = held(request, key)
    if secret is None:
        raise Locked
    return secret


def _context(request: HttpRequest, key: RecipientKey) -> str:
    session = hash_of(request.session.session_key or "", key=_key())
    return f"disclosures.unlocked:{key.pk}:{key.account_id}:{session}"


def _key() -> bytes:
    return derive(settings.SECRET_KEY, "disclosures.unlocked")
