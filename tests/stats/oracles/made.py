"""Writes made.csv, the made-up round that survey.R reads: `python -m tests.stats.oracles.made`.

A row per respondent: stratum, categories of the two margins, and for each organ and dimension the
points (s) and the answers (m).
"""

import csv
from pathlib import Path

from tests.stats.survey.by_hand import people_of
from tests.stats.survey.worlds import answers_of, plan_of
from youwei.stats.survey import Answers, Plan

HERE = Path(__file__).parent
SEED, PEOPLE = 20160201, 300


def round_() -> tuple[Plan, Answers]:
    plan = plan_of(4, questions=(1, 2, 1))
    return plan, answers_of(plan, PEOPLE, SEED, each=2)


def main() -> None:
    plan, given = round_()
    domains = [(o, d) for o in range(len(plan.organs)) for d in range(len(plan.dimensions))]
    with (HERE / "made.csv").open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        names = [f"{kind}{o}{d}" for o, d in domains for kind in "sm"]
        out.writerow(["stratum", "place", "age", *names])
        for one in people_of(plan, given, 0):
            cell = plan.cells[one["cell"]]
            sums = [n for domain in domains for n in one["said"][domain]]
            out.writerow([cell.stratum, *cell.categories, *sums])


if __name__ == "__main__":
    main()
