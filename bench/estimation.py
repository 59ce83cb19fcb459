"""An appraisal from sealed ballots, beside R survey, samplics and a bare read of the same columns.

    python bench/estimation.py [--quick] [--folder FOLDER] [--sizes 100000 …] [--engines ours …]

80 organs × 3 dimensions in four groups, four strata, margins of 12 and 6 categories; everybody
rates ten organs, so that 10⁷ answers are those of 333,334 people. A process of its own per engine
and size; the file is in the cache; the first run of a process is not counted where there are
several. "means" is what R survey and samplics do, too: read, rake, mean and error of 240 domains
(R reads outside its clock). "all" adds composites with their covariance, and rank sets and grades
from 10,000 draws. R runs where Rscript and its survey package are there.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from youwei.stats.survey import (
    Grades,
    Group,
    Margin,
    Panel,
    Plan,
    Stratum,
    cross,
    estimate,
    means_of,
)
from youwei.stats.survey.draws import factor, normals, spread
from youwei.stats.survey.grades import grade_chances
from youwei.stats.survey.sealing import BITS, UNCLEAR, Rows, read, write

ORGANS, DIMENSIONS, EACH = 80, 3, 10
POPULATION = (400_000, 300_000, 200_000, 100_000)
TOTALS = (tuple(range(100, 112)), (3, 4, 5, 6, 7, 8))
SIZES = (100_000, 1_000_000, 10_000_000)
LARGEST = 30_000_000
SEED = 2016
Spent = tuple[float, float]  # seconds on the wall, seconds of processor
POINTS = (0, 25, 50, 75, 100)


def plan() -> Plan:
    size = ORGANS // 4
    return Plan(
        organs=tuple(f"organ {place}" for place in range(ORGANS)),
        dimensions=("spirit", "style", "delivery"),
        panels=(Panel("public", (Margin("a", TOTALS[0]), Margin("b", TOTALS[1]))),),
        strata=tuple(Stratum(0, size) for size in POPULATION),
        cells=cross(range(4), [len(one) for one in TOTALS]),
        groups=tuple(
            Group(f"group {g}", tuple(range(g * size, g * size + size)), (1.0,)) for g in range(4)
        ),
        dimension_weights=(0.3, 0.4, 0.3),
        questions=(1,) * DIMENSIONS,
        grades=Grades(("excellent", "good", "fair"), "rank", (0.3, 0.9)),
    )


def make(answers: int, folder: Path) -> None:
    """The sealed file; columns for R and samplics, too, where these are not out of reach."""
    if (folder / "done").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    chance = np.random.default_rng(SEED)
    people = answers // (EACH * DIMENSIONS)
    cell = np.sort(chance.integers(0, len(plan().cells), people))
    start = chance.integers(0, ORGANS, people)
    organ = np.sort((start[:, None] + np.arange(EACH) * 7) % ORGANS, axis=1)
    said = chance.normal(3.4, 1.1, (people * EACH, DIMENSIONS)).astype(np.float32)
    said += (0.4 * (organ.ravel() % 9 - 4) / 4).astype(np.float32)[:, None]
    score = np.clip(np.rint(said), 0, 5).astype(np.int64)
    mark = np.where(score == 0, UNCLEAR, score)
    ballot = np.repeat(np.arange(people), EACH)
    marks = (mark << (BITS * np.arange(DIMENSIONS))).sum(axis=1)
    write(folder / "sealed.parquet", Rows(ballot, np.repeat(cell, EACH), organ.ravel(), marks))
    if answers < LARGEST:
        _columns(folder, cell, organ.ravel(), score)
    (folder / "done").touch()


def _columns(folder: Path, cell: np.ndarray, organ: np.ndarray, score: np.ndarray) -> None:
    worth = np.array((-1, *POINTS))
    held = {
        "stratum": cell // 72,
        "a": cell % 72 // 6,
        "b": cell % 6,
        "ballot": np.repeat(np.arange(len(cell)), EACH * DIMENSIONS),
        "organ": np.repeat(organ, DIMENSIONS),
        "dimension": np.tile(np.arange(DIMENSIONS), len(organ)),
        "points": worth[score].ravel(),
        "population": np.array(POPULATION),
        "totals_a": np.array(TOTALS[0]),
        "totals_b": np.array(TOTALS[1]),
    }
    for name, values in held.items():
        values.astype(np.int32).tofile(folder / name)


def ours_means(folder: Path) -> None:
    found = means_of(read(folder / "sealed.parquet", plan()), plan())[0]
    np.save(folder / "mean", found.mean)
    np.save(folder / "se", found.se)


def ours_all(folder: Path) -> None:
    estimate(folder / "sealed.parquet", plan(), seed=SEED)


def polars_read(folder: Path) -> None:
    import polars as pl

    pl.read_parquet(folder / "sealed.parquet")


def polars_read_long(folder: Path) -> None:
    """The same answers, a row each: cell, organ, dimension and score."""
    import polars as pl

    pl.read_parquet(folder / "long.parquet")


def by_samplics(folder: Path) -> None:
    from samplics.estimation import TaylorEstimator
    from samplics.utils.types import PopParam

    held = {n: np.fromfile(folder / n, dtype=np.int32) for n in ("ballot", "organ", "dimension")}
    points = np.fromfile(folder / "points", dtype=np.int32)
    stratum = np.fromfile(folder / "stratum", dtype=np.int32)
    weight = (np.array(POPULATION) / np.bincount(stratum))[stratum]
    voted = points >= 0
    ballot = held["ballot"][voted]
    found = TaylorEstimator(PopParam.mean)
    found.estimate(
        y=points[voted].astype(float),
        samp_weight=weight[ballot],
        stratum=stratum[ballot],
        psu=ballot,
        domain=(held["organ"] * DIMENSIONS + held["dimension"])[voted],
    )


def by_r(folder: Path) -> Spent:
    script = Path(__file__).with_suffix(".R")
    done = subprocess.run(
        ["Rscript", str(script), str(folder)], stdout=subprocess.PIPE, text=True, check=True
    )
    wall, cpu = done.stdout.split()[-2:]
    return float(wall), float(cpu)


def grades_of_80(_: Path) -> None:
    size = np.arange(ORGANS)
    covariance = 0.3 * np.exp(-np.abs(size[:, None] - size) / 10.0)
    score = np.asarray(70 + 0.1 * size, dtype=np.float64)
    rules = Grades(("excellent", "good", "fair"), "rank", (0.3, 0.9))
    chance = spread(factor(covariance), normals(SEED, (ORGANS, 10_000)))
    grade_chances(rules, score, chance, np.ones(ORGANS, dtype=np.bool_))


ENGINES: dict[str, tuple[Callable[[Path], Spent | None], int]] = {
    "ours, means": (ours_means, 11),
    "ours, all": (ours_all, 7),
    "bare polars read, same columns": (polars_read, 11),
    "bare polars read, a row per answer": (polars_read_long, 11),
    "samplics, means": (by_samplics, 1),
    "R survey, means": (by_r, 1),
    "10,000 draws, grades of 80 organs": (grades_of_80, 11),
}


def run_here(engine: str, folder: Path) -> None:
    work, times = ENGINES[engine]
    taken: list[Spent] = []
    for _ in range(times):
        begin, before = time.perf_counter(), time.process_time()
        own = work(folder)
        taken.append(own or (time.perf_counter() - begin, time.process_time() - before))
    who = resource.RUSAGE_CHILDREN if work is by_r else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss / 1024
    walls, cpus = zip(*(taken[1:] or taken), strict=True)
    line = {
        "min_s": round(min(walls), 4),
        "median_s": round(median(walls), 4),
        "cpu_s": round(min(cpus), 4),
        "peak_mb": round(peak),
    }
    print(json.dumps(line), flush=True)


def measured(engine: str, answers: int, folder: Path) -> None:
    command = [sys.executable, __file__, "--engine", engine, "--folder", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    line = {"bench": "estimation", "engine": engine, "answers": answers}
    print(json.dumps(line | json.loads(done.stdout.splitlines()[-1])), flush=True)


def long_copy(folder: Path) -> None:
    import polars as pl

    if not (folder / "long.parquet").exists():
        stratum, a, b, ballot, organ, dimension, points = (
            np.fromfile(folder / name, dtype=np.int32)
            for name in ("stratum", "a", "b", "ballot", "organ", "dimension", "points")
        )
        columns = {
            "cell": ((stratum * 12 + a) * 6 + b)[ballot],
            "organ": organ.astype(np.int16),
            "dimension": dimension.astype(np.int8),
            "score": (points // 25 + 1).astype(np.int8),
        }
        pl.DataFrame(columns).write_parquet(folder / "long.parquet")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="10⁵ answers, no R")
    parser.add_argument("--folder", type=Path, default=Path("build/bench/estimation"))
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--engines", nargs="*", default=list(ENGINES))
    parser.add_argument("--engine", choices=ENGINES, help="this one, in this process, on FOLDER")
    given = parser.parse_args()
    if given.engine:
        run_here(given.engine, given.folder)
        return
    sizes = SIZES[:1] if given.quick else given.sizes
    for answers in [size for size in sizes if size < LARGEST]:
        folder = given.folder / str(answers)
        make(answers, folder)
        long_copy(folder)
        for engine in given.engines:
            if "R survey" in engine and (given.quick or not shutil.which("Rscript")):
                continue
            measured(engine, answers, folder)
    if not given.quick and "ours, all" in given.engines:
        make(LARGEST, given.folder / str(LARGEST))
        measured("ours, all", LARGEST, given.folder / str(LARGEST))


if __name__ == "__main__":
    main()
