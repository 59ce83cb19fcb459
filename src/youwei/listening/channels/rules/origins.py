"""Origins of web sites in whose frames the form may stand."""

import re
from typing import Final
from urllib.parse import urlsplit

from youwei.listening.channels.rules.refusals import OriginUnknown, TooManyOrigins

MOST: Final = 10
LONGEST: Final = 200  # characters
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*")
_LOCAL = frozenset({"127.0.0.1", "localhost"})


def origins_of(text: str) -> tuple[str, ...]:
    """One in a line, each once, as it stands in a header: scheme, host, port, nothing else.

    A wildcard would let any page under a name show the form, plain http anybody on the way; both
    are refused, but http on one's own machine for trying. Raises OriginUnknown, TooManyOrigins.
    """
    found = tuple(dict.fromkeys(map(_origin, text.split())))
    if len(found) > MOST:
        raise TooManyOrigins(field="origins", limit=MOST)
    return found


def _origin(text: str) -> str:
    try:
        parts = urlsplit(text.strip().rstrip("/").lower())
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise OriginUnknown(field="origins", text=text[:60]) from None
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOCAL)
    if not plain or not secure or not _HOST.fullmatch(host) or len(host) > LONGEST:
        raise OriginUnknown(field="origins", text=text[:60])
    standard = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != standard else "")
