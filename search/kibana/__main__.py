"""Makes ``pantau.ndjson`` anew of ``dashboard.yaml``."""

from __future__ import annotations

from search.kibana.ndjson import to_ndjson
from search.kibana.objects import OBJECTS_FILE, generated

if __name__ == "__main__":
    OBJECTS_FILE.write_text(to_ndjson(generated()), encoding="utf-8")
