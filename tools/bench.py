"""Runs the benches of bench/ and prints what they measured as one table.

    .venv/bin/python tools/bench.py [--quick] [name …]

A bench is a script whose `main(argv)` knows `--quick` and prints one JSON object a line; `bench`
names it, and every other key is a column.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "bench"
Row = dict[str, object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="benches to run; all if none is named")
    parser.add_argument("--quick", action="store_true", help="small inputs: does it run at all?")
    given = parser.parse_args()
    rows: list[Row] = []
    for name in given.names or benches():
        rows += measured(name, quick=given.quick)
    for title, lines in tables(rows):
        print(f"\n{title}\n" + "\n".join(lines))


def benches() -> list[str]:
    """Scripts that measure; the others are what they share."""
    return sorted(file.stem for file in FOLDER.glob("*.py") if '"bench":' in file.read_text())


def measured(name: str, *, quick: bool) -> list[Row]:
    command = [sys.executable, str(FOLDER / f"{name}.py"), *(["--quick"] if quick else [])]
    print(f"{name} …", file=sys.stderr, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def tables(rows: list[Row]) -> list[tuple[str, list[str]]]:
    """A table for each set of columns, in the order of their first row."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault((str(row["bench"]), *row), []).append(row)
    return [(key[0], _lines([*key[1:]], found)) for key, found in groups.items()]


def _lines(columns: list[str], rows: list[Row]) -> list[str]:
    shown = [column for column in columns if column != "bench"]
    cells = [shown, *([str(row[column]) for column in shown] for row in rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(shown))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


if __name__ == "__main__":
    main()
