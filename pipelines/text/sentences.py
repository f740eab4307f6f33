"""Indonesian text as sentences, with their places in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

#: Short words whose full stop does not end a sentence: titles, degrees, addresses, company forms.
_ABBREVIATIONS = frozenset(
    """
    a.n abd adv al alm almh amd apt bd bid bp bpk brigjen bripka capt co cq d.a dir dkk dr dra drg
    drh drs dsb dst gub h hj hlm inc ir irjen jend jl jln jos ka kab kap kec kel ket kh khs km kol
    komjen kompol kp krt letjen lt ltd m maj mayjen mgr moch moh mr mrs ms muh nn no nomor nr ny p
    pdt pgs ph plh plt pol prof pt pukul rm rp rt rw s sdr sdri serda sert st ste tbk tgk tgl th tn
    u univ ust ustad ustadz vol yth
    """.split()
)
#: Words that begin sentences and no names: after one, the stop of a degree ends a sentence.
_OPENERS = frozenset(
    """
    acara ada adapun agar akan apabila atas bagi bahkan banyak beliau berbagai bertempat bila dalam
    dari demikian dengan di dia dokumen dua hadir hal hari hingga ia ini isi itu jika kami kata
    kedua keduanya kegiatan kemudian kerja kesepakatan kini kita langkah lebih maka mereka melalui
    menanggapi menurut menurutnya mou naskah nantinya namun nota oleh pada para pelaksanaan
    pembinaan penandatanganan pertemuan perjanjian program prosesi rangkaian saat sebagai sebelumnya
    sedangkan selain selama selanjutnya semua sementara serta sesuai setelah seusai tak tampak
    tidak turut ucapan untuk usai
    """.split()
)
_NEXT_WORD = re.compile(r"\s+([A-Z][a-z]+)\b")
_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)|\n+")
_LAST_WORD = re.compile(r"[\w.]*\w$")
_OPENS_LOWER = re.compile(r"\s*[\"“‘'(]?[a-z,;]")


class Sentence(NamedTuple):
    """A verbatim sentence and where it starts and ends in the text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=8)
def sentences(text: str) -> tuple[Sentence, ...]:
    """Split ``text`` at line ends and at stops that end a sentence.

    A stop after an abbreviation, an initial ("M. Ali") or before a lower-case word does not; one
    after a degree ("S.H.") does where the next word begins no name.
    The last few texts are remembered, as judging and recording ask alike.
    """
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for match in _END.finditer(text):
        if match.start() < start or not _ends_sentence(text, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    if stop.group().startswith("\n"):
        return True
    if _OPENS_LOWER.match(text, stop.end()) and "\n" not in text[stop.end() : stop.end() + 2]:
        return False
    if not stop.group().startswith(".") or stop.group().startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(0, stop.start() - 20), stop.start())
    if word is None:
        return True
    last = word.group().lower().rpartition(".")[2]
    is_initial = len(last) == 1 and last.isalpha()
    if not is_initial and last not in _ABBREVIATIONS:
        return True
    after = _NEXT_WORD.match(text, stop.end()) if "." in word.group() else None
    return after is not None and after[1].lower() in _OPENERS


def _trimmed(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = left + len(piece.strip())
    if right > left:
        yield Sentence(text[left:right], left, right)
