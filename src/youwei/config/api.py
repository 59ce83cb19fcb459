"""The API of all apps, as one OpenAPI document."""

from ninja import NinjaAPI

api = NinjaAPI(title="Youwei (有为)", version="1", openapi_url="/openapi.json", docs_url=None)
