"""Score my posting in a real browser, without script: type, read, correct; both languages, desktop and phone.

Pictures go to test-artefacts/score.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from website import Served

ARTEFACTS = Path(__file__).resolve().parents[2] / "test-artefacts" / "score"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WORDS = {
    "title": "数控车工",
    "employer.name": "重庆测试精密机械有限公司",
    "headcount": "若干",
    "employment_type": "全职",
    "conditions.education": "大专及以上",
    "work_content": "1. 操作数控车床，按工艺卡加工轴类零件；\n2. 首件自检并填写首件记录；\n3. 更换刀片、修改刀补。",
    "work_conditions": "8:00-17:00，周末双休，入职即缴五险一金，包吃住。",
    "location": "重庆市永川区凤凰湖工业园凤翔路18号",
    "pay": "8-13K·13薪",
    "apply": "在测试招聘网投递简历 <script>alert(1)</script>",
    "valid_until": "2026-12-31",
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_a_posting_is_typed_scored_and_corrected(browser: Browser, served: Served, lang: str, width: int) -> None:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=False, timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    said: list[str] = []
    # The browser itself says a 422 on the console, and late: it is the refusal asked for below.
    page.on("console", lambda message: "status of 422" in message.text or said.append(message.text))
    page.goto(f"{served.url}/score?lang={lang}")
    for name, words in WORDS.items():
        page.locator(f"[name='{name}']").fill(words)
    page.locator("[name='pay']").fill("看情况吧")
    page.locator("form").first.locator("button").click()
    page.screenshot(path=ARTEFACTS / f"error-{lang}-{width}.png", full_page=True)
    page.locator(".error-summary a").first.click()
    assert page.url.endswith("#f-pay")
    page.locator("[name='pay']").fill(WORDS["pay"])
    page.locator("form").first.locator("button").click()
    page.screenshot(path=ARTEFACTS / f"result-{lang}-{width}.png", full_page=True)
    assert page.locator(".error-summary").count() == 0
    assert page.locator("mark[class^='outcome']").count() > 5
    assert page.locator(".score b").count() == 4
    page.locator("sup.refs a").first.click()
    assert "#" in page.url
    page.locator("a:has(> mark)").first.click()
    assert "#m-" in page.url
    page.screenshot(path=ARTEFACTS / f"mark-{lang}-{width}.png")
    assert said == []
    context.close()


def test_the_result_fits_a_phone_and_breaks_no_policy(page: Page, served: Served) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{served.url}/score")
    for name, words in WORDS.items():
        page.locator(f"[name='{name}']").fill(words + ("x" * 300 if name == "work_conditions" else ""))
    page.locator("form").first.locator("button").click()
    assert page.evaluate(OVERFLOW) <= 0
    assert page.locator("main script").count() == 0
    assert said == []
    ids: list[str] = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))


def test_a_file_is_uploaded(page: Page, served: Served, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("岗位名称,用人单位,薪资\n数控车工,重庆测试精密机械有限公司,6500-9000元/月\n", encoding="utf-8")
    page.goto(f"{served.url}/score")
    page.get_by_label("文件", exact=True).set_input_files(path)
    page.locator("form").last.locator("button").click()
    assert page.get_by_text("6,500-9,000 元/月").count() >= 1
    assert page.get_by_role("heading", name="原文与依据").is_visible()


def test_a_keyboard_lands_on_the_error_summary(page: Page, served: Served) -> None:
    page.goto(f"{served.url}/score")
    page.locator("form").first.locator("button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#f-title")
