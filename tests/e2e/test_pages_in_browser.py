"""Pages in a real browser: both languages, two widths, light and dark, keyboard, print.

Pictures go to test-artefacts/pages.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, Dialog, Page

from website import Served

ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts" / "pages"
NAMES = (
    "home", "search", "search-empty", "posting", "posting-changed", "posting-hostile", "label", "label-suspended",
    "label-changed", "label-revoked", "organisations", "organisations-empty", "organisation", "organisation-agency",
    "criteria", "score", "schema", "problems",
)  # fmt: skip
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CONTRAST = """
() => {
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (!own || !box.width || element.closest(".skip, svg, [hidden], option")) continue;
    const [high, low] = [parse(getComputedStyle(element).color), ground(element)].map(luminance).sort((a, b) => b - a);
    if ((high + 0.05) / (low + 0.05) < 4.5) poor.push(element.outerHTML.slice(0, 120));
  }
  return poor;
}
"""


@contextmanager
def opened(
    browser: Browser, *, width: int, scheme: Literal["light", "dark"] = "light"
) -> Iterator[tuple[Page, list[str]]]:
    """A page, and everything that the browser complained of."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": width, "height": 900}, color_scheme=scheme, timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    said: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(f"failed: {request.url}"))
    page.on("dialog", dismissed)
    yield page, said
    context.close()


def address(url: str, path: str, lang: str) -> str:
    return f"{url}{path}{'&' if '?' in path else '?'}lang={lang}"


class View(NamedTuple):
    """How a page is looked at."""

    lang: str
    width: int
    scheme: Literal["light", "dark"]


VIEWS = (View("zh-CN", 1280, "light"), View("en", 1280, "dark"), View("zh-CN", 390, "dark"), View("en", 390, "light"))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view)))
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_whole_quiet_and_readable(browser: Browser, served: Served, name: str, view: View) -> None:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    with opened(browser, width=view.width, scheme=view.scheme) as (page, said):
        answer = page.goto(address(served.url, served.paths()[name], view.lang))
        assert answer is not None
        assert answer.status == 200
        page.screenshot(path=ARTEFACTS / f"{name}-{view.lang}-{view.width}-{view.scheme}.png", full_page=True)
        assert said == []
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(CONTRAST) == []
        assert page.locator("h1").count() == 1
        ids: list[str] = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
        assert len(ids) == len(set(ids))


def test_hostile_text_runs_nothing_and_turns_nothing(browser: Browser, served: Served) -> None:
    for name in ("home", "search", "posting-hostile"):
        with opened(browser, width=1280) as (page, said):
            page.goto(address(served.url, served.paths()[name], "zh-CN"))
            assert said == []
            assert page.locator("img[src=x]").count() == 0
            assert page.locator("script:not([type='application/ld+json'])").count() == 0
            assert page.locator("a[href^='javascript']").count() == 0


def test_the_keyboard_reaches_everything_and_shows_where_it_is(page: Page, served: Served) -> None:
    page.goto(address(served.url, "/search", "zh-CN"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        at_body = page.evaluate("document.activeElement === document.body")
        assert at_body or outline == "solid"
    assert {"text", "district", "level", "state", "查询", "数控车工"} <= reached


def test_a_search_goes_from_the_home_page_to_a_label(page: Page, served: Served) -> None:
    page.goto(served.url)
    page.get_by_label("岗位、单位或标签编号").fill("数控")
    page.get_by_role("button", name="查询").click()
    assert "text=" in page.url
    page.get_by_role("link", name="数控车工").click()
    page.get_by_role("link", name="查看标签并核验").click()
    assert page.get_by_text("认证有效至").first.is_visible()
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("lang=en")
    assert page.get_by_text("Certified until").first.is_visible()


def test_filters_narrow_the_list(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/search")
    page.get_by_label("标签状态").select_option("revoked")
    page.get_by_role("button", name="查询").click()
    assert page.locator(".result").count() == 1
    assert "仓库管理员" in page.locator(".result").inner_text()
    assert page.get_by_label("标签状态").input_value() == "revoked"


def test_a_label_downloads_as_the_signed_token(page: Page, served: Served) -> None:
    label = served.labels["valid"]
    page.goto(f"{served.url}/labels/{label.id}")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载标签").click()
    assert waiting.value.suggested_filename == f"{label.id}.jwt"
    assert Path(waiting.value.path()).read_text() == label.token


def test_badges_are_pictures_in_every_state(page: Page, served: Served) -> None:
    for state, label in served.labels.items():
        page.goto(f"{served.url}/labels/{label.id}")
        badge = page.locator("img[src$='lang=zh-CN']")
        assert badge.evaluate("image => image.complete && image.naturalHeight") == 20, state
        badge.screenshot(path=ARTEFACTS / f"badge-{state}.png")


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """Another site, with an empty page."""

    class Blank(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Blank) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_badge_shows_on_another_site(page: Page, served: Served, elsewhere: str) -> None:
    page.goto(elsewhere)
    show = """url => new Promise(done => {
      const image = new Image();
      image.onload = image.onerror = () => done(image.naturalHeight);
      image.src = url;
    })"""
    assert page.evaluate(show, f"{served.url}/labels/{served.labels['valid'].id}/badge.svg") == 20
    assert page.evaluate(show, f"{served.url}/static/icon.svg") == 0


def test_other_sites_read_public_documents_and_nothing_else(page: Page, served: Served, elsewhere: str) -> None:
    label = served.labels["valid"]
    page.goto(elsewhere)
    read = "url => fetch(url).then(answer => answer.status, () => 'refused')"
    assert page.evaluate(read, f"{served.url}/labels/{label.id}.json") == 200
    assert page.evaluate(read, f"{served.url}/statuslists/{label.list_id}") == 200
    assert page.evaluate(read, f"{served.url}/labels/none.json") == 404
    assert page.evaluate(read, f"{served.url}/api/v1/postings/{label.posting_id}") == "refused"


def test_it_prints_without_navigation(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/labels/{served.labels['valid'].id}")
    page.emulate_media(media="print")
    assert not page.locator(".menu").is_visible()
    assert page.get_by_text("认证有效至").first.is_visible()
    page.screenshot(path=ARTEFACTS / "label-print.png", full_page=True)
