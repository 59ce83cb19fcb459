"""Production starts closed, or not at all; a change of the secret loses nobody's receipt."""

from collections.abc import Callable

import pytest
from django.conf import settings as live
from django.test import override_settings
from tests.harness.clients import StrictClient
from tests.listening.complaints.cast import Cast, case_of
from tests.listening.complaints.sender import fill_in, form_of, look_up, send

from youwei.config.environment import DEMO_SECRET, Environment, Misconfigured, read
from youwei.foundation.people.operations import issue_token
from youwei.foundation.people.queries import actor_for_token
from youwei.kernel import clock
from youwei.kernel.actor import Role
from youwei.listening.complaints.queries.receipts import TRIES, Receipt, case_by_code
from youwei.listening.complaints.queries.writers import contact_of
from youwei.listening.complaints.rules.refusals import TooManyTries, WrongCode

GOOD = "Zq7w8e9r0t1y2u3i4o5p6a7s8d9f0g1h2j3k4l5z6x"
NEW = "another-secret-" + GOOD


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Environment]:
    def start(**changed: str) -> Environment:
        values = {"MODE": "production", "SECRET": GOOD, "HTTPS": "true", "HOSTS": "youwei.test"}
        for name, value in (values | changed).items():
            monkeypatch.setenv(f"YOUWEI_{name}", value)
        return read()

    return start


class TestProduction:
    def test_starts_with_sound_settings(self, production: Callable[..., Environment]) -> None:
        assert not production().demo

    @pytest.mark.parametrize(
        "wrong",
        [
            {"SECRET": DEMO_SECRET},
            {"SECRET": "short"},
            {"SECRET": "a" * 60},
            {"SECRET": "ab" * 30},
            {"SECRET_FALLBACKS": DEMO_SECRET},
            {"SECRET_FALLBACKS": f"{NEW},{DEMO_SECRET}"},
            {"HTTPS": "false"},
            {"HOSTS": "*"},
            {"HOSTS": "youwei.test,*"},
            {"HOSTS": ""},
        ],
    )
    def test_refuses_what_would_leave_it_open(
        self, production: Callable[..., Environment], wrong: dict[str, str]
    ) -> None:
        with pytest.raises(Misconfigured) as refused:
            production(**wrong)
        assert next(iter(wrong)) in str(refused.value)
        assert "a" * 60 not in str(refused.value), "a secret is not printed"


def rotated() -> override_settings:
    return override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[live.SECRET_KEY])


class TestAChangeOfTheSecret:
    def test_leaves_receipts_contacts_and_open_forms(
        self, cast: Cast, client: StrictClient
    ) -> None:
        receipt = fill_in(client, answer="contact", name="张三", contact="13900000000").got
        form = {**form_of(client), "text": "窗口两次让我重填。"}
        sent = send(client, form).got
        page = look_up(client, receipt)
        with rotated():
            assert receipt.number in look_up(client, receipt)
            assert contact_of(case_of(receipt)).contact == "13900000000"
            again = send(client, form).got
            assert (again.number, again.code) == (sent.number, sent.code)
            other = fill_in(client).got
            assert other.number in look_up(client, other)
        assert page

    def test_leaves_tokens(self, cast: Cast) -> None:
        account = cast.province.account("program", Role.HANDLER, cast.province.bureau)
        from youwei.foundation.people.queries import actor_for

        issued = issue_token(
            actor=actor_for(account, clock.today()),
            account=account,
            name="脚本",
            expires_on=clock.today(),
        )
        with rotated():
            assert actor_for_token(issued.secret)
        with override_settings(SECRET_KEY=NEW, SECRET_KEY_FALLBACKS=[]):
            assert actor_for_token(issued.secret) is None


class TestTheQueryCode:
    @pytest.fixture
    def receipt(self, hand_in: Callable[..., Receipt]) -> Receipt:
        return hand_in()

    def test_says_the_same_of_a_wrong_number_and_a_wrong_code(self, receipt: Receipt) -> None:
        told = []
        for number, code in ((receipt.number, "0" * 20), ("SF16-0000-0000", receipt.code)):
            with pytest.raises(WrongCode) as refused:
                case_by_code(number, code)
            told.append((refused.value.code, refused.value.status, str(refused.value)))
        assert told[0] == told[1]

    def test_an_unknown_number_is_locked_like_a_known_one(self, receipt: Receipt) -> None:
        for number in (receipt.number, "SF16-0000-0000"):
            for _ in range(TRIES):
                with pytest.raises(WrongCode):
                    case_by_code(number, "0" * 20)
            with pytest.raises(TooManyTries):
                case_by_code(number, "0" * 20)

    @pytest.mark.parametrize("code", ["", "\0", "零" * 400, "\ud800", "' OR 1=1 --"])
    def test_is_refused_by_name_whatever_it_holds(self, receipt: Receipt, code: str) -> None:
        with pytest.raises(WrongCode):
            case_by_code(receipt.number, code)

    def test_belongs_to_one_case_only(
        self, receipt: Receipt, hand_in: Callable[..., Receipt]
    ) -> None:
        with pytest.raises(WrongCode):
            case_by_code(receipt.number, hand_in().code)
