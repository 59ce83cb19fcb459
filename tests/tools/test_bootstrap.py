"""The set-up runs before anything is installed; here are the parts that decide what it does."""

import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_here", ROOT / "tools/bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "BUILD", tmp_path)
    return module


def locks() -> list[Path]:
    return [*(ROOT / "requirements").glob("*.lock"), ROOT / "package-lock.json"]


def test_a_step_runs_again_only_when_its_inputs_change(bootstrap: ModuleType) -> None:
    runs: list[str] = []
    for inputs in ("one", "one", "two"):
        bootstrap.step("name", "Title", inputs, lambda inputs=inputs: runs.append(inputs))
    assert runs == ["one", "two"]


def test_a_failed_step_leaves_no_stamp(bootstrap: ModuleType) -> None:
    def fails() -> None:
        raise bootstrap.Failed("no index")

    bootstrap.step("name", "Title", "one", lambda: None)
    with pytest.raises(bootstrap.Failed):
        bootstrap.step("name", "Title", "two", fails)
    assert not bootstrap.stamp("name").exists()


def test_the_development_set_is_kept_where_the_other_would_do(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(bootstrap, "install_packages", lambda lock: installed.append(lock.stem))
    bootstrap.stamp("venv").parent.mkdir()
    bootstrap.stamp("venv").write_text("here")
    for dev in (False, True, False):
        bootstrap.packages(dev)
    assert installed == ["runtime", "dev"]


def test_every_cache_lies_in_the_checkout(bootstrap: ModuleType, tmp_path: Path) -> None:
    env = bootstrap.environment()
    for variable in ("PIP_CACHE_DIR", "UV_CACHE_DIR", "npm_config_cache"):
        assert Path(env[variable]).is_relative_to(tmp_path)


@pytest.mark.parametrize("reported", ["v18.20.1", "nonsense", ""])
def test_an_old_node_is_not_used(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reported: str
) -> None:
    for name, text in (("node", reported), ("npm", "")):
        program = tmp_path / name
        program.write_text(f"#!{sys.executable}\nprint({text!r})\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bootstrap, "install_node", lambda: None)
    assert Path(bootstrap.npm()[0]).is_relative_to(bootstrap.NODE)


def test_locks_name_no_host_and_no_folder() -> None:
    assert len(locks()) == 6
    for lock in locks():
        assert not re.search(
            r"https?://|file:|--find-links|/(home|root|tmp|opt|work)/", lock.read_text()
        )


def test_every_locked_package_has_hashes() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        entries = re.split(r"\n(?=\S)", lock.read_text())
        pinned = [entry for entry in entries if "==" in entry.partition("\n")[0]]
        assert pinned
        assert all("--hash=sha256:" in entry for entry in pinned)


def test_tests_run_with_the_packages_that_are_served() -> None:
    runtime, dev = (
        set(PINNED.findall((ROOT / "requirements" / f"{name}.lock").read_text()))
        for name in ("runtime", "dev")
    )
    assert runtime <= dev


def test_the_lock_knows_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {
        "runtime": project["project"]["dependencies"],
        "dev": project["dependency-groups"]["dev"],
    }
    for name, requirements in wanted.items():
        locked = dict(PINNED.findall((ROOT / "requirements" / f"{name}.lock").read_text()))
        for requirement in map(Requirement, requirements):
            version = locked.get(canonicalize_name(requirement.name))
            assert version, f"{requirement.name} is not locked: run `make lock`"
            assert requirement.specifier.contains(version), requirement.name
