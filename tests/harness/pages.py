"""What every HTML page of ours has to be, and its forms as a browser reads them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = dict[str, str]

_FIELDS = frozenset({"input", "select", "textarea"})
# The switch of language changes nothing but the reader's own cookie, and a token would set another.
_TOKENLESS = frozenset({"/language/"})
# A page in another site's frame has no cookie, a quiet one (docs/adr/0012) must have none: a token
# would set one.
_COOKIELESS = frozenset({"framed", "quiet"})
_UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})
_LOADING = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


@dataclass
class Field:
    tag: str
    name: str
    kind: str
    attributes: Attributes
    values: list[str] = field(default_factory=list)  # what a browser would send untouched
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    attributes: Attributes
    fields: list[Field] = field(default_factory=list)
    buttons: list[Attributes] = field(default_factory=list)
    in_main: bool = False  # else it belongs to the frame of every page: language, signing out

    @property
    def posts(self) -> bool:
        return self.attributes.get("method", "get").lower() == "post"

    @property
    def names(self) -> frozenset[str]:
        named = {one.name for one in self.fields} | {b.get("name", "") for b in self.buttons}
        return frozenset(named - {""})

    def untouched(self) -> dict[str, list[str]]:
        """What a browser sends when the person changes nothing and presses no named button."""
        sent: dict[str, list[str]] = {}
        for one in self.fields:
            if one.name and one.kind != "file" and one.values and "disabled" not in one.attributes:
                sent.setdefault(one.name, []).extend(one.values)
        return sent


@dataclass
class Page:
    forms: list[Form] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    cookieless: bool = False  # its forms need no cookie, so it may send no referrer either


def read(html: str) -> Page:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.page


def faults(html: str) -> list[str]:
    """Everything on the page that our rules for pages forbid; empty for a good page."""
    return read(html).faults


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._form: Form | None = None
        self._in_main = False
        self._cookieless = False
        self._no_referrer = False
        self._fields: list[tuple[Field, bool]] = []  # with: inside a label
        self._labels: list[tuple[Attributes, list[Field]]] = []
        self._open_labels: list[tuple[Attributes, list[Field]]] = []
        self._select: Field | None = None
        self._textarea: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._judge(tag, attributes)
        if tag == "form":
            self._form = Form(attributes, in_main=self._in_main)
            self.page.forms.append(self._form)
        elif tag == "main":
            self._in_main = True
        elif tag == "body":
            self._cookieless = bool(_COOKIELESS & set(attributes.get("class", "").split()))
        elif tag == "label":
            self._open_labels.append((attributes, []))
        elif tag in _FIELDS:
            self._add_field(tag, attributes)
        elif tag == "option" and self._select is not None:
            self._add_option(attributes)
        elif tag == "button" and self._form is not None:
            self._form.buttons.append(attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "main":
            self._in_main = False
        elif tag == "label" and self._open_labels:
            self._labels.append(self._open_labels.pop())
        elif tag == "select":
            self._settle_select()
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.values[0] += data

    def _add_field(self, tag: str, attributes: Attributes) -> None:
        kind = attributes.get("type", "text") if tag == "input" else tag
        one = Field(tag, attributes.get("name", ""), kind, attributes)
        if kind in {"submit", "image", "button", "reset"}:
            if self._form is not None:
                self._form.buttons.append(attributes)
            return
        if kind in {"checkbox", "radio"}:
            one.choices = [attributes.get("value", "on")]
            one.values = list(one.choices) if "checked" in attributes else []
        elif tag == "input":
            one.values = [attributes.get("value", "")]
        elif tag == "textarea":
            one.values = [""]
            self._textarea = one
        else:
            self._select = one
        self._fields.append((one, bool(self._open_labels)))
        for _, inside in self._open_labels:
            inside.append(one)
        if self._form is not None:
            self._form.fields.append(one)

    def _add_option(self, attributes: Attributes) -> None:
        assert self._select is not None
        value = attributes.get("value", "")
        self._select.choices.append(value)
        if "selected" in attributes:
            self._select.values.append(value)

    def _settle_select(self) -> None:
        one = self._select
        if one is not None and not one.values and one.choices and "multiple" not in one.attributes:
            one.values = [one.choices[0]]
        self._select = None

    def _judge(self, tag: str, attributes: Attributes) -> None:
        say = self.page.faults.append
        if tag == "style" or "style" in attributes:
            say(f"inline style at <{tag}>")
        if tag == "script" and "src" not in attributes and not _is_data(attributes):
            say("inline script")
        for name, value in attributes.items():
            if name.startswith("on"):
                say(f"handler {name} at <{tag}>")
            if value.strip().lower().startswith("javascript:"):
                say(f"javascript: address at <{tag}>")
        loaded = attributes.get(_LOADING.get(tag, ""), "")
        if loaded.startswith(("http:", "https:", "//")) and attributes.get("rel") != "canonical":
            say(f"<{tag}> loads from another host: {loaded}")
        self._judge_marks(tag, attributes)

    def _judge_marks(self, tag: str, attributes: Attributes) -> None:
        say = self.page.faults.append
        identity = attributes.get("id")
        if identity is not None:
            if not identity or identity in self.page.ids:
                say(f"id {identity!r} stands twice or is empty")
            self.page.ids[identity] = tag
        if tag == "meta" and attributes.get("content") == "no-referrer":
            self._no_referrer = True
        if tag == "html" and not attributes.get("lang"):
            say("<html> without lang")
        if tag == "img" and "alt" not in attributes:
            say("<img> without alt")

    def finish(self) -> None:
        """Judgements that need the whole page."""
        say = self.page.faults.append
        self.page.cookieless = self._cookieless
        if self._no_referrer and not self._cookieless:
            say("browsers would send `Origin: null`, and every form would be refused")
        self._judge_forms()
        self._judge_labels()

    def _judge_forms(self) -> None:
        say = self.page.faults.append
        for form in self.page.forms:
            tokenless = self._cookieless or form.attributes.get("action") in _TOKENLESS
            if form.posts and not tokenless and "csrfmiddlewaretoken" not in form.names:
                say(f"form {form.attributes.get('action', '')!r} posts without a CSRF token")

    def _judge_labels(self) -> None:
        say = self.page.faults.append
        pointed = set()
        for attributes, inside in self._labels:
            target = attributes.get("for")
            if target:
                pointed.add(target)
                if target not in self.page.ids:
                    say(f"label for {target!r}, which is not there")
            elif not inside:
                say("label without a field")
        for one, in_label in self._fields:
            named = one.attributes.keys() & {"aria-label", "aria-labelledby", "title"}
            if one.kind in _UNLABELLED or named or in_label:
                continue
            if one.attributes.get("id") not in pointed:
                say(f"field {one.name!r} without a label")


def _is_data(attributes: Attributes) -> bool:
    """A data block is not run, so the policy for scripts does not stop it."""
    return attributes.get("type", "") in {"application/json", "application/ld+json"}
