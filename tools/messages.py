"""Source strings and their Simplified Chinese: extract, and check that the translation is complete.

    python tools/messages.py update [FOLDER …]   brings catalogues up to date, keeping translations
    python tools/messages.py check [FOLDER …]    says what is missing or wrong; exit code 1 if so

Strings are found in Python and in templates. Each app keeps its own catalogue; what belongs to no
app stands in src/youwei/locale. GNU gettext is not needed.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "youwei"
LANGUAGE = "zh_Hans"
PLACE = Path("locale", LANGUAGE, "LC_MESSAGES", "django.po")

Places = tuple[int | tuple[int, int] | tuple[int, str], ...] | None
KEYWORDS: Mapping[str, Places] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = f"""\
# Simplified Chinese of Youwei. Written by hand; `make messages` adds and removes the entries.
msgid ""
msgstr ""
"Language: {LANGUAGE}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

PLACEHOLDER = re.compile(r"%\([^)]*\)[a-zA-Z]|%[sd]|\{[^{}\s]*\}")
HAN = "\u3400-\u4dbf\u4e00-\u9fff"
WRITING = (
    (re.compile(rf"[{HAN}][,;:!?](?=\s*[{HAN}]|\s*$)"), "Western punctuation after Chinese"),
    (re.compile(rf"[{HAN}]\.(?=\s|$)"), "a Western full stop after Chinese"),
    (re.compile(r"\.\.\.|(?<!…)…(?!…)"), "an ellipsis of three points"),
    (re.compile(rf"\([^()]*[{HAN}][^()]*\)"), "Western brackets around Chinese"),
    (re.compile(rf"[{HAN}][\"']|[\"'][{HAN}]"), "straight quotation marks at Chinese"),
    (re.compile(rf"[{HAN}，。；：] +[{HAN}]"), "a blank between Chinese characters"),
    (re.compile(r"[Ａ-Ｚａ-ｚ０-９％]"), "full-width letters or digits"),
    (re.compile(r"[，。；：！？、]\s*[，。；：、]"), "two marks in a row"),
)

Key = tuple[str, str]  # context, source string
Identity = str | tuple[str, str]  # source string, or singular and plural


@dataclass
class Entry:
    """One source string of one catalogue, with the files that use it."""

    identity: Identity
    context: str
    files: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        return self.context, _first(self.identity)


Entries = dict[Key, Entry]


class Unreadable(Exception):
    """A catalogue that is not a valid PO file; the text names the file and the line."""


class TwoForms(Exception):
    """One string is used with and without a plural, or with two plurals."""


def _first(identity: object) -> str:
    return str(identity[0]) if isinstance(identity, tuple | list) else str(identity)


# Reading the sources


def found_in(text: str, *, template: bool) -> Iterator[tuple[Identity, str]]:
    """Source strings with their contexts ('' for none), in the order of the text."""
    if template:
        text = f"({templatize(text)}\n)"  # in brackets the indentation of HTML means nothing
    stream = BytesIO(text.encode())
    for _, function, arguments, _ in extract_python(stream, KEYWORDS, (), {}):
        given = arguments if isinstance(arguments, tuple | list) else (arguments,)
        if entry := _picked(KEYWORDS[str(function)], list(given)):
            yield entry


def _picked(places: Places, given: list[str | None]) -> tuple[Identity, str] | None:
    """The literal strings at the places of a keyword; None where one is computed."""
    context, words = "", []
    for place in places or (1,):
        number = place[0] if isinstance(place, tuple) else place
        word = given[number - 1] if number <= len(given) else None
        if not word:
            return None
        if isinstance(place, tuple):
            context = word
        else:
            words.append(word)
    return (words[0] if len(words) == 1 else (words[0], words[1])), context


def home(path: Path, package: Path) -> Path:
    """The catalogue of a source file: that of the nearest folder with an apps.py."""
    for folder in path.parents:
        if (folder / "apps.py").exists() or folder == package:
            return folder / PLACE
    raise ValueError(f"{path} lies outside {package}")


def sources(package: Path) -> Iterator[Path]:
    for path in sorted(package.rglob("*")):
        template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if template or (path.suffix == ".py" and "migrations" not in path.parts):
            yield path


def extracted(package: Path) -> dict[Path, Entries]:
    """Every source string, by catalogue. TwoForms where a string is used in two ways."""
    catalogues: dict[Path, Entries] = defaultdict(dict)
    for path in sources(package):
        entries = catalogues[home(path, package)]
        for identity, context in found_in(path.read_text(), template=path.suffix != ".py"):
            entry = Entry(identity, context)
            known = entries.setdefault(entry.key, entry)
            if isinstance(identity, tuple) and known.identity != identity:
                if isinstance(known.identity, tuple):
                    raise TwoForms(f"{path}: {identity[0]!r} has two plurals")
                known.identity = identity
            known.files.add(path.relative_to(package.parent).as_posix())
    return catalogues


# Catalogues


def read(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=LANGUAGE, abort_invalid=True)
    except PoFileError as error:
        raise Unreadable(f"{path}, line {error.lineno}: {error}") from None


def translations(catalogue: Catalog) -> dict[Key, Message]:
    return {(m.context or "", _first(m.id)): m for m in catalogue if m.id}


def rendered(entries: Entries, old: Catalog, elsewhere: Mapping[Key, Message]) -> str:
    """The catalogue's text: sorted, no line numbers, no dates, so that it changes with words only.

    A string that is new here takes the translation that it has in another catalogue.
    """
    known = translations(old)
    fresh = Catalog(locale=LANGUAGE, fuzzy=False)
    for key in sorted(entries):
        entry = entries[key]
        message = known.get(key) or elsewhere.get(key)
        same = message is not None and isinstance(message.id, str) == isinstance(
            entry.identity, str
        )
        fresh.add(
            entry.identity,
            string=message.string if message and same else None,
            locations=[(name, 0) for name in sorted(entry.files)],
            flags=["fuzzy"] if message and message.fuzzy else [],
            user_comments=message.user_comments if message else (),
            context=entry.context or None,
        )
    buffer = BytesIO()
    write_po(buffer, fresh, width=96, omit_header=True, include_lineno=False, sort_output=True)
    return HEADER + buffer.getvalue().decode()


def wanted(package: Path) -> dict[Path, str]:
    """What each catalogue should hold; an empty text where it should not exist."""
    entries = extracted(package)
    present = set(package.rglob(str(PLACE)))
    old = {path: read(path) for path in present | set(entries)}
    elsewhere: dict[Key, Message] = {}
    for path in sorted(old):
        for key, message in translations(old[path]).items():
            if message.string and not message.fuzzy:
                elsewhere.setdefault(key, message)
    return {
        path: rendered(entries[path], old[path], elsewhere) if entries.get(path) else ""
        for path in sorted(old)
    }


def update(package: Path, only: Sequence[Path] = ()) -> list[Path]:
    """Writes what has changed, below the folders `only` if any are named, and gives those paths."""
    changed = []
    for path, text in wanted(package).items():
        if not _below(path, only) or (path.read_text() if path.exists() else "") == text:
            continue
        changed.append(path)
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        else:
            path.unlink()
    return changed


# Checking


def _below(path: Path, folders: Sequence[Path]) -> bool:
    return not folders or any(path.is_relative_to(folder) for folder in folders)


def faults(package: Path, only: Sequence[Path] = ()) -> list[str]:
    """One line per fault, each naming its catalogue; empty when every string is well translated."""
    found = []
    said: dict[Key, tuple[str, str]] = {}
    for path, text in wanted(package).items():
        if not _below(path, only):
            continue
        name = path.relative_to(package.parent).as_posix()
        if (path.read_text() if path.exists() else "") != text:
            found.append(f"{name}: is not up to date, run `make messages`")
        for key, message in translations(_parsed(text)).items():
            found += [f"{name}: {key[1]!r}: {fault}" for fault in message_faults(message)]
            chinese = " / ".join(_forms(message))
            first, place = said.setdefault(key, (chinese, name))
            if chinese and first and first != chinese:
                found.append(f"{name}: {key[1]!r}: {chinese!r} here, {first!r} in {place}")
    return found


def _parsed(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()), locale=LANGUAGE)


def _forms(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, str):
        return (message.string,) if message.string else ()
    return tuple(form for form in message.string or () if form)


def message_faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    source = message.id[-1] if isinstance(message.id, tuple | list) else str(message.id)
    if source != source.strip():
        yield "the source begins or ends with blanks; use `trimmed`"
    if message.fuzzy:
        yield "is marked fuzzy"
    forms = _forms(message)
    if not forms:
        yield "has no translation"
    for form in forms:
        yield from form_faults(source, form)


def form_faults(source: str, chinese: str) -> Iterator[str]:
    expected, used = _placeholders(source), _placeholders(chinese)
    if expected != used:
        yield f"placeholders differ: {sorted(expected)} and {sorted(used)}"
    plain = PLACEHOLDER.sub("X", chinese)
    for pattern, what in WRITING:
        if match := pattern.search(plain):
            yield f"{what}: {match.group()!r} in {chinese!r}"
    if len(source.split()) > 1 and chinese == source:
        yield "is still in English"


def _placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text.replace("%%", "")))


def main(words: list[str]) -> int:
    if not words or words[0] not in {"update", "check"}:
        print(__doc__)
        return 2
    only = [Path(word).resolve() for word in words[1:]]
    try:
        for path in update(PACKAGE, only) if words[0] == "update" else []:
            print(f"written: {path.relative_to(ROOT)}")
        found = faults(PACKAGE, only)
    except (Unreadable, TwoForms) as error:
        found = [str(error)]
    _tell(found)
    return 1 if found and words[0] == "check" else 0


def _tell(found: Iterable[str]) -> None:
    lines = list(found)
    for line in lines:
        print(line)
    print(f"Translations: {len(lines)} to mend." if lines else "Translations: complete.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
