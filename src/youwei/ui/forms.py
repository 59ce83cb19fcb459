"""How forms are drawn: every label, hint and error tied to its field."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise

Words = str | Promise
Attributes = dict[str, Any]


class PageField(BoundField):
    """Carries the field's own words for "missing" to the step-by-step check in the browser."""

    def build_widget_attrs(
        self, attrs: Attributes, widget: forms.Widget | None = None
    ) -> Attributes:
        built = super().build_widget_attrs(attrs, widget)
        if self.field.required and not self.is_hidden:
            built.setdefault("data-missing", str(self.field.error_messages["required"]))
        return built


class PageRenderer(TemplatesSetting):
    """Set as FORM_RENDERER; `{{ form.name.as_field_group }}` draws one field whole."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = PageField


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: Attributes | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class CountedTextarea(forms.Textarea):
    """A text area that says how many characters are left. Too long a text is never cut off by
    the browser: the person sees by how much, and the server refuses."""

    template_name = "ui/widgets/counted.html"

    def get_context(self, name: str, value: object, attrs: Attributes | None) -> Attributes:
        context = super().get_context(name, value, attrs)
        context["widget"]["limit"] = context["widget"]["attrs"].pop("maxlength", None)
        return context


class RadioList(forms.RadioSelect):
    """Radio buttons whose options may carry a hint or be closed for now."""

    template_name = "ui/widgets/choices.html"

    def __init__(
        self,
        attrs: Attributes | None = None,
        choices: Iterable[tuple[str, Words]] = (),
        *,
        hints: Mapping[str, Words] | None = None,
        closed: Collection[str] = (),
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = dict(hints or {})
        self.closed = frozenset(closed)

    def create_option(
        self,
        name: str,
        value: object,
        label: int | str,
        selected: bool,
        index: int,
        subindex: int | None = None,
        attrs: Attributes | None = None,
    ) -> Attributes:
        option = super().create_option(name, value, label, selected, index, subindex, attrs)
        option["hint"] = self.hints.get(str(value), "")
        if str(value) in self.closed:
            option["attrs"]["disabled"] = True
        return option


class RadioCards(RadioList):
    """Choices that need a sentence each; `two` puts them in two columns where there is room."""

    two = False

    def __init__(
        self,
        attrs: Attributes | None = None,
        choices: Iterable[tuple[str, Words]] = (),
        *,
        hints: Mapping[str, Words] | None = None,
        closed: Collection[str] = (),
        two: bool = False,
    ) -> None:
        super().__init__(attrs, choices, hints=hints, closed=closed)
        self.two = two

    def get_context(self, name: str, value: object, attrs: Attributes | None) -> Attributes:
        context = super().get_context(name, value, attrs)
        context["widget"]["layout"] = "choices--cards" + (" choices--two" if self.two else "")
        return context


class Rating(forms.RadioSelect):
    """Levels side by side; the values in `aside` ("not clear", "skip") stand apart from them."""

    template_name = "ui/widgets/rating.html"

    def __init__(
        self,
        attrs: Attributes | None = None,
        choices: Iterable[tuple[str, Words]] = (),
        *,
        aside: Collection[str] = ("unclear", "skip"),
    ) -> None:
        super().__init__(attrs, choices)
        self.aside = frozenset(aside)

    def get_context(self, name: str, value: object, attrs: Attributes | None) -> Attributes:
        context = super().get_context(name, value, attrs)
        for _group, options, _index in context["widget"]["optgroups"]:
            for option in options:
                option["aside"] = str(option["value"]) in self.aside
        return context


class FilesInput(forms.FileInput):
    """Several files, chosen one after the other; limits are told before and checked twice."""

    template_name = "ui/widgets/files.html"
    allow_multiple_selected = True

    def __init__(
        self,
        attrs: Attributes | None = None,
        *,
        most: int = 5,
        megabytes: int = 20,
        accept: str = ".jpg,.jpeg,.png,.pdf,.docx",
    ) -> None:
        super().__init__({"multiple": True, "accept": accept, **(attrs or {})})
        self.most, self.megabytes = most, megabytes

    def get_context(self, name: str, value: object, attrs: Attributes | None) -> Attributes:
        context = super().get_context(name, value, attrs)
        kinds = context["widget"]["attrs"].get("accept", "").replace(".", "").upper()
        context["widget"].update(
            most=self.most,
            megabytes=self.megabytes,
            bytes=self.megabytes * 1024 * 1024,
            kinds=" · ".join(kind.strip() for kind in kinds.split(",") if kind.strip()),
        )
        return context


class FilesField(forms.FileField):
    """A list of uploaded files. Sizes and kinds are judged by whoever stores them."""

    widget = FilesInput

    def clean(self, data: object, initial: object = None) -> "list[UploadedFile[bytes]]":
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
            return []
        return [super(FilesField, self).clean(file, initial) for file in files]
