from django.urls import re_path

from youwei.listening.open311.api import reading

app_name = "open311"
_FORMAT = r"\.(?P<fmt>json|xml)$"
_ID = r"(?P<public_id>[0-9A-Za-z-]{1,40})"
_CODE = r"(?P<code>[0-9A-Za-z_.-]{1,60}?)"
urlpatterns = [
    re_path(rf"^discovery{_FORMAT}", reading.discovery, name="discovery"),
    re_path(rf"^services{_FORMAT}", reading.services, name="services"),
    # One client of others asks for the singular.
    re_path(rf"^services?/{_CODE}{_FORMAT}", reading.definition, name="definition"),
    re_path(rf"^requests{_FORMAT}", reading.all_requests, name="requests"),
    re_path(rf"^requests/{_ID}{_FORMAT}", reading.one_request, name="request"),
    re_path(rf"^tokens/{_ID}{_FORMAT}", reading.token, name="token"),
    re_path(rf"^.*{_FORMAT}", reading.nowhere, name="unknown"),
]
