"""Who is named under a story, and the marks of the desk that stand there."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.read.people import names_in
from pipelines.read.phrases import EDGE, alternatives, compiled, words

_CREDIT_WORDS = words("credit_words")
_SENDERS = words("senders")

#: "Kontributor Serang", "Reporter Biro Lebak": where somebody wrote, behind what they did.
_POST = (
    r"(?:(?:reporter|kontributor|pewarta|wartawan|koresponden|jurnalis|redaktur|editor)"
    r"(?:\s+[\w.]{2,15}){1,2})"
)
_ROLE = f"(?:{_POST}|{alternatives('writers', 'editors', 'sources', 'others')})"
_WRITER = compiled(alternatives("writers") + r"(?:\s|$)")
_EDITOR = compiled(alternatives("editors") + r"(?:\s|$)")
_SOURCE = compiled(alternatives("sources") + r"$")
#: "Penulis: Budi | Editor: Sari" as a line of its own.
_LINE = compiled(
    rf"^{EDGE}{_ROLE}(?:\s*(?:&|/|,|dan)\s*{_ROLE})?\s*(?:berita\s*)?(?::|\||=|–|-\s)\s*.{{1,160}}$"
)
#: The same after the last sentence of a paragraph.
_TAIL = compiled(
    rf"(?<=[.!?”\"’')\]])[\s(*\[]{{0,6}}(?:{_ROLE})\s*:\s*[^.!?:]{{2,60}}"
    rf"(?:[|/,;\s]{{1,4}}{_ROLE}\s*:\s*[^.!?:]{{2,60}})*[)\].]{{0,2}}$"
)
#: "Budi Santoso | Editor: Sari": the first name without a role.
_NAME_FIRST = compiled(
    rf"^[\W_]{{0,6}}((?-i:[A-Z][\w.'’]*(?:\s[A-Z][\w.'’]*){{1,3}}))\s*[|/,•·–-]\s*{_ROLE}\s*:\s*[^!?:]{{2,60}}$"
)
#: "Penyunting: Budi Santoso. Riset: Sari Dewi.": what another did, whatever it is called.
_NEXT_ROLE = re.compile(r"\.\s+(?=[A-Z]\w+(?:\s\w+)?\s?:)")
_ONE = compiled(rf"({_ROLE})\s*(?:berita\s*)?[:|=–-]\s*")
#: A bracket that ends a story.
_BRACKET = re.compile(r"\s*[(\[{]([^()\[\]{}]{1,80})[)\]}]\s*[.*]{0,4}\s*$")
_SLASHED = re.compile(r"\s*(?:[/–—-]{1,2}\s*)?(?:\b[Rr]ed(?:aksi)?|RED)\s*[/*.]{0,3}\s*$")
_STARS = re.compile(r"[\s(\[]{0,4}(?:\*{2,}|\[\s?\]|[•■♦●]+|#{2,}|={3,})[\s)\].]*$")
_CLOSED = re.compile(r"[.!?…”\"’'*]\s*$")
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}|\b(?:19|20)\d\d\b")
_INITIALS = re.compile(r"[A-Za-z]{1,4}\d{0,2}$")
_DESK_WORD = r"(?:red(?:aksi)?|rls|rilis|tim|hms|humas|adv|ant(?:ara)?)"
_DESK = compiled(
    rf"^{EDGE}(?:(?:tim\s+)?redaksi|red|rls|tim(?:\s+.{{1,30}})?|admin|adv(?:ertorial)?|humas(?:\s+.{{1,70}})?"
    r"|siaran\s+pers.{0,60}|(?:press\s+)?release(?:\s+humas.{0,40})?|rilis|ril|hms|kontributor|ist)[\s\W_]{0,6}$"
)
#: "Red/Budi", "Budi/Red": the desk and a name with nothing around them.
_SIGNED = compiled(
    rf"^{EDGE}(?:{_DESK_WORD}(?:\s?/\s?[\w.*]{{1,20}}(?:\s[\w.]{{1,20}}){{0,2}}){{1,3}}"
    rf"|[\w.]{{1,20}}(?:\s[\w.]{{1,20}}){{0,2}}\s?/\s?{_DESK_WORD}){EDGE}$"
)
#: A role without a mark behind it, before a name: "Penulis Budi Santoso".
_BARE_ROLE = (
    r"(?:Penulis|Editor|Reporter|Pewarta|Wartawan|Jurnalis|Redaktur|Penyunting"
    r"|(?:Ditulis|Disunting|Diedit|Diterjemahkan) oleh)"
)
_UNMARKED = re.compile(
    rf"^[\s\W_]{{0,12}}{_BARE_ROLE}(?:\s+[A-Z][\w.'’]{{0,20}}){{1,4}}"
    rf"(?:\s*[|/,]\s*{_BARE_ROLE}(?:\s+[A-Z][\w.'’]{{0,20}}){{1,4}}){{0,2}}[\s\W_]{{0,6}}$"
)
#: The same beside each other: "Penulis Budi | Editor Sari".
_ROLE_AND_NAME = re.compile(rf"(?<!\w)({_BARE_ROLE})\s+(?=[A-Z])")
#: "Rilis Humas Lapas Tegal", "Siaran Pers Kanwil": who sent the story, without a mark.
_SENT = compiled(
    rf"^{EDGE}(?:rilis|siaran\s+pers|laporan|keterangan)\s+(?:resmi\s+|tim\s+)?"
    r"((?:humas|diskominfo|kominfo|prokopim|kanwil|lapas|rutan|bapas|lpka)\b[^.!?:]{0,70})[\s\W_]{0,6}$"
)
#: "Laporan wartawan Kabar Pantai, Budi Santoso": the name stands behind the last comma.
_REPORTED = compiled(
    rf"^{EDGE}laporan\s+(?:wartawan|reporter|kontributor|jurnalis|koresponden)\b[^.!?:]{{0,50}}?"
    r"(?:,\s*([^,.!?:]{3,40}))?[\s\W_]{0,6}$"
)
#: "-bs-", "--Budi Santoso--", "KP/bs": a mark at the end without a bracket.
_DASHED = re.compile(r"^\s*[-–—~]{1,3}\s?[\w.]{2,15}(?:[ /][\w.]{1,15}){0,2}\s?[-–—~]{1,3}\s*$")
#: "// bs", "_bs_", "@bs".
_SIGNED_ALONE = re.compile(
    r"^(?![\"“”‘’'(\[])[^\w\s]{0,3}\s?_?(?<=[^\w\s]|_|\s)[A-Za-z]{2,10}[^\w\s]{0,3}_?$"
)
#: "Budi Santoso melaporkan dari Serang."
_REPORTS = re.compile(r"^(?:[A-Z][\w.]*\s){1,4}melaporkan\s+(?:dari|untuk)\s[^.]{2,40}\.?$")
_PAIR = re.compile(r"^(?=(?:.*/)?[A-Za-z.]{1,4}(?:/|$))[A-Za-z.]{1,12}(?:/[A-Za-z.]{1,15}){1,3}$")
#: Stars before a name sign a story: "** Budi", "***Sari/Red".
_STARRED = re.compile(r"^\s*\*{1,4}\s*[\w./ -]{2,40}\**\s*$")
#: A desk's mark for who wrote: "bs-07", "KN02".
_CODE = re.compile(r"[A-Za-z]{1,5}\s?[-/.]?\s?\d{1,3}$")
_OUTLET = re.compile(r"[\w-]+\.(?:com|co\.id|id|net|org|info|news|tv|co)$", re.IGNORECASE)
_OWN_WORDS = 4
_MAX_SOURCE = 80
#: No credit line is longer, in characters.
_MAX_LINE = 240


_MARKED = (_LINE, _SIGNED, _NAME_FIRST)
#: These are told from sentences such as "Humas lapas membenarkan kabar itu." by their end.
_BARE = (_DESK, _UNMARKED, _SENT, _REPORTED)
_SENTENCE_WORDS = 5


class Names(NamedTuple):
    """Whom credits name, by what they did for the story."""

    writers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def and_more(self, others: Names) -> Names:
        """Return these names and the others behind them."""
        return Names(*(mine + more for mine, more in zip(self, others, strict=True)))


class Credit(NamedTuple):
    """What is left of a line without its credits (empty: nothing), and whom they name."""

    text: str
    names: Names


def is_credit_line(line: str) -> bool:
    """Say whether the whole line names who wrote, edited or sent the story."""
    if len(line) > _MAX_LINE:
        return False
    is_sentence = line.endswith((".", "!", "?")) and len(line.split()) >= _SENTENCE_WORDS
    signs = _MARKED if is_sentence else (*_MARKED, *_BARE)
    return any(says.match(line) for says in signs)


def is_signature(line: str) -> bool:
    """Say whether one of a story's last lines is a name, or a mark, between stars or dashes."""
    return any(sign.match(line) for sign in (_STARRED, _DASHED, _PAIR, _SIGNED_ALONE, _REPORTS))


def signed_by(line: str) -> Names:
    """Tell whom a signature names."""
    return _names_in_bracket(line.strip(" *-–—~"))


def without_credits(line: str) -> Credit:
    """Lift credits off the end of a story's last line.

    A bracket that belongs to the sentence, such as "(PKS)" or "(22/1/2025)", stays.
    """
    names = Names()
    while True:
        shorter, named = _lifted(line)
        names = names.and_more(named)
        if shorter == line:
            return Credit(line, names)
        line = shorter


def names_of(credit: str) -> Names:
    """Tell whom a credit line names, each by the role before the name."""
    if (sent := _SENT.match(credit)) is not None:
        return Names(sources=tuple(_sources(sent.group(1))))
    if (reported := _REPORTED.match(credit)) is not None:
        return Names(tuple(names_in(reported.group(1) or "")))
    roles = list(_ONE.finditer(credit)) or list(_ROLE_AND_NAME.finditer(credit))
    if not roles:
        return Names(sources=tuple(_senders(credit)))
    first = _NAME_FIRST.match(credit)
    named = Names(tuple(names_in(first.group(1)))) if first is not None else Names()
    for place, role in enumerate(roles):
        end = roles[place + 1].start() if place + 1 < len(roles) else len(credit)
        named = named.and_more(_named(role.group(1), credit[role.end() : end]))
    return named


def _named(role: str, words: str) -> Names:
    words = _NEXT_ROLE.split(words, maxsplit=1)[0]
    if _WRITER.match(role):
        return Names(tuple(names_in(words)), sources=tuple(_senders(words)))
    if _EDITOR.match(role):
        return Names(editors=tuple(names_in(words)))
    return Names(sources=tuple(_sources(words))) if _SOURCE.match(role) else Names()


def _sources(words: str) -> list[str]:
    """Give who is named as the source; words of the desk alone ("Liputan", "Red") name nobody."""
    name = words.strip(' \t.,;:|/*_-–—()[]"“”')
    parts = {part.lower().strip(".") for part in re.split(r"[\s/|,]+", name)}
    is_named = bool(parts - _CREDIT_WORDS) or bool(parts & _SENDERS & {"antara", "infopublik"})
    return [name] if 1 < len(name) <= _MAX_SOURCE and is_named else []


def _senders(words: str) -> list[str]:
    """Give the offices and agencies among the parts of a credit such as "Humas Lapas Slawi/Red"."""
    parts = (part.strip(" .:*()[]") for part in re.split(r"\s*[/|,;&•*]\s*", words))
    return [
        name
        for part in parts
        if part.partition(" ")[0].lower() in _SENDERS
        for name in _sources(part)
    ]


def _lifted(line: str) -> tuple[str, Names]:
    if is_credit_line(line):
        return "", names_of(line)
    if (tail := _TAIL.search(line)) is not None:
        return line[: tail.start()].rstrip(), names_of(tail.group())
    if (stars := _STARS.search(line)) is not None and stars.group().strip():
        return line[: stars.start()].rstrip(), Names()
    bracket = _BRACKET.search(line)
    if bracket is not None and is_credit(
        bracket.group(1), after_stop=_closes(line, bracket.start())
    ):
        return line[: bracket.start()].rstrip(), _names_in_bracket(bracket.group(1))
    slashed = _SLASHED.search(line)
    if slashed is not None and slashed.start() and _closes(line, slashed.start()):
        return line[: slashed.start()].rstrip(), Names()
    return line, Names()


def _names_in_bracket(content: str) -> Names:
    if _ONE.search(content):
        return names_of(content)
    return Names(tuple(names_in(content)), sources=tuple(_senders(content)))


def is_credit(content: str, *, after_stop: bool) -> bool:
    """Say whether the words in a bracket credit somebody.

    ``after_stop``: the sentence had ended before the bracket, so it is no part of it.
    """
    content = content.strip()
    if not any(character.isalnum() for character in content) or _LINE.match(content):
        return True
    parts = [part for part in re.split(r"[\s/|,&*+:.\-–_]+", content.lower()) if part]
    if any(part in _CREDIT_WORDS for part in parts):
        return after_stop or len(parts) <= _OWN_WORDS
    if _DAY.search(content):
        return False
    are_initials = all(_INITIALS.match(part) for part in parts)
    if "*" in content or ("/" in content and are_initials):
        return True
    if after_stop and (_CODE.match(content) or _OUTLET.search(content)):
        return True
    return after_stop and (bool(names_in(content)) or (len(parts) <= 2 and are_initials))


def _closes(line: str, end: int) -> bool:
    """Say whether a sentence, or the paragraph before, has ended at ``end``."""
    before = line[:end]
    return not before.strip() or bool(_CLOSED.search(before))
