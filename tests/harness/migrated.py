"""A migrated SQLite file that later runs begin with: to migrate takes longer than a few tests.

Kept under build/, by the content of all our code and of the lists of locked packages.
"""

import os
import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "build" / "cache" / "migrated"


def kept_file() -> Path:
    digest = sha256()
    for path in sorted([*ROOT.glob("src/youwei/**/*.py"), *ROOT.glob("requirements/*.lock")]):
        digest.update(f"{path.relative_to(ROOT)} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"


def begin_with(kept: Path, target: Path) -> bool:
    """Whether there was a kept file, which now lies at `target`."""
    try:
        shutil.copyfile(kept, target)
    except FileNotFoundError:
        return False
    return True


def keep(database: sqlite3.Connection, kept: Path) -> None:
    """Keeps the database as it is now, and nothing of older code."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for older in set(FOLDER.glob("*.sqlite3")) - {kept}:
        older.unlink(missing_ok=True)
    part = FOLDER / f"{uuid4().hex}.part"
    written = sqlite3.connect(part)
    database.backup(written)
    written.close()
    os.replace(part, kept)
