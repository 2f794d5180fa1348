"""What can be measured of a page as it is drawn: contrast, size of targets, width.

Contrast after WCAG 2.2: 4.5 for text, 3 for large text (24 px, or 18.66 px bold), against the
nearest ground that is painted. Targets: 48 px each way for whatever is clicked or typed in.
"""

from playwright.sync_api import Page

LEAST_TARGET = 48

_CONTRAST = """() => {
  const parse = (text) => {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    return { rgb: numbers.slice(0, 3), alpha: numbers.length > 3 ? numbers[3] : 1 };
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => {
      const s = c / 255;
      return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const found = parse(getComputedStyle(each).backgroundColor);
      if (found.alpha === 1) return found.rgb;
    }
    return [255, 255, 255];
  };
  const faults = [];
  const open = document.querySelector("dialog[open]");
  const walker = document.createTreeWalker(open || document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim();
    const element = walker.currentNode.parentElement;
    if (!text || element.closest(".unseen, script, style, title, option")) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(parse(style.color).rgb), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) faults.push(`${ratio.toFixed(2)}: ${text.slice(0, 60)}`);
  }
  return faults;
}"""

_TARGETS = """(least) => {
  const faults = [];
  const root = document.querySelector("dialog[open]") || document;
  for (const each of root.querySelectorAll("a[href], button, summary, input, select, textarea")) {
    if (each.type === "hidden" || !each.checkVisibility() || each.matches(".skip")) continue;
    // A radio is clicked through its label.
    const target = each.closest("label.choice") || each;
    const box = target.getBoundingClientRect();
    if (box.width < least - 0.5 || box.height < least - 0.5) {
      const name = (each.textContent.trim() || each.name || each.id).slice(0, 40);
      faults.push(`${name}: ${box.width.toFixed(0)} x ${box.height.toFixed(0)}`);
    }
  }
  return faults;
}"""

_WIDE = """() => {
  const faults = [];
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) faults.push("the page scrolls sideways");
  for (const each of document.querySelectorAll("main *, dialog[open] *")) {
    if (each.closest("#strip, .table, .unseen, svg") || !each.checkVisibility()) continue;
    const box = each.getBoundingClientRect();
    const out = box.width && (box.right > wide + 1 || box.left < -1);
    if (out) faults.push(each.outerHTML.slice(0, 80));
  }
  return faults;
}"""


def contrast_faults(page: Page) -> list[str]:
    """Return the visible texts with too little contrast, with their ratio."""
    found: list[str] = page.evaluate(_CONTRAST)
    return found


def small_targets(page: Page) -> list[str]:
    """Return the visible targets smaller than 48 px, with their size."""
    found: list[str] = page.evaluate(_TARGETS, LEAST_TARGET)
    return found


def wide_elements(page: Page) -> list[str]:
    """Return what stands out of the screen sideways."""
    found: list[str] = page.evaluate(_WIDE)
    return found


def check(page: Page, where: str) -> None:
    """Check what is drawn: contrast, targets and width."""
    assert contrast_faults(page) == [], where
    assert small_targets(page) == [], where
    assert wide_elements(page) == [], where
