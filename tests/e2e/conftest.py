"""A served registry with a label in every state, for a real browser."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import uvicorn

import casework
from casework import LEAD, PLATFORM, Casework, posting
from certreg.app import create_app
from certreg.domain.posting import Pay, PayPeriod, Provenance
from certreg.services import organisations, register_file
from certreg.services.label_life import revoke, suspend
from certreg.services.records import LabelRecord
from certreg.services.registry import Registry
from certreg.services.update_posting import update_posting
from certreg.signing.authority import delegate
from certreg.signing.keys import KeyRole, KeyStore
from website import AGENCY, Served

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script>\u202egnp.exe "><img src=x onerror=alert(2)>'


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        registry = _registry(folder, url)
        labels = _labels(Casework(registry, NOW))
        server = uvicorn.Server(uvicorn.Config(create_app(registry, clock=lambda: NOW), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield Served(url, labels)
        server.should_exit = True
        thread.join()
    registry.db.close()


def _registry(folder: Path, url: str) -> Registry:
    """As in the tests of the services, under the address that the browser will use."""
    keys = folder / "keys"
    store = KeyStore(keys, casework.PASSPHRASE.encode())
    store.make(KeyRole.BUREAU, casework.BUREAU, NOW)
    store.make(KeyRole.ASSOCIATION, url, NOW)
    delegate(store, NOW)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(casework, "BASE", url)
        made = casework.make_registry(f"sqlite:///{folder / 'served.sqlite3'}", keys, NOW)
        organisations.put(made, [AGENCY], "测试名册", actor=casework.REGISTRAR, now=NOW)
        register_file.publish(made, now=NOW)
    settings = msgspec.structs.replace(made.settings, rate_limit=1_000_000)
    return Registry(made.db, made.scorer, settings, made.issuer)


def _labels(work: Casework) -> dict[str, LabelRecord]:
    labels = {
        "valid": work.certified(),
        "suspended": work.certified(posting(title="前台文员")),
        "revoked": work.certified(posting(title="仓库管理员")),
        "changed": work.certified(posting(title="电焊工")),
        "hostile": work.certified(
            posting(
                title=HOSTILE,
                work_content=f"1. 点检设备；\n2. {HOSTILE}；\n3. 润滑设备；\n4. 更换零件并填写维修记录。",
                provenance=Provenance(platform=HOSTILE, url="javascript:alert(3)"),
            )
        ),
    }
    suspend(work.registry, labels["suspended"].id, "收到投诉：实际薪酬低于公布下限，正在核实", actor=LEAD, now=NOW)
    revoke(work.registry, labels["revoked"].id, "经查，用人主体未授权发布", actor=LEAD, now=NOW)
    lower = posting(title="电焊工", pay=Pay(min=500_000, max=900_000, period=PayPeriod.MONTH))
    update_posting(work.registry, labels["changed"].posting_id, lower, actor=PLATFORM, now=NOW)
    return labels
