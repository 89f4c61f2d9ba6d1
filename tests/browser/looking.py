"""What journeys share: dialogs filled in and sent, and pages looked at when they are at rest.

Axe runs the rules of the levels named here and tells violations only.
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

GRAVE = {"serious", "critical"}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}

NAV = "#nav"
DRAWN = """nav => [
    innerWidth, document.documentElement.lang, nav.querySelector('[aria-current]') != null,
    matchMedia('(prefers-color-scheme: dark)').matches,
    JSON.stringify(nav.getBoundingClientRect()),
    nav.outerHTML.replaceAll(' aria-current="page"', ''),
].join()"""
_looked_at: set[str] = set()


def at_rest(page: Page) -> None:
    """Wait until the page that a click led to is there: between two pages there is no document."""
    page.wait_for_function("document.readyState === 'complete'")


def faults(page: Page, part: str | None = None) -> list[str]:
    """Axe's serious faults of a page, or of the part that a selector names.

    The navigation beside a page is left out where the same was looked at beside another one.
    """
    at_rest(page)
    nav = "" if part else _nav(page)
    context = part or ({"exclude": [NAV]} if nav in _looked_at else None)
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    if nav:
        _looked_at.add(nav)
    return [
        f"{page.url}: {one['id']} {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def _nav(page: Page) -> str:
    """The navigation as it is drawn: where it stands, in which words, with a mark or none.

    Which of its links bears the mark of the present page makes no difference.
    """
    nav = page.locator(NAV)
    drawn: str = nav.evaluate(DRAWN) if nav.count() else ""
    return drawn


def asked(width: str, language: str) -> bool:
    """Whether axe is asked: both widths and both languages, not each with each."""
    return (width == "wide") == language.startswith("zh")


def over_the_edge(page: Page) -> int:
    """By how many pixels something reaches over the page's right edge; 0 when nothing does."""
    at_rest(page)
    found: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return max(found, 0)


def fits(page: Page) -> bool:
    """Whether nothing reaches over the page's right edge."""
    return over_the_edge(page) == 0


def whole_at(page: Page, address: str, size: tuple[int, int]) -> None:
    """The page at a size has no serious fault, and nothing reaches over its edge."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(address)
    assert faults(page) == []
    assert fits(page), address


def fill(field: Locator, value: str, *, by_value: bool = False) -> None:
    """Fill in a field; choose in a list, by the words that are read there or by its value."""
    if field.evaluate("node => node.tagName") != "SELECT":
        field.fill(value)
    elif by_value:
        field.select_option(value)
    else:
        field.select_option(label=value)


def sent(page: Page) -> None:
    """Send the open dialog, and wait for the page to which it leads."""
    with page.expect_navigation():
        page.locator("dialog[open] button[type=submit]").last.click()
