"""The tables of what people say of agreements, beside what the news tells."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from store.tables import Id, UtcDateTime, metadata

#: What people said of a field of an agreement, in order: the last row of a field counts. ``act`` is
#: "given", "withdrawn" (the news counts again) or "kept" (settled against the news). ``value`` is
#: what is said, ``news`` what the stories said then, both as JSON.
agreement_value = Table(
    "agreement_value",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agreement", Id, nullable=False, index=True),
    Column("field", String(32), nullable=False),
    Column("act", String(16), nullable=False),
    Column("value", Text),
    Column("news", Text),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text),
    sqlite_autoincrement=True,
)

#: An agreement that stands without stories. Its row of ``story`` bears the label "register" and
#: the id of ``model.records.desk_story``. ``told`` is what news told of it last, as JSON; ``by``
#: and ``at`` say who entered it by hand, null where people's values alone keep it.
desk_entry = Table(
    "desk_entry",
    metadata,
    Column("story", ForeignKey("story.id"), primary_key=True),
    Column("told", Text, nullable=False),
    Column("by", Text),
    Column("at", UtcDateTime),
)

#: Under which keys such an agreement is found when a story may tell of it; as in ``trace``.
desk_trace = Table(
    "desk_trace",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("story", ForeignKey("desk_entry.story"), primary_key=True, index=True),
)

#: A page that tells what came of an agreement after it was signed, or may. ``by`` is who said so,
#: null where it was found in the text: then ``evidence`` is the sentence, ``aspect`` what it tells.
#: ``state`` is one of ``model.following.FollowState``.
follow_up = Table(
    "follow_up",
    metadata,
    Column("agreement", Id, primary_key=True),
    Column("page", ForeignKey("page.id"), primary_key=True, autoincrement=False, index=True),
    Column("by", Text),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(16), nullable=False, server_default="attached"),
    Column("aspect", String(16)),
    Column("evidence", Text),
)

#: An office, by its id, that a page names which tells what became of a paper that is not known yet;
#: ``known`` is how many agreements of that office the register had when the page was read.
unplaced = Table(
    "unplaced",
    metadata,
    Column(
        "page", ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    Column("unit", Text, primary_key=True, index=True),
    Column("known", Integer, nullable=False),
)
