"""What is wrong with a rulebook, said so that its author finds the place at once."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """`file` is relative to the rulebook's folder; a file of a base carries the base's id in front.
    `line` counts from 1 and is 0 where the fault is the file or folder itself. `rule` is the code
    of the rule, or its section where the rule has no code.
    """

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.rule, self.message) if part)


class RulebookError(ValueError):
    """A rulebook that cannot be used; `faults` holds all that was found wrong, in file order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
