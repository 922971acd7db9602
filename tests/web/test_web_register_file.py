"""`/organisations.csv`: the whole register, its digests, what a browser and a mirror ask of it."""

import base64
import csv
import gzip
import hashlib
import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from registers import code

from casework import REGISTRAR
from certreg.domain.organisation import Organisation, OrganisationKind
from certreg.exchange.register_rows import RegisterRow, read_register
from certreg.services import organisations, register_file, register_import
from certreg.services.register_import import Origin, Standing
from certreg.services.registry import Registry
from website import AGENCY, Client

MANY = 2_500


@pytest.fixture
def filled(registry: Registry, now: datetime) -> Registry:
    kinds = frozenset({OrganisationKind.EMPLOYER})
    many = [Organisation(uscc=code(n), name=f"重庆第{n}公司", kinds=kinds, division="500112") for n in range(MANY)]
    organisations.put(registry, [AGENCY, *many], "测试名册", actor=REGISTRAR, now=now)
    return registry


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_nobody_gets_half_a_file_before_the_first(client: Client) -> None:
    for path in ("/organisations.csv", "/organisations.csv.gz", "/organisations.csv.sha256"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "publish" in answer.json()["detail"]
    assert "organisations.csv" not in client.get("/organisations").text


def test_the_file_its_packed_form_and_the_digests_agree(client: Client, filled: Registry, now: datetime) -> None:
    made = register_file.publish(filled, now=now)
    whole, packed = client.get("/organisations.csv"), client.get("/organisations.csv.gz")
    digests = client.get("/organisations.csv.sha256").text.splitlines()
    assert gzip.decompress(packed.content) == whole.content
    assert digests == [
        f"{hashlib.sha256(whole.content).hexdigest()}  organisations.csv",
        f"{hashlib.sha256(packed.content).hexdigest()}  organisations.csv.gz",
    ]
    assert whole.headers["content-type"] == "text/csv; charset=utf-8"
    for answer in (whole, packed):
        said = base64.b64encode(hashlib.sha256(answer.content).digest()).decode()
        assert answer.headers["repr-digest"] == f"sha-256=:{said}:"
        assert answer.headers["content-length"] == str(len(answer.content))
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "organisations-2026-11-24.csv" in answer.headers["content-disposition"]
        path = answer.url.path
        again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head(path)
        assert head.content == b""
        assert {name: head.headers[name] for name in ("etag", "content-length", "content-type")} == {
            name: answer.headers[name] for name in ("etag", "content-length", "content-type")
        }
    found = rows(whole.content)
    assert len(found) == made.records == MANY + 2
    assert [one["统一社会信用代码"] for one in found] == sorted(one["统一社会信用代码"] for one in found)


def test_it_can_be_taken_into_a_registry_and_changes_nothing(
    client: Client, filled: Registry, now: datetime, tmp_path: Path
) -> None:
    register_file.publish(filled, now=now)
    path = tmp_path / "mirror.csv"
    path.write_bytes(client.get("/organisations.csv").content)
    with register_import.preparation(Origin("名录", "sha-256:x", now), now) as prepared:
        compared = list(register_import.compare(filled, read_register(path), prepared))
    readable = [one for one in read_register(path) if isinstance(one, RegisterRow)]
    assert len(readable) >= MANY
    assert {one.standing for one in compared} <= {Standing.UNCHANGED, Standing.REJECTED}
    # Codes of the fixtures with a wrong check character cannot be brought in by a file.
    assert sum(one.standing is Standing.REJECTED for one in compared) == len(compared) - len(readable)


def test_it_is_made_once_a_day_in_shanghai(filled: Registry, now: datetime) -> None:
    # 10:00 in Shanghai; the day ends 14 hours later.
    assert register_file.publish_if_due(filled, now=now) == MANY + 2
    assert register_file.publish_if_due(filled, now=now + timedelta(hours=13, minutes=59)) == 0
    first = register_file.newest(filled)
    assert register_file.publish_if_due(filled, now=now + timedelta(hours=14)) == MANY + 2
    second = register_file.newest(filled)
    assert first is not None
    assert second is not None
    assert second.made_at > first.made_at
    # The same register gives the same bytes.
    assert (second.sha256, second.packed_sha256) == (first.sha256, first.packed_sha256)


def test_a_download_that_is_overtaken_says_so(filled: Registry, now: datetime) -> None:
    old = register_file.publish(filled, now=now)
    organisations.put(
        filled, [Organisation(uscc=code(1), name="改名公司", kinds=AGENCY.kinds)], "名册", actor=REGISTRAR, now=now
    )
    register_file.publish(filled, now=now + timedelta(hours=1))
    with pytest.raises(register_file.NotFound, match="replaced"):
        register_file.packed(filled, old)


def test_the_page_leads_to_it(client: Client, filled: Registry, now: datetime) -> None:
    made = register_file.publish(filled, now=now)
    page = client.get("/organisations?lang=en").text
    assert made.sha256 in page
    assert 'href="/organisations.csv"' in page
    assert "2,502 organisations" in page or "2502 organisations" in page
