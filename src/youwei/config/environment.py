"""What an installation may set, from the environment; nonsense stops the start with a reason."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]
DEMO_SECRET = "demo-only-" + "0" * 40  # known to everybody: the demo holds no real data


class Misconfigured(Exception):
    """The environment holds a value with which the system must not start."""


class Environment(BaseSettings):
    """Each field is YOUWEI_<NAME>; DATABASE_URL keeps its customary name."""

    model_config = SettingsConfigDict(env_prefix="YOUWEI_", frozen=True, extra="ignore")

    mode: Literal["demo", "production"] = "demo"
    secret: str = DEMO_SECRET
    secret_fallbacks: Annotated[tuple[str, ...], NoDecode] = ()
    data: Path = ROOT / "data"
    rulebooks: Path = ROOT / "rulebooks"
    assets: Path = ROOT / "build" / "assets"
    hosts: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "localhost", "[::1]")
    https: bool = False
    face: Literal["all", "public", "disclose", "desk", "api"] = "all"
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    oidc_server: str = ""
    oidc_client: str = ""
    oidc_secret: str = ""
    journal_hash: Literal["sha256", "sm3"] = "sha256"
    backup_recipients: Annotated[tuple[str, ...], NoDecode] = ()
    upload_bytes: int = Field(default=20 * 1024 * 1024, ge=1024)
    disclosure_bytes: int = Field(default=24 * 1024 * 1024, ge=1024 * 1024)
    s3_endpoint: str = ""
    s3_bucket: str = ""
    s3_key: str = ""
    s3_secret: str = ""
    s3_region: str = "us-east-1"
    session_hours: int = Field(default=12, ge=1, le=24)
    idle_minutes: int = Field(default=60, ge=5, le=480)
    lock_seconds: int = Field(default=10, ge=1, le=120)
    proof_of_work: int = Field(default=20_000, ge=1_000, le=5_000_000)
    wechat_app: str = ""
    wechat_token: str = ""
    wechat_secret: str = ""
    wechat_site: str = ""
    wechat_name: str = ""
    wechat_aes_key: str = Field(default="", pattern=r"^([A-Za-z0-9]{43})?$")
    wechat_template: str = ""
    wechat_template_field: str = "thing1"
    wechat_api: str = "https://api.weixin.qq.com"

    @field_validator("hosts", "secret_fallbacks", "backup_recipients", mode="before")
    @classmethod
    def _comma_list(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("data", "rulebooks", "assets")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.resolve()

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"postgres", "postgresql", "sqlite"}:
            raise ValueError("only postgresql://… and sqlite://… are known")
        return value

    @model_validator(mode="after")
    def _production_is_closed(self) -> "Environment":
        if self.mode == "production":
            if any(_is_weak(secret) for secret in (self.secret, *self.secret_fallbacks)):
                raise ValueError(
                    "YOUWEI_SECRET, YOUWEI_SECRET_FALLBACKS: production needs secrets of its own,"
                    " random and of ≥ 40 characters"
                )
            if not self.https:
                raise ValueError("YOUWEI_HTTPS: production is served over https only")
            if not self.hosts or "*" in self.hosts:
                # The receipt shows the site's address: nobody else may choose it.
                raise ValueError("YOUWEI_HOSTS: production names the hosts that it answers for")
        return self

    @model_validator(mode="after")
    def _wechat_is_whole(self) -> "Environment":
        needed = (self.wechat_app, self.wechat_token, self.wechat_secret, self.wechat_site)
        if any(needed) and not all(needed):
            raise ValueError(
                "YOUWEI_WECHAT_APP, _TOKEN, _SECRET and _SITE are set together, or none of them"
            )
        if all(needed) and self.mode == "production":
            if not self.wechat_aes_key:
                raise ValueError("YOUWEI_WECHAT_AES_KEY: production takes sealed messages only")
            if not all(one.startswith("https://") for one in (self.wechat_site, self.wechat_api)):
                raise ValueError("YOUWEI_WECHAT_SITE, YOUWEI_WECHAT_API: begin with https://")
        return self

    @model_validator(mode="after")
    def _s3_is_whole(self) -> "Environment":
        needed = (self.s3_endpoint, self.s3_bucket, self.s3_key, self.s3_secret)
        if any(needed) and not all(needed):
            raise ValueError(
                "YOUWEI_S3_ENDPOINT, _BUCKET, _KEY and _SECRET are set together, or none of them"
            )
        schemes = ("https://",) if self.mode == "production" else ("https://", "http://")
        if self.s3_endpoint and not self.s3_endpoint.startswith(schemes):
            raise ValueError(f"YOUWEI_S3_ENDPOINT: begins with {' or '.join(schemes)}")
        return self

    def files(self) -> dict[str, object]:
        """Django's STORAGES entry for evidence: the data folder, or a bucket."""
        if not self.s3_endpoint:
            return {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": self.data / "files", "base_url": None},
            }
        return {
            "BACKEND": "youwei.config.bucket.PrivateBucket",
            "OPTIONS": {
                "endpoint_url": self.s3_endpoint,
                "bucket_name": self.s3_bucket,
                "access_key": self.s3_key,
                "secret_key": self.s3_secret,
                "region_name": self.s3_region,
            },
        }

    def wechat(self) -> dict[str, str] | None:
        """None where no official account is connected."""
        if not self.wechat_app:
            return None
        prefix = "wechat_"
        return {
            name.removeprefix(prefix): str(getattr(self, name))
            for name in type(self).model_fields
            if name.startswith(prefix)
        }

    @property
    def demo(self) -> bool:
        return self.mode == "demo"

    def database(self) -> dict[str, object]:
        """Django's DATABASES entry."""
        parts = urlsplit(self.database_url)
        if not self.database_url or parts.scheme == "sqlite":
            name = unquote(parts.path[1:]) if parts.scheme == "sqlite" else ""
            return _sqlite(Path(name) if name else self.data / "youwei.sqlite3")
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }


def _is_weak(secret: str) -> bool:
    """Known to everybody, short, or of too few characters to be random."""
    return secret == DEMO_SECRET or len(secret) < 40 or len(set(secret)) < 10


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            # A write takes its lock at once, so that two writers wait instead of failing half-way;
            # FULL: a receipt that was shown is on disk. What is deleted is overwritten.
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA secure_delete=ON;",
        },
    }


def read() -> Environment:
    """Raises Misconfigured with one line per wrong variable."""
    try:
        return Environment()
    except ValidationError as error:
        lines = [_line(dict(fault)) for fault in error.errors()]
        raise Misconfigured("\n".join(lines)) from None


def _line(fault: dict[str, object]) -> str:
    location = fault.get("loc") or ()
    name = str(location[0]) if isinstance(location, tuple) and location else ""
    variable = (
        "DATABASE_URL" if name == "DATABASE_URL" else f"YOUWEI_{name.upper()}" if name else ""
    )
    return f"{variable}: {fault['msg']}".lstrip(": ")
