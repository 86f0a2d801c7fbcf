"""axe-core, which looks for what keeps people from using a page. It is used by the tests alone (MPL 2.0, see LICENSE
here)."""

import json
from pathlib import Path
from typing import Any

from ..chromium import Page

_AXE = Path(__file__).with_name("axe.min.js")


async def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it stands: the rule, and the elements."""
    await page.js(_AXE.read_text(encoding="utf-8"))
    told = json.loads(await page.js("axe.run().then((result) => JSON.stringify(result.violations))"))
    return [{"rule": each["id"], "at": [node["html"] for node in each["nodes"]]} for each in told]
