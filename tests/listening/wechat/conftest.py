from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches
from django.test import Client, override_settings

if TYPE_CHECKING:
    from tests.listening.complaints.cast import Cast
    from tests.listening.wechat.fake import FakeWechat, Post

    from youwei.listening.complaints.queries.receipts import Receipt


@pytest.fixture
def cast(db: None) -> "Cast":
    from tests.listening.complaints.cast import build_cast

    return build_cast()


@pytest.fixture
def hand_in(cast: "Cast") -> "Callable[..., Receipt]":
    from tests.listening.complaints.cast import hands_in

    return hands_in(cast)


@pytest.fixture
def post(db: None) -> "Post":
    from tests.listening.wechat.fake import in_process

    return in_process(Client(enforce_csrf_checks=True))


@pytest.fixture
def wechat() -> "Iterator[FakeWechat]":
    """WeChat's server on 127.0.0.1, and the account that the installation connected to it."""
    from tests.listening.wechat.fake import FakeWechat

    with FakeWechat() as fake, override_settings(YOUWEI_WECHAT=fake.settings()):
        yield fake
    caches["jobs"].clear()
