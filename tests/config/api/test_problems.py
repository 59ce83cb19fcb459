"""What is refused before it reaches a rule, in the language of whoever asks."""

import json
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.config.api.programs import ROOT, Program, person
from tests.listening.complaints.cast import Cast
from youwei.listening.complaints.models import Case

KEY = "matter-0001"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans", "编号和查询码不一致"),
        ("zh-CN,zh;q=0.9", "编号和查询码不一致"),
        ("fr", "编号和查询码不一致"),
        ("", "编号和查询码不一致"),
        ("en", "Number and code do not belong together."),
        ("zh-Hant", "編號"),
    ],
)
def test_a_refusal_speaks_the_language_asked_for(
    nobody: Program, language: str, words: str
) -> None:
    nobody.language = language
    answer = nobody.post("/complaints/status", {"number": "SF16-0000-0000", "code": "0" * 20})
    assert words[:4] in answer.json()["message"]
    assert "\\u" not in answer.content.decode()
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_value_that_does_not_fit_is_named(nobody: Program, language: str) -> None:
    nobody.language = language
    told = nobody.post("/complaints/status", {"number": 1, "more": True}).json()
    fields = {fault["field"] for fault in told["faults"]}
    assert fields == {"number", "code", "more"}
    chinese = any("\u4e00" <= char <= "\u9fff" for char in told["faults"][0]["message"])
    assert chinese is (language == "zh-Hans")


def test_what_was_sent_is_never_repeated(nobody: Program) -> None:
    body = {"number": "SF16-0000-0000", "code": "密码", "text": "王某的事"}
    assert "密码" not in nobody.post("/complaints/status", body).content.decode()
    assert "王某" not in nobody.post("/complaints/status", body).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe{\x00}\x00",
        "[" * 100_000,
        '{"text": NaN}',
        '{"number": ' + "9" * 5_000 + "}",
        "{'a': 1}",
        b"\xef\xbb\xbf{}",
        "\x00",
    ],
)
def test_json_that_is_none(partner: Program, body: Any) -> None:
    answer = partner.post("/complaints", body, key=KEY)
    assert (answer.status_code, answer.json()["code"]) == (400, "not_json")


@pytest.mark.parametrize("body", ["[]", "1", '"text"', "null", "[{}]", "true"])
def test_json_that_is_no_object(partner: Program, body: str) -> None:
    assert partner.post("/complaints", body, key=KEY).status_code == 422


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "application/xml", "nonsense"]
)
def test_another_media_type(partner: Program, media: str) -> None:
    body = json.dumps({"kind": "request", "text": "一件事"})
    answer = partner.post("/complaints", body, key=KEY, content_type=media)
    assert (answer.status_code, answer.json()["code"]) == (415, "media_type_unknown")
    assert not Case.objects.exists()


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1_000)
def test_a_body_that_is_too_large(partner: Program) -> None:
    body = {"kind": "request", "text": "字" * 1_000}
    assert partner.post("/complaints", body, key=KEY).status_code == 413


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=x"])
def test_a_broken_form(partner: Program, boundary: str) -> None:
    answer = partner.post(
        "/complaints/with-files", b"--y\r\n", key=KEY, content_type=f"multipart/form-data{boundary}"
    )
    assert answer.status_code in {400, 422}


def test_an_address_that_is_none(nobody: Program) -> None:
    for address in ("/", "/nothing", "/complaints/", "/desk/cases/a/b/c"):
        assert nobody.get(address).status_code == 404


@pytest.mark.parametrize("number", ["%00", "字", "a", "a" * 41, "..", "%ff", "SF16_0000"])
def test_a_number_that_is_none(cast: Cast, number: str) -> None:
    program = person(cast.office)
    for thing in ("cases", "duties"):
        assert program.get(f"/desk/{thing}/{number}").status_code in {404, 422}


def test_a_form_of_another_site_is_answered_as_a_program_is(nobody: Program) -> None:
    assert nobody.post("/nothing", {"a": 1}).status_code == 404
    assert nobody.post("/openapi.json", {"a": 1}).status_code == 405


def test_another_method(nobody: Program) -> None:
    answer = nobody.get("/complaints")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_a_foreign_page_gets_no_permission(partner: Program) -> None:
    """No cookie opens anything, and no header lets another site's script read an answer."""
    answer = Client().options(f"{ROOT}/complaints", headers={"Origin": "https://other.example"})
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("Access-Control")]
