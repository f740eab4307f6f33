"""In what capacity an official takes part in a signing."""

from __future__ import annotations

import re

from model.records import Capacity
from pipelines.record.groups import Group
from pipelines.record.people import Person
from pipelines.record.statements import Strength
from pipelines.record.story import Story
from pipelines.text.lookout import watch
from pipelines.text.sentences import Sentence

_SPEAKS = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|terang|sebut|imbuh|tambah|pungkas|tutup|pesan|"
    r"meng(?:atakan|ungkapkan|apresiasi)|menuturkan|menjelaskan|menyampaikan|menegaskan|"
    r"menyebut\w*|"
    r"menambahkan|menyambut|menekankan|berharap|mengaku|menerangkan|memaparkan|"
    r"berterima kasih)(?:nya)?\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(r"\b(?:disaksikan|menyaksikan|saksikan|saksi|di ?hadapan)\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:dihadiri|turut hadir|turut di ?hadiri|hadir|di hadiri|menghadiri|mendampingi|"
    r"didampingi|diikuti|"
    r"mengikuti|tampak)\b",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"\b(?:(?:men|di|pen)?\s?tanda ?tangan\w*|penanda ?tangan\w*|teken|meneken|diteken|"
    r"ditandatangani|menandatangani|"
    r"memperpanjang|diperpanjang)\b",
    re.IGNORECASE,
)
#: What is told of signing right before those who sign: "ditandatangani oleh", "diwakili".
_SIGNED_BY = re.compile(
    r"\b(?:di ?tanda ?tangani|di ?teken|menanda ?tangani(?:nya)?|meneken(?:nya)?|"
    r"diparaf|(?:dibubuhi|membubuhkan) tanda ?tangan|"
    r"(?:yg |yang )?ttd(?: dilakukan)?|yang bertanda tangan|"
    r"pihak (?:I{1,3}V?|pertama|kedua|ketiga|kesatu)|"
    r"penanda ?tangan|tanda tangan (?:pertama|kedua)? ?milik|yang (?:kedua|pertama) milik|yang "
    r"(?:tanda tangan|teken)|diwakili(?: langsung)?|dipimpin langsung|"
    r"(?:tanda ?tangan\w*|menandatangani|meneken|neken)\b[^.“”\n]{0,40}?\b(?:disusul|lalu)|"
    r"penandatanganan(?:nya)?\b[^.“”\n]{0,90}?\b(?:oleh|antara|dilakukan))\b",
    re.IGNORECASE,
)
#: What those who sign are told to do right after their names.
_THEY_SIGN = watch(
    r"\b(?:menanda ?tangani(?:nya)?|(?:me)?neken(?:nya)?|teken|(?:ber)?tanda ?tangan|"
    r"(?:menekan|memakai|menggoreskan|mengayunkan) pena|menulis(?:kan)? namanya|bubuh(?:in|kan)|"
    r"(?:bertindak|jadi|menjadi|selaku|sebagai) "
    r"pihak (?:pertama|kedua|ketiga|kesatu)|membubuhkan|menorehkan|sama-sama menyediakan|salaman|"
    r"berjabat tangan|bersalaman|bertukar (?:naskah|dokumen)|sepakat|menyepakati)\b",
    re.IGNORECASE,
)
#: Who signs for a side, in what goes on after the signing: "Dari lapas Kalapas X, dari BNN …".
_FOR_SIDE = re.compile(
    r"(?:^|[,;:] |\b(?:dan|sementara|sedangkan|adapun) )(?:(?:dari|untuk|pihak)(?: pihak)? "
    r"[\w ]{2,40}?(?:,|:| oleh| ialah| adalah| yakni)?|(?:sesudah|setelah) itu(?: giliran)?|"
    r"(?:lalu|kemudian|disusul|giliran))\s$",
    re.IGNORECASE,
)
#: Other things told of someone, which end what is told of signing.
_BREAK = re.compile(
    r"\b(?:disaksikan|menyaksikan|saksi|di ?hadapan|dihadiri|hadir|menghadiri|mendampingi|"
    r"didampingi|diikuti|bahwa|penandatanganan)\b|[“”\"]",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"^\W{0,3}(?:[\w.,]{1,6}[\s,.]+){0,4}(?:di [A-Z]\w+, \w+[^,]{0,12}, )?(?:juga |turut |pun |"
    r"langsung )?"
    r"(?:mengatakan|menuturkan|menjelaskan|menyampaikan|menegaskan|menyebut\w*|menambahkan|"
    r"mengungkapkan|mengapresiasi|menyambut|menekankan|berharap|mengaku|menerangkan|memaparkan|"
    r"membenarkan|meminta|menyatakan|menilai|bilang|berujar)\b",
)
_WATCHES = re.compile(
    r"^\W{0,3}(?:(?:yang )?(?:turut |ikut |hadir )?menyaksikan|(?:selaku|sebagai) saksi)\b"
)
#: What is told of the one named last: "…, M.Pd., yang menandatangani atas nama rektor".
_WHO_SIGNS = re.compile(
    r"^\W{0,3}(?:[\w.]{1,6}[\s,.]+){0,4}(?:yang|yg) (?:juga |turut |ikut )?"
    r"(?:menanda ?tangani|(?:me)?neken|membubuhkan)\b"
)
#: Those who head the parties, told to sign without their names.
_TOGETHER = watch(
    r"\b(?:kedua|ketiga|keempat|kelima)nya\b[^.;]{0,60}\b(?:menanda ?tangani|(?:me)?neken)\b|"
    r"\b(?:kedua|ketiga|keempat|kelima|dua|tiga|empat|lima|masing-masing) (?:pimpinan|pemimpin|"
    r"kepala)\b",
    re.IGNORECASE,
)
#: The act of signing, of all who head the parties, in a sentence that names no paper.
_WITH_PENS = watch(
    r"(?<!akan )(?<!belum )\bmereka (?:berdua |bertiga )?(?:tanda ?tangani|teken|meneken|"
    r"menanda ?tangani)\b|"
    r"\b(?:keduanya|ketiganya|mereka)\b[^.;]{0,30}\b(?:pena|pulpen|bolpoin)\b|"
    r"\b(?:kedua|ketiga|keempat|dua|tiga|empat|lima|para) penanda ?tangan\b(?! (?:oleh|antara))",
    re.IGNORECASE,
)
_HE_SIGNS = watch(
    r"\b(?:ia|dia|beliau)\b[^.,;]{0,40}\b(?:menanda ?tangani|(?:me)?neken|membubuhkan|bubuhi)\b|"
    r"\byang (?:ia|dia|beliau) (?:teken|tanda ?tangani)\b|\b(?:diteken|ditanda ?tangani)nya\b",
    re.IGNORECASE,
)
#: Heads that are named by their office alone.
_ALONE = frozenset({"Rektor", "Dekan", "Bupati", "Gubernur", "Kalapas", "Karutan", "Kabapas"})
#: Offices below that of a body's head.
_BELOW = re.compile(
    r"(?:Wakil|Wabup|Wagub|Wawali|Sekretaris|Sekda\w*|Plt|Plh|Asisten|Staf|Kab[ia]d|Kabag|Kasi\w*|"
    r"Kasub\w*|Anggota|Bendahara|Kepala (?:Bidang|Bagian|Seksi|Sub\w*|Divisi)|Kadiv\w*)\b"
)
_TITLE_STOP = re.compile(r"\b(?:KH|RD|RP|Pdt|Moh|Muh|Hj?|[Dd]r[ags]?|Prof|Ir|Tgk|Ust|Rm|Mgr)\.$")
#: People are called by no shorter part of their name, in characters.
_SHORTEST_CALL = 3
#: How far around a name is read for what is told of the one named, in characters.
_NEAR = 200


def capacity_of(story: Story, group: Group, person: Person) -> Capacity:
    """In what capacity ``person`` takes part in the signing of ``group``."""
    sentence = story.sentence_at(person.start)
    before = sentence.text[: person.start - sentence.start]
    after = story.text[person.end : _sentence_end(story, person.end)][:_NEAR]
    inside = story.text[person.office_start : person.name_start]
    if _WATCHES.match(after) or _WITNESS.search(inside):
        return Capacity.WITNESS
    if _WHO_SIGNS.match(after) and not story.quoted(person.start):
        return Capacity.SIGNATORY
    is_party = person.organisation is not None and person.organisation.name in group.names
    for_side = is_party and _for_side(story, group, sentence, before, after)
    if is_party and (
        _signs_elsewhere(story, group, person)
        or (for_side and _last(_WITNESS, before) < 0 and _last(_PRESENT, before) < 0)
    ):
        return Capacity.SIGNATORY
    witness = _last(_WITNESS, before)
    present = _last(_PRESENT, before)
    if max(witness, present) > _last(_SIGNS, before) and max(witness, present) >= 0:
        return Capacity.WITNESS if witness > present else Capacity.PRESENT
    signing = is_party and not _SAYS.match(after) and _in_signing(group, sentence)
    if signing or _told_to_sign(story, person, before, after):
        return Capacity.SIGNATORY
    return Capacity.QUOTED if _SAYS.match(after) else _seen_as(before, after[:80])


def _for_side(story: Story, group: Group, sentence: Sentence, before: str, after: str) -> bool:
    """Whether one is named as who signs for a side, in a signing's sentence or the next one."""
    if _SAYS.match(after) or not _FOR_SIDE.search(before) or _SPEAKS.search(sentence.text):
        return False
    start = story.sentence_at(max(0, sentence.start - 2)).start
    signed = {s.sentence.start for s in group.statements if s.strength is Strength.SIGNED}
    return sentence.start in signed or start in signed


def _signs_elsewhere(story: Story, group: Group, person: Person) -> bool:
    """Whether a sentence of signing means one of a party's people without a name."""
    signed = [s.sentence for s in group.statements if s.strength is Strength.SIGNED]
    if _heads(person) and (
        _signed_by_head(group, person)
        or any(_TOGETHER.search(s.text) for s in signed)
        or any(_all_sign(story, sentence) for sentence in story.sentences)
    ):
        return True
    called = _called(story, person)
    return any(
        any(_by_words(s.text, words) for words in called) or _by_pronoun(story, s, person)
        for s in signed
    )


def _all_sign(story: Story, sentence: Sentence) -> bool:
    """Whether the narrator shows those who sign, without a word of what they sign."""
    found = _WITH_PENS.search(sentence.text)
    return found is not None and not story.quoted(sentence.start + found.start())


def _by_words(sentence: str, words: str) -> bool:
    """Whether a sentence of signing has ``words`` sign: "… dan Deputi Pencegahan BNN meneken"."""
    named = words in sentence
    found = re.search(rf"\b{re.escape(words)}\b", sentence) if named else None
    if found is None:
        return False
    signed_by = _last_match(_SIGNED_BY, sentence[: found.start()])
    if signed_by is not None:
        between = sentence[signed_by.end() : found.start()]
        if not _BREAK.search(between) and not _SPEAKS.search(between):
            return True
    they_sign = _THEY_SIGN.search(sentence, found.end())
    if they_sign is None:
        return False
    between = sentence[found.end() : they_sign.start()]
    return not _BREAK.search(between) and not _SPEAKS.search(between)


def _called(story: Story, person: Person) -> list[str]:
    """What else a person may be named by: the office, or one word of the name alone."""
    names = dict.fromkeys((person.name.split()[0], person.name.split()[-1]))
    alone = [
        word
        for word in names
        if len(word) > _SHORTEST_CALL
        and {other.name for other in story.people if word in other.name.split()} == {person.name}
    ]
    head = person.office.split()[0]
    heads = {other.name for other in story.people if other.office.split()[0] == head}
    if heads == {person.name} and head in _ALONE:
        alone.append(head)
    return alone + [
        words
        for words, usable in (
            (person.office, " " in person.office),
            (person.name, " " in person.name),
        )
        if usable
    ]


def _by_pronoun(story: Story, sentence: Sentence, person: Person) -> bool:
    """Whether "ia menandatangani" means ``person``, who was named last before."""
    if not _HE_SIGNS.search(sentence.text) or person.start >= sentence.start:
        return False
    return not any(person.start < other.start < sentence.start for other in story.people)


def _sentence_end(story: Story, place: int) -> int:
    """Where the sentence at ``place`` ends, past the stops of titles: "KH.", "RD."."""
    sentence = story.sentence_at(place - 1)
    end = sentence.start + len(sentence.text)
    while _TITLE_STOP.search(story.text, max(place, end - 8), end) and end < place + _NEAR:
        sentence = story.sentence_at(end + 1)
        end = max(end + 1, sentence.start + len(sentence.text))
    return end


def _told_to_sign(story: Story, person: Person, before: str, after: str) -> bool:
    """Whether the words around a name say that its bearer signs."""
    if story.quoted(person.start):
        return False
    signed_by = _last_match(_SIGNED_BY, before[-_NEAR:])
    if signed_by is not None:
        between = before[-_NEAR:][signed_by.end() :]
        if not _BREAK.search(between) and not _SPEAKS.search(between):
            return True
    they_sign = _THEY_SIGN.search(after)
    if they_sign is None:
        return False
    between = after[: they_sign.start()]
    return not _BREAK.search(between) and not _SPEAKS.search(between)


def _in_signing(group: Group, sentence: Sentence) -> bool:
    return any(
        statement.sentence.start == sentence.start and statement.strength is Strength.SIGNED
        for statement in group.statements
    )


def _seen_as(before: str, after: str) -> Capacity:
    """The capacity of someone who is not told to sign."""
    if _WITNESS.search(after):
        return Capacity.WITNESS
    if _SPEAKS.search(after) or _SPEAKS.search(before[-60:]):
        return Capacity.QUOTED
    return Capacity.PRESENT if _PRESENT.search(after) else Capacity.QUOTED


def _heads(person: Person) -> bool:
    return _BELOW.match(person.office) is None


def _signed_by_head(group: Group, person: Person) -> bool:
    """Whether a statement of signing has the head of the person's body as a party."""
    owner = person.organisation
    return owner is not None and any(
        body.via_head and body.name == owner.name
        for statement in group.statements
        if statement.strength is Strength.SIGNED
        for body in statement.parties
    )


def _last(pattern: re.Pattern[str], text: str) -> int:
    match = _last_match(pattern, text)
    return -1 if match is None else match.start()


def _last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for match in pattern.finditer(text):
        found = match
    return found
