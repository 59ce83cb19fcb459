"""Evidence in an S3-compatible bucket: nobody reads it but through our own checks."""

from typing import Any, NoReturn

from storages.backends.s3 import S3Storage


class PrivateBucket(S3Storage):  # type: ignore[misc]
    """Objects are private, never replaced, and have no address that could be handed out."""

    def get_default_settings(self) -> dict[str, Any]:
        return {
            **super().get_default_settings(),
            "default_acl": "private",
            "file_overwrite": False,
            "signature_version": "s3v4",
            "addressing_style": "path",
            "querystring_auth": True,
            "custom_domain": None,
            "object_parameters": {"CacheControl": "no-store"},
        }

    def url(self, *args: object, **kwargs: object) -> NoReturn:
        raise NotImplementedError("evidence is read through the site, which asks who may")
