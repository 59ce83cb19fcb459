"""What a backup is made of: a stream of members with their hashes, and its seal."""

import io
import tarfile
from pathlib import Path

import pyrage
import pytest

from youwei.config.keeping.archive import ArchiveWriter, Damaged, is_safe, members
from youwei.config.keeping.sealing import (
    CannotOpen,
    NoRecipient,
    identities_from,
    new_identity,
    opened,
    recipients_from,
    sealed_to,
    sealed_with,
)

CONTENT = {"one": b"", "two": b"x" * 700, "three/four": bytes(range(256)) * 9_000}


def written() -> bytes:
    place = io.BytesIO()
    archive = ArchiveWriter(place)
    for name, content in CONTENT.items():
        archive.add_whole(name, content)
    archive.close()
    return place.getvalue()


def read(source: "io.BufferedIOBase | io.BytesIO") -> dict[str, bytes]:
    return {one.name: b"".join(one.pieces) for one in members(source)}  # type: ignore[arg-type]


def test_an_archive_is_read_as_it_was_written_and_by_any_tar() -> None:
    assert read(io.BytesIO(written())) == CONTENT
    with tarfile.open(fileobj=io.BytesIO(written())) as archive:
        assert archive.getnames() == [*CONTENT, "contents.json"]


def test_members_that_nobody_reads_are_compared_too() -> None:
    broken = bytearray(written())
    broken[broken.index(b"x" * 700)] = 0
    with pytest.raises(Damaged, match="two"):
        for _ in members(io.BytesIO(bytes(broken))):
            pass


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_part_of_an_archive_is_damaged(share: float) -> None:
    whole = written()
    with pytest.raises(Damaged):
        read(io.BytesIO(whole[: int(len(whole) * share)]))


def test_what_changes_while_it_is_read_is_refused() -> None:
    with pytest.raises(Damaged):
        ArchiveWriter(io.BytesIO()).add("one", 5, [b"four"])


@pytest.mark.parametrize("name", ["/etc/passwd", "../up", "a/../../up", ""])
def test_no_member_leaves_its_folder(name: str) -> None:
    assert not is_safe(name)


class TestTheSeal:
    def test_of_recipients_is_opened_by_each_of_them_and_by_any_age_program(
        self, tmp_path: Path
    ) -> None:
        keys = [new_identity() for _ in range(2)]
        path = tmp_path / "file"
        with (
            path.open("w+b") as file,
            sealed_to(recipients_from([key[1] for key in keys]), file) as sink,
        ):
            sink.write(written())
        for secret, _ in keys:
            with opened(path, identities_from(f"# a comment\n{secret}\n"), "") as source:
                assert read(source) == CONTENT  # type: ignore[arg-type]
        plain = pyrage.decrypt(path.read_bytes(), identities_from(keys[0][0]))
        assert plain == written()

    def test_of_recipients_is_not_opened_by_others(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        with (
            path.open("w+b") as file,
            sealed_to(recipients_from([new_identity()[1]]), file) as sink,
        ):
            sink.write(written())
        stranger = identities_from(new_identity()[0])
        for given in (stranger, []):
            with pytest.raises(CannotOpen), opened(path, given, "") as source:
                read(source)  # type: ignore[arg-type]

    def test_of_a_passphrase_needs_it(self, tmp_path: Path) -> None:
        path = tmp_path / "file"
        with path.open("w+b") as file, sealed_with("right", file) as sink:
            sink.write(written())
        with opened(path, [], "right") as source:
            assert read(source) == CONTENT  # type: ignore[arg-type]
        for wrong in ("wrong", ""):
            with pytest.raises(CannotOpen), opened(path, [], wrong) as source:
                read(source)  # type: ignore[arg-type]

    def test_that_cannot_be_written_says_so(self) -> None:
        with pytest.raises(OSError, match="No space"):
            _fill("/dev/full")

    def test_takes_no_nonsense_for_a_key(self) -> None:
        with pytest.raises(NoRecipient):
            recipients_from(["age1nonsense"])
        with pytest.raises(CannotOpen):
            identities_from("AGE-SECRET-KEY-1NONSENSE")


def _fill(path: str) -> None:
    with (
        open(path, "wb", buffering=0) as full,
        sealed_to(recipients_from([new_identity()[1]]), full) as sink,
    ):
        sink.write(b"x" * 1_000_000)
