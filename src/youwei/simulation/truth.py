"""What was planted: organs that were made to work badly or well, so that a judgement can be tested
against what is true. Kept beside the database, shown nowhere; it is about organs, never people.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "truth.json"


@dataclass(frozen=True, slots=True)
class Planted:
    slug: str
    organ_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Truth:
    """`bad` are late, sent back, rated low and complained about; `good` are none of these."""

    seed: int
    size: str
    bad: tuple[Planted, ...]
    good: tuple[Planted, ...]

    def write(self, folder: Path) -> Path:
        path = folder / FILE
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        path.write_text(text + "\n", encoding="utf-8")
        return path


def read(folder: Path) -> Truth:
    """Raises FileNotFoundError where no demo was built in this data folder."""
    data = json.loads((folder / FILE).read_text(encoding="utf-8"))
    bad, good = (tuple(Planted(**one) for one in data[side]) for side in ("bad", "good"))
    return Truth(seed=data["seed"], size=data["size"], bad=bad, good=good)
