"""An S3 server on this machine: moto's, which speaks the protocol without Docker and without network."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from moto.server import ThreadedMotoServer

ACCOUNT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "us-east-1",
    "AWS_ALLOW_HTTP": "true",
}


@contextmanager
def s3_bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Address of an empty bucket, with the environment by which the registry finds its server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        for name, value in {**ACCOUNT, "AWS_ENDPOINT": endpoint, "NO_PROXY": host}.items():
            monkeypatch.setenv(name, value)
        made = urllib.request.Request(f"{endpoint}/evidence", method="PUT")  # noqa: S310 - our own server
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(made) as answer:
            assert answer.status == 200
        yield "s3://evidence"
    finally:
        server.stop()
