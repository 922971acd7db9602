"""Jinja2 pages in both languages. Autoescape is on everywhere; there is no `safe` filter in any template."""

import hashlib
from datetime import UTC, date, datetime
from typing import Final

import jinja2
import msgspec
from markupsafe import Markup

from certreg.config import Settings
from certreg.domain.criteria import Basis
from certreg.domain.text import LANGUAGES, Language, Text
from certreg.resources import resource
from certreg.scoring.clauses import cited
from certreg.web import formats, words
from certreg.web.address import Address
from certreg.web.catalogue import translations

_JSON_IN_HTML: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_WORDS: Final = {name.lower(): table for name, table in vars(words).items() if name.isupper()}


class Pages:
    """Templates compiled once, one environment a language."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._style = static_address("certreg.css")
        self._embed_style = static_address("embed.css")
        self._icon = static_address("icon.svg")
        self._environments = {language: _environment(language) for language in LANGUAGES}

    def render(self, template: str, address: Address, language: Language, **context: object) -> bytes:
        """A page as UTF-8."""
        name = self._settings.association_name if language == "zh-CN" else self._settings.association_name_en
        rendered = self.template(template, language).render(
            address=address,
            language=language,
            other=next(other for other in LANGUAGES if other != language),
            association=name,
            settings=self._settings,
            style=self._style,
            embed_style=self._embed_style,
            icon=self._icon,
            **context,
        )
        return rendered.encode()

    def template(self, name: str, language: Language) -> jinja2.Template:
        """One template in one language."""
        return self._environments[language].get_template(name)


def static_address(name: str) -> str:
    """Address of a static file; it changes with the content, so that it may be kept for ever."""
    content = resource("templates", "static", name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"


def json_in_html(value: object) -> Markup:
    """JSON for a data block: nothing in it can end the element or start another."""
    return Markup(msgspec.json.encode(value).decode().translate(_JSON_IN_HTML))  # noqa: S704 - escaped just above


def _environment(language: Language) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
    )
    environment.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.policies["ext.i18n.trimmed"] = True

    def text(value: Text) -> str:
        return value.to(language)

    def in_words(value: str, table: str) -> str:
        return words.word(_WORDS[table], value).to(language)

    environment.filters.update(
        text=text,
        words=in_words,
        words_of=lambda values, table: [in_words(value, table) for value in values],
        enumerated=lambda values: formats.enumerated(values, language),
        moment=formats.moment,
        day=_day,
        number=lambda value: formats.number(value, language),
        percent=lambda value: formats.percent(value, language),
        pay=lambda value: formats.pay(value, language),
        experience=lambda value: formats.experience(value, language),
        cited=lambda value: cited(msgspec.convert(value, Basis)).to(language),
        division=formats.division,
        location=formats.location,
        json_in_html=json_in_html,
        one_language=lambda value: _half(value, " · ", language),
        one_paragraph=lambda value: _half(value, "\n\n", language),
    )
    return environment


def _half(value: str, between: str, language: Language) -> str:
    """The half in one language of a bilingual line of the contract; the whole where it has one half only."""
    zh, found, en = value.strip().partition(between)
    return en if found and language == "en" else zh


def _day(value: date | datetime | int) -> str:
    """A day, also from the NumericDate of a claim."""
    return formats.day(datetime.fromtimestamp(value, UTC) if isinstance(value, int) else value)
