"""Words that tell what the bodies around them do: sign, watch, lend the room, or are spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple


class Cue(Enum):
    """What a word says of the bodies before or after it."""

    #: An active verb of signing or agreeing: its subjects are parties.
    SIGN = auto()
    #: A passive one: who stands after it, or after its "oleh", is a party.
    SIGNED = auto()
    #: The noun "penandatanganan".
    SIGNING = auto()
    #: An active verb of working together, without a paper.
    JOIN = auto()
    BETWEEN = auto()
    WITH = auto()
    BY = auto()
    #: "disaksikan": who stands after it watches.
    WATCHED = auto()
    #: "menyaksikan": who stands before it watches.
    WATCHES = auto()
    PLACE = auto()
    #: "bagi", "tentang": what follows is what the paper is for or about.
    ABOUT = auto()
    #: "tindak lanjut": what follows is an older paper.
    OLDER = auto()
    FOR = auto()
    VERB = auto()


_TANDA = r"tanda[ -]?tangan"
_PENANDA = r"penanda[ -]?tangan(?:an)?"
#: "menandatangni", "ditandatanggani", after the letters that they begin with.
_MISSPELT = r"da?\w? ?t[aeg]\w{1,2}g\w{0,3}"
_HOLD = (
    r"(?:melaksanakan|melakukan|menggelar|mengadakan|menyelenggarakan|gelar|laksanakan|lakukan|"
    r"adakan|melangsungkan|menjalani|menjalankan)"
)
_WORDS: dict[Cue, str] = {
    Cue.OLDER: (
        r"(?:sebagai )?tindak lanjut(?: dari| atas)?(?! ini|,)|menindaklanjuti|"
        r"implementasi(?: dari)?|berdasarkan|merujuk|"
        r"mengacu|sesuai(?: dengan)?|turunan(?: dari)?|sejalan dengan|amanat|arahan|instruksi|"
        r"menyusul|seiring dengan|berkaitan dengan|sehubungan dengan"
    ),
    Cue.SIGN: (
        rf"{_HOLD} (?:\w+ ){{0,2}}?{_PENANDA}|(?:me(?:n)?)?{_TANDA}i(?:nya)?|"
        rf"menanda ?tangani(?:nya)?|menan?{_MISSPELT}i|"
        r"(?:me)?neken(?:nya)?|teken|memperpanjang|perpanjang|memperbarui|memperbaharui|perbarui|"
        r"membubuhkan tanda tangan|mengikat(?:kan)?(?: diri)?|saling bertukar|bertukar naskah|"
        r"membubuhkan paraf|"
        r"mengukuhkan|memformalkan|menyepakati|sepakati|"
        r"bersepakat|sepakat|bersepaham|mengesahkan|sahkan|resmikan kerja sama|"
        r"meresmikan kerja sama|"
        r"mengadendum|menuangkan|tuangkan"
    ),
    Cue.SIGNED: (
        rf"di ?{_TANDA}i(?:nya|lah)?|di ?tan?{_MISSPELT}i|di ?teken(?:nya|lah)?|di ?ttd|"
        r"diperpanjang|diperbarui|diperbaharui|disepakati|disahkan|dituangkan|dikukuhkan|terjalin|dijalin"
    ),
    Cue.SIGNING: (
        rf"{_PENANDA}|{_TANDA}|ttd|perpanjangan|pembaruan|"
        r"(?:ad?dend[ou]m|amandemen)(?! (?:ini|itu|tersebut|di[a-z]+)\b)"
    ),
    Cue.JOIN: (
        r"menjalin|jalin|bekerja ?sama|bermitra|berkolaborasi|bersinergi|kolaborasi|sinergi|"
        r"perkuat|memperkuat|menggandeng|gandeng|merangkul|rangkul|melibatkan|libatkan"
    ),
    Cue.WATCHED: (
        r"(?:^|(?<=\. )|(?<=\n))(?:turut|ikut|hadir)(?: pula| juga)? (?:menyaksikan|menghadiri)|"
        r"di ?saksikan|di ?hadiri|turut hadir|"
        r"hadir(?! di| (?:sebagai|selaku|menjadi) (?:saksi|tamu|undangan))|"
        r"di ?dampingi|di ?hadapan|di ?ikuti|"
        r"difasilitasi|dipimpin|dibuka|disambut|diapresiasi|mendapat(?:kan)? (?:apresiasi|"
        r"dukungan)|"
        r"diinisiasi|disaksikannya|saksi|undangan|tamu"
    ),
    Cue.WATCHES: (
        r"hadir (?:sebagai|selaku|menjadi) (?:saksi|tamu|undangan)|(?:me)?nonton|"
        r"(?:ikut|turut) (?:me)?lihat|"
        r"menyaksikan|saksikan|menjadi saksi|jadi saksi|ikut serta|menghadiri|hadiri|mengikuti|"
        r"ikuti|mendampingi|dampingi|"
        r"memfasilitasi|fasilitasi|mengapresiasi|apresiasi|mengawal|kawal|mendorong|dorong"
    ),
    Cue.BETWEEN: r"antara(?! lain\b)|antar(?=\s)",
    Cue.WITH: (
        r"dengan|dgn|bersama(?:-sama)?(?: dengan)?|digandeng|(?:lanjut |susul )?kepada|bareng|"
        r"(?<!kerja )(?<!kerja)(?<!sama-)sama(?= [a-z])|(?<= )[x×](?= [a-z])"
    ),
    Cue.BY: r"oleh",
    Cue.ABOUT: (
        r"tentang|ttg|mengenai|perihal|terkait|soal|di bidang|di lingkungan|di wilayah|di bawah|"
        r"wilayah|"
        r"dalam hal|dalam rangka|warga binaan|narapidana|wbp|tahanan|klien|petugas|pegawai|"
        r"penghuni|anak binaan|keluarga besar|milik|terhadap|selaku|sebagai|"
        r"atas (?:prakarsa|inisiatif|undangan|permintaan|usul|dukungan)"
    ),
    Cue.FOR: r"bagi|untuk|utk|guna|demi|pada(?= \w)|agar|supaya",
    Cue.PLACE: (
        r"bertempat|berlangsung|dipusatkan|berlokasi|di(?= (?!bidang|wilayah|lingkungan))|"
        r"halaman|aula|pendopo|ruang rapat|rumah dinas|gedung|kantor(?! (?:wilayah|urusan|"
        r"pertanahan|imigrasi|"
        r"kementerian|kemenag|hukum|advokat|pos))"
    ),
    Cue.VERB: (
        r"me(?:m|n|ng|ny|l|r|w|y)(?!teri\b|alui\b|enai\b|jadi\b)[a-z]{4,}|terus|berupaya|"
        r"berkomitmen|"
        r"berharap|kata|ujar|ucap|tutur|tegas|jelas|ungkap|tingkatkan|kini|siap|resmi miliki"
    ),
}
#: For texts in lower case, which are read much faster than without regard to case.
_CUE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{cue.name}>{words})" for cue, words in _WORDS.items()) + r")\b"
)
#: "Sama" is "with" before a name only.
_BEFORE_NAMES = frozenset({"sama", "x", "×"})
#: A signing in the future or the past is none that the story tells of.
NOT_NOW = re.compile(
    r"\b(?:akan|bakal|rencana(?:nya)?|berencana|direncanakan|rancangan|draf|draft|hendak|"
    r"sebelumnya|pernah|sejak|pertama kali|tahun lalu|bulan lalu|belum|menjelang|menunggu|"
    r"target(?:kan)?|"
    r"menjajaki|penjajakan|persiapan|pembahasan)\b[^,.;]{0,30}$",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A cue and its place."""

    cue: Cue
    start: int
    end: int
    text: str


def find_cues(text: str, offset: int = 0) -> Iterator[Found]:
    """Every cue of ``text`` in order; ``offset`` is added to the places."""
    lower = text.lower()
    if len(lower) != len(text):
        # A few letters become two in lower case, which would move the places.
        lower = "".join(letter.lower()[0] for letter in text)
    for match in _CUE.finditer(lower):
        word = match.group()
        if word in _BEFORE_NAMES and not text[match.end() + 1].isupper():
            continue
        yield Found(Cue[str(match.lastgroup)], match.start() + offset, match.end() + offset, word)
