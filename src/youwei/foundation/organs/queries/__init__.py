"""What is read about organs."""

from youwei.foundation.organs.queries.directory import (
    Chapter,
    Filter,
    OrganPage,
    UnitLine,
    chapters,
    directory,
    group_members,
    organ_page,
    organs_named,
    superior_of,
)
from youwei.foundation.organs.queries.succession import circle, dependants, present_organs

__all__ = [
    "Chapter",
    "Filter",
    "OrganPage",
    "UnitLine",
    "chapters",
    "circle",
    "dependants",
    "directory",
    "group_members",
    "organ_page",
    "organs_named",
    "present_organs",
    "superior_of",
]
