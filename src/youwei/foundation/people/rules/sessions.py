"""How long a sign-in at the desk lasts. Moments are seconds since 1970."""


def is_over(begun: float | None, used: float | None, now: float, *, idle: int, whole: int) -> bool:
    """`idle` and `whole` in seconds. What does not say when it began is over."""
    if begun is None or used is None:
        return True
    return now - begun >= whole or now - used >= idle


def is_stale(used: float, now: float, *, idle: int) -> bool:
    """Whether the last use has to be noted anew: not at each page, often enough for the limit."""
    return now - used >= idle / 10
