"""The tables of sites: how each is asked, what recurs on it, how visits went."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, Index, Integer, String, Table, Text

from store.tables import UtcDateTime, metadata

#: ``hosts`` is a list, ``unfit`` a sentence as JSON; ``walked`` a day.
site = Table(
    "site",
    metadata,
    Column("site", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("name", Text),
    Column("province", Text),
    Column("type", Text),
    Column("group", Text),
    Column("status", String(16), nullable=False),
    Column("added", Boolean, nullable=False),
    Column("hosts", Text, nullable=False),
    Column("software", Text),
    Column("probed_at", UtcDateTime),
    Column("walked", Date),
    Column("failures", Integer, nullable=False),
    Column("next_visit", UtcDateTime),
    Column("note", Text),
    Column("unfit", Text),
)

#: ``key`` is the site and the address, cut to what an index can hold.
endpoint = Table(
    "endpoint",
    metadata,
    Column("key", Text, primary_key=True),
    Column("site", Text, nullable=False, index=True),
    Column("url", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("full_text", Boolean, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("trusted", Boolean, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("checked_at", UtcDateTime),
    Column("next_check", UtcDateTime),
    Column("interval", Float),
    Column("failures", Integer, nullable=False),
    Column("problem", Text),
    Column("found", Integer, nullable=False),
    Column("newest", UtcDateTime),
    Column("cursor", Text),
)

#: A line of a site's articles; ``first`` and ``last`` are numbers of the articles it was seen in,
#: counted for each site, ``title`` and ``day`` those of the last that counted. The key is the
#: digest and the site.
chrome_line = Table(
    "chrome_line",
    metadata,
    Column("key", Text, primary_key=True),
    Column("site", Text, nullable=False),
    Column("digest", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("title", String(16), nullable=False),
    Column("day", Date, nullable=False),
    Index("ix_chrome_line_site_last", "site", "last"),
)

#: There is no foreign key to the run: visits outlive runs that are swept out.
visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("site", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("seconds", Float, nullable=False),
    *(
        Column(name, Integer, nullable=False)
        for name in (
            "requests discovered new off_topic fetched articles kept candidates failed audited"
            " audit_kept"
        ).split()
    ),
    Column("text_length", Integer),
    Column("dated", Integer, nullable=False),
    Column("newest", UtcDateTime),
    Column("error", Text),
    Column("detail", Text),
    Index("ix_visit_site_at", "site", "at"),
    sqlite_autoincrement=True,
)
