"""Log lines carry what the program did, never who visited (C-02) or what was written (C-50)."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import TypeAlias

Fault: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class NoVisitor(logging.Filter):
    """Drops the request from a record; Django would otherwise print its path, address and agent."""

    def filter(self, record: logging.LogRecord) -> bool:
        for name in ("request", "server_time"):
            record.__dict__.pop(name, None)
        if record.name.startswith(("django.request", "django.security")):
            record.msg, record.args = "%s while answering a request", (record.levelname.lower(),)
        elif record.name.startswith("django-q"):
            # The queue writes the fault of a job behind its name, words and all.
            record.msg, record.args = record.getMessage().partition(" - ")[0], None
        return True


class FaultsWithoutWords(logging.Formatter):
    """Says which fault came from where. Its message stays out: it may quote what somebody wrote,
    as PostgreSQL does with the whole row that breaks a constraint.
    """

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have kept the whole of it
        line = super().format(record)
        record.exc_text = None
        return line

    def formatException(self, ei: Fault) -> str:  # noqa: N802 - its name in the library
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def _told(fault: BaseException) -> Iterator[str]:
    """The cause first, as Python prints it."""
    before = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
    if before is not None:
        yield from _told(before)
        yield "which led to:"
    yield "".join(traceback.format_tb(fault.__traceback__)).rstrip("\n")
    yield f"{type(fault).__module__}.{type(fault).__qualname__}"
