"""Pages that everybody can use: axe finds nothing."""

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

_axe = Axe()


def axe(page: Page, context: str | None = None) -> None:
    """AssertionError with a line per violation; `context` restricts it to a CSS selector."""
    page.wait_for_load_state()  # a click may return as soon as the address has changed
    response = _axe.run(page, context=context).response
    faults = [
        f"{rule['id']} ({rule['impact']}): {' '.join(node['target'])}: {node['html'][:120]}"
        for rule in response["violations"]
        for node in rule["nodes"]
    ]
    assert not faults, f"\n{page.url}\n" + "\n".join(faults)
