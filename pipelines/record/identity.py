"""Whether two mentions name one body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from model.records import PartyKind
from pipelines.record.forms import Organisation, is_contraction
from pipelines.text.regions import region_named
from pipelines.text.unit_drafts import named_unit
from pipelines.text.unit_ids import entry_of
from pipelines.text.units import same_unit

#: Bodies of which each place has its own, so that another place means another body.
PLACED = {
    PartyKind.PEMERINTAH_DAERAH,
    PartyKind.KEPOLISIAN,
    PartyKind.KEJAKSAAN,
    PartyKind.PENGADILAN,
    PartyKind.TNI,
    PartyKind.BNN,
}
_SORTS_OF_UNIT = {"perempuan", "narkotika", "khusus", "terbuka", "anak", "pemuda"}
#: Bodies whose names tell many of a place apart by the words in the middle.
_DISTINCT = {"universitas", "institut", "sekolah", "dinas", "badan", "kementerian", "bank"}
_PARTS = ("fakultas ", "jurusan ", "program ", "pascasarjana ")
_LOOSE = {PartyKind.SWASTA, PartyKind.YAYASAN, PartyKind.BANTUAN_HUKUM}
_LEVELS = re.compile(r"\b(?:kota|kabupaten|kab|provinsi|daerah|administrasi|k|p)\b\.?")
#: One spelling for words that are also written short.
_SHORT_FORMS = tuple(
    (re.compile(rf"\b{long}\b"), short)
    for long, short in (
        ("rumah sakit umum daerah", "rsud"),
        ("rumah sakit umum pusat", "rsup"),
        ("rumah sakit umum", "rsu"),
        ("(?:rumah sakit|rs) jiwa", "rsj"),
        ("rumah sakit", "rs"),
        ("lembaga bantuan hukum", "lbh"),
        ("balai latihan kerja", "blk"),
        ("lembaga pelatihan kerja", "lpk"),
        ("sd negeri", "sdn"),
        ("smp negeri", "smpn"),
        ("sma negeri", "sman"),
        ("smk negeri", "smkn"),
        ("slb negeri", "slbn"),
        ("perhimpunan advokat indonesia", "peradi"),
        ("dewan pimpinan cabang", "dpc"),
        ("perseroan terbatas", "pt"),
        ("bank (?:rakyat indonesia|bri)", "bri"),
        ("bank (?:negara indonesia|bni)", "bni"),
        ("bank (?:tabungan negara|btn)", "btn"),
        ("bank syariah indonesia", "bsi"),
    )
)
#: What tells no two offices of one company in one town apart.
_COMPANY = re.compile(
    r"^(?:pt|perum|persero)\s|\s?\(persero\)|\stbk\b|\b(?:kantor|cabang|wilayah|utama|pembantu)\b"
)
_TECHNICAL_UNIT = re.compile(r"^(?:uptd?|blud) ")
_POLICE = re.compile(r"^kepolisian resor(?: kota(?: besar)?)?\b")


def same_body(left: Organisation, right: Organisation) -> bool:
    """Whether two mentions name one body."""
    if left.name == right.name:
        return True
    if left.kind is not right.kind:
        return False
    if left.unit is not None and right.unit is not None:
        alike = same_unit(left.name, right.name) or _names_same_unit(left.name, right.name)
        if alike and left.unit.kind == right.unit.kind and _sorts(left) == _sorts(right):
            return True
        return _is_one_entry(left.name, right.name)
    first, second = key_of(left), key_of(right)
    return (
        first == second
        or (left.kind in _LOOSE and _is_part(first, second))
        or _by_alias(left, right)
        or _by_alias(right, left)
        or _is_contracted(first.split(), second.split())
        or _same_faculty(first.split(), second.split())
        or _same_office(first, second)
        or (_is_loose(left) and (_is_end(first, second) or _leaves_out(first, second)))
    )


def _is_one_entry(left: str, right: str) -> bool:
    """Whether the register has one office under both names, of no two classes: "Rutan Medaeng"."""
    units = filter(None, map(named_unit, (left, right)))
    classes = {unit.rank for unit in units if unit.rank}
    entry = entry_of(left)
    return len(classes) < 2 and entry is not None and entry == entry_of(right)


def _leaves_out(first: str, second: str) -> bool:
    """Whether one name is the other without words of its middle: "Kwartir Cabang Cianjur"."""
    shorter, longer = sorted((first.split(), second.split()), key=len)
    if len(shorter) < 3 or shorter[0] != longer[0] or shorter[-1] != longer[-1]:
        return False
    rest = iter(longer)
    return longer[0] not in _DISTINCT and all(word in rest for word in shorter)


def _is_contracted(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether one name ends with a contraction of the other's end: "Baznas Kotim"."""
    shorter, longer = sorted((first, second), key=len)
    start, word = shorter[:-1], shorter[-1] if shorter else ""
    rest = longer[len(start) :]
    if not start or longer[: len(start)] != start or region_named(word) is not None:
        return False
    return is_contraction(word, rest)


def _same_faculty(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether both are one faculty, its university named in full, in short or not at all."""
    shorter, longer = sorted((first, second), key=len)
    if shorter[0] not in {"fakultas", "jurusan", "program"} or shorter[0] != longer[0]:
        return False
    if shorter[:2] != longer[:2]:
        return False
    common = [word for word, other in zip(shorter, longer, strict=False) if word == other]
    return len(common) >= 2 and len(shorter) - len(common) <= 1


def _same_office(first: str, second: str) -> bool:
    """Whether both are one town's office, one name with the first of its fields alone.

    "Dinas Tenaga Kerja X" is "Dinas Tenaga Kerja dan Transmigrasi X".
    """
    shorter, longer = sorted((first, second), key=len)
    field, joint, rest = longer.partition(" dan ")
    if not joint or not field.startswith("dinas ") or not shorter.startswith(f"{field} "):
        return False
    return rest.endswith(shorter.removeprefix(field))


def _is_loose(mention: Organisation) -> bool:
    """Whether a shorter form of the name means the same body: no place tells it from others."""
    return mention.kind not in PLACED or mention.name.startswith(("Dinas", "Balai", "UPT"))


def _is_end(first: str, second: str) -> bool:
    """Whether one name begins with the other, or ends with it where that has several words."""
    shorter, longer = sorted((first, second), key=len)
    if longer.startswith(shorter + " "):
        return True
    # A faculty's name ends with its university's, which may sign another paper.
    return " " in shorter and longer.endswith(" " + shorter) and not longer.startswith(_PARTS)


def _sorts(mention: Organisation) -> set[str]:
    return _SORTS_OF_UNIT & set(mention.name.lower().split())


def _by_alias(left: Organisation, right: Organisation) -> bool:
    """Whether one name has the other's short form in it: "Sinode GPM"."""
    if left.alias is None:
        return False
    if right.name.lower() == left.alias.lower():
        return True
    before, alias, after = right.name.lower().partition(left.alias.lower())
    if alias and (before + after).strip() and left.kind not in PLACED:
        long = left.name.lower()
        rest = (before + after).split()
        if rest and set(rest) <= set(long.split()) and len(long) > len(right.name):
            return True
    return (
        right.name.endswith(" " + left.alias)
        and right.name.split(maxsplit=1)[0] == left.name.split(maxsplit=1)[0]
    )


def _names_same_unit(left: str, right: str) -> bool:
    """Whether one name leaves out words of the other that tell no two units apart."""
    first, second = left.lower().split(), right.lower().split()
    if ("kelas" in first) == ("kelas" in second):
        return False
    shorter, longer = sorted((first, second), key=len)
    return set(shorter) <= set(longer) and not _SORTS_OF_UNIT & (set(longer) - set(shorter))


def _is_part(first: str, second: str) -> bool:
    """Whether one name leaves out words of the other but not its form: "Koperasi Semeru Jaya"."""
    shorter, longer = sorted((first.split(), second.split()), key=len)
    return len(shorter) > 1 and shorter[0] == longer[0] and set(shorter) <= set(longer)


def key_of(mention: Organisation) -> str:
    """The name with one spelling, without what tells no two bodies of its kind apart."""
    return _key(mention.name, mention.kind)


@lru_cache(maxsize=4096)
def _key(name: str, kind: PartyKind) -> str:
    name = name.lower().replace("'", "").replace("’", "").replace("administrasi ", "")
    if kind is PartyKind.TNI:
        name = re.sub(r"\d+", " ", name)
    name = _POLICE.sub("polres", name)
    for long, short in _SHORT_FORMS:
        name = long.sub(short, name)
    if kind is PartyKind.KEMENTERIAN_LEMBAGA:
        name = name.removeprefix("kantor ")
    if kind is PartyKind.LAYANAN_KESEHATAN:
        name = _TECHNICAL_UNIT.sub("", name)
    if kind is PartyKind.BUMN_BUMD:
        name = _COMPANY.sub(" ", name)
    if kind not in PLACED:
        name = re.sub(r"\b(?:kota|kabupaten)\b", " ", name)
    name = re.sub(r"^pemerintah (?=desa |kecamatan |kelurahan )", "", name)
    if kind in PLACED and not name.startswith("pemerintah"):
        name = _LEVELS.sub(" ", name)
    return " ".join(re.findall(r"\w+", name))
