"""The tables. ``store/migrations`` makes them; a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.types import TypeDecorator

#: The newest migration: a store at this revision is opened without loading Alembic.
HEAD = "0022"
ID_LENGTH = 16

#: An id of a story or an agreement, compared by bytes in every database: what reads all of them
#: goes by pages in that order.
Id = String(ID_LENGTH).with_variant(String(ID_LENGTH, collation="C"), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: kept and given back in UTC, whether the engine knows zones or not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the interface gives it
    ) -> datetime | None:
        """Turn an aware moment into UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(
        self,
        value: Any | None,
        dialect: Dialect,  # noqa: ARG002 - the interface gives it
    ) -> datetime | None:
        """Give the moment its zone back."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", UtcDateTime, nullable=False),
    Column("finished", UtcDateTime),
    Column("report", Text),
    Column("progress", Text),
    sqlite_autoincrement=True,
)

#: ``key`` is the canonical address, cut to what an index can hold.
page = Table(
    "page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("site", Text, nullable=False, index=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("detail", Text),
    Column("body_hash", String(64)),
    Column("title", Text),
    Column("published", UtcDateTime),
    Column("changed", UtcDateTime),
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_fetch", UtcDateTime),
    sqlite_autoincrement=True,
)
_IS_DUE = page.c.next_fetch.is_not(None)
Index(
    "ix_page_due",
    page.c.site,
    page.c.rank,
    sqlite_where=_IS_DUE,
    postgresql_where=_IS_DUE,
)

#: ``body`` is a Reading as JSON, without the text unless it is kept; ``digest`` is of the whole.
#: ``since`` and ``seen`` are when the page was first and last found to say this, ``body_hash`` is
#: of the bytes that it was read from. ``announced`` is how far its story was news (``store/news``).
reading = Table(
    "reading",
    metadata,
    Column("page", ForeignKey("page.id"), primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("since", UtcDateTime),
    Column("seen", UtcDateTime),
    Column("body_hash", String(64)),
    Column("announced", SmallInteger, nullable=False, server_default="0"),
)

#: What a page said before it was edited: a reading as ``reading`` had it, the story it was in, and
#: in words, as a list as JSON, what the next version changed.
version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page", ForeignKey("page.id"), nullable=False, index=True),
    Column("story", Id, index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("seen", UtcDateTime, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("changes", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: ``version`` is the number of the last change. ``sort_at`` is the publication time, or when the
#: story was first seen. ``lead`` is the page of the article that title, text and agreements come
#: from. ``shown`` is a digest of what an index is told: where it stays, the version does. ``born``
#: is the number of the change that made it; of two stories that become one, the older's id stays.
#: ``review`` is the decision that the label follows: what a person dropped is "other".
story = Table(
    "story",
    metadata,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("label", String(16), nullable=False),
    Column("title", Text, nullable=False),
    Column("published", UtcDateTime),
    Column("sort_at", UtcDateTime, nullable=False),
    Column("probability", Float, nullable=False),
    Column("language", Text, nullable=False),
    Column("lead", Integer, nullable=False),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    Column("shown", String(64)),
    Column("born", Integer, nullable=False, server_default="0"),
    Column("review", Integer),
    Index("ix_story_label_sort_at", "label", "sort_at"),
    Index("ix_story_label_probability", "label", "probability"),
    Index("ix_story_sort_at", "sort_at"),
)

_IS_DECIDED = story.c.review.is_not(None)
Index(
    "ix_story_review",
    story.c.review,
    sqlite_where=_IS_DECIDED,
    postgresql_where=_IS_DECIDED,
)

#: A kept article. ``same_as`` is the key of the address that the page itself calls canonical.
#: ``withdrawn`` is when it was found gone. ``corrects`` is the page of the article that this one
#: corrects; ``note`` is what the editors say they changed.
article = Table(
    "article",
    metadata,
    Column("page", ForeignKey("reading.page"), primary_key=True, autoincrement=False),
    Column("story", ForeignKey("story.id"), nullable=False),
    Column("same_as", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", UtcDateTime),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("label", String(16), nullable=False),
    Column("probability", Float, nullable=False),
    Column("language", Text, nullable=False),
    Column("richness", Integer, nullable=False),
    Column("agreements", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("shingles", LargeBinary, nullable=False),
    Column("withdrawn", UtcDateTime),
    Column("corrects", Integer, index=True),
    Column("note", Text),
    # Articles of one story under one address are counted once.
    Index("ix_article_story", "story", "same_as"),
)

#: A page that corrects another one; it has an article once that other one is kept.
correction = Table(
    "correction",
    metadata,
    Column("page", ForeignKey("reading.page"), primary_key=True, autoincrement=False),
    Column("site", Text, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("body", Text, nullable=False),
)

#: A person's decision about a story, with what the judge had said of it then.
review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("decision", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text),
    Column("label", String(16), nullable=False),
    Column("probability", Float, nullable=False),
    Column("model", String(64)),
    Column("undone", UtcDateTime),
    Column("undone_by", Text),
    sqlite_autoincrement=True,
)

#: The pages that a decision is about.
reviewed = Table(
    "reviewed",
    metadata,
    Column("page", ForeignKey("page.id"), primary_key=True, autoincrement=False),
    Column("review", ForeignKey("review.id"), primary_key=True, autoincrement=False, index=True),
)

#: Under which keys an article is looked for when another one may tell the same story. ``day`` is
#: the proleptic ordinal of the day of publication, 0 where the key holds at any time.
trace = Table(
    "trace",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("article", ForeignKey("article.page"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

#: Where a page, with its further parts, stands in the archive as it came at ``fetched_at``: in the
#: ``length`` bytes from ``start`` on of the file ``volume``. ``body_hash`` is that of the page's
#: state, ``digest`` is of all bodies.
archived = Table(
    "archived",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("page", ForeignKey("page.id"), nullable=False),
    Column("volume", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("body_hash", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("page", "digest"),
    Index("ix_archived_volume_start", "volume", "start"),
    sqlite_autoincrement=True,
)

#: An entry of the register. ``story`` is the one that speaks for it, ``place`` its place there.
#: ``body`` is what all its accounts say together, with where they contradict each other; ``born``
#: is as in ``story``. What follows ``born`` is taken from the body, to list and count by:
#: ``valid_until`` may be counted from the term, ``outcome`` is "renewed" or "amended" where another
#: agreement says so, ``conflicts`` counts the fields that people and news tell otherwise.
agreement = Table(
    "agreement",
    metadata,
    Column("id", Id, primary_key=True),
    Column("story", ForeignKey("story.id"), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("born", Integer, nullable=False, server_default="0"),
    Column("kind", String(32)),
    Column("signed_on", Date),
    Column("valid_until", Date),
    Column("province", Text),
    Column("ended_on", Date),
    Column("outcome", String(16)),
    Column("conflicts", Integer, nullable=False, server_default="0"),
    # With all that a list asks for before it reads the agreements of a page.
    *(
        Index(f"ix_agreement_{name}", name, "id", "story")
        for name in ("kind", "signed_on", "valid_until", "province")
    ),
)

#: What a story says of an agreement: ``body`` is what its articles say together, ``claims`` what
#: each of them says of the fields in which they may differ.
account = Table(
    "account",
    metadata,
    Column("story", ForeignKey("story.id"), primary_key=True),
    Column("agreement", ForeignKey("agreement.id"), primary_key=True, index=True),
    Column("place", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("claims", Text, nullable=False),
)

#: What was news, in that order: an ``item`` is a story or an agreement, of a ``sort`` each once.
news = Table(
    "news",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("item", Id, nullable=False),
    Column("sort", String(16), nullable=False),
    UniqueConstraint("item", "sort"),
    sqlite_autoincrement=True,
)

#: What a mask learnt of a story by the rules of ``rules`` and the texts with that digest
#: (``pipelines.masking.lesson``).
lesson = Table(
    "lesson",
    metadata,
    Column("story", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("rules", String(32), nullable=False),
    Column("digest", String(32), nullable=False),
    Column("told", Text, nullable=False),
)

#: The same of an agreement that several stories tell of, or people too: learnt of all at once.
joint_lesson = Table(
    "joint_lesson",
    metadata,
    Column("agreement", ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True),
    Column("rules", String(32), nullable=False),
    Column("digest", String(32), nullable=False),
    Column("told", Text, nullable=False),
)

#: What is listed and told to indexes: not the stories that a person dropped.
IS_SHOWN = story.c.label != "other"
#: The label of what is no story: it stands for an agreement that none speaks for.
DESK = "register"

#: Ids that were given up because their story or agreement went into another one.
moved = Table(
    "moved",
    metadata,
    Column("id", Id, primary_key=True),
    Column("target", Id, nullable=False, index=True),
)

#: One row: the number of the last change of any story. The next change takes the next number.
#: ``sites`` counts what was noted of sites and of visits to them.
change_counter = Table(
    "change_counter",
    metadata,
    Column("last", Integer, nullable=False),
    Column("sites", Integer, nullable=False, server_default="0"),
)

#: The builds of the search index that follow the store, in the order in which they were begun.
#: ``engine`` is the sort of engine that has the build.
build = Table(
    "build",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("engine", Text, nullable=False),
    sqlite_autoincrement=True,
)

#: What a build does not hold yet: ``item`` is a story, or what is gone and must leave the build.
#: ``error`` is why the engine refused it; such a row is set aside. There is no foreign key to the
#: build: rows are only made from its row, and checking each would double the time of a rebuild.
index_queue = Table(
    "index_queue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("build", Text, nullable=False),
    Column("item", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("error", Text),
    UniqueConstraint("build", "item"),
    sqlite_autoincrement=True,
)
_WAITS = index_queue.c.error.is_(None)
Index(
    "ix_index_queue_waiting",
    index_queue.c.build,
    index_queue.c.id,
    sqlite_where=_WAITS,
    postgresql_where=_WAITS,
)

#: Whom an agreement of the register names: units of ours by their ids, partners by their names,
#: ``key`` being what they are found by.
agreement_name = Table(
    "agreement_name",
    metadata,
    Column("agreement", ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True),
    Column("sort", String(16), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Index("ix_agreement_name_sort_key", "sort", "key"),
)
