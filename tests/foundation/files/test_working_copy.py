import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.foundation.files import samples
from youwei.foundation.files.rules import names
from youwei.foundation.files.rules.kinds import SUFFIXES, Kind
from youwei.foundation.files.rules.refusals import (
    FileBroken,
    FileEmpty,
    FileTooLarge,
    FileTypeNotTaken,
    NameAndContentDiffer,
)
from youwei.foundation.files.rules.working_copy import WorkingCopy, working_copy
from youwei.kernel.refusal import Refusal
from youwei.kernel.words import NotReadable, is_label

LIMIT = 2 * 1024 * 1024
SAMPLES = {
    "a.jpg": samples.jpeg(),
    "a.png": samples.png(),
    "a.pdf": samples.pdf(samples.with_script),
    "a.docx": samples.word(),
    "a.xlsx": samples.sheet(),
    "a.txt": "来回跑了三趟。\r\n".encode("gb18030"),
}


def copy_of(name: str, content: bytes) -> WorkingCopy:
    return working_copy(name, content, at_most=LIMIT)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_is_taken_and_freed_of_traces(name: str) -> None:
    copy = copy_of(name, SAMPLES[name])
    assert copy.name == name
    assert f".{name[2:]}" in SUFFIXES[Kind(copy.media_type)]
    assert samples.TRACE not in copy.content


def test_a_table_is_kept_as_it_stands_where_one_is_asked_for() -> None:
    text = '编号,内容\r\n"1","一\t二"\r\n'
    copy = working_copy("转送.CSV", text.encode("gbk"), at_most=LIMIT, tables=True)
    assert (copy.name, copy.media_type, copy.content) == ("转送.CSV", Kind.TEXT, text.encode())
    with pytest.raises(NameAndContentDiffer):
        working_copy("a.csv", samples.sheet(), at_most=LIMIT, tables=True)


def test_a_text_is_kept_as_clean_utf_8() -> None:
    copy = copy_of("说明.TXT", "推\u200b诿\t扯皮\r\n\x07".encode("utf-16"))
    assert copy.content == "推诿 扯皮".encode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"<html><script>alert(1)</script></html>"),
        ("a.gif", b"GIF89a" + b"\0" * 40),
        ("a.html", b"<html></html>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40),
        ("a.exe", b"MZ" + b"\0" * 40),
        ("a.pdf", b"junk before %PDF-1.7"),
        ("a", b"no ending"),
        ("a.csv", b"a,b"),
    ],
)
def test_other_types_are_not_taken(name: str, content: bytes) -> None:
    with pytest.raises(FileTypeNotTaken):
        copy_of(name, content)


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("a.png", samples.jpeg(), "JPEG"),
        ("a.txt", samples.pdf(), "PDF"),
        ("a.pdf.exe", samples.pdf(), "PDF"),
        ("a.docx", samples.sheet(), "XLSX"),
        ("photo", samples.jpeg(), "JPEG"),
        ("photo.jpg\u202egnp.", samples.png(), "PNG"),
    ],
)
def test_the_name_has_to_agree_with_the_content(name: str, content: bytes, found: str) -> None:
    with pytest.raises(NameAndContentDiffer) as refused:
        copy_of(name, content)
    assert refused.value.params["found"] == found


def test_a_picture_that_is_also_a_page_is_only_a_picture_afterwards() -> None:
    out = io.BytesIO()
    samples.picture().save(out, "JPEG", comment=b"--><script>alert('Traceable')</script>")
    copy = copy_of("a.jpg", out.getvalue())
    assert b"script" not in copy.content
    assert Image.open(io.BytesIO(copy.content)).size == (60, 40)


def test_the_size_bound_is_told_in_megabytes() -> None:
    with pytest.raises(FileTooLarge) as refused:
        copy_of("a.jpg", b"\xff\xd8\xff" + b"\0" * LIMIT)
    assert str(refused.value) == "The file is larger than 2 MB."


def test_nothing_is_no_file() -> None:
    for name, content in (("a.jpg", b""), ("a.txt", b" \r\n\t")):
        with pytest.raises(FileEmpty):
            copy_of(name, content)


def test_a_text_in_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(NotReadable):
        copy_of("a.txt", "中文".encode("utf-32"))


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "a.txt"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_refused_or_still_clean(name: str, share: float) -> None:
    content = SAMPLES[name]
    # qpdf mends a PDF whose table is missing; what it then writes has to be clean as well.
    with suppress(FileBroken):
        assert samples.TRACE not in copy_of(name, content[: int(len(content) * share)]).content


def test_a_half_picture_is_broken() -> None:
    for name in ("a.jpg", "a.png"):
        with pytest.raises(FileBroken):
            copy_of(name, SAMPLES[name][:-60])


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A good file with a few bytes changed, a piece cut out, doubled or appended."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    content = bytearray(SAMPLES[name])
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(content) - 1, 0)))
        length = draw(st.integers(0, 40))
        piece = draw(st.one_of(st.binary(max_size=40), st.just(bytes(content[at : at + 400]))))
        content[at : at + length] = piece
    return name, bytes(content)


@given(damaged())
def test_any_damage_is_refused_by_name_or_cleaned(given_file: tuple[str, bytes]) -> None:
    try:
        copy = copy_of(*given_file)
    except Refusal:
        return
    assert copy.content


@given(st.sampled_from(["a.jpg", "a.png", "a.pdf", "a.docx", "a.txt"]), st.binary(max_size=300))
def test_any_bytes_behind_a_signature_are_refused_by_name(name: str, tail: bytes) -> None:
    start = {"a.txt": b"", "a.docx": b"PK\x03\x04"}.get(name, SAMPLES[name][:8])
    with suppress(Refusal):
        copy_of(name, start + tail)


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("窗口照片.jpg", "窗口照片.jpg"),
        ("C:\\Users\\zhang\\办事 记录.PDF", "办事 记录.PDF"),
        ("../../etc/passwd", "passwd"),
        ("/tmp/a.png", "a.png"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00\n\tb.txt", "a b.txt"),
        ('a<b>:"|?*.txt', "a_b______.txt"),
        ("", "file"),
        ("...", "file"),
        (".jpg", "file.jpg"),
        ("\ud800.jpg", "file.jpg"),
        ("\u200b" * 300 + ".jpg", "file"),
        ("字" * 300 + ".docx", "字" * 95 + ".docx"),
    ],
)
def test_the_name_that_is_shown(given_name: str, shown: str) -> None:
    assert names.shown(given_name) == shown


@given(st.text(max_size=400))
def test_every_shown_name_is_a_label_without_path(name: str) -> None:
    shown = names.shown(name)
    assert is_label(shown, limit=names.NAME_LIMIT)
    assert not set(shown) & set('/\\<>:"|?*')
    assert names.shown(shown) == shown
