"""axe-core, which looks for what keeps people from using a page."""

import json
from importlib.resources import files
from typing import Any

from .chromium import Page


async def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds on the page as it stands: the rule, and the elements."""
    await page.js(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    told = json.loads(await page.js("axe.run().then((result) => JSON.stringify(result.violations))"))
    return [{"rule": each["id"], "at": [node["html"] for node in each["nodes"]]} for each in told]
