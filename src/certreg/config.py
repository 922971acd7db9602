"""Configuration from the environment: one frozen struct, every setting listed, nothing guessed.

A misspelt name or a bad value stops the start with a message that names it. No secret has a default.
"""

import difflib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final, get_args, get_type_hints
from urllib.parse import urlsplit

import msgspec

from certreg import config_values as values
from certreg.config_passphrase import read_passphrase
from certreg.domain.errors import ConfigurationInvalid
from certreg.domain.text import Text

PREFIX: Final = "CERTREG_"

_ORIGIN: Final = "an https origin without path (http only on a loopback address)"


class Setting(msgspec.Struct, frozen=True):
    """How one setting is read, what it takes, and what it is for. A `secret` is never printed."""

    read: Callable[[str], object]
    takes: str
    help: Text
    secret: bool = False


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be configured; the field `port` is the variable `CERTREG_PORT`."""

    database_url: Annotated[
        str,
        Setting(
            values.database,
            "sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME",
            Text(
                zh="数据库地址；默认为 SQLite，多台机器用 PostgreSQL 15 及以上版本",
                en="Database; SQLite by default, PostgreSQL 15 or later for more than one machine",
            ),
            secret=True,
        ),
    ] = "sqlite:///var/certreg.sqlite3"
    base_url: Annotated[
        str,
        Setting(
            values.origin,
            _ORIGIN,
            Text(
                zh="登记系统对外的地址，也是协会的实体标识；写入每个标签，启用后不应更改",
                en="Public address of the registry and entity identifier of the association; every label carries it",
            ),
        ),
    ] = "http://127.0.0.1:8080"
    bureau_url: Annotated[
        str | None,
        Setting(
            values.origin,
            _ORIGIN,
            Text(
                zh="人力资源社会保障局的实体标识（信任锚）；签发标签时必须设置",
                en="Entity identifier of the labour bureau (trust anchor); needed to issue labels",
            ),
        ),
    ] = None
    association_name: Annotated[
        str,
        Setting(values.line, "one line", Text(zh="协会的中文名称", en="The association's name in Chinese")),
    ] = "人力资源服务行业协会"
    association_name_en: Annotated[
        str,
        Setting(values.line, "one line", Text(zh="协会的英文名称", en="The association's name in English")),
    ] = "Human Resources Services Industry Association"
    key_dir: Annotated[
        Path,
        Setting(Path, "a folder", Text(zh="签名密钥所在的文件夹", en="Folder of the signing keys")),
    ] = Path("var/keys")
    key_passphrase: Annotated[
        str | None,
        Setting(
            str,
            "text",
            Text(zh="解开私钥的口令；与口令文件二选一", en="Passphrase of the private keys; or name a file"),
            secret=True,
        ),
    ] = None
    key_passphrase_file: Annotated[
        Path | None,
        Setting(Path, "a file", Text(zh="存放口令的文件，权限应为 0600", en="File with the passphrase, mode 0600")),
    ] = None
    anchor: Annotated[
        Path | None,
        Setting(
            Path, "a file", Text(zh="核验所用的信任锚（主管部门公钥）", en="Trust anchor: the bureau's public key")
        ),
    ] = None
    evidence_store: Annotated[
        str,
        Setting(
            values.evidence_store,
            "a folder or s3://BUCKET/PREFIX",
            Text(
                zh="证明材料存放处：文件夹或 S3 兼容存储",
                en="Where evidence files lie: a folder or an S3-compatible store",
            ),
        ),
    ] = "var/evidence"
    evidence_max_bytes: Annotated[
        int,
        Setting(
            values.between(1024, 64 * 2**20),
            "1024 to 67108864",
            Text(zh="单个证明材料的字节数上限", en="Largest evidence file, in bytes"),
        ),
    ] = 10 * 2**20
    criteria: Annotated[
        str | None,
        Setting(
            values.line,
            "the id of a published criteria file",
            Text(zh="所用认证标准；不设则用当日有效的标准", en="Criteria in use; if not set, those in force today"),
        ),
    ] = None
    profile_dir: Annotated[
        Path | None,
        Setting(Path, "a folder", Text(zh="自备的导入对照表所在文件夹", en="Folder of your own mapping profiles")),
    ] = None
    host: Annotated[
        str,
        Setting(values.line, "an address", Text(zh="服务监听的地址", en="Address to listen on")),
    ] = "127.0.0.1"
    port: Annotated[
        int,
        Setting(values.between(0, 65_535), "0 to 65535", Text(zh="服务监听的端口", en="Port to listen on")),
    ] = 8080
    trusted_proxies: Annotated[
        tuple[str, ...],
        Setting(
            values.networks,
            "networks, comma between them",
            Text(
                zh="可信的反向代理；只采信来自它们的 X-Forwarded-For",
                en="Reverse proxies whose X-Forwarded-For is believed",
            ),
        ),
    ] = ()
    rate_limit: Annotated[
        int,
        Setting(
            values.between(1, 1_000_000),
            "1 to 1000000",
            Text(zh="每个来源地址每分钟的请求数上限", en="Requests a minute that one address may make"),
        ),
    ] = 600
    max_body_bytes: Annotated[
        int,
        Setting(
            values.between(1024, 64 * 2**20),
            "1024 to 67108864",
            Text(zh="请求正文的字节数上限", en="Largest request body, in bytes"),
        ),
    ] = 2 * 2**20
    status_ttl: Annotated[
        int,
        Setting(
            values.between(10, 86_400),
            "10 to 86400",
            Text(zh="核验方可以缓存状态列表的秒数", en="Seconds that a verifier may keep a status list"),
        ),
    ] = 60
    status_lifetime: Annotated[
        int,
        Setting(
            values.between(600, 30 * 86_400),
            "600 to 2592000",
            Text(zh="已签名的状态列表失效前的秒数", en="Seconds after which a signed status list is no longer good"),
        ),
    ] = 86_400
    log_level: Annotated[
        str,
        Setting(
            values.one_of("debug", "info", "warning", "error"),
            "debug, info, warning or error",
            Text(zh="日志级别", en="Least severe messages that are logged"),
        ),
    ] = "info"

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every `CERTREG_*` variable of `environ`; an empty value counts as not set.

        Raises `ConfigurationInvalid` naming the first variable that is unknown or whose value is not usable;
        the value of a secret is never part of the message.
        """
        read: dict[str, object] = {}
        for variable in sorted(v for v in environ if v.startswith(PREFIX)):
            name = variable.removeprefix(PREFIX).lower()
            if name not in SETTINGS or variable != variable_of(name):
                raise ConfigurationInvalid(_unknown(variable))
            if environ[variable]:
                read[name] = _read(name, environ[variable])
        if "key_passphrase" in read and "key_passphrase_file" in read:
            raise ConfigurationInvalid(_TWO_PASSPHRASES)
        return msgspec.convert(read, cls)

    def passphrase(self) -> bytes | None:
        """The passphrase of the key store, from the environment or from the named file; None if neither is set.

        One line end at the end of the file is not part of it. `ConfigurationInvalid` if the file cannot be read,
        is empty, or can be read by others.
        """
        if self.key_passphrase is not None:
            return self.key_passphrase.encode()
        if self.key_passphrase_file is None:
            return None
        return read_passphrase(self.key_passphrase_file)

    @property
    def is_demonstration(self) -> bool:
        """No bureau stands behind the marks: its address is of a domain kept for examples (RFC 2606 §2)."""
        host = urlsplit(self.bureau_url or "").hostname or ""
        return host.rpartition(".")[2] in _EXAMPLE_DOMAINS

    def __repr__(self) -> str:
        """Without secrets: a database address may carry a password."""
        shown = (f"{name}={getattr(self, name)!r}" for name, setting in SETTINGS.items() if not setting.secret)
        return f"Settings({', '.join(shown)})"


def variable_of(name: str) -> str:
    """The environment variable of a field of `Settings`."""
    return PREFIX + name.upper()


def _described() -> dict[str, Setting]:
    hints = get_type_hints(Settings, include_extras=True)
    return {name: get_args(hints[name])[1] for name in Settings.__struct_fields__}


SETTINGS: Final[Mapping[str, Setting]] = _described()
"""Field of `Settings` to its description; the operating guide is tested against it."""


def _read(name: str, raw: str) -> object:
    setting = SETTINGS[name]
    try:
        return setting.read(raw)
    except ValueError as error:
        shown = "***" if setting.secret else raw[:80]
        detail = _BAD.within(variable=variable_of(name), value=shown, takes=setting.takes)
        # A reader's own message may quote a secret.
        raise ConfigurationInvalid(detail) from (None if setting.secret else error)


def _unknown(variable: str) -> Text:
    near = difflib.get_close_matches(variable, [variable_of(name) for name in SETTINGS], n=1)
    return _UNKNOWN_NEAR.within(variable=variable, near=near[0]) if near else _UNKNOWN.within(variable=variable)


_EXAMPLE_DOMAINS: Final = frozenset({"example", "test", "invalid", "localhost"})
_UNKNOWN: Final = Text(zh="没有名为 {variable} 的设置", en="There is no setting {variable}")
_UNKNOWN_NEAR: Final = Text(
    zh="没有名为 {variable} 的设置；是否为 {near}？",
    en="There is no setting {variable}; did you mean {near}?",
)
_BAD: Final = Text(zh="{variable} 的值“{value}”不可用，应为：{takes}", en="{variable}: '{value}' is not {takes}")
_TWO_PASSPHRASES: Final = Text(
    zh="CERTREG_KEY_PASSPHRASE 与 CERTREG_KEY_PASSPHRASE_FILE 只能设置一个",
    en="Set CERTREG_KEY_PASSPHRASE or CERTREG_KEY_PASSPHRASE_FILE, not both",
)
