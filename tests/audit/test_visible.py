"""A reader sees what the audit read: no style and no script hides, replaces or adds a word on any page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab

from disclosure.text.built import BuiltPage, parsed, read_site, squeezed

CONTROLS = ".md-skip, .contents-fold, .chart-tools, .settings, .catalogue-count, .search-results, .controls, .version-answer, .version-check, .print-note, .printed-source, noscript, .particulars button"
"""What is there to be used, and shows or says something by turns: the folded contents, settings, results."""

SEEN = """([controls]) => {
  document.querySelectorAll("details").forEach(each => { each.open = true })
  const faint = [], added = []
  for (const element of document.querySelectorAll("data, [data-field]")) {
    if (element.closest(controls) || !element.textContent.trim()) continue
    const box = element.getBoundingClientRect(), style = getComputedStyle(element)
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && box.width > 3 && box.height > 3 && parseFloat(style.fontSize) > 8
      && !/rgba\\(.*, 0\\)|transparent/.test(style.color) && style.textDecorationLine !== "line-through"
      && style.direction === "ltr" && style.transform === "none"
    if (!seen) faint.push(element.outerHTML)
  }
  for (const element of document.body.querySelectorAll("*"))
    for (const side of ["::before", "::after"]) {
      const content = getComputedStyle(element, side).content.replace(/counters?\\([^)]*\\)/g, "")
      if (!element.closest(controls) && /[\\p{L}\\p{N}]/u.test(content.replace(/^(none|normal)$/, ""))) added.push(content)
    }
  document.querySelectorAll(controls).forEach(each => each.remove())
  return { text: document.body.innerText, faint, added }
}"""


def read(page: BuiltPage) -> str:
    """The text that the audit reads on a page, without that of controls."""
    page = parsed(page.address, page.source)
    names = [f"contains(concat(' ', @class, ' '), ' {name[1:]} ')" for name in CONTROLS.split(", ") if name[0] == "."]
    for element in page.elements(f"//*[{' or '.join(names)}]"):
        element.tag = "noscript"
    etree.strip_elements(page.tree, "script", "style", "noscript", with_tail=False)
    return "".join(map(squeezed, page.elements("//body")))


def differences(tab: Tab, page: BuiltPage) -> list[str]:
    """What a reader of the open page sees and the audit did not read, or the other way round."""
    seen: Any = tab.evaluate(SEEN, [CONTROLS])
    added = {re.sub(r'[" ]', "", each) for each in seen["added"]} - {"出处："}
    return [*(["text"] if squeezed(seen["text"]) != read(page) else []), *seen["faint"], *added]


def test_what_a_reader_sees_of_each_page_is_what_the_audit_read(site: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 1600, "height": 900})
    for address, page in read_site(site).items():
        tab.goto((site / address).as_uri())
        assert differences(tab, page) == [], address
    tab.close()


@pytest.mark.parametrize(
    "style",
    [
        ".figure b { display: none }",
        ".figure { opacity: 0 }",
        ".figure { color: transparent !important }",
        ".figure { font-size: 1px }",
        ".figure { text-decoration: line-through }",
        ".figure { position: absolute; width: 0; height: 0; overflow: hidden }",
        ".figure::after { content: '余' }",
        "article p { display: none }",
    ],
)
def test_a_style_that_hides_or_adds_is_found(style: str, site: Path, browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 1600, "height": 900})
    tab.goto((site / "2023/disputes.html").as_uri())
    tab.add_style_tag(content=style)
    assert differences(tab, read_site(site)["2023/disputes.html"])
    tab.close()
