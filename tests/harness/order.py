"""Tests run in another order each time; the seed repeats an order."""

import os
import random
from itertools import groupby

import pytest

SEED_VARIABLE = "TEST_ORDER_SEED"


def add_option(parser: pytest.Parser) -> None:
    parser.addoption(
        "--order-seed", type=int, default=None, help="repeat the order of an earlier run"
    )


def choose_seed(config: pytest.Config) -> None:
    """Workers inherit the environment of the process that started them, so they agree."""
    drawn = os.environ.get(SEED_VARIABLE) or random.SystemRandom().randrange(100_000)
    if config.option.order_seed is None:
        config.option.order_seed = int(drawn)
    os.environ[SEED_VARIABLE] = str(config.option.order_seed)


def header(config: pytest.Config) -> str:
    seed = config.option.order_seed
    return f"order: shuffled, repeat with --order-seed={seed}"


def shuffle(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files in random order, and the tests inside each, so that shared fixtures stay cheap."""
    dice = random.Random(config.option.order_seed)
    files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
    dice.shuffle(files)
    for tests in files:
        dice.shuffle(tests)
    items[:] = [test for tests in files for test in tests]
