import io

import pytest

from youwei.ui.download import as_attachment, as_image


def test_a_chinese_name_reaches_every_browser() -> None:
    response = as_attachment(io.BytesIO(b"x"), "办事 记录.pdf", "application/pdf")
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "filename*=utf-8''%E5%8A%9E%E4%BA%8B%20%E8%AE%B0%E5%BD%95.pdf" in disposition


def test_a_name_cannot_add_a_header() -> None:
    response = as_attachment(io.BytesIO(b"x"), 'a"; b.pdf\r\nX: y', "application/pdf")
    assert "\n" not in response["Content-Disposition"]
    assert "X" not in response


@pytest.mark.parametrize("serve", [as_attachment, as_image])
def test_nothing_of_a_file_can_run_or_be_kept(serve: type) -> None:
    response = serve(io.BytesIO(b"<script>"), "a.html", "image/png")
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_pictures_may_be_shown_and_nothing_else() -> None:
    for media_type in ("image/jpeg", "image/png"):
        shown = as_image(io.BytesIO(b"x"), "a.jpg", media_type)
        assert shown["Content-Disposition"].startswith("inline")
    for media_type in ("application/pdf", "image/svg+xml", "text/html"):
        saved = as_image(io.BytesIO(b"x"), "a.jpg", media_type)
        assert saved["Content-Disposition"].startswith("attachment")


def test_a_text_says_its_encoding_and_length() -> None:
    response = as_attachment(io.BytesIO("字".encode()), "a.txt", "text/plain")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Length"] == "3"
    assert b"".join(response) == "字".encode()
