"""Sentences that do nothing but list bodies: "Pertama maju X, kedua Y, lalu Z."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.record.cues import Cue, find_cues
from pipelines.record.forms import Organisation
from pipelines.text.sentences import Sentence

#: So few bodies are no list.
FEWEST = 3
#: Most words of such a sentence that neither name a body nor join the list.
MOST_OTHER_WORDS = 4

_JOINTS = frozenset(
    """
    dan serta lalu kemudian terus berikutnya selanjutnya terakhir disusul menyusul diikuti pertama
    kedua ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh ada yakni yaitu ialah
    adalah juga plus hingga sampai sementara sedangkan mereka
    """.split()
)
_WATCHING = {Cue.WATCHED, Cue.WATCHES}


def is_enumeration(sentence: Sentence, bodies: Sequence[Organisation]) -> bool:
    """Whether ``sentence`` lists ``bodies``, those it names in order, and says little else."""
    if len(bodies) < FEWEST:
        return False
    other = re.findall(r"\w+", _without(sentence, bodies))
    if len(other) > MOST_OTHER_WORDS:
        return False
    said = find_cues(_without(sentence, bodies, joints=True))
    return all(cue.cue not in _WATCHING for cue in said)


def _without(sentence: Sentence, bodies: Sequence[Organisation], *, joints: bool = False) -> str:
    """The words of ``sentence`` that name no body; ``joints`` keeps those that join a list."""
    pieces, place = [], sentence.start
    for body in bodies:
        pieces.append(sentence.text[place - sentence.start : body.start - sentence.start])
        place = body.end
    pieces.append(sentence.text[place - sentence.start :])
    words = " ".join(pieces).split()
    return " ".join(w for w in words if joints or w.strip(",.;:").lower() not in _JOINTS)
