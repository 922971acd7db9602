"""Renew docs/label-page.png from a running demo: `make demo`, then `.venv/bin/python scripts/label_screenshot.py`."""

import shutil
import sys
from pathlib import Path

import httpx
from playwright.sync_api import sync_playwright

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "label-page.png"
LARGEST = 200 * 1024
"""Bytes; a README loads it each time."""


def main(base_url: str) -> None:
    """Take the page of the feed's first label, as a visitor with a Chinese browser sees it."""
    feed = httpx.get(f"{base_url}/feeds/promoted.json").raise_for_status().json()
    label = feed["dataFeedElement"][0]["item"]["hasCertification"]["url"]
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(locale="zh-CN", viewport={"width": 1180, "height": 980})
        page.goto(label)
        page.screenshot(path=PICTURE)
        browser.close()
    size = PICTURE.stat().st_size
    if size > LARGEST:
        sys.exit(f"{PICTURE} has {size} bytes, more than {LARGEST}")
    print(f"{PICTURE}: {size} bytes, {label}")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8080")
