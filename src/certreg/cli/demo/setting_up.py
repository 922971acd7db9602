"""A fresh demo registry: settings, demo keys, database, people and register, each by its real service."""

import shlex
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from certreg.cli.demo.directory import DemoDirectory
from certreg.cli.demo.examples import Examples, StaffMember
from certreg.config import PREFIX, Settings
from certreg.domain.people import Actor, Role
from certreg.services import api_keys, mandates, organisations, staff
from certreg.services.records import Scope
from certreg.services.registry import Registry, open_registry
from certreg.signing import evidence_key
from certreg.signing.anchor import Anchor
from certreg.signing.authority import delegate, pinned
from certreg.signing.keys import KeyRole, KeyStore
from certreg.storage.database import Database
from certreg.storage.migrate import upgrade

BUREAU: Final = "https://bureau.example"
ADMINISTRATOR: Final = "demo-administrator"
PORTS: Final = range(8080, 8100)


@dataclass(frozen=True, slots=True)
class People:
    """Who acts in the demo: the platform that submits, who keeps the register, who assesses, and who decides."""

    platform: Actor
    registrar: Actor
    assessor: Actor
    lead: Actor


@dataclass(frozen=True, slots=True)
class DemoRegistry:
    """A registry with everything that issuing needs, and the anchor that a verifier would pin."""

    registry: Registry
    people: People
    anchor: Anchor
    organisations: int


def demo_environment(directory: DemoDirectory, environ: Mapping[str, str]) -> dict[str, str]:
    """Variables of the demo: the caller's own, except database, keys and bureau, which are always the demo's.

    They are written to the folder's `environment` file, so that other commands can be run on the demo.
    """
    theirs = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
    port = theirs.get("CERTREG_PORT") or str(free_port())
    default = {
        "CERTREG_PORT": port,
        "CERTREG_BASE_URL": f"http://127.0.0.1:{port}",
        "CERTREG_ASSOCIATION_NAME": "演示用人力资源服务行业协会",
        "CERTREG_ASSOCIATION_NAME_EN": "Demo Human Resources Services Association",
    }
    ours = {
        "CERTREG_DATABASE_URL": f"sqlite:///{directory.file('registry.sqlite3').resolve()}",
        "CERTREG_KEY_DIR": str(directory.file("keys").resolve()),
        "CERTREG_KEY_PASSPHRASE_FILE": str(directory.make_passphrase().resolve()),
        # An empty value counts as not set, also where the caller's shell has one.
        "CERTREG_KEY_PASSPHRASE": "",
        "CERTREG_BUREAU_URL": BUREAU,
        "CERTREG_EVIDENCE_STORE": str(directory.file("evidence").resolve()),
    }
    chosen = default | theirs | ours
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in sorted(chosen.items())]
    directory.write("environment", "".join(lines))
    return chosen


def free_port() -> int:
    """The first port of `PORTS` on which nobody listens, else the first of them: serving then says so."""
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    return PORTS[0]


def make_keys(settings: Settings, now: datetime) -> KeyStore:
    """A demo bureau key, a demo association key, the delegation between them, and the key of identity documents."""
    store = KeyStore(settings.key_dir, settings.passphrase())
    store.make(KeyRole.BUREAU, BUREAU, now)
    store.make(KeyRole.ASSOCIATION, settings.base_url, now)
    delegate(store, now)
    evidence_key.make(store)
    return store


def set_up(settings: Settings, examples: Examples, now: datetime) -> DemoRegistry:
    """Make the database and the keys, and register people and organisations."""
    store = make_keys(settings, now)
    database = Database(settings.database_url)
    upgrade(database)
    database.close()
    registry = open_registry(settings, now=now, sign=True)
    staff.add(registry, ADMINISTRATOR, "演示管理员", {Role.ADMINISTRATOR}, actor=staff.CONSOLE, now=now)
    administrator = staff.act_as(registry, ADMINISTRATOR)
    manifest = examples.manifest
    registrar = _join(registry, manifest.registrar, administrator, now)
    register = examples.organisations()
    organisations.put(registry, register, f"examples/{manifest.organisations}", actor=registrar, now=now)
    mandates.put(registry, examples.mandates(), f"examples/{manifest.mandates}", actor=registrar, now=now)
    key = api_keys.create(registry, "demo-platform", {Scope.READ, Scope.WRITE}, actor=administrator, now=now)
    people = People(
        platform=key.record.actor,
        registrar=registrar,
        assessor=_join(registry, manifest.assessor, administrator, now),
        lead=_join(registry, manifest.lead, administrator, now),
    )
    return DemoRegistry(registry, people, pinned(store, now), len(register))


def _join(registry: Registry, member: StaffMember, administrator: Actor, now: datetime) -> Actor:
    staff.add(registry, member.id, member.name, member.roles, actor=administrator, now=now)
    return staff.act_as(registry, member.id)
