"""Everything that goes outward, and what the worker clears away."""

from youwei.listening.wechat.jobs.notices import erase_what_is_over, send_notices

__all__ = ["erase_what_is_over", "send_notices"]
