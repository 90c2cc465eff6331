"""What makes a page readable: contrast, headings, landmarks, pictures' words, targets, weight."""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

MOST_BYTES = 100_000
LEAST_CONTRAST, LEAST_LARGE_CONTRAST = 4.5, 3.0
LEAST_TARGET = 44
# Rules of axe-core that have something to look at on the barest page.
LEAST_PASSED = 10

# Every visible text in the colours that the browser has computed, grounds laid over each other.
CONTRASTS = """() => {
  const parse = value => {
    const n = value.match(/[\\d.]+/g).map(Number);
    return {r: n[0], g: n[1], b: n[2], a: n.length > 3 ? n[3] : 1};
  };
  const over = (top, under) => ({
    r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a),
    b: top.b * top.a + under.b * (1 - top.a), a: 1});
  const light = c => {
    const [r, g, b] = [c.r, c.g, c.b].map(v => {
      v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
    if (!text || !element || element.closest('script,style,template,.hidden,.skip')) continue;
    if (element.closest('svg') || !element.checkVisibility()) continue;
    const layers = [];
    let ground = null;
    for (let e = element; e && !ground; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.a === 1) ground = colour; else if (colour.a > 0) layers.unshift(colour);
    }
    ground = ground || {r: 255, g: 255, b: 255, a: 1};
    for (const layer of layers) ground = over(layer, ground);
    const style = getComputedStyle(element);
    const ink = over(parse(style.color), ground);
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize), bold = parseInt(style.fontWeight) >= 700;
    found.push({text: text.slice(0, 24), ratio: (high + 0.05) / (low + 0.05),
                large: size >= 24 || (bold && size >= 18.66)});
  }
  return found;
}"""

SHAPE = """() => ({
  lang: document.documentElement.lang,
  headings: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1])),
  mains: document.querySelectorAll('main').length,
  banners: document.querySelectorAll('body > header').length,
  feet: document.querySelectorAll('body > footer').length,
  unnamed: [...document.querySelectorAll('nav,form[role=search],aside')]
    .filter(e => !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby')).length,
  wordless: [...document.images].filter(i => !i.hasAttribute('alt')).map(i => i.src),
  broken: [...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src),
  unlabelled: [...document.querySelectorAll('input:not([type=hidden]),select,textarea')]
    .filter(f => !f.labels.length && !f.getAttribute('aria-label')).length,
})"""

# Links inside a sentence are exempt (WCAG 2.5.8); all others are touched with a thumb.
SMALL_TARGETS = """least => [...document.querySelectorAll(
    'a,button,input:not([type=hidden]),select,summary')]
  .filter(e => e.checkVisibility() && !e.closest('.skip,.prose,.pot'))
  // A tick is touched with the label around it.
  .map(e => ({e, box: (['radio', 'checkbox'].includes(e.type) && e.closest('label') || e)
    .getBoundingClientRect()}))
  .filter(({box}) => box.width > 1 && Math.round(box.height) < least)
  .map(({e, box}) => [(e.textContent.trim() || e.name || e.tagName).slice(0, 20), box.height])"""

LINES = """() => [...document.querySelectorAll('.prose p, .lead')].map(p => {
  const size = parseFloat(getComputedStyle(p).fontSize);
  return Math.floor(p.getBoundingClientRect().width / size);
}).filter(n => n > 38)"""

# Every picture is there, those too that are fetched only when they come into sight.
SETTLE = """() => Promise.allSettled([...document.images].map(one => {
  one.loading = 'eager';
  return Promise.race([one.decode(), new Promise(done => setTimeout(done, 5000))]);
})).then(() => null)"""


# Every rule that axe-core has, its recommendations too. Nothing is fetched beside the page.
AXE = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations'], preload: false});
  return {passed: found.passes.length, wrong: found.violations.map(one =>
    [one.id, one.nodes.length, one.nodes[0].html.slice(0, 120), one.nodes[0].failureSummary])};
}"""


@cache
def axe_source() -> str:
    """The script of axe-core, as the package of the tests brings it."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def axe_complaints(page: Any) -> list[str]:
    """What axe-core finds wrong with the open page. Raises AssertionError if it looked at nothing.

    The script is evaluated and not loaded: the policy of the page would not let it in.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_source())
    found = page.evaluate(AXE)
    assert found["passed"] > LEAST_PASSED, found
    return [f"axe {rule} ×{times}: {html} {why}" for rule, times, html, why in found["wrong"]]


def complaints(page: Any, *, alone: bool = False) -> list[str]:
    """What is not readable on the open page. alone: it has no head and foot of the site."""
    page.evaluate(SETTLE)
    found = contrast_complaints(page) + _shape(page, alone=alone)
    found += [
        f"{text}: {high:.0f} px high" for text, high in page.evaluate(SMALL_TARGETS, LEAST_TARGET)
    ]
    found += [f"line of {n} characters" for n in page.evaluate(LINES)]
    return found


def contrast_complaints(page: Any) -> list[str]:
    """Texts whose computed contrast is too low."""
    return [
        f"contrast {text['ratio']:.2f}: {text['text']}"
        for text in page.evaluate(CONTRASTS)
        if text["ratio"] < (LEAST_LARGE_CONTRAST if text["large"] else LEAST_CONTRAST)
    ]


def _shape(page: Any, *, alone: bool) -> list[str]:
    shape = page.evaluate(SHAPE)
    headings = shape["headings"]
    checks = {
        "language is not Chinese": shape["lang"] == "zh-CN",
        f"headings {headings}": headings[:1] == [1]
        and headings.count(1) == 1
        and all(later <= earlier + 1 for earlier, later in pairwise(headings)),
        "not one main": shape["mains"] == 1,
        "no head or no foot": alone or (shape["banners"] == 1 and shape["feet"] == 1),
        "a landmark without a name": not shape["unnamed"],
        f"pictures without words {shape['wordless']}": not shape["wordless"],
        f"broken pictures {shape['broken']}": not shape["broken"],
        "a field without a label": not shape["unlabelled"],
    }
    return [word for word, fine in checks.items() if not fine]


class Weight:
    """Bytes of a page's answers without pictures, as they came over the wire."""

    def __init__(self, page: Any) -> None:
        self.bytes = 0
        self.pictures = 0
        page.on("requestfinished", self._count)

    def _count(self, request: Any) -> None:
        size = request.sizes()["responseBodySize"]
        if request.resource_type == "image":
            self.pictures += size
        else:
            self.bytes += size
