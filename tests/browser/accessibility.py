"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# The two upper of axe's four grades: what keeps people out, or nearly does.
GRAVE = {"serious", "critical"}


def assert_accessible(page: Page) -> None:
    """
    Fail with a readable list when axe-core finds something serious or critical on a page.

    axe comes in by the debugging protocol, which a content security policy
    does not govern: the page's own stays in force. It must not preload style
    sheets: it would inject some of its own, which the policy rightly refuses.
    """
    results = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    findings = [finding for finding in results.response["violations"] if finding["impact"] in GRAVE]
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
