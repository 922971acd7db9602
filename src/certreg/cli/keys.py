"""`certreg keys`: make, list and retire signing keys; delegate; hand out public keys."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import click
import msgspec

from certreg.cli.failures import terminal_language
from certreg.config import Settings
from certreg.config_values import origin
from certreg.domain.errors import ConfigurationInvalid, InvalidInput
from certreg.domain.policy import SHANGHAI, end_of_day
from certreg.domain.text import Text
from certreg.signing import authority, evidence_key
from certreg.signing.anchor import load_anchor
from certreg.signing.es256 import JwkSet, VerifyingKey, key_set
from certreg.signing.keys import KeyRecord, KeyRole, KeyStore

LONGEST_LABEL: Final = timedelta(days=366)
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_OUT: Final = click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of standard output."
)


def _examples(*calls: str) -> str:
    return "\b\nExamples:\n" + "\n".join(f"  {call}" for call in calls)


@click.group()
def command() -> None:
    """Make, list and retire signing keys; delegate; hand out public keys.

    Keys lie in CERTREG_KEY_DIR, private ones encrypted. The passphrase comes from CERTREG_KEY_PASSPHRASE_FILE or
    CERTREG_KEY_PASSPHRASE and never from the command line.
    """


@command.command(
    "new",
    epilog=_examples(
        "certreg keys new --role association", "certreg keys new --role bureau --entity https://bureau.example"
    ),
)
@click.option("--role", type=click.Choice([role.value for role in KeyRole]), required=True, help="Whose key it is.")
@click.option("--entity", help="Entity identifier; else CERTREG_BASE_URL for the association, CERTREG_BUREAU_URL.")
def new(role: str, entity: str | None) -> None:
    """Make a key.

    An association's key may sign once the bureau's delegation names it. If the bureau's key lies in the same
    store, as in a demo, the delegation is renewed at once.
    """
    settings, store, now = _opened()
    record = store.make(KeyRole(role), _entity(entity, settings, KeyRole(role)), now)
    click.echo(record.kid)
    if record.role is KeyRole.BUREAU:
        _say(_BUREAU_KEY)
    _renew(store, now)


@command.command("list", epilog=_examples("certreg keys list", "certreg keys list --format json"))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_(form: str) -> None:
    """List the keys of the store; no passphrase is needed."""
    _, store, now = _opened()
    records = store.list()
    if form == "json":
        click.echo(_json(records), nl=False)
        return
    for record in records:
        state = _state(record, now).to(terminal_language())
        click.echo(f"{record.kid}  {record.role:<11}  {record.created:%Y-%m-%d}  {state}  {record.entity}")


@command.command(
    "retire",
    epilog=_examples(
        "certreg keys retire 8Kq3xT",
        "certreg keys retire 8Kq3xT --until 2027-06-30",
        "certreg keys retire 8Kq3xT --withdraw",
    ),
)
@click.argument("kid")
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Last day on which labels of this key may be shown. [default: 366 days from now, the longest label]",
)
@click.option("--withdraw", is_flag=True, help="The key is compromised: its labels shall stop verifying.")
def retire(kid: str, until: datetime | None, *, withdraw: bool) -> None:
    """Let a key sign no more. KID is its thumbprint, or the first six characters or more.

    Its public half stays published until its last label has expired, unless it is withdrawn.
    """
    if withdraw and until is not None:
        raise click.UsageError("Give --until or --withdraw, not both.")
    _, store, now = _opened()
    shown_until = None if withdraw else now + LONGEST_LABEL if until is None else end_of_day(until.date())
    record = store.retire(kid, now, shown_until)
    _say(_RETIRED.within(kid=record.kid, state=_state(record, now).to(terminal_language())))
    _renew(store, now)


@command.command(
    "delegate",
    epilog=_examples(
        "certreg keys delegate",
        "certreg keys delegate --keys association.jwks --subject https://registry.example --out delegation.jwt",
    ),
)
@click.option("--keys", "keys_file", type=_FILE, help="JWK Set of an association whose keys lie elsewhere.")
@click.option("--subject", help="Entity identifier of that association.")
@click.option("--days", type=click.IntRange(1, 3660), default=730, show_default=True, help="How long it holds.")
@_OUT
def delegate(keys_file: Path | None, subject: str | None, days: int, out: Path | None) -> None:
    """Sign, with the bureau's key, that the association may issue the mark.

    Without --keys it is for the association's keys of this store, and is kept here. With --keys it is printed, for
    the association to take in.
    """
    if (keys_file is None) != (subject is None):
        raise click.UsageError("--keys and --subject belong together.")
    _, store, now = _opened()
    if keys_file is None or subject is None:
        token = authority.delegate(store, now, timedelta(days=days))
    else:
        token = authority.delegate_to(store, _read_keys(keys_file), _origin(subject), now, timedelta(days=days))
    _write(token + "\n", out)


@command.command("take-in", epilog=_examples("certreg keys take-in delegation.jwt --anchor bureau.jwks"))
@click.argument("delegation", type=_FILE)
@click.option("--anchor", type=_FILE, required=True, help="The bureau's public key, got on a way that you trust.")
def take_in(delegation: Path, anchor: Path) -> None:
    """Keep a delegation that the bureau signed elsewhere; the keys it names may sign from now on."""
    _, store, now = _opened()
    token = delegation.read_text(encoding="ascii", errors="replace").strip()
    authority.take_in(store, token, load_anchor(anchor), now)
    _say(_TAKEN_IN.within(directory=store.directory))


@command.command("jwks", epilog=_examples("certreg keys jwks --out association.jwks"))
@_OUT
def jwks(out: Path | None) -> None:
    """Print the association's public keys as a JWK Set, those of retired keys with running labels too."""
    _, store, now = _opened()
    _write(_json(key_set(store.published(now))), out)


@command.command("anchor", epilog=_examples("certreg keys anchor --out bureau.jwks"))
@_OUT
def anchor_(out: Path | None) -> None:
    """Print the bureau's public key as an anchor file, for verifiers to pin."""
    _, store, now = _opened()
    _write(authority.pinned(store, now).encode().decode(), out)


@command.command("new-evidence-key", epilog=_examples("certreg keys new-evidence-key"))
def new_evidence_key() -> None:
    """Make the key that identity documents are encrypted with. There is one, and it is never replaced."""
    _, store, _ = _opened()
    path = evidence_key.make(store)
    _say(_EVIDENCE_KEY.within(path=path))


def _opened() -> tuple[Settings, KeyStore, datetime]:
    settings = Settings.from_env(os.environ)
    return settings, KeyStore(settings.key_dir, settings.passphrase()), datetime.now(UTC)


def _entity(given: str | None, settings: Settings, role: KeyRole) -> str:
    if given is not None:
        return _origin(given)
    if role is KeyRole.ASSOCIATION:
        return settings.base_url
    if settings.bureau_url is None:
        raise ConfigurationInvalid(_NO_BUREAU_URL)
    return settings.bureau_url


def _origin(entity: str) -> str:
    try:
        return origin(entity)
    except ValueError as error:
        raise InvalidInput(_NO_ENTITY.within(entity=entity)) from error


def _renew(store: KeyStore, now: datetime) -> None:
    """Renew the delegation after a change of keys, or say what to do where the bureau's key lies elsewhere."""
    if not any(record.is_published(now) for record in store.list(KeyRole.ASSOCIATION)):
        return
    if any(record.retired is None for record in store.list(KeyRole.BUREAU)):
        authority.delegate(store, now)
        _say(_RENEWED)
    else:
        _say(_ASK_BUREAU)


def _read_keys(path: Path) -> tuple[VerifyingKey, ...]:
    try:
        read = msgspec.json.decode(path.read_bytes(), type=JwkSet)
    except msgspec.MsgspecError as error:
        raise InvalidInput(_NO_KEY_SET.within(path=path, reason=error)) from error
    return tuple(VerifyingKey.from_jwk(jwk) for jwk in read.keys)


def _state(record: KeyRecord, now: datetime) -> Text:
    if record.retired is None:
        return _WAITING if record.activated is None else _IN_USE
    if record.published_until is None or not record.is_published(now):
        return _WITHDRAWN
    return _STILL_SHOWN.within(day=f"{record.published_until.astimezone(SHANGHAI):%Y-%m-%d}")


def _json(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value)).decode() + "\n"


def _write(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8")


def _say(text: Text) -> None:
    click.echo(text.to(terminal_language()), err=True)


_BUREAU_KEY: Final = Text(
    zh="注意：这是主管部门的信任锚密钥。正式使用时它应由主管部门自行保管，不应与协会的密钥放在一起。",
    en="Mind: this is the bureau's anchor key. In production it lies with the bureau, not beside the association's.",
)
_EVIDENCE_KEY: Final = Text(
    zh="已生成 {path}；请与口令分开备份，丢失后身份证件无法再打开",
    en="Made {path}; back it up apart from the passphrase: without it no identity document opens again",
)
_RENEWED: Final = Text(zh="委托已更新", en="The delegation was renewed")
_ASK_BUREAU: Final = Text(
    zh="请将 certreg keys jwks 的输出交主管部门重新签署委托，再运行 certreg keys take-in",
    en="Send the output of `certreg keys jwks` to the bureau for a new delegation, then run `certreg keys take-in`",
)
_RETIRED: Final = Text(zh="密钥 {kid}：{state}", en="Key {kid}: {state}")
_TAKEN_IN: Final = Text(zh="委托已存入 {directory}", en="The delegation is kept in {directory}")
_NO_BUREAU_URL: Final = Text(
    zh="请用 --entity 指定主管部门的实体标识，或设置 CERTREG_BUREAU_URL",
    en="Name the bureau with --entity or CERTREG_BUREAU_URL",
)
_NO_ENTITY: Final = Text(
    zh="{entity} 不能作为实体标识：应为不带路径的 https 地址",
    en="{entity} is no entity identifier: an https origin without path is needed",
)
_NO_KEY_SET: Final = Text(zh="{path} 不是 JWK Set：{reason}", en="{path} is no JWK Set: {reason}")
_WAITING: Final = Text(zh="待委托", en="awaits delegation")
_IN_USE: Final = Text(zh="使用中", en="in use")
_WITHDRAWN: Final = Text(zh="已停用，不再公布", en="retired, no longer published")
_STILL_SHOWN: Final = Text(zh="已停用，公布至 {day}", en="retired, published until {day}")
