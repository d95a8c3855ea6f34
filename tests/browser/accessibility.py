"""What axe-core finds wrong with a page."""

from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The two upper of axe's four grades: what keeps people out, or nearly does.
GRAVE = {"serious", "critical"}
# It must not preload style sheets: it would inject some of its own, which the policy rightly
# refuses.
OPTIONS = {"resultTypes": ["violations"], "preload": False}
CONTRAST = "color-contrast"
STRUCTURE = {**OPTIONS, "rules": {CONTRAST: {"enabled": False}}}
COLOURS = {**OPTIONS, "runOnly": [CONTRAST, "link-in-text-block"]}
# Texts of the same colours are as good as one: two thirds of axe's time, and no finding less.
OF_EACH_COLOUR = Path(__file__).with_name("colours.js").read_text()


def assert_accessible(page: Page, *, colours_only: bool = False) -> None:
    """
    Fail with a readable list when axe-core finds something serious or critical on a page.

    axe comes in by the debugging protocol, which a content security policy
    does not govern: the page's own stays in force. It is brought in once: a page
    that is looked at in several looks has it already. ``colours_only`` is for a
    page whose other colours were looked at in the same width: all else is the same.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    finish_animations(page)
    findings = [] if colours_only else run(page, STRUCTURE)
    findings += run(page, COLOURS, OF_EACH_COLOUR)
    grave = [finding for finding in findings if finding["impact"] in GRAVE]
    assert not grave, f"{page.url}\n" + "\n".join(describe(finding) for finding in grave)


def finish_animations(page: Page) -> None:
    """Show a page with no colour still on its way."""
    # Links of the desk change colour over 0.15 s, whatever a reader says of motion.
    page.evaluate("document.getAnimations().forEach(animation => animation.finish())")


def run(page: Page, options: dict[str, Any], elements: str = "() => document") -> list[dict]:
    """Run rules on the elements that an expression gives; return what is violated."""
    results = page.evaluate(
        f"options => axe.run(({elements})(), options).then(found => found.violations)", options
    )
    return list(results)


def describe(finding: dict) -> str:
    """Return a finding as lines: rule, meaning, and each place with its reason."""
    lines = [f"{finding['impact']}: {finding['id']} - {finding['help']} ({finding['helpUrl']})"]
    for node in finding["nodes"]:
        lines.append(f"    {' '.join(str(target) for target in node['target'])}")
        lines.append(f"        {node['html'][:200]}")
        reasons = node["any"] + node["all"] + node["none"]
        lines += [f"        {reason['message']}" for reason in reasons]
    return "\n".join(lines)
