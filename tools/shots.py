"""Pictures of every page, at both widths and in both languages, to be looked at.

    python tools/shots.py [--only PART] [--out FOLDER]

They show the small zone that the journeys in `tests/browser` walk through.
"""

import argparse
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
OFFICE = (
    "/office/", "/office/r/subjects.enterprises/", "/office/r/subjects.enterprises/?q=无此企业",
    "/office/r/subjects.enterprises/1/", "/office/r/subjects.enterprises/1/change/",
    "/office/r/subjects.enterprises/import/", "/office/r/investment.deals/",
    "/office/r/investment.deals/1/", "/office/r/investment.deals/1/?tab=history",
    "/office/r/investment.deals/1/?tab=journal", "/office/r/investment.deals/new/",
    "/office/r/investment.friendly_zones/", "/office/r/economy.returns/", "/office/imports/",
    "/office/investment/", "/cockpit/", "/cockpit/figures/", "/reports/", "/reports/check/",
    "/password/", "/office/r/investment.deals/999999/",
)  # fmt: skip
PAGES = {
    "": ("/login/",),
    "stat": OFFICE,
    "clerk": ("/office/access/seats/",),
    "leader": ("/office/trail/",),
    "admin": ("/office/access/offices/", "/office/access/users/"),
    "security": ("/office/access/seats/",),
}


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of every page.")
    parser.add_argument("--only", default="", help="only addresses that contain this")
    parser.add_argument("--out", default="", help="where to; by default var/shots")
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jingkai.config.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright keeps a loop in this thread
    import django

    django.setup()
    from django.conf import settings

    from tests.browser.serving import served

    out = Path(asked.out or settings.VAR / "shots")
    out.mkdir(parents=True, exist_ok=True)
    with served("jingkai_shots") as site:
        take(site, out, asked.only)


def take(site: str, out: Path, only: str) -> None:
    """All pages as each person, in each language, at each width."""
    from playwright.sync_api import sync_playwright

    from tests.browser.serving import CHROMIUM, FLAGS, WIDTHS

    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        for person, paths in PAGES.items():
            wanted = [path for path in paths if only in path]
            for language, locale in LANGUAGES.items() if wanted else ():
                for width, (wide, high) in WIDTHS.items():
                    context = browser.new_context(
                        viewport={"width": wide, "height": high}, locale=locale
                    )
                    page = context.new_page()
                    log_in(page, site, person)
                    for path in wanted:
                        shoot(page, site + path, out / f"{name_of(path)}-{width}-{language}.png")
                    context.close()
        browser.close()


def log_in(page: Any, site: str, person: str) -> None:
    """As this person, or as nobody."""
    from tests.browser.scene import PASSWORD

    if person:
        page.goto(f"{site}/login/")
        page.fill("[name=username]", person)
        page.fill("[name=password]", PASSWORD)
        page.click("button.btn-primary")
        page.wait_for_load_state()


def shoot(page: Any, url: str, to: Path) -> None:
    """One picture; a page that runs over the edge is told."""
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=to)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        print(f"{to.name}: runs over the edge")


def name_of(path: str) -> str:
    """An address as a file name."""
    return re.sub(r"[^\w.]+", "_", path).strip("_") or "start"


if __name__ == "__main__":
    main()
