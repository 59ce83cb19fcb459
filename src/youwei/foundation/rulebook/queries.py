"""The rulebook of a campaign and the working-day calendar, each parsed once per process."""

from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from ruamel.yaml import YAML

from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.faults import Fault, RulebookError
from youwei.foundation.rulebook.rules.loading import FIRST_FILE, load
from youwei.kernel.calendar import WorkCalendar

CALENDAR = Path(__file__).parent / "calendars" / "cn.yaml"
KEPT_IN_MEMORY = 32  # province, cities, counties and years that one process meets at once


@lru_cache(maxsize=KEPT_IN_MEMORY)
def rulebook(version_id: int) -> Rulebook:
    """The adopted rulebook; no query once it was read.

    Raises RulebookVersion.DoesNotExist, and RulebookError where the stored content was changed.
    """
    row = RulebookVersion.objects.get(pk=version_id)
    if not row.is_intact:
        raise RulebookError([Fault(str(row), 0, "", "was changed after it was adopted")])
    return Rulebook.from_json(row.content)


@receiver(post_save, sender=RulebookVersion)
def _forget(**_: object) -> None:
    # An id can come back after a rolled-back adoption; adoptions are rare enough to read anew.
    rulebook.cache_clear()


def on_shelf(rulebook_id: str) -> Rulebook:
    """The rulebook of this id in the installation's folder, as it stands there now.

    Raises RulebookError with every fault, also where there is no such folder.
    """
    shelf: Path = settings.YOUWEI_RULEBOOKS
    if Path(rulebook_id).name != rulebook_id:
        raise RulebookError([Fault(rulebook_id, 0, "", "is not the id of a rulebook")])
    return load(shelf / rulebook_id)


def shelf_ids() -> tuple[str, ...]:
    """The rulebooks in the installation's folder by id, unread; none where there is no folder."""
    try:
        folders = sorted(settings.YOUWEI_RULEBOOKS.iterdir())
    except OSError:
        return ()
    return tuple(folder.name for folder in folders if (folder / FIRST_FILE).is_file())


@cache
def calendar() -> WorkCalendar:
    """Working days of mainland China, shipped with the program."""
    data = YAML(typ="safe", pure=True).load(CALENDAR.read_text(encoding="utf-8"))
    return WorkCalendar.from_mapping(data)
