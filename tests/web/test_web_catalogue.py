"""Every string of the pages has an English one, and the catalogue is current."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from certreg.domain.text import LANGUAGES
from certreg.resources import resource
from certreg.web.catalogue import catalogue_path, read_catalogue, translations

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_catalogue", ROOT / "scripts" / "update_catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_catalogue_is_that_of_the_templates(script: ModuleType) -> None:
    assert catalogue_path("en").read_bytes() == script.updated(), "run scripts/update_catalogue.py"


def test_every_message_is_translated_with_its_placeholders_and_tags() -> None:
    for message in read_catalogue("en"):
        if not message.id:
            continue
        assert message.string, message.id
        assert sorted(PLACEHOLDER.findall(message.id)) == sorted(PLACEHOLDER.findall(message.string)), message.id
        assert sorted(TAGS.findall(message.id)) == sorted(TAGS.findall(message.string)), message.id
        left = CHINESE.sub("", message.string.replace("渝人社发", ""))
        assert left == message.string.replace("渝人社发", ""), message.id


def test_chinese_stands_in_templates_only_as_a_message() -> None:
    """Text outside `_()` and `{% trans %}` would stay Chinese in the English page."""
    for path in sorted(resource("templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
        text = re.sub(r"\{% trans.*?endtrans %\}", "", text, flags=re.DOTALL)
        text = re.sub(r"_\((?:\"[^\"]*\"|'[^']*')\)", "", text)
        text = re.sub(r"<pre.*?</pre>", "", text, flags=re.DOTALL)  # examples to copy
        text = text.replace('"English" if other == "en" else "中文"', "")
        assert not CHINESE.findall(text), path.name


def test_no_template_switches_escaping_off() -> None:
    for path in sorted(resource("templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape" not in text
        assert not re.search(r"\sstyle=|\son\w+=|javascript:", text), path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_translates(language: str) -> None:
    shown = {"zh-CN": "首页", "en": "Home"}
    assert translations("en" if language == "en" else "zh-CN").gettext("首页") == shown[language]
