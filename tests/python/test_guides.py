"""The Python of the guides: every block runs, one after the other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

GUIDES = Path(__file__).parents[2] / "docs" / "guides"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", ["first-five-minutes", "from-the-door"])
def test_guide(name: str) -> None:
    text = (GUIDES / f"{name}.md").read_text(encoding="utf-8")
    blocks = [(text.count("\n", 0, found.start()) + 1, found[1]) for found in BLOCK.finditer(text)]
    assert blocks
    names: dict[str, Any] = {"__name__": name}
    for line, block in blocks:
        code = compile("\n" * line + block, f"docs/guides/{name}.md", "exec")
        exec(code, names)  # a block is a program; its assertions are the test
