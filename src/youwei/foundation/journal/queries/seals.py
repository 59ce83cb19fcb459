from functools import cache

from django.conf import settings

from youwei.kernel.sealing import derive


def seal_keys() -> tuple[bytes, ...]:
    """The key in force, then former ones: what was sealed before a change of the secret holds."""
    return _keys((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@cache
def _keys(secrets: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(derive(secret, "journal") for secret in secrets)
