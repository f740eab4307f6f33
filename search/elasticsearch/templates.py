"""The indices' fields and settings, as component and index templates."""

from __future__ import annotations

import hashlib
from typing import Any

from search import schema
from search.analysis import fingerprint
from search.elasticsearch.analysis import ASKED, STEMS, WORDS, analysis, names

#: Counts changes of this package that make an older index useless.
_LAYOUT_VERSION = 2
#: What an index says of itself; one that says otherwise is made anew.
VERSION = ".".join(
    (
        str(_LAYOUT_VERSION),
        str(schema.SCHEMA_VERSION),
        fingerprint(),
        hashlib.sha256(repr(names()).encode()).hexdigest()[:8],
    )
)

#: The two indices, by what they hold.
STORIES, AGREEMENTS = "stories", "agreements"
PARTS = (STORIES, AGREEMENTS)
#: Fields that are not the query language's: identity, order, and which fields are not empty.
ID, STORY, MOMENT, FILLED = "id", "story", "moment", "filled"
#: The day of publication in Asia/Jakarta; ``published`` is the moment.
PUBLISHED_ON = "published_on"
#: The fields in which the query language's days are sought.
DAYS = {field: field for field in schema.DATE_FIELDS} | {"published": PUBLISHED_ON}
#: The fields by whose values stories are counted.
FACETS = {field: field for field in schema.FACET_FIELDS} | {
    "province": "province.keyword",
    "unit": "unit.keyword",
    "site": "site.facet",
    "language": "language.facet",
}
#: Points for maps, by the field with the names of the areas.
POINTS = {"province": "province_point", "regency": "regency_point"}

#: Above what others write for all indices, or for those of a team.
_PRIORITY = 500
#: Characters; Lucene takes 32,766 bytes, of which a character has four at most.
_LONGEST_VALUE = 8191
#: Places between two texts of one field: more than a phrase reaches over.
_BETWEEN = 100

_COUNTS = ("article_count", "outlet_count", "term_months", "instrument_count", "partner_count")

#: Settings of an index that is being filled: no search waits for what it holds.
FILLING = {"refresh_interval": "-1", "auto_expand_replicas": "false", "number_of_replicas": 0}
#: Settings of an index in use; null is the server's own value.
IN_USE = {"refresh_interval": None, "auto_expand_replicas": "0-1"}


def exact(field: str) -> str:
    """Return the name of the field with the folded words of ``field``, unstemmed."""
    return f"{field}.exact"


def components(prefix: str) -> dict[str, dict[str, Any]]:
    """Return the component templates, by name."""
    return {
        # Together, for servers take no field whose analyzer is told elsewhere.
        f"{prefix}-texts": {
            "settings": {"index": {"analysis": analysis()}},
            "mappings": _mappings({field: _text(field) for field in schema.TEXT_FIELDS}),
        },
        f"{prefix}-values": {"mappings": _mappings(_values())},
    }


def templates(prefix: str) -> dict[str, dict[str, Any]]:
    """Return the index templates, by name."""
    return {
        f"{prefix}-{part}": {
            "index_patterns": [f"{prefix}-{part}-*"],
            "composed_of": sorted(components(prefix)),
            "priority": _PRIORITY,
            # An index that is missing is not made by a write, without its settings.
            "allow_auto_create": False,
            "template": {
                "settings": {
                    "index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
                },
                "mappings": {"_meta": {"schema": VERSION}},
            },
            "_meta": {"description": f"Pantau's {part}"},
        }
        for part in PARTS
    }


def _mappings(fields: dict[str, Any]) -> dict[str, Any]:
    # Names with a dot ("site.facet") are fields beside others, not parts of them.
    return {"dynamic": "strict", "subobjects": False, "properties": fields}


def _values() -> dict[str, Any]:
    keyword = {"type": "keyword", "ignore_above": _LONGEST_VALUE}
    facets = [field for field in FACETS.values() if not field.endswith(".keyword")]
    day = {"type": "date", "format": "strict_date"}
    point, count = {"type": "geo_point"}, {"type": "integer"}
    return {
        **dict.fromkeys((*schema.VALUE_FIELDS, *facets, "kind_as_written"), keyword),
        **dict.fromkeys((ID, STORY, FILLED), keyword),
        MOMENT: {"type": "long", "index": False},
        "published": {"type": "date"},
        **dict.fromkeys(DAYS.values(), day),
        **dict.fromkeys(POINTS.values(), point),
        **dict.fromkeys(_COUNTS, count),
        "probability": {"type": "float"},
        "url": {"type": "keyword", "index": False, "doc_values": False},
    }


def _text(field: str) -> dict[str, Any]:
    forms: dict[str, Any] = {"exact": _words(WORDS)}
    if field in schema.NAME_FIELDS:
        forms["keyword"] = {"type": "keyword", "ignore_above": _LONGEST_VALUE}
    return {**_words(STEMS), "search_analyzer": ASKED, "fields": forms}


def _words(analyzer: str) -> dict[str, Any]:
    return {"type": "text", "analyzer": analyzer, "position_increment_gap": _BETWEEN}
