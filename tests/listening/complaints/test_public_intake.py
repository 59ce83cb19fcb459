"""Handing in on the web: no account, no trace, nothing lost, one receipt for one form."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image
from tests.harness.clients import StrictClient, html_of
from tests.listening.complaints.cast import Cast
from tests.listening.complaints.sender import act, fill_in, form_of, look_up, proof, send

from youwei.foundation.files.queries import of as files_of
from youwei.listening.complaints.models import Case, Statement, Writer

pytestmark = pytest.mark.usefixtures("still", "cast")

TEXT = "窗口两次让我重填，第二次又说缺一份材料。"


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def everything_stored() -> str:
    """Every value of every table, and every file in the data folder."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found.extend(repr(row) for row in cursor.fetchall())
    for folder, _, names in os.walk(os.environ["YOUWEI_DATA"]):
        for name in names:
            found.append(Path(folder, name).read_bytes().decode("utf-8", "replace"))
    return "\n".join(found)


def photograph() -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(stream, "JPEG")
    return SimpleUploadedFile("窗口.jpg", stream.getvalue(), "image/jpeg")


class TestTheDoor:
    def test_it_offers_every_kind_that_is_taken_in(self, client: StrictClient) -> None:
        page = html_of(client.get("/report/"))
        for code in ("consultation", "request", "suggestion", "conduct"):
            assert f"/report/new/?kind={code}" in page
        assert "/report/allegation/" in page
        assert "kind=allegation" not in page

    def test_an_emergency_is_told_before_anything_is_written(self, client: StrictClient) -> None:
        assert 'href="tel:110"' in html_of(client.get("/report/"))

    def test_a_form_without_a_known_kind_leads_back_to_the_door(self, client: StrictClient) -> None:
        for address in ("/report/new/", "/report/new/?kind=gossip"):
            assert client.get(address).headers["Location"] == "/report/"

    def test_an_allegation_is_shown_its_channel_and_nothing_is_stored(
        self, client: StrictClient
    ) -> None:
        before = rows()
        page = html_of(client.get("/report/allegation/"))
        assert 'href="tel:12388"' in page
        assert "<textarea" not in page
        sent = client.send("/report/new/?kind=allegation", {"text": TEXT, "altcha": "x"})
        assert sent.headers["Location"] == "/report/allegation/"
        assert rows() == before


class TestHandingIn:
    def test_words_alone_are_enough(self, client: StrictClient) -> None:
        receipt = fill_in(client, text=TEXT).got
        case = Case.objects.get(number=receipt.number)
        assert (case.text, case.kind, case.channel) == (TEXT, "request", "web")
        assert not Writer.objects.exists()

    def test_everything_that_may_be_said(self, client: StrictClient, cast: Cast) -> None:
        sent = fill_in(
            client,
            text=TEXT,
            summary="重填",
            about_organ=str(cast.province.bureau.pk),
            happened_on="2026-11-20",
            themes=["unwilling.low-standards"],
            answer="contact",
            name="王某",
            contact="03110000000",
            files=[photograph()],
        )
        case = Case.objects.get(number=sent.got.number)
        assert case.about_organ == cast.province.bureau
        assert str(case.happened_on) == "2026-11-20"
        assert [theme.code for theme in case.themes.all()] == ["unwilling.low-standards"]
        assert case.writer.may_contact
        assert [file.name for file in files_of(case.subject)] == ["窗口.jpg"]

    def test_a_contact_that_was_not_chosen_is_not_kept(self, client: StrictClient) -> None:
        assert fill_in(client, answer="page", name="王某", contact="03110000000").receipt
        assert not Writer.objects.exists()

    def test_the_receipt_is_shown_and_not_cached(self, client: StrictClient) -> None:
        sent = fill_in(client)
        assert sent.status == 200
        assert "no-store" in sent.headers["Cache-Control"]
        assert sent.got.code not in sent.headers.get("Location", "")
        assert "<svg" in sent.page

    def test_the_qr_code_holds_the_address_only(self, client: StrictClient) -> None:
        import segno

        from youwei.listening.complaints.web.public_intake import qr_of

        drawn = segno.make("http://testserver/status/", error="m")
        assert qr_of("http://testserver/status/") == drawn.svg_inline(
            scale=4, border=2, light="#fff"
        )
        assert qr_of("http://testserver/status/") in fill_in(client).page

    def test_the_code_is_nowhere_in_clear(self, client: StrictClient) -> None:
        code = fill_in(client).got.code
        stored = everything_stored()
        assert code not in stored
        assert code.replace("-", "") not in stored

    def test_no_trace_of_the_sender_is_stored(self, client: StrictClient) -> None:
        marked: dict[str, Any] = {
            "REMOTE_ADDR": "203.0.113.77",
            "HTTP_X_FORWARDED_FOR": "203.0.113.78",
            "HTTP_USER_AGENT": "MarkedAgent/9.9",
            "HTTP_ACCEPT_LANGUAGE": "zh-CN;q=0.977",
        }
        data = {**form_of(client), "text": TEXT, "files": [photograph()]}
        receipt = send(client, data, **marked).got
        page = client.post(
            "/status/",
            {**_csrf(client), "number": receipt.number, "code": receipt.code},
            **marked,
        )
        act(client, html_of(page), "add", text="补充一点。")
        stored = everything_stored()
        for mark in ("203.0.113", "MarkedAgent", "0.977", client.cookies["csrftoken"].value):
            assert mark not in stored

    def test_no_session_and_no_other_cookie(self, client: StrictClient) -> None:
        look_up(client, fill_in(client).got)
        assert set(client.cookies) == {"csrftoken"}


def _csrf(client: StrictClient) -> dict[str, str]:
    return {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


class TestOneFormOneReceipt:
    def test_a_second_sending_needs_no_proof_and_makes_no_second_case(
        self, client: StrictClient
    ) -> None:
        data = {**form_of(client), "text": TEXT}
        first = send(client, data)
        again = send(client, {**data, "altcha": ""})
        assert first.got == again.got
        assert Case.objects.count() == 1
        assert "此前已经收到" in again.page

    def test_two_forms_are_two_cases(self, client: StrictClient) -> None:
        assert fill_in(client).got.number != fill_in(client).got.number

    def test_a_nonce_of_ones_own_choosing_is_not_taken(self, client: StrictClient) -> None:
        sent = send(client, {**form_of(client), "text": TEXT, "submission": "chosen"})
        assert sent.receipt is None
        assert TEXT in sent.page
        assert not Case.objects.exists()
        assert 'value="chosen"' not in sent.page


class TestProofOfWork:
    @pytest.mark.parametrize("wrong", ["", "no-base64", "bnVsbA==", "e30=", "x" * 5_000])
    def test_without_it_nothing_is_stored_and_nothing_is_lost(
        self, client: StrictClient, wrong: str
    ) -> None:
        sent = send(client, {**form_of(client), "text": TEXT, "altcha": wrong})
        assert sent.status == 422
        assert TEXT in sent.page
        assert not Case.objects.exists()

    def test_a_solution_opens_one_door(self, client: StrictClient) -> None:
        spent = proof(client)
        assert send(client, {**form_of(client), "text": TEXT, "altcha": spent}).receipt
        assert not send(client, {**form_of(client), "text": TEXT, "altcha": spent}).receipt

    def test_the_challenge_is_never_cached(self, client: StrictClient) -> None:
        assert "no-store" in client.get("/report/challenge/").headers["Cache-Control"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"text": ""}, "请简要说明"),
            ({"text": "字" * 100_000}, "100000"),
            ({"text": "\u202e" * 200 + "字"}, "200"),
            ({"text": "\x00\x01\x02"}, "id_text"),
            ({"happened_on": "2027-01-01"}, "尚未到来"),
            ({"happened_on": "昨天"}, "id_happened_on"),
            ({"about_organ": "999999"}, "id_about_organ"),
            ({"themes": ["not.there"]}, "id_themes"),
            ({"place": "000000"}, "id_place"),
            ({"answer": "contact", "contact": ""}, "请写明怎样联系您"),
            ({"summary": "长" * 500}, "120"),
        ],
    )
    def test_said_at_the_field_and_everything_kept(
        self, client: StrictClient, given: dict[str, Any], said: str
    ) -> None:
        kept = {"text": TEXT, "summary": "我的标题", "contact": "03110000000"}
        sent = fill_in(client, **{**kept, **given})
        assert sent.receipt is None
        assert said in sent.page
        assert 'role="alert"' in sent.page
        for value in {k: v for k, v in kept.items() if k not in given}.values():
            assert value in sent.page
        assert not Case.objects.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [("a.exe", b"MZ\x90"), ("a.jpg", b"no picture"), ("a.pdf", b""), ("a.zip", b"PK\x03\x04")],
    )
    def test_wrong_files(self, client: StrictClient, name: str, content: bytes) -> None:
        sent = fill_in(client, text=TEXT, files=[SimpleUploadedFile(name, content)])
        assert sent.receipt is None
        assert f"{name}：" in sent.page or f"{name}: " in sent.page
        assert "请重新选择文件" in sent.page
        assert TEXT in sent.page
        assert not Case.objects.exists()

    def test_too_many_files(self, client: StrictClient) -> None:
        sent = fill_in(client, files=[photograph() for _ in range(11)])
        assert sent.receipt is None
        assert not Case.objects.exists()

    def test_a_form_without_a_token_is_told_what_to_do(self, client: StrictClient) -> None:
        answer = client.post("/report/new/?kind=request", {"text": TEXT})
        assert answer.status_code == 403
        assert "form_expired" in html_of(answer)
        assert not Case.objects.exists()


class TestConduct:
    def test_it_asks_for_no_name(self, client: StrictClient) -> None:
        page = html_of(client.get("/report/new/?kind=conduct"))
        assert 'name="contact"' not in page
        assert 'name="name"' not in page

    def test_a_statement_needs_organ_words_and_consent(
        self, client: StrictClient, cast: Cast
    ) -> None:
        bureau = str(cast.province.bureau.pk)
        own = {"own_matter": "on", "about_organ": bureau, "statement": "请办结我的备案。"}
        for lacking in ("about_organ", "statement"):
            sent = fill_in(client, "conduct", **{**own, "consent": "on", lacking: ""})
            assert sent.receipt is None
        assert fill_in(client, "conduct", **own).receipt is None
        assert not Case.objects.exists()
        assert fill_in(client, "conduct", **own, consent="on").receipt
        assert Statement.objects.get().text == "请办结我的备案。"

    def test_a_statement_that_was_unticked_is_not_kept(self, client: StrictClient) -> None:
        assert fill_in(client, "conduct", statement="请办结。", consent="on").receipt
        assert not Statement.objects.exists()

    def test_about_the_leading_group_nothing_is_stored(
        self, client: StrictClient, cast: Cast
    ) -> None:
        sent = fill_in(client, "conduct", about_organ=str(cast.province.leading.pk))
        assert sent.status == 403
        assert not Case.objects.exists()
