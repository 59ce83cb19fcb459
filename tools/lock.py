"""Writes the lock files: every package by version and hash, for every platform, without hosts.

`make lock` keeps what still fits; `make lock UPGRADE=1` takes the newest that pyproject.toml and
package.json allow.
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import bootstrap  # stands beside this file

ROOT = Path(__file__).resolve().parents[1]
UV_VERSION = "0.13.9"  # the installer itself; raise by hand
HEADER = "# Written by `make lock`: versions and hashes for every platform.\n"
HOST = re.compile(r"https?://|file:|--(extra-)?index|--find-links|\"resolved\"")


def compile_lock(name: str, *sources: str, stdin: str | None = None) -> None:
    target = ROOT / "requirements" / f"{name}.lock"
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    command = [
        *(str(bootstrap.uv_program()), "pip", "compile", *sources, *upgrade, "--quiet"),
        *("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"),
        *("--no-annotate" if stdin else "--annotate", "-o", str(target)),
    ]
    subprocess.run(
        command, cwd=ROOT, env=bootstrap.index_settings(), input=stdin, text=True, check=True
    )
    target.write_text(HEADER + target.read_text().removeprefix(HEADER))


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    compile_lock("uv", "-", stdin=f"uv=={UV_VERSION}")
    compile_lock("build", "-", stdin="\n".join(project["build-system"]["requires"]))
    compile_lock("assets", "--group", "assets")
    compile_lock("runtime", "pyproject.toml")
    # The development set holds the run-time set at the same versions.
    runtime = str(Path("requirements", "runtime.lock"))
    compile_lock("dev", "pyproject.toml", "--group", "dev", "--constraints", runtime)
    npm = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run([*bootstrap.npm(), *npm], cwd=ROOT, env=bootstrap.environment(), check=True)
    written = [*sorted((ROOT / "requirements").glob("*.lock")), ROOT / "package-lock.json"]
    named = [path.name for path in written if HOST.search(path.read_text())]
    if named:
        print(f"These locks name a host or a folder: {', '.join(named)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
