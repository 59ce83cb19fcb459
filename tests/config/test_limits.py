"""What is too large is told as such, and nothing of it is read or kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from tests.harness.clients import StrictClient, html_of


@pytest.fixture
def address(db: None) -> str:
    return "/status/"


def test_a_body_over_the_bound_is_refused_before_it_is_read(
    client: StrictClient, address: str
) -> None:
    with override_settings(YOUWEI_REQUEST_BYTES=1_000):
        # Without a token: had the body been read, the answer would speak of that.
        answer = client.post(address, {"text": "x" * 1_001})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "data",
    [
        {"text": "字" * 1_000_000},
        {"files": [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(41)]},
        {f"field{n}": "x" for n in range(401)},
    ],
    ids=["words", "files", "fields"],
)
def test_too_much_of_anything_is_said_to_be_too_much(
    client: StrictClient, address: str, data: dict[str, object]
) -> None:
    answer = client.send(address, data)
    assert answer.status_code == 413
    assert "过大" in html_of(answer) or "太大" in html_of(answer)
