"""The public record: heads that are signed, and proofs for whoever holds a fingerprint."""

import base64
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from youwei.foundation.journal.models import SigningKey, TreeHead, algorithm
from youwei.foundation.journal.queries.tree import (
    Inclusion,
    consistency,
    head_of,
    heads,
    inclusion,
    latest_head,
    signing_keys,
)
from youwei.foundation.journal.rules.checkpoints import note, verifier_key
from youwei.kernel.refusal import Invalid, NotFound, gettext_noop
from youwei.ui.gate import anyone

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
SIZE = re.compile(r"[1-9][0-9]{0,17}")


class NoFingerprint(Invalid):
    code = "no_fingerprint"
    message = gettext_noop("A fingerprint has 64 characters, 0–9 and a–f.")
    remedy = gettext_noop("Copy it from the receipt, whole and without blanks.")


class NotInTheTree(NotFound):
    """Recorded, and not yet under a signed head."""

    code = "not_in_the_tree"
    message = gettext_noop("This entry waits to be taken into the tree.")
    remedy = gettext_noop("That takes a minute as a rule. Ask again then.")


@anyone
@require_safe
@never_cache
def record(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("fingerprint", "")
    context: dict[str, Any] = {
        "typed": typed,
        "newest": latest_head(),
        "heads": heads(most=10),
        "keys": [(key, _key_of(key)) for key in signing_keys()],
        "faulty_title": _("This is no fingerprint"),
    }
    if (head := context["newest"]) is not None:
        context["note"] = _note(head)
    if typed:
        context |= _answer(typed)
    return render(request, "journal/record.html", context)


def _answer(typed: str) -> dict[str, Any]:
    fingerprint = "".join(typed.split()).lower()
    if not FINGERPRINT.fullmatch(fingerprint):
        return {"answer": "faulty"}
    try:
        found = inclusion(fingerprint)
    except NotFound:
        return {"answer": "unknown"}
    if found is None:
        return {"answer": "waiting"}
    return {"answer": "found", "found": found, "place": found.position + 1, "asked": fingerprint}


@anyone
@require_safe
@never_cache
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest signed head, or that of `size`, as a signed note."""
    head = _asked_head(request, "size") if "size" in request.GET else latest_head()
    if head is None:
        raise NotFound
    return HttpResponse(_note(head), content_type="text/plain; charset=utf-8")


@anyone
@require_safe
@never_cache
def proof(request: HttpRequest) -> JsonResponse:
    """Inclusion of the entry with this fingerprint under the newest head."""
    fingerprint = request.GET.get("fingerprint", "").lower()
    if not FINGERPRINT.fullmatch(fingerprint):
        raise NoFingerprint(field="fingerprint")
    found = inclusion(fingerprint)
    if found is None:
        raise NotInTheTree(field="fingerprint")
    return JsonResponse(_inclusion(fingerprint, found))


@anyone
@require_safe
@never_cache
def growth(request: HttpRequest) -> JsonResponse:
    """Consistency of the head `from` with the head `to`; `to` is the newest if not given."""
    first = _asked_head(request, "from")
    second = _asked_head(request, "to") if "to" in request.GET else latest_head()
    if second is None or second.size < first.size:
        raise NotFound(field="to")
    facts = {
        "type": "consistency",
        "algorithm": algorithm(),
        "from": _note(first),
        "checkpoint": _note(second),
        "key": _key_of(second.key),
        "path": [_base64(step) for step in consistency(first, second)],
    }
    return JsonResponse(facts)


def _inclusion(fingerprint: str, found: Inclusion) -> dict[str, object]:
    return {
        "type": "inclusion",
        "algorithm": algorithm(),
        "fingerprint": fingerprint,
        "index": found.position,
        "path": [_base64(step) for step in found.path],
        "checkpoint": _note(found.head),
        "key": _key_of(found.head.key),
    }


def _asked_head(request: HttpRequest, name: str) -> TreeHead:
    size = request.GET.get(name, "")
    if not SIZE.fullmatch(size):
        raise NotFound(field=name)
    return head_of(int(size))


def _note(head: TreeHead) -> str:
    return note(head.checkpoint, bytes.fromhex(head.key.public), bytes(head.signature))


def _key_of(key: SigningKey) -> str:
    return verifier_key(key.origin, bytes.fromhex(key.public))


def _base64(step: bytes) -> str:
    return base64.b64encode(step).decode()
