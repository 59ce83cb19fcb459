import pytest

from youwei.config.cli import progress


def test_short_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress.track([1, 2, 3], "Rows")) == [1, 2, 3]
    assert capsys.readouterr() == ("", "")


def test_long_work_tells_how_far_it_is_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    with progress.progress("Rows", 40) as advance:
        advance(10)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Rows: 10 of 40" in shown.err
