"""Read every saved page anew: ``python -m tests.pages.regenerate``; then look at the changes.

What a page's ``misses`` names stays as a person wrote it.
"""

from __future__ import annotations

import json

from pipelines.read import read
from tests.pages.cases import cases


def main() -> None:
    for case in cases():
        saved = json.loads(case.file.read_text("utf-8"))
        found = read(case.page).model_dump(mode="json")
        saved["article"] = {
            name: case.article[name] if name in case.misses else value
            for name, value in found.items()
        }
        case.file.write_text(json.dumps(saved, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(case.name)


if __name__ == "__main__":
    main()
