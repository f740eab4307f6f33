"""Groups of parties for papers that a story tells one by one, or of two kinds together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from model.records import Instrument
from pipelines.record.forms import Organisation
from pipelines.record.groups import Group, is_own, likely_partner, likely_unit
from pipelines.record.papers import Paper, told_papers
from pipelines.record.statements import Statement, Strength
from pipelines.record.story import Story
from pipelines.text.instruments import InstrumentMention

#: Between two papers that the same sides sign: "MoU dan PKS", "satu MoU serta satu PKS".
_AND = re.compile(
    r"(?:\s?\([^()\n]{1,30}\))?(?: sebagai [a-z]{3,12}(?: [a-z]{3,12})?)?,? (?:dan|serta|sekaligus|"
    r"berikut|disusul|lalu|kemudian)(?: (?:satu|sebuah|sekaligus|dua|penandatanganan|naskah|"
    r"dokumen)){0,2} "
)
#: Papers before these signings.
_OLDER = re.compile(
    r"\b(?:tindak ?lanjut\w*|menindaklanjuti|berdasarkan|implementasi|merujuk|turunan|mengacu|"
    r"sesuai|sebelumnya|pernah|akan|rencana\w*)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_BOTH = 2


def groups_apart(story: Story, statements: Sequence[Statement]) -> list[Group]:
    """A group for each paper that ``story`` tells by itself; none where it tells them together.

    Who signs all of them is told once, before the first or after the last. Of papers of others
    beside that with a unit only the latter counts.
    """
    papers = _completed(story, told_papers(story))
    with_units = [p for p in papers if any(b.unit is not None or is_own(b) for b in p.bodies)]
    papers = with_units or papers
    if not papers:
        return []
    shared = _shared(story, papers, statements)
    groups = [_group(paper, shared) for paper in papers]
    for statement in statements:
        _give(statement, groups, {paper.sentence.start for paper in papers})
    return [
        group
        for group in groups
        if len(group.parties) > 1 and (group.units or any(map(is_own, group.parties)))
    ]


def groups_by_kind(story: Story, group: Group, papers: int | None) -> list[Group]:
    """``group`` once for each kind, where its sides sign papers of two kinds: "MoU dan PKS".

    ``papers`` is how many the story counts.
    """
    kinds = _two_kinds(story, group, papers)
    return [_of_kind(group, kind) for kind in kinds] if kinds else [group]


def _two_kinds(story: Story, group: Group, papers: int | None) -> list[Instrument]:
    signed = {s.sentence.start for s in group.statements if s.strength is Strength.SIGNED}
    for first, second in pairwise(story.instruments):
        sentence = story.sentence_at(first.start)
        if story.in_title(first.start) or story.quoted(first.start) or first.kind is second.kind:
            continue
        told = sentence.start in signed or papers == _BOTH
        joined = _AND.fullmatch(story.text, first.end, second.start)
        if not (_is_paper(first) and _is_paper(second)):
            continue
        if told and joined and not _OLDER.search(story.text, sentence.start, first.start):
            return [first.kind, second.kind]
    return []


def _is_paper(mention: InstrumentMention) -> bool:
    """Whether a paper stands for itself: an implementation arrangement goes with another."""
    return mention.kind is not Instrument.LAINNYA or mention.text.lower().startswith("perjanjian")


def _of_kind(group: Group, kind: Instrument) -> Group:
    """``group`` with the statements that tell of its paper of ``kind``, and with no other's."""
    return replace(
        group,
        kind=kind,
        statements=[
            replace(statement, instruments=own)
            for statement in group.statements
            if (own := _named(statement, kind)) or not statement.instruments
        ],
    )


def _named(statement: Statement, kind: Instrument) -> list[InstrumentMention]:
    return [mention for mention in statement.instruments if mention.kind is kind]


def _completed(story: Story, papers: Sequence[Paper]) -> list[Paper]:
    """The papers, each with who signs the other side, where one names both: "antara A dan B"."""
    if not any(_is_whole(paper) for paper in papers):
        return list(papers)
    return [paper if _is_whole(paper) else _with_other_side(story, paper) for paper in papers]


def _is_whole(paper: Paper) -> bool:
    return len({body.unit is None for body in paper.bodies}) > 1


def _with_other_side(story: Story, paper: Paper) -> Paper:
    """``paper`` with the other side that its part of the sentence names, or the one before it."""
    lacking = paper.bodies[0].unit is None
    inside = story.bodies.within(paper.start, paper.end)
    before = story.bodies.within(paper.sentence.start, paper.start)
    for body in (*inside, *(before if lacking else ())):
        if (body.unit is not None) is lacking:
            return paper._replace(bodies=(*paper.bodies, body))
    return paper


def _group(paper: Paper, shared: Sequence[Organisation]) -> Group:
    own = Statement(
        paper.sentence,
        Strength.SIGNED,
        parties=list(paper.bodies),
        instruments=list(paper.instruments),
    )
    group = Group(statements=[own], told=(paper.start, paper.end))
    group.extend([*([] if _is_whole(paper) else shared), *paper.bodies])
    return group


def _shared(
    story: Story, papers: Sequence[Paper], statements: Sequence[Statement]
) -> list[Organisation]:
    """Who is party to all ``papers``: those of the other side that a signing names."""
    partners = {body.name for paper in papers for body in paper.bodies}
    sides = {body.unit is None for paper in papers for body in paper.bodies}
    before = [
        Statement(
            papers[0].sentence,
            Strength.SIGNED,
            parties=story.bodies.within(papers[0].sentence.start, papers[0].start),
        )
    ]
    told = [s for s in statements if not story.in_title(s.sentence.start)]
    signed = [s for s in told if s.strength is Strength.SIGNED]
    weaker = [s for s in statements if s not in signed]
    for statement in [*before, *signed, *weaker]:
        parties: dict[str, Organisation] = {}
        for body in statement.parties:
            if body.name not in partners and (body.unit is None) not in sides:
                parties.setdefault(body.name, body)
        if parties:
            return list(parties.values())
    if sides == {True}:
        return likely_unit(story, weaker)
    return likely_partner(story, weaker) if sides == {False} else []


def _give(statement: Statement, groups: Sequence[Group], told: set[int]) -> None:
    """Let a statement outside what is ``told`` one by one tell of the papers that it may mean."""
    if statement.sentence.start in told:
        return
    for group in _meant(statement, groups):
        # The paper's own name says of what kind it is.
        named = any(own.instruments for own in group.statements)
        group.statements.append(replace(statement, instruments=[]) if named else statement)


def _meant(statement: Statement, groups: Sequence[Group]) -> Iterator[Group]:
    """The groups of the partners that ``statement`` names; all where it names none alone."""
    names = {body.name for body in statement.parties}
    shared = set.intersection(*(group.names for group in groups))
    own = [group for group in groups if names & (group.names - shared)]
    yield from own or groups
