"""Who a program speaks for: a bearer token, judged by the app that issued it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from ninja.security import HttpBearer

from youwei.kernel.actor import Actor
from youwei.ui.api.refusals import TooManyRequests

T = TypeVar("T")
SECONDS = 60
TOKEN_LENGTH = 200  # characters; ours are shorter

# In the memory of each process: a write to the database for every request would cost more than
# what it protects. Counted is the token, never an address.
_counts = LocMemCache("api.tokens", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


class Token(HttpBearer, Generic[T]):
    """`known` gives whom a token stands for; `name` is that of the OpenAPI security scheme.

    Subclasses exist so that the document tells the kinds of token apart.
    """

    def __init__(
        self, known: Callable[[str], T | None], key: Callable[[T], str], a_minute: int
    ) -> None:
        super().__init__()
        self.known, self.key, self.a_minute = known, key, a_minute

    def authenticate(self, request: HttpRequest, token: str) -> T | None:
        if not token.isascii() or not 0 < len(token) <= TOKEN_LENGTH:
            return None
        found = self.known(token)
        if found is not None:
            self._count(found)
        return found

    def _count(self, found: T) -> None:
        name = f"{type(self).__name__}:{self.key(found)}"
        _counts.add(name, 0, SECONDS)
        try:
            asked = _counts.incr(name)
        except ValueError:  # it ran out between the two
            return
        if asked > self.a_minute:
            raise TooManyRequests


def shown_by(request: HttpRequest, kind: type[T]) -> T:
    """What `Token.known` gave for this request."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, kind)
    return found


class PersonalToken(Token[Actor]):
    """Opens to a program what its owner may do at the desk."""

    openapi_description = "A personal token of a member of staff, issued under “My account”."

    def __init__(self, known: Callable[[str], Actor | None]) -> None:
        super().__init__(known, key=lambda actor: str(actor.account_id), a_minute=300)


def actor_by_token(request: HttpRequest) -> Actor:
    return shown_by(request, Actor)


def forget_counts() -> None:
    _counts.clear()
