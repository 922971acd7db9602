"""Settings: every one listed, nothing guessed, no secret told."""

import re
from pathlib import Path
from typing import Any

import pytest

from certreg.config import SETTINGS, Settings, variable_of
from certreg.domain.errors import ConfigurationInvalid


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_env({})
    assert settings == Settings()
    assert settings.database_url == "sqlite:///var/certreg.sqlite3"
    assert settings.bureau_url is None
    assert Settings.from_env({"CERTREG_PORT": "", "PATH": "/bin", "PORT": "1"}) == settings


def test_no_secret_has_a_default() -> None:
    for name, setting in SETTINGS.items():
        if setting.secret and name != "database_url":
            assert getattr(Settings(), name) is None


def test_every_setting_is_described_in_both_languages() -> None:
    assert set(SETTINGS) == set(Settings.__struct_fields__)
    for name, setting in SETTINGS.items():
        assert re.search("[\u4e00-\u9fff]", setting.help.zh), name
        assert setting.help.en.isascii(), name
        assert setting.takes, name


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("DATABASE_URL", "postgresql://u:p@db/certreg", "postgresql://u:p@db/certreg"),
        ("BASE_URL", "https://Registry.Example/", "https://registry.example"),
        ("BASE_URL", "http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("BASE_URL", "http://[::1]:80", "http://[::1]:80"),
        ("BASE_URL", "http://localhost", "http://localhost"),
        ("ASSOCIATION_NAME", " 协会 ", "协会"),
        ("KEY_DIR", "/srv/keys", Path("/srv/keys")),
        ("EVIDENCE_STORE", "/srv/evidence", "/srv/evidence"),
        ("EVIDENCE_STORE", "s3://bucket/registry", "s3://bucket/registry"),
        ("PORT", "0", 0),
        ("TRUSTED_PROXIES", "10.0.0.1, 192.168.0.0/16,::1", ("10.0.0.1/32", "192.168.0.0/16", "::1/128")),
        ("STATUS_TTL", "60", 60),
        ("LOG_LEVEL", "debug", "debug"),
    ],
)
def test_values_are_read(name: str, raw: str, value: Any) -> None:
    assert getattr(Settings.from_env({f"CERTREG_{name}": raw}), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("DATABASE_URL", "mysql://u:p@db/certreg"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("BASE_URL", "http://registry.example"),
        ("BASE_URL", "https://registry.example/path"),
        ("BASE_URL", "https://registry.example/?a=1"),
        ("BASE_URL", "https://user@registry.example"),
        ("BASE_URL", "https://registry.example:99999"),
        ("BASE_URL", "ftp://registry.example"),
        ("BASE_URL", "registry.example"),
        ("BUREAU_URL", "https://"),
        ("EVIDENCE_STORE", "gs://bucket/registry"),
        ("EVIDENCE_STORE", "s3:///registry"),
        ("EVIDENCE_STORE", "s3://user:secret@bucket"),
        ("EVIDENCE_MAX_BYTES", "10MB"),
        ("ASSOCIATION_NAME", "two\nlines"),
        ("PORT", "65536"),
        ("PORT", "eight"),
        ("PORT", "-1"),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("STATUS_TTL", "1"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start_and_is_named(name: str, raw: str) -> None:
    with pytest.raises(ConfigurationInvalid, match=f"CERTREG_{name}"):
        Settings.from_env({f"CERTREG_{name}": raw})


@pytest.mark.parametrize("variable", ["CERTREG_PROT", "CERTREG_", "CERTREG_port", "CERTREG_BASE_URLS"])
def test_a_name_that_is_not_known_stops_the_start(variable: str) -> None:
    with pytest.raises(ConfigurationInvalid, match=variable):
        Settings.from_env({variable: "x"})


def test_the_name_that_was_meant_is_suggested() -> None:
    with pytest.raises(ConfigurationInvalid, match="did you mean CERTREG_PORT"):
        Settings.from_env({"CERTREG_PROT": "1"})


def test_secrets_are_never_told() -> None:
    secret = "correct horse"
    with pytest.raises(ConfigurationInvalid) as refusal:
        Settings.from_env({"CERTREG_DATABASE_URL": f"mysql://u:{secret}@db/certreg"})
    assert secret not in str(refusal.value)
    assert refusal.value.__cause__ is None
    settings = Settings.from_env(
        {"CERTREG_KEY_PASSPHRASE": secret, "CERTREG_DATABASE_URL": f"postgresql://u:{secret}@db/certreg"}
    )
    assert secret not in repr(settings)
    assert "base_url" in repr(settings)


def test_the_passphrase_comes_from_one_place(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(b"correct horse\r\n")
    file.chmod(0o600)
    assert Settings.from_env({}).passphrase() is None
    assert Settings.from_env({"CERTREG_KEY_PASSPHRASE": "a b"}).passphrase() == b"a b"
    assert Settings.from_env({"CERTREG_KEY_PASSPHRASE_FILE": str(file)}).passphrase() == b"correct horse"
    with pytest.raises(ConfigurationInvalid, match="not both"):
        Settings.from_env({"CERTREG_KEY_PASSPHRASE": "a", "CERTREG_KEY_PASSPHRASE_FILE": str(file)})


def test_a_passphrase_file_must_be_there_and_say_something(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(b"\n")
    empty.chmod(0o600)
    for path in (empty, tmp_path / "missing"):
        with pytest.raises(ConfigurationInvalid, match=path.name):
            Settings.from_env({"CERTREG_KEY_PASSPHRASE_FILE": str(path)}).passphrase()


def test_names_of_variables_follow_the_fields() -> None:
    assert variable_of("database_url") == "CERTREG_DATABASE_URL"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://bureau.example", True),
        ("https://rlsbj.test", True),
        ("https://bureau.example.org.cn", False),
        ("https://rlsbj.cq.gov.cn", False),
    ],
)
def test_a_bureau_of_an_example_domain_is_a_demonstration(address: str, *, expected: bool) -> None:
    assert Settings.from_env({"CERTREG_BUREAU_URL": address}).is_demonstration is expected


def test_without_a_bureau_there_is_no_demonstration_to_announce() -> None:
    assert not Settings.from_env({}).is_demonstration
