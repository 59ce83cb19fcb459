"""WeChat's server, as far as it is asked: an access token, and one message to one person."""

import logging
from types import TracebackType
from typing import Any, Self

import httpx
from django.core.cache import caches
from django.urls import reverse
from django.utils.translation import gettext

from youwei.listening.wechat.rules.account import OfficialAccount
from youwei.listening.wechat.rules.delivery import Outcome, judged

log = logging.getLogger(__name__)
SECONDS = 10
MARGIN = 300  # seconds before its end in which a token is no longer used
NO_ANSWER = -1  # as the server itself says when it is busy


class TokenRefused(Exception):
    def __init__(self, errcode: int) -> None:
        super().__init__(errcode)
        self.errcode = errcode


class Official:
    """Use it in a `with`. Neither person nor token is ever logged, only WeChat's error number."""

    def __init__(self, account: OfficialAccount) -> None:
        self.account = account
        # No proxy or redirect of the machine's making: what is sent goes where the setting says.
        self.http = httpx.Client(base_url=account.api, timeout=SECONDS, trust_env=False)
        self.memory = caches["jobs"]  # of this process; a token is on no disk
        self.name = f"wechat.token.{account.app}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.http.close()

    def tell(self, openid: str) -> tuple[Outcome, int]:
        """That something moved, and nothing else: no number, no organ, no kind."""
        try:
            errcode = self._send(openid)
            if judged(errcode) is Outcome.TOKEN:
                self.memory.delete(self.name)
                errcode = self._send(openid)
        except TokenRefused as refused:
            errcode = refused.errcode
        except (httpx.HTTPError, ValueError, KeyError, TypeError):
            errcode = NO_ANSWER
        if errcode != 0:
            log.warning("the official account answered %d", errcode)
        return judged(errcode), errcode

    def _send(self, openid: str) -> int:
        way = "template" if self.account.template else "custom"
        told = self._post(
            f"/cgi-bin/message/{way}/send", self._message(openid), access_token=self._token()
        )
        return int(told["errcode"])

    def _message(self, openid: str) -> dict[str, Any]:
        words = gettext("Your matter has moved")  # at most 20 characters fit into a template
        address = self.account.address(reverse("complaints:status"))
        if not self.account.template:
            content = gettext("%(words)s. Open the status page: %(address)s") % {
                "words": words,
                "address": address,
            }
            return {"touser": openid, "msgtype": "text", "text": {"content": content}}
        return {
            "touser": openid,
            "template_id": self.account.template,
            "url": address,
            "data": {self.account.template_field: {"value": words}},
        }

    def _token(self) -> str:
        """The stable kind: asking for it does not end the one that another process uses."""
        known = self.memory.get(self.name)
        if known is not None:
            return str(known)
        told = self._post(
            "/cgi-bin/stable_token",
            {
                "grant_type": "client_credential",
                "appid": self.account.app,
                "secret": self.account.secret,
                "force_refresh": False,
            },
        )
        if told.get("errcode"):
            raise TokenRefused(int(told["errcode"]))
        token = str(told["access_token"])
        self.memory.set(self.name, token, max(int(told["expires_in"]) - MARGIN, 1))
        return token

    def _post(self, path: str, body: dict[str, Any], **query: str) -> dict[str, Any]:
        answer = self.http.post(path, params=query, json=body)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told
