"""The panel 许可及监管 on pages of another origin under a strict policy, in a real browser, light and dark.

Pictures go to test-artefacts/embed.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product, starmap
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect
from registers import code

from casework import USCC
from website import AGENCY, Served

ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts" / "embed"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
Scheme = Literal["light", "dark"]


@dataclass
class Host:
    """A site at an address of its own, whose pages allow scripts and frames of the registry and nothing else."""

    url: str
    registry: str
    pages: dict[str, str] = field(default_factory=dict)
    isolated: bool = False

    def serve(self, body: str) -> str:
        """The address of a page with this body."""
        path = f"/{len(self.pages)}.html"
        self.pages[path] = (
            '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>测试招聘网</title>'
            f'<meta name="color-scheme" content="light dark"><body>{body}</body></html>'
        )
        return f"{self.url}{path}"

    def headers(self) -> dict[str, str]:
        """The policy of every page."""
        policy = f"default-src 'none'; script-src {self.registry}; frame-src {self.registry}"
        head = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
        isolating = {
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        return {**head, **isolating} if self.isolated else head


@pytest.fixture
def host(served: Served) -> Iterator[Host]:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    site = Host("", served.url)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = site.pages.get(self.path)
            self.send_response(200 if page is not None else 404)
            for name, value in site.headers().items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://localhost:{server.server_port}"
        threading.Thread(target=server.serve_forever).start()
        yield site
        server.shutdown()


@dataclass
class Visit:
    """A page of the host, and everything the browser complained of in it and in its frames."""

    context: BrowserContext
    page: Page
    said: list[str]

    def panel(self, number: int = 0) -> FrameLocator:
        return self.page.frame_locator("iframe").nth(number)


@contextmanager
def visiting(browser: Browser, address: str, *, width: int = 600, scheme: Scheme = "light") -> Iterator[Visit]:
    context = browser.new_context(
        locale="zh-CN", viewport={"width": width, "height": 660}, color_scheme=scheme, timezone_id="Asia/Shanghai"
    )
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: "favicon" in message.text or said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    yield Visit(context, page, said)
    context.close()


def copied(browser: Browser, served: Served, number: int, lang: str) -> str:
    """A snippet as a site owner copies it from the organisation's page."""
    with visiting(browser, f"{served.url}/organisations/{AGENCY.uscc}?lang={lang}") as visit:
        visit.page.locator("summary").click()
        visit.page.locator("details").screenshot(path=ARTEFACTS / f"snippets-{lang}.png")
        text: str = visit.page.locator("details pre").nth(number).inner_text()
    return text


def element(served: Served, **data: str) -> str:
    named = " ".join(f'data-{name}="{value}"' for name, value in data.items())
    return f'<script src="{served.url}/embed/organisation.js" {named} async></script>'


WAYS: dict[str, Callable[[Browser, Served, str], str]] = {
    "frame": lambda browser, served, lang: copied(browser, served, 0, lang),
    "script": lambda browser, served, lang: copied(browser, served, 1, lang),
}


class View(NamedTuple):
    """How a host's page is looked at."""

    lang: str
    width: int
    scheme: Scheme


VIEWS = tuple(starmap(View, product(("zh", "en"), (320, 600), ("light", "dark"))))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view)))
@pytest.mark.parametrize("way", WAYS)
def test_a_copied_snippet_shows_the_panel_on_another_site(
    browser: Browser, served: Served, host: Host, way: str, view: View
) -> None:
    address = host.serve(WAYS[way](browser, served, view.lang))
    assert urlsplit(address).hostname != urlsplit(served.url).hostname
    with visiting(browser, address, width=view.width, scheme=view.scheme) as visit:
        panel = visit.panel()
        expect(panel.get_by_text("测试许可2号")).to_be_visible()
        expect(panel.get_by_role("heading", name=AGENCY.name)).to_be_visible()
        for words in ("82", "0591-00000000", "未明示服务项目", "2024-01-01", "2026-11-24 10:00"):
            expect(panel.get_by_text(words).first).to_be_visible()
        assert panel.locator("main").evaluate("element => getComputedStyle(element).paddingTop") == "12px"
        visit.page.screenshot(path=ARTEFACTS / f"{way}-{'-'.join(map(str, view))}.png", full_page=True)
        frame = visit.page.locator("iframe")
        title = frame.get_attribute("title") or ""
        assert title.startswith("许可及监管" if view.lang == "zh" else "Licence and supervision")
        assert panel.locator("html").evaluate(OVERFLOW) <= 0
        assert visit.said == []
        assert visit.context.cookies() == []


@pytest.mark.parametrize("width", [240, 320, 480, 600])
def test_the_usual_panel_needs_no_more_than_the_usual_height(
    browser: Browser, served: Served, host: Host, width: int
) -> None:
    with visiting(browser, host.serve(element(served, uscc=AGENCY.uscc, lang="zh")), width=width + 16) as visit:
        expect(visit.panel().get_by_text("测试许可2号")).to_be_visible()
        html = visit.panel().locator("html")
        assert html.evaluate("() => innerWidth") == width
        assert html.evaluate(OVERFLOW) <= 0
        visit.page.screenshot(path=ARTEFACTS / f"width-{width}.png", full_page=True)
        needed = html.evaluate("() => document.documentElement.scrollHeight - innerHeight")
        assert width < 320 or needed <= 0
        assert visit.said == []


def test_several_scripts_on_an_isolated_page_each_show_their_own(browser: Browser, served: Served, host: Host) -> None:
    host.isolated = True
    body = "".join(
        f"<h2>{number}</h2>{element(served, **data)}"
        for number, data in enumerate(
            [
                {"uscc": AGENCY.uscc, "lang": "en", "height": "300"},
                {"uscc": USCC, "lang": "zh"},
                {"uscc": f" {AGENCY.uscc.lower()} "},
            ]
        )
    )
    with visiting(browser, host.serve(body)) as visit:
        for number, words in enumerate(("Licence and supervision", USCC, "许可及监管")):
            visit.page.locator("iframe").nth(number).scroll_into_view_if_needed()
            expect(visit.panel(number).get_by_text(words).first).to_be_visible()
        assert visit.page.evaluate("crossOriginIsolated")
        order = "[...document.body.children].map(element => element.localName).join(' ')"
        assert visit.page.evaluate(order) == " ".join(["h2 script iframe"] * 3)
        heights = visit.page.locator("iframe").evaluate_all("frames => frames.map(frame => frame.height)")
        assert heights == ["300", "600", "600"]
        assert visit.page.locator("iframe").first.get_attribute("loading") == "lazy"
        assert visit.page.locator("iframe").first.get_attribute("referrerpolicy") == "no-referrer"
        assert visit.said == []
        assert visit.context.cookies() == []


def test_the_link_leads_out_of_the_sandbox_to_the_whole_record(browser: Browser, served: Served, host: Host) -> None:
    with visiting(browser, host.serve(element(served, uscc=AGENCY.uscc, lang="en"))) as visit:
        with visit.context.expect_page() as opening:
            visit.panel().get_by_role("link", name="See the whole record").click()
        whole = opening.value
        whole.wait_for_load_state()
        assert urlsplit(whole.url).path == f"/organisations/{AGENCY.uscc}"
        assert whole.evaluate("getComputedStyle(document.body).display") == "flex"
        assert whole.evaluate("window.opener") is None
        assert visit.said == []


@pytest.mark.parametrize(
    "uscc", ["", "91350100M000100Y4", "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;", "../../../x"]
)
def test_what_is_no_code_shows_an_error_on_the_console_and_nothing_else(
    browser: Browser, served: Served, host: Host, uscc: str
) -> None:
    with visiting(browser, host.serve(element(served, uscc=uscc))) as visit:
        visit.page.wait_for_load_state("networkidle")
        assert len(visit.said) == 1
        assert "data-uscc" in visit.said[0]
        assert visit.page.locator("body > *").count() == 1


def test_a_mistaken_setting_is_named_and_the_usual_one_taken(browser: Browser, served: Served, host: Host) -> None:
    body = element(served, uscc=AGENCY.uscc, lang="toString", height="9e9")
    with visiting(browser, host.serve(body)) as visit:
        expect(visit.panel().get_by_text("测试许可2号")).to_be_visible()
        assert [("data-lang" in said, "data-height" in said) for said in visit.said] == [(True, False), (False, True)]
        assert visit.page.locator("iframe").get_attribute("height") == "600"


@pytest.mark.parametrize(("uscc", "words"), [(code(7), "登记册中没有"), ("91350100M000100Y44", "校验码")])
def test_an_unknown_code_is_told_in_the_frame(
    browser: Browser, served: Served, host: Host, uscc: str, words: str
) -> None:
    with visiting(browser, host.serve(element(served, uscc=uscc, lang="zh")), width=320) as visit:
        expect(visit.panel().get_by_text(words)).to_be_visible()
        visit.page.screenshot(path=ARTEFACTS / f"unknown-{uscc}.png", full_page=True)
        assert not any("Policy" in said or "Refused" in said for said in visit.said)
