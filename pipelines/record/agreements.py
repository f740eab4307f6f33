"""The agreements that a story tells of, put together from what each part of it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from model.records import Agreement, Article, Instrument, Party, Unit, UnitKind, UnitRole
from pipelines.record.apart import groups_apart, groups_by_kind
from pipelines.record.bodies import full_bnn
from pipelines.record.counts import Counts, counts_partners, find_counts
from pipelines.record.days import find_day
from pipelines.record.forms import Organisation
from pipelines.record.groups import Group, group_statements
from pipelines.record.kinds import Paper, find_act, find_paper
from pipelines.record.officials import find_officials
from pipelines.record.paper_numbers import find_numbers
from pipelines.record.places import find_place
from pipelines.record.scope import find_scope
from pipelines.record.statements import Statement, find_statements
from pipelines.record.story import Elsewhere, Story
from pipelines.record.term import find_term
from pipelines.text.lookout import watch
from pipelines.text.regions import find_regions
from pipelines.text.unit_ids import unit_id

_UPPER = {UnitKind.KANWIL, UnitKind.DITJENPAS}
_CARRIES_OUT = watch(
    r"\b(?:(?:me|di)nyiapkan|disiapkan|(?:akan|bakal|nantinya) (?:\w+ )?bersinergi|menyediakan "
    r"lahan|garda terdepan|ujung tombak|percontohan|uji coba|pelaksana\w*|melaksanakan|"
    r"dilaksanakan|tindak ?lanjut\w*|(?:men|di)tindak ?lanjuti|"
    r"lokasi|implementasi(?:nya)?|menyasar|bertugas|ditugaskan|mengawasi|diawasi|pengawasan|menjalankan|dijalankan|penerapan|"
    r"mendampingi)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:akan|bakal|nantinya|kelak)\b", re.IGNORECASE)
#: What is told of after the signing; heads of units who do something then were there.
_AFTERWARDS = re.compile(
    r"(?:(?:se)?usai|selepas|sesudah|setelah|se(?:le|te)sai)\s(?:acara|kegiatan|prosesi|seremoni|"
    r"penandatanganan|itu)|(?:pada|di|dalam) (?:akhir|sela|rangkaian|penghujung) "
    r"(?:acara|kegiatan)|(?:pada|di|dalam) (?:kesempatan|acara|momen|momentum) (?:yang sama|itu|"
    r"tersebut|ini)",
    re.IGNORECASE,
)

Evidence = dict[str, str | tuple[str, ...]]


def record(article: Article, fetched_at: datetime) -> tuple[Agreement, ...]:
    """Record the agreements that ``article`` tells of, in the order told; at least one.

    Meant for articles judged a partnership. What the article does not say is null or empty, and
    each field that is set has the words it was read from in ``evidence``.

    Args:
        article: the story; its ``published`` bounds the day of signing.
        fetched_at: when the page was fetched, which bounds that day where nothing else does.
    """
    story = Story(article)
    counts = find_counts(story)
    statements = find_statements(story)
    groups = groups_apart(story, statements) or group_statements(story, statements, counts)
    if len(groups) == 1:
        groups = groups_by_kind(story, groups[0], counts.papers)
    papers = [find_paper(story, group, groups) for group in groups]
    told = _Told(story, groups, papers, statements, counts, fetched_at)
    return tuple(_agreement(told, place) for place in range(len(groups)))


class _Told(NamedTuple):
    """What a story tells, as far as each of its agreements is read from it."""

    story: Story
    groups: Sequence[Group]
    papers: Sequence[Paper]
    statements: Sequence[Statement]
    counts: Counts
    fetched_at: datetime


def _agreement(told: _Told, number: int) -> Agreement:
    story, groups, _, statements, counts, fetched_at = told
    group, paper = groups[number], told.papers[number]
    act, act_said = find_act(story, group, groups)
    day = find_day(story, group, fetched_at)
    place = find_place(story, group)
    elsewhere = _told_elsewhere(group, groups)
    only = [other.kind for other in told.papers].count(paper.kind) == 1
    term = find_term(story, paper.kind, alone=len(groups) == 1, only=only, elsewhere=elsewhere)
    numbers = find_numbers(story, paper.kind, day.on, alone=len(groups) == 1, elsewhere=elsewhere)
    scope, scope_said = find_scope(story, paper.title, elsewhere)
    officials, officials_said = find_officials(story, group, groups)
    units, units_said = _units(story, group, statements)
    counted = group is groups[0]
    papers = _count(paper.kind, group, groups, counts)
    many = counted and counts_partners(counts, [group.parties for group in groups])
    evidence: Evidence = {
        "kind": paper.kind_evidence,
        "kind_as_written": paper.names,
        "act": act_said,
        "title": paper.title_evidence,
        "parties": tuple(story.text[body.start : body.end] for body in group.parties),
        "units": units_said,
        "signed_on": day.evidence,
        "signed_on_basis": day.evidence,
        "place": place.venue or "",
        "regency": place.regency_evidence,
        "province": place.province_evidence,
        "officials": officials_said,
        "instrument_count": counts.papers_evidence if papers else "",
        "partner_count": counts.partners_evidence if many else "",
        "partner_kinds": counts.sorts_evidence if many else (),
        "scope": scope_said,
        "term_months": term.months_evidence,
        "valid_until": term.until_evidence,
        "number_ours": numbers.evidence if numbers.ours else "",
        "number_theirs": numbers.evidence if numbers.theirs else "",
    }
    return Agreement(
        kind=paper.kind,
        kind_as_written=paper.names,
        act=act,
        title=paper.title,
        parties=tuple(Party(name=_party_name(story, b), kind=b.kind) for b in group.parties),
        units=units,
        signed_on=day.on,
        signed_on_basis=day.basis,
        place=place.venue,
        regency=place.regency,
        province=place.province,
        officials=officials,
        instrument_count=papers,
        partner_count=counts.partners if many else None,
        partner_kinds=counts.sorts if many else (),
        scope=scope,
        term_months=term.months,
        valid_until=term.until,
        number_ours=numbers.ours,
        number_theirs=numbers.theirs,
        evidence=_given(evidence),
    )


def _count(kind: Instrument, group: Group, groups: Sequence[Group], counts: Counts) -> int | None:
    """How many papers the story counts, if they are this agreement: all, or those of its kind."""
    if len(groups) == 1:
        return counts.papers
    own = counts.papers_kind is kind and all(not other.told for other in groups)
    return counts.papers if own and len(group.parties) > 2 else None


def _told_elsewhere(group: Group, groups: Sequence[Group]) -> Elsewhere:
    """Where the story tells of other papers alone, and of whom."""
    shared = frozenset.intersection(*(frozenset(other.names) for other in groups))
    named = frozenset(name for other in groups for name in other.names)
    names = (named - group.names, frozenset(group.names) - shared, shared)
    if group.told:
        spans = [other.told for other in groups if other is not group and other.told]
        return Elsewhere(tuple(spans), *names)
    own = {statement.sentence for statement in group.statements}
    others = {statement.sentence for other in groups for statement in other.statements}
    return Elsewhere(tuple((s.start, s.end) for s in others - own), *names)


def _party_name(story: Story, body: Organisation) -> str:
    """The name in full; a regional office's with the one regency that the story tells of."""
    if not body.name.startswith("Dinas ") or find_regions(body.name):
        return full_bnn(body.name)
    owners = {
        mention.region.name
        for other in story.bodies.mentions
        if other.name.startswith(("Dinas ", "Pemerintah Kabupaten ", "Pemerintah Kota "))
        for mention in find_regions(other.name)
    }
    return f"{body.name} {owners.pop()}" if len(owners) == 1 else body.name


def _units(
    story: Story, group: Group, statements: Sequence[Statement]
) -> tuple[tuple[Unit, ...], tuple[str, ...]]:
    """The units that take part, each in its first role, and the words that name them."""
    watchers = [body for s in statements for body in s.watchers]
    places = [body for s in group.statements for body in s.places]
    watching = {body.start for body in watchers}
    helpers = list(_helpers(story, group))
    told = [
        body
        for body in helpers
        if body.start not in watching or _LATER.search(story.sentence_at(body.start).text)
    ]
    roles: list[tuple[UnitRole, Iterable[Organisation]]] = [
        (UnitRole.SIGNATORY, group.parties),
        (UnitRole.IMPLEMENTER, told),
        (UnitRole.ATTENDEE, watchers),
        (UnitRole.LOCATION, places),
        (UnitRole.IMPLEMENTER, [*group.helpers, *helpers]),
        (UnitRole.ATTENDEE, _present(story)),
    ]
    found: dict[str, tuple[Unit, str]] = {}
    for role, bodies in roles:
        for body in bodies:
            if body.unit is not None and body.name not in found:
                key = unit_id(body.name, story.provinces)
                unit = Unit(name=body.name, kind=body.unit.kind, id=key, role=role)
                found[body.name] = (unit, story.text[body.start : body.end])
    return tuple(pair[0] for pair in found.values()), tuple(pair[1] for pair in found.values())


def _helpers(story: Story, group: Group) -> Iterable[Organisation]:
    """Lower units that are told to carry out what their Kanwil or the Directorate signed."""
    if any(body.unit and body.unit.kind not in _UPPER for body in group.units):
        return
    for body in story.bodies.mentions:
        if body.unit is None or body.unit.kind in _UPPER or story.in_title(body.start):
            continue
        if _CARRIES_OUT.search(story.sentence_at(body.start).text):
            yield body


def _present(story: Story) -> Iterable[Organisation]:
    """Units whose heads do something after the signing."""
    for body in story.bodies.mentions:
        if body.unit is not None and body.via_head and not story.in_title(body.start):
            sentence = story.sentence_at(body.start)
            if _AFTERWARDS.match(sentence.text.lstrip('“" ')) and not story.quoted(body.start):
                yield body


def _given(evidence: Evidence) -> Evidence:
    """``evidence`` without the fields that have none."""
    return {field: words for field, words in evidence.items() if words}
