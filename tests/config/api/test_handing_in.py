"""Handing in with a channel token."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from tests.config.api.programs import Program, channel_of, person
from tests.listening.complaints.cast import Cast
from youwei.foundation.campaigns.operations import close_campaign
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.journal.models import JournalEvent
from youwei.foundation.people.models import DeskSession
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotAllowed, Refusal
from youwei.listening.complaints.api.intake import CHANNEL
from youwei.listening.complaints.models import Case, ChannelToken, Statement, Writer
from youwei.listening.complaints.operations.tokens import (
    issue_channel_token,
    revoke_channel_token,
)
from youwei.listening.complaints.queries.receipts import case_by_code
from youwei.listening.complaints.rules.refusals import NotForPrograms, TokenNameless

KEY = "matter-0001"
MATTER = {"kind": "request", "text": "窗口两次让我重填同一张表。"}


def test_gives_a_receipt_that_opens_the_case(partner: Program) -> None:
    answer = partner.post("/complaints", MATTER, key=KEY)
    told = answer.json()
    assert answer.status_code == 201
    assert told["again"] is False
    case = case_by_code(told["number"], told["code"])
    assert (case.channel, case.text) == ("api", MATTER["text"])
    assert told["acknowledged_by"] == case.triage_due_on.isoformat()


def test_asks_little_and_never_for_the_text_of_the_rulebook(
    partner: Program, django_assert_max_num_queries: Any
) -> None:
    """`rules_of` has read it; to read it for each matter took as long as to store one."""
    partner.post("/complaints", MATTER, key=KEY)
    with django_assert_max_num_queries(9) as asked:
        partner.post("/complaints", MATTER, key="matter-0002")
    assert not [one for one in asked.captured_queries if "rulebookversion" in one["sql"]]


def test_takes_all_that_the_form_takes(partner: Program, cast: Cast) -> None:
    organ = cast.province.bureau
    themes = [one["code"] for one in partner.get("/rulebook/themes").json() if one["public"]][:2]
    more = {
        "summary": "同一张表填三次",
        "about": organ.pk,
        "themes": themes,
        "happened_on": "2026-01-05",
        "name": "王某",
        "contact": "000-0000",
        "may_contact": True,
    }
    assert partner.post("/complaints", MATTER | more, key=KEY).status_code == 201
    case = Case.objects.get()
    assert (case.summary, case.about_organ_id) == ("同一张表填三次", organ.pk)
    assert [theme.code for theme in case.themes.all()] == themes
    assert str(case.happened_on) == "2026-01-05"
    assert Writer.objects.get().may_contact


def test_the_language_of_the_person_is_kept(partner: Program) -> None:
    partner.language = "en"
    partner.post("/complaints", MATTER, key=KEY)
    assert Case.objects.get().language == "en"


def test_a_statement_needs_consent_and_the_organ(partner: Program, cast: Cast) -> None:
    conduct = {"kind": "conduct", "text": "窗口刁难", "about": cast.province.bureau.pk}
    wish = {"text": "请办理我的备案", "consent": True}
    without = conduct | {"statement": wish | {"consent": False}}
    assert partner.post("/complaints", without, key=KEY).status_code == 422
    nowhere = {key: value for key, value in conduct.items() if key != "about"}
    refused = partner.post("/complaints", nowhere | {"statement": wish}, key=KEY)
    assert (refused.status_code, refused.json()["code"]) == (422, "no_statement_here")
    assert not Case.objects.exists()
    assert partner.post("/complaints", conduct | {"statement": wish}, key=KEY).status_code == 201
    assert Statement.objects.get().text == "请办理我的备案"


class TestTheKey:
    def test_gives_the_same_receipt_again(self, partner: Program) -> None:
        first = partner.post("/complaints", MATTER, key=KEY).json()
        again = partner.post("/complaints", MATTER, key=KEY)
        assert again.status_code == 200
        assert again.json() == first | {"again": True}
        assert Case.objects.count() == 1

    def test_with_other_words_is_refused(self, partner: Program) -> None:
        partner.post("/complaints", MATTER, key=KEY)
        answer = partner.post("/complaints", MATTER | {"text": "另一件事"}, key=KEY)
        assert (answer.status_code, answer.json()["code"]) == (409, "key_used")
        assert Case.objects.count() == 1

    def test_is_one_program_s_own(self, partner: Program, cast: Cast) -> None:
        first = partner.post("/complaints", MATTER, key=KEY).json()
        other = channel_of(cast, name="河北新闻网").post("/complaints", MATTER, key=KEY)
        assert other.status_code == 201
        assert {other.json()[name] for name in ("number", "code")}.isdisjoint(
            {first["number"], first["code"]}
        )

    def test_outlives_a_change_of_the_secret(self, partner: Program, settings: Any) -> None:
        first = partner.post("/complaints", MATTER, key=KEY).json()
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "n" * 64
        again = partner.post("/complaints", MATTER, key=KEY).json()
        assert (again["number"], again["code"]) == (first["number"], first["code"])

    @pytest.mark.parametrize("key", ["", "short", "有 汉字的钥匙", "a" * 201, "with blank 1"])
    def test_has_to_be_one(self, partner: Program, key: str) -> None:
        encoded = key.encode().decode("latin-1")
        answer = partner.post("/complaints", MATTER, key=encoded)
        assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
        assert not Case.objects.exists()


def test_an_allegation_is_shown_its_door_and_stores_nothing(partner: Program) -> None:
    events = JournalEvent.objects.count()
    body = {
        "kind": "allegation",
        "text": "某人受贿",
        "name": "李某",
        "contact": "1",
        "place": "1" * 6,
    }
    for address in ("/complaints", "/complaints/with-files"):
        form = {"complaint": json.dumps(body), "files": [_text()]}
        answer = (
            partner.post(address, body, key=KEY)
            if address == "/complaints"
            else partner.send_form(address, form, key=KEY)
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "other_door")
        assert "12388" in answer.json()["door"]["phones"]
    assert not Case.objects.exists()
    assert not Writer.objects.exists()
    assert not EvidenceFile.objects.exists()
    assert JournalEvent.objects.count() == events


def test_conduct_of_the_body_above_is_a_matter_for_a_higher_level(
    partner: Program, cast: Cast
) -> None:
    body = {"kind": "conduct", "text": "不作为", "about": cast.province.leading.pk}
    answer = partner.post("/complaints", body, key=KEY)
    assert (answer.status_code, answer.json()["code"]) == (403, "higher_level")
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"kind": "unheard-of"}, "kind", "unknown_kind"),
        ({"themes": ["unheard-of"]}, "themes", "unknown_theme"),
        ({"about": 987654}, "about", "unknown_organ"),
        ({"about": 2**60}, "about", "invalid_input"),
        ({"about": "1"}, "about", "invalid_input"),
        ({"place": "000000"}, "place", "unknown_place"),
        ({"happened_on": "2199-01-01"}, "happened_on", "day_to_come"),
        ({"happened_on": "2026-02-30"}, "happened_on", "invalid_input"),
        ({"happened_on": 0}, "happened_on", "invalid_input"),
        ({"text": "   "}, "text", "nothing_written"),
        ({"text": ""}, "text", "invalid_input"),
        ({"text": "字" * 5_001}, "text", "text_too_long"),
        ({"text": "字" * 100_000}, "text", "invalid_input"),
        ({"text": "有\0零"}, "text", "invalid_input"),
        ({"text": "翻转\u202e文字"}, "text", "invalid_input"),
        ({"text": "字\u200b" * 101}, "text", "text_hidden"),
        ({"summary": "\ud800"}, "summary", "invalid_input"),
        ({"name": "王某"}, "name", "contact_not_kept"),
        ({"may_contact": True}, "contact", "contact_missing"),
        ({"kind": "conduct", "may_contact": True}, "may_contact", "contact_not_kept"),
        ({"ip": "192.0.2.1"}, "ip", "invalid_input"),
    ],
)
def test_what_does_not_fit_is_named_and_stores_nothing(
    partner: Program, wrong: dict[str, Any], field: str, code: str
) -> None:
    answer = partner.post("/complaints", MATTER | wrong, key=KEY)
    told = answer.json()
    assert (answer.status_code, told["code"], told["field"]) == (422, code, field)
    assert not Case.objects.exists()


class TestFiles:
    def send(self, partner: Program, *files: SimpleUploadedFile) -> Any:
        form = {"complaint": json.dumps(MATTER), "files": list(files)}
        return partner.send_form("/complaints/with-files", form, key=KEY)

    def test_come_in_without_traces(self, partner: Program) -> None:
        assert self.send(partner, _photograph(), _text()).status_code == 201
        names = EvidenceFile.objects.order_by("id").values_list("media_type", flat=True)
        assert list(names) == ["image/jpeg", "text/plain"]

    def test_that_are_none_are_refused_whole(self, partner: Program) -> None:
        answer = self.send(partner, _text(), SimpleUploadedFile("a.exe", b"MZ\x90\0" * 50))
        assert answer.status_code == 415
        assert not Case.objects.exists()
        assert not EvidenceFile.objects.exists()

    @override_settings(YOUWEI_UPLOAD_BYTES=100)
    def test_that_are_too_large_are_refused(self, partner: Program) -> None:
        assert self.send(partner, _text(b"x" * 101)).status_code == 413

    def test_that_are_too_many_are_refused(self, partner: Program) -> None:
        assert self.send(partner, *(_text() for _ in range(10))).status_code == 409

    @pytest.mark.parametrize("content", ["{", "[]", '"text"', '{"kind": "request"}', "NaN"])
    def test_need_their_matter(self, partner: Program, content: str) -> None:
        form = {"complaint": content, "files": [_text()]}
        answer = partner.send_form("/complaints/with-files", form, key=KEY)
        assert answer.status_code in {400, 422}

    def test_come_as_a_form(self, partner: Program) -> None:
        assert partner.post("/complaints/with-files", MATTER, key=KEY).status_code == 415


class TestTheToken:
    @pytest.mark.parametrize("token", ["", "x", "ywc_" + "a" * 43, "字", "a" * 500])
    def test_is_needed(self, cast: Cast, token: str) -> None:
        shown = token.encode().decode("latin-1")
        answer = Program(shown).post("/complaints", MATTER, key=KEY)
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")

    def test_of_a_person_does_not_hand_in(self, cast: Cast) -> None:
        assert person(cast.office).post("/complaints", MATTER, key=KEY).status_code == 401

    def test_opens_nothing_once_revoked(self, partner: Program) -> None:
        revoke_channel_token(actor=SYSTEM, token=ChannelToken.objects.get())
        assert partner.post("/complaints", MATTER, key=KEY).status_code == 401

    def test_hands_in_only_while_its_campaign_runs(self, partner: Program, cast: Cast) -> None:
        close_campaign(actor=SYSTEM, campaign=cast.province.campaign)
        answer = partner.post("/complaints", MATTER, key=KEY)
        assert (answer.status_code, answer.json()["code"]) == (503, "no_open_campaign")

    def test_is_kept_as_a_hash_and_its_name_in_the_journal(self, partner: Program) -> None:
        partner.post("/complaints", MATTER, key=KEY)
        stored = ChannelToken.objects.get()
        assert partner.token not in str(vars(stored))
        labels = JournalEvent.objects.filter(actor_kind="channel")
        assert labels.get().actor_label == "长城网"

    def test_is_asked_so_often_a_minute(
        self, partner: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(CHANNEL, "a_minute", 2)
        statuses = [partner.post("/complaints", MATTER, key=KEY).status_code for _ in range(3)]
        assert statuses == [201, 200, 429]

    @pytest.mark.parametrize("channel", ["web", "wechat", "letter", "message-board", "nonsense"])
    def test_exists_for_channels_of_programs(self, cast: Cast, channel: str) -> None:
        with pytest.raises(NotForPrograms):
            channel_of(cast, channel=channel)

    def test_has_a_name(self, cast: Cast) -> None:
        with pytest.raises(TokenNameless):
            channel_of(cast, name=" \u200b ")

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM_ADMIN])
    def test_is_issued_by_the_system_administrator(self, cast: Cast, role: Role) -> None:
        campaign = cast.province.campaign
        somebody = cast.province.actor("somebody", role, cast.province.office)
        with pytest.raises(NotAllowed):
            issue_channel_token(actor=somebody, campaign=campaign, channel="api", name="程序")
        admin = cast.province.actor("admin", Role.SYSTEM_ADMIN, cast.province.office)
        issued = issue_channel_token(actor=admin, campaign=campaign, channel="api", name="程序")
        revoke_channel_token(actor=admin, token=issued.token)
        with pytest.raises(Refusal):
            revoke_channel_token(actor=admin, token=issued.token)


def test_nothing_of_the_visitor_is_kept(partner: Program) -> None:
    partner.browser.post(
        "/api/v1/complaints",
        '{"kind": "request", "text": "一件事"}',
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {partner.token}",
            "Idempotency-Key": KEY,
            "User-Agent": "MarkedAgent/7",
        },
        REMOTE_ADDR="192.0.2.77",
    )
    assert Case.objects.count() == 1
    rows = [str(row) for row in JournalEvent.objects.values()] + [
        str(row) for row in Case.objects.values()
    ]
    assert not [row for row in rows if "192.0.2.77" in row or "MarkedAgent" in row]
    assert not DeskSession.objects.exists()


def test_a_campaign_over_by_date_takes_nothing(partner: Program, cast: Cast) -> None:
    with clock.at(clock.now() + timedelta(days=3650)):
        assert partner.post("/complaints", MATTER, key=KEY).status_code == 503


def _text(content: bytes = "说明".encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile("说明.txt", content)


def _photograph() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG")
    return SimpleUploadedFile("照片.jpg", out.getvalue())
