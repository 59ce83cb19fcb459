"""A browser without a screen: it keeps cookies, fills forms, and looks at every page it gets."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from tests.harness.pages import Form, Page, read

TOKEN = "csrfmiddlewaretoken"


class BadPage(AssertionError):
    """A page breaks a rule that holds for every page."""


class StrictClient(Client):
    """Django's test client with CSRF enforced; every HTML answer is judged as it arrives."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("enforce_csrf_checks", True)
        super().__init__(**kwargs)

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        html = html_of(response)
        page = read(html) if html else Page()
        found = list(page.faults)
        no_referrer = response.headers.get("Referrer-Policy") == "no-referrer"
        if html and no_referrer and not page.cookieless:
            found.append("browsers would send `Origin: null`, and every form would be refused")
        if found:
            raise BadPage(f"{request.get('PATH_INFO')}: " + "; ".join(found))
        return response

    def submit(
        self,
        page: str,
        data: Mapping[str, Any] | None = None,
        *,
        form: str | None = None,
        follow: bool = False,
        **extra: Any,
    ) -> Any:
        """Opens `page`, fills its form as a person would, and sends it to the form's address.

        What the page holds already is sent along. `form` is the form's id or action where a page
        posts more than one. AssertionError where `data` names a field that the form lacks.
        """
        data = data or {}
        opened = self.get(page, **extra)
        assert opened.status_code == 200, f"{page} answers {opened.status_code}"
        chosen = _choose(read(html_of(opened)).forms, form)
        missing = set(data) - chosen.names
        assert not missing, f"{page} has no field {sorted(missing)}; it has {sorted(chosen.names)}"
        sent: dict[str, Any] = {**chosen.untouched(), **data}
        target = chosen.attributes.get("action") or page
        return self.post(target, {k: v for k, v in sent.items() if v is not None}, follow=follow)

    def send(self, url: str, data: Mapping[str, Any] | None = None, **extra: Any) -> Any:
        """Posts with a valid token but past the form: what hostile or stale input would send."""
        cookie = self.cookies.get("csrftoken")
        token = cookie.value if cookie else "t" * 32
        self.cookies["csrftoken"] = token
        return self.post(url, {**(data or {}), TOKEN: token}, **extra)


def html_of(response: HttpResponseBase) -> str:
    """The page's source, empty for anything that is no HTML page."""
    if response.streaming or not response.headers.get("Content-Type", "").startswith("text/html"):
        return ""
    content: bytes = response.content  # type: ignore[attr-defined]
    return content.decode(response.charset)


def _choose(forms: list[Form], wanted: str | None) -> Form:
    posting = [form for form in forms if form.posts]
    if wanted is not None:
        posting = [
            form for form in posting if wanted in (form.attributes.get(k) for k in ("id", "action"))
        ]
    else:
        posting = [form for form in posting if form.in_main] or posting
    found = [form.attributes.get("action", "") for form in posting]
    assert len(posting) == 1, f"one form was expected, found {found}"
    return posting[0]
