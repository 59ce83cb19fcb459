"""Where a test run keeps its data, which engine it uses, and the few settings that differ."""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.harness import postgres

if TYPE_CHECKING:
    from youwei.foundation.rulebook.rules.faults import Fault
    from youwei.foundation.rulebook.rules.nodes import Node

ENGINE_VARIABLE = "YOUWEI_TEST_DATABASE"  # sqlite (default) or postgresql
ROOT = Path(__file__).resolve().parents[2]

_folders: list[Path] = []


def is_worker() -> bool:
    """Whether this process was started by another one of the same run."""
    return "PYTEST_XDIST_WORKER" in os.environ


def prepare() -> None:
    """Every process of the run gets a data folder of its own; nothing of the machine leaks in."""
    engine = os.environ.setdefault(ENGINE_VARIABLE, "sqlite")
    if engine not in {"sqlite", "postgresql"}:
        raise SystemExit(f"{ENGINE_VARIABLE}={engine}: only sqlite and postgresql are known")
    for name in [key for key in os.environ if key.startswith("YOUWEI_")]:
        if name != ENGINE_VARIABLE:
            del os.environ[name]
    if engine == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    folder = Path(tempfile.mkdtemp(prefix="youwei-test-"))
    _folders.append(folder)
    atexit.register(clear_away)  # a run that ends before its end leaves nothing behind either
    os.environ["YOUWEI_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "youwei.config.settings"


def start_database() -> None:
    """An embedded server where PostgreSQL is wanted and no address is given; workers share it."""
    if os.environ[ENGINE_VARIABLE] == "postgresql" and not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = postgres.start()


def compile_messages() -> None:
    """Pages are read in Chinese; the machine form of the catalogues is never committed."""
    from youwei.config.cli.catalogues import Unreadable, compile_all

    if is_worker():
        return
    try:
        compile_all(ROOT / "src" / "youwei")
    except Unreadable as error:  # its own check says so; other tests can still tell something
        print(error, file=sys.stderr)


def settle() -> None:
    """The settings that differ in tests, each with its reason. Before django.setup()."""
    from django.conf import settings

    from tests.harness.templates import UNKNOWN

    folder = Path(os.environ["YOUWEI_DATA"])
    # Tests sign in hundreds of times; the strength of Argon2 has no part in what they show.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Hashed names need a collected folder; journeys and pages read the sources instead.
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.WHITENOISE_USE_FINDERS = True
    settings.WHITENOISE_AUTOREFRESH = True
    options = settings.TEMPLATES[0]["OPTIONS"]
    assert isinstance(options, dict)
    options["string_if_invalid"] = UNKNOWN
    if os.environ[ENGINE_VARIABLE] == "sqlite":
        _sqlite_in_a_file(settings.DATABASES["default"], folder)
    _read_each_file_of_rules_once()
    gc.set_threshold(50_000, 20, 20)  # what a test leaves behind is small, what is kept is large
    # A worker that inherits it reads the settings before it has a folder of its own, and its files
    # are swept away by another worker's tests.
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)


def _read_each_file_of_rules_once() -> None:
    """Parsing our rulebooks takes longer than most tests; the same bytes give the same tree."""
    from youwei.foundation.rulebook.rules import loading

    names = vars(loading)
    parsed = cache(names["read"])

    def read(file: str, content: bytes) -> "tuple[Node | None, list[Fault]]":
        tree, faults = parsed(file, content)
        return tree, list(faults)

    names["read"] = read


def _sqlite_in_a_file(database: dict[str, object], folder: Path) -> None:
    """A file, as in service, so that locks and threads behave as in service; no wait for disks."""
    options = database["OPTIONS"]
    assert isinstance(options, dict)
    durable = options["init_command"]
    options["init_command"] = durable.replace("synchronous=FULL", "synchronous=OFF")
    test = database.setdefault("TEST", {})
    assert isinstance(test, dict)
    test["NAME"] = str(folder / "test.sqlite3")


def clear_away() -> None:
    if not is_worker():
        postgres.stop()
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
