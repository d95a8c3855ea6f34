"""What axe-core finds wrong with a page."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# The two upper of axe's four grades: what keeps people out, or nearly does.
GRAVE = {"serious", "critical"}
# It must not preload style sheets: it would inject some of its own, which the policy rightly
# refuses.
OPTIONS = {"resultTypes": ["violations"], "preload": False}


def assert_accessible(page: Page) -> None:
    """
    Fail with a readable list when axe-core finds something serious or critical on a page.

    axe comes in by the debugging protocol, which a content security policy
    does not govern: the page's own stays in force. It is brought in once: a page
    that is looked at in several looks has it already.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    results = page.evaluate("options => axe.run(options)", OPTIONS)
    findings = [finding for finding in results["violations"] if finding["impact"] in GRAVE]
    assert not findings, f"{page.url}\n" + "\n".join(describe(finding) for finding in findings)


def describe(finding: dict) -> str:
    """Return a finding as lines: rule, meaning, and each place with its reason."""
    lines = [f"{finding['impact']}: {finding['id']} - {finding['help']} ({finding['helpUrl']})"]
    for node in finding["nodes"]:
        lines.append(f"    {' '.join(str(target) for target in node['target'])}")
        lines.append(f"        {node['html'][:200]}")
        reasons = node["any"] + node["all"] + node["none"]
        lines += [f"        {reason['message']}" for reason in reasons]
    return "\n".join(lines)
