"""Pantau in Kibana: data views, saved searches and a dashboard, as one importable file.

``dashboard.yaml`` is their source, ``pantau.ndjson`` what Kibana imports.
"""

from search.kibana.connection import Connection
from search.kibana.exporting import Exported, export_objects
from search.kibana.importing import Imported, import_objects
from search.kibana.objects import OBJECTS_FILE

__all__ = [
    "OBJECTS_FILE",
    "Connection",
    "Exported",
    "Imported",
    "export_objects",
    "import_objects",
]
