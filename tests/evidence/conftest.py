"""Both stores: a directory, and a bucket on a real S3 server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from certreg.evidence.store import EvidenceStore, open_store
from s3_server import s3_bucket


@pytest.fixture(params=["directory", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EvidenceStore]:
    if request.param == "directory":
        yield open_store(str(tmp_path / "evidence"))
        return
    with s3_bucket(monkeypatch) as address:
        yield open_store(f"{address}/some/prefix")
