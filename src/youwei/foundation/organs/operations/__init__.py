"""What changes in the directory of organs."""

from youwei.foundation.organs.operations.establishing import (
    add_jurisdiction,
    add_organ,
    end_organ,
    place_organ,
)
from youwei.foundation.organs.operations.importing import import_organs
from youwei.foundation.organs.operations.reforming import merge_organs, rename_organ, split_organ
from youwei.foundation.organs.operations.structure import add_post, add_unit, end_post, end_unit

__all__ = [
    "add_jurisdiction",
    "add_organ",
    "add_post",
    "add_unit",
    "end_organ",
    "end_post",
    "end_unit",
    "import_organs",
    "merge_organs",
    "place_organ",
    "rename_organ",
    "split_organ",
]
