"""The answers of GeoReport v2 as schemas of our own, made from the field tables of the
specification (http://wiki.open311.org/GeoReport_v2, its "Response" and "Possible Errors" tables).
"""

import json
from functools import cache
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import xmlschema

MOMENT = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$"
TEXT = {"type": "string", "minLength": 1}
MAYBE = {"type": ["string", "null"]}
MAYBE_MOMENT = {"anyOf": [{"type": "null"}, {"type": "string", "pattern": MOMENT}]}


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(record: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": record}


SERVICE = _record(
    {
        "service_code": TEXT,
        "service_name": TEXT,
        "description": TEXT,
        "metadata": {"type": "boolean"},
        "type": {"enum": ["realtime", "batch", "blackbox"]},
        "keywords": {"type": "string"},
        "group": {"type": "string"},
    }
)
ATTRIBUTE = _record(
    {
        "variable": {"type": "boolean"},
        "code": TEXT,
        "datatype": {
            "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]
        },
        "required": {"type": "boolean"},
        "datatype_description": {"type": "string"},
        "order": {"type": "integer", "minimum": 1},
        "description": TEXT,
    },
    {"values": _list(_record({"key": TEXT, "name": TEXT}))},
)
REQUEST = _record(
    {
        "service_request_id": TEXT,
        "status": {"enum": ["open", "closed"]},
        "status_notes": MAYBE,
        "service_name": TEXT,
        "service_code": TEXT,
        "description": MAYBE,
        "agency_responsible": MAYBE,
        "service_notice": MAYBE,
        "requested_datetime": {"type": "string", "pattern": MOMENT},
        "updated_datetime": {"type": "string", "pattern": MOMENT},
        "expected_datetime": MAYBE_MOMENT,
        "address": MAYBE,
        "address_id": MAYBE,
        "zipcode": MAYBE,
        "lat": {"type": ["number", "null"]},
        "long": {"type": ["number", "null"]},
        "media_url": MAYBE,
    }
)
ENDPOINT = _record(
    {
        "specification": {"const": "http://wiki.open311.org/GeoReport_v2"},
        "url": TEXT,
        "changeset": {"type": "string", "pattern": MOMENT},
        "type": {"enum": ["production", "test", "acceptance"]},
        "formats": _list({"enum": ["text/xml", "application/json"]}),
    }
)
JSON = {
    "services": _list(SERVICE),
    "definition": _record({"service_code": TEXT, "attributes": _list(ATTRIBUTE)}),
    "posted": _list(
        _record({"service_request_id": TEXT}, {"service_notice": MAYBE, "account_id": MAYBE})
    ),
    "requests": _list(REQUEST),
    "token": _list(_record({"service_request_id": TEXT, "token": TEXT})),
    "discovery": _record(
        {
            "changeset": {"type": "string", "pattern": MOMENT},
            "contact": TEXT,
            "key_service": TEXT,
            "endpoints": _list(ENDPOINT),
        }
    ),
    "errors": {
        **_list(_record({"code": {"type": "integer"}, "description": TEXT})),
        "minItems": 1,
    },
}


def _elements(record: dict[str, Any]) -> str:
    lines = []
    for name, kind in record["properties"].items():
        least = 1 if name in record["required"] else 0
        lines.append(
            f'<xs:element name="{name}" minOccurs="{least}">{_type(name, kind)}</xs:element>'
        )
    return "<xs:complexType><xs:all>" + "".join(lines) + "</xs:all></xs:complexType>"


_ENTRY = {
    "values": "value",
    "attributes": "attribute",
    "endpoints": "endpoint",
    "formats": "format",
}


def _type(name: str, kind: dict[str, Any]) -> str:
    if kind.get("type") == "array":
        return _sequence(_ENTRY[name], kind["items"])
    if "enum" in kind or "const" in kind:
        values = kind.get("enum") or [kind["const"]]
        facets = "".join(f'<xs:enumeration value="{value}"/>' for value in values)
        return _simple("xs:string", facets)
    if kind.get("type") == "boolean":
        return _simple("xs:boolean")
    if kind.get("type") == "integer":
        return _simple("xs:integer")
    if kind is MAYBE_MOMENT:
        return _simple("maybe_moment")
    if kind.get("pattern") == MOMENT:
        return _simple("xs:dateTime")
    if kind.get("type") == ["number", "null"]:
        return _simple("maybe_number")
    return _simple("xs:string", '<xs:minLength value="1"/>' if kind is TEXT else "")


def _simple(base: str, facets: str = "") -> str:
    return f'<xs:simpleType><xs:restriction base="{base}">{facets}</xs:restriction></xs:simpleType>'


def _sequence(entry: str, kind: dict[str, Any]) -> str:
    inner = _elements(kind) if kind.get("type") == "object" else _type(entry, kind)
    return (
        f'<xs:complexType><xs:sequence><xs:element name="{entry}" minOccurs="0" '
        f'maxOccurs="unbounded">{inner}</xs:element></xs:sequence></xs:complexType>'
    )


_ROOTS = {
    "services": ("services", "service"),
    "definition": ("service_definition", None),
    "posted": ("service_requests", "request"),
    "requests": ("service_requests", "request"),
    "token": ("service_requests", "request"),
    "discovery": ("discovery", None),
    "errors": ("errors", "error"),
}


def _either(name: str, base: str) -> str:
    union = f'<xs:union memberTypes="{base} nothing"/>'
    return f'<xs:simpleType name="{name}">{union}</xs:simpleType>'


@cache
def _xsd(name: str) -> xmlschema.XMLSchema11:
    root, entry = _ROOTS[name]
    schema: dict[str, Any] = JSON[name]
    body = _sequence(entry, schema["items"]) if entry else _elements(schema)
    source = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">'
        '<xs:simpleType name="nothing"><xs:restriction base="xs:string"><xs:length value="0"/>'
        "</xs:restriction></xs:simpleType>"
        + _either("maybe_moment", "xs:dateTime")
        + _either("maybe_number", "xs:double")
        + f'<xs:element name="{root}">{body}</xs:element></xs:schema>'
    )
    return xmlschema.XMLSchema11(source)


def judged(address: str, form: str, answer: Any) -> Any:
    """The JSON value, or the text of the XML; fails where it is not what the tables say."""
    name = _name(address)
    if form == "json":
        assert answer["Content-Type"] == "application/json; charset=utf-8"
        told = json.loads(answer.content)
        jsonschema.validate(told, JSON[name])
        return told
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    text = answer.content.decode("utf-8")
    assert text.startswith("<?xml version='1.0' encoding='utf-8'?>")
    _xsd(name).validate(text)
    return text


def _name(address: str) -> str:
    first, _, rest = address.partition("/")
    if first in {"services", "service"} and rest:
        return "definition"
    return "token" if first == "tokens" else first
