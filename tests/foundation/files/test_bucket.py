"""Evidence in a bucket: an S3 server on 127.0.0.1 stands for the installation's own."""

import hashlib
import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.files.storage import default_storage
from moto.server import ThreadedMotoServer

from tests.foundation.files import samples
from youwei.config.environment import Environment, Misconfigured, read
from youwei.foundation.files import jobs, operations, queries
from youwei.foundation.files.models import EvidenceFile
from youwei.foundation.files.rules.refusals import FileMissing
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM

pytestmark = pytest.mark.django_db
BUCKET = "evidence"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The settings that the environment gives, and a look into the bucket past them."""
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    given = {"ENDPOINT": endpoint, "BUCKET": BUCKET, "KEY": "key", "SECRET": "secret"}
    for name, value in given.items():
        monkeypatch.setenv(f"YOUWEI_S3_{name}", value)
    settings.STORAGES = settings.STORAGES | {"default": Environment().files()}
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    yield client
    for name in names_in(client):
        client.delete_object(Bucket=BUCKET, Key=name)
    client.delete_bucket(Bucket=BUCKET)


def names_in(client: Any) -> list[str]:
    found = client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return [one["Key"] for one in found]


def attach() -> EvidenceFile:
    return operations.attach(
        actor=SYSTEM,
        origin="case:5",
        trail="case:5",
        campaign_id=1,
        name="窗口照片.jpg",
        content=io.BytesIO(samples.jpeg()),
    )


def test_what_is_stored_is_the_clean_copy_under_a_random_name(bucket: Any) -> None:
    file = attach()
    (name,) = names_in(bucket)
    assert name == file.stored
    assert len(name.rpartition("/")[2]) == 64
    stored = bucket.get_object(Bucket=BUCKET, Key=name)
    content = stored["Body"].read()
    assert samples.TRACE not in content
    assert hashlib.sha256(content).hexdigest() == file.sha256
    assert stored["CacheControl"] == "no-store"
    with queries.open_stream(file) as stream:
        assert stream.read() == content


def test_nobody_reads_it_past_the_site(bucket: Any, endpoint: str) -> None:
    file = attach()
    grants = bucket.get_object_acl(Bucket=BUCKET, Key=file.stored)["Grants"]
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]  # the owner only
    nobody = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        config=Config(signature_version=UNSIGNED),
    )
    with pytest.raises(ClientError, match="403"):
        nobody.head_object(Bucket=BUCKET, Key=file.stored)
    with pytest.raises(NotImplementedError):
        default_storage.url(file.stored)


def test_a_failed_operation_leaves_nothing(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("youwei.foundation.files.operations.storing.record", fails)
    with pytest.raises(RuntimeError):
        attach()
    assert names_in(bucket) == []


def test_a_withdrawal_removes_the_object(
    bucket: Any, django_capture_on_commit_callbacks: Any
) -> None:
    file = attach()
    with django_capture_on_commit_callbacks(execute=True):
        operations.withdraw(actor=SYSTEM, file=file, trail="case:5", campaign_id=1)
    assert names_in(bucket) == []


def test_a_lost_object_is_said_to_be_missing(bucket: Any) -> None:
    file = attach()
    bucket.delete_object(Bucket=BUCKET, Key=file.stored)
    with pytest.raises(FileMissing):
        queries.open_stream(file)


def test_objects_without_a_living_row_are_swept(bucket: Any) -> None:
    kept, lost = attach(), attach()
    EvidenceFile.objects.filter(pk=lost.pk).delete()
    assert jobs.sweep_orphans() == 0  # it may still be on its way
    with clock.at(clock.now() + timedelta(hours=2)):
        assert jobs.sweep_orphans() == 1
    assert names_in(bucket) == [kept.stored]


@pytest.mark.parametrize(
    "given",
    [
        {"S3_ENDPOINT": "https://s3.test"},
        {"S3_BUCKET": "evidence", "S3_KEY": "k", "S3_SECRET": "s"},
        {"S3_ENDPOINT": "s3.test", "S3_BUCKET": "e", "S3_KEY": "k", "S3_SECRET": "s"},
    ],
)
def test_half_a_bucket_stops_the_start(
    given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"YOUWEI_{name}", value)
    with pytest.raises(Misconfigured, match="YOUWEI_S3_ENDPOINT"):
        read()
