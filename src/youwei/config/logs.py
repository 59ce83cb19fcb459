"""Log lines carry what the program did, never who visited (C-02)."""

import logging


class NoVisitor(logging.Filter):
    """Drops the request from a record; Django would otherwise print its path, address and agent."""

    def filter(self, record: logging.LogRecord) -> bool:
        for name in ("request", "server_time"):
            record.__dict__.pop(name, None)
        if record.name.startswith("django.request"):
            record.msg, record.args = "%s while answering a request", (record.levelname.lower(),)
        return True
