"""JSON Schema by which an editor completes and checks a rulebook while it is written.

It knows one file at a time, so it cannot see what is missing as a whole or what contradicts across
files: `youwei rulebook check` has the last word.
"""

import json
from typing import Any

from youwei.foundation.rulebook.rules.book import Rulebook
from youwei.foundation.rulebook.rules.words import RESERVED

Schema = dict[str, Any]
NAMES = {"rulebook": "rulebook.schema.json", "extension": "extension.schema.json"}
_REMOVE: Schema = {
    "type": "array",
    "items": {"type": "string"},
    "minItems": 1,
    "description": "What is taken out of the rulebook underneath",
}


def rulebook_schema() -> Schema:
    """For a rulebook that stands alone: each rule is complete."""
    schema = _whole("A file of a rulebook")
    for definition in _definitions(schema):
        if {"clause", "basis"} <= definition["properties"].keys():
            definition["anyOf"] = [{"required": ["clause"]}, {"required": ["basis"]}]
    return schema


def extension_schema() -> Schema:
    """For a rulebook that extends another: each rule says only what differs."""
    schema = _whole("A file of a rulebook that extends another")
    own = {"About", "Document", "Words"}  # never inherited, or always given whole
    for name, definition in schema["$defs"].items():
        if name in own or "properties" not in definition:
            continue
        definition.pop("required", None)
        definition["properties"][RESERVED] = _REMOVE
        _open(definition["properties"])
    _open(schema["properties"])
    return schema


def written(schema: Schema) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _whole(title: str) -> Schema:
    schema: Schema = Rulebook.model_json_schema()
    # A file holds some sections only; the lineage is found out, not written.
    schema.pop("required")
    schema["properties"].pop("lineage")
    schema["title"] = title
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for definition in _definitions(schema):
        if "code" in definition["properties"]:  # people write it as the key in front
            del definition["properties"]["code"]
            definition["required"].remove("code")
    return schema


def _definitions(schema: Schema) -> list[Schema]:
    return [one for one in schema["$defs"].values() if "properties" in one]


def _open(properties: Schema) -> None:
    """Lets mappings from code to rule take rules out."""
    for name, one in properties.items():
        if "propertyNames" in one:
            properties[name] = {
                key: value for key, value in one.items() if key != "minProperties"
            } | {"properties": {RESERVED: _REMOVE}}
