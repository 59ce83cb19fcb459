"""Clients that others wrote, unchanged, against a running server."""

import io
import sys
import types
from collections.abc import Iterator
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from georeport import GeoReport
from pytest_django.live_server_helper import LiveServer
from tests.listening.complaints.cast import Cast, build_cast
from tests.listening.complaints.desk import dispatched
from tests.listening.open311.app import App, app_of, asks, receipt_in


@pytest.fixture
def city(live_server: LiveServer) -> tuple[Cast, App, str]:
    cast = build_cast()
    return cast, app_of(cast), f"{live_server.url}/open311/v2"


class Python2Element(ET.Element):
    """With the method that Python 3.9 took away."""

    def getchildren(self) -> list[ET.Element]:
        return list(self)


@pytest.fixture
def client_of_2013() -> Iterator[Any]:
    """The package `open311` 1.1 speaks Python 2. Its files run unchanged here: its imports find
    their neighbours as they did there, XML elements know `getchildren`, and a text is posted.
    """
    spec = find_spec("open311")
    assert spec
    assert spec.origin
    home = Path(spec.origin).parent
    loaded = [
        ("object_dict", home / "api" / "xml2dict" / "object_dict.py"),
        ("xml2dict", home / "api" / "xml2dict" / "__init__.py"),
        ("api", home / "api" / "api.py"),
        ("open311_client", home / "open311.py"),
    ]
    before = set(sys.modules)
    try:
        for name, path in loaded:
            package = [str(path.parent)] if path.name == "__init__.py" else None
            found = spec_from_file_location(name, path, submodule_search_locations=package)
            assert found
            assert found.loader
            module = module_from_spec(found)
            sys.modules[name] = module
            if name == "api":
                sys.modules["api.api"] = module
            found.loader.exec_module(module)
        reader = sys.modules["xml2dict.xml2dict"]
        reader.ET = types.SimpleNamespace(fromstring=_python2_tree)  # type: ignore[attr-defined]
        client: Any = sys.modules["open311_client"]
        client.urlopen = lambda url, data: urlopen(url, data.encode())
        yield client.Open311
    finally:
        for name in set(sys.modules) - before:
            del sys.modules[name]


def _python2_tree(text: bytes) -> ET.Element:
    builder = ET.TreeBuilder(element_factory=Python2Element)
    tree: ET.Element = ET.parse(io.BytesIO(text), ET.XMLParser(target=builder)).getroot()
    return tree


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport(city: tuple[Cast, App, str], form: str) -> None:
    cast, app, address = city
    client = GeoReport(address, jurisdiction=cast.province.place.code, output_format=form)
    assert {one["service_code"] for one in client.get_service_list()} >= {"request", "suggestion"}
    assert client.get_service_definition("request")["service_code"] == "request"
    posted = [app.post(description=f"第{n}件。", **asks(public="yes")) for n in (1, 2)]
    for one in posted:
        dispatched(cast, receipt_in(one), cast.province.bureau)
    ids = {one[0]["service_request_id"] for one in posted}
    assert {one["service_request_id"] for one in client.get_service_requests()} == ids
    chosen = sorted(ids)[0]
    assert client.get_service_request(chosen)["agency_responsible"] == cast.province.bureau.name
    found = client.get_service_requests(service_request_id=",".join(ids), status="open")
    assert len(found) == 2


def test_open311(city: tuple[Cast, App, str], client_of_2013: Any) -> None:
    cast, app, address = city
    client = client_of_2013(
        endpoint=address, jurisdiction=cast.province.place.code, api_key=app.key
    )
    assert "conduct" in {one["service_code"] for one in client.service_list()}
    definition = client.service_definition("suggestion")["service_definition"]
    assert definition["service_code"] == "suggestion"
    fields = {"service_code": "request", "description": "路灯坏了。", "attribute[public]": "yes"}
    posted = client.post_service_request(**fields)["service_requests"]["request"]
    dispatched(cast, receipt_in([posted]), cast.province.bureau)
    listed = client.service_requests(status="open")
    assert listed["service_request_id"] == posted["service_request_id"]
    one = client.get_service_request(posted["service_request_id"])
    assert one["service_requests"]["request"]["status"] == "open"
    token = client.request_id_from_token(posted["service_request_id"])
    assert token["service_request_id"] == posted["service_request_id"]
