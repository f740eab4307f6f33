"""Bodies that only tell where another one is, or whose: "LKP Mekar, Desa Bae, Kecamatan Bae"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.record.forms import Organisation

_SUBDIVISION = re.compile(r"\b(?P<sort>Desa|Kelurahan|Kecamatan|Nagari|Distrik|Gampong) ")
_STREET = re.compile(
    r"\b(?:Jalan|Jl|Jln|Gang|Dusun|Kampung|RT|Nomor|No|Kompleks|Aula|Ruang|Gedung|Kantor|Balai|"
    r"kawasan|kantor|aula|gedung)\b[^\n]{0,60}, $|\b[Dd]i [A-Z][^,;\n]{2,60}, $"
)
_GOES_ON = re.compile(r",? (?:dan|serta) ")
#: What is said of a body before the one that it belongs to: "anak perusahaan PT X".
_OWNED = (
    " anak ",
    " anak usaha ",
    " anak perusahaan ",
    " anak perusahaan dari ",
    " unit usaha ",
    " bagian dari ",
    " besutan ",
    " naungan ",
)


def without_addresses(text: str, bodies: Sequence[Organisation]) -> list[Organisation]:
    """``bodies`` without those that only tell where, or whose, the one before is."""
    kept: list[Organisation] = []
    before: Organisation | None = None
    for body in bodies:
        owned = text.endswith(_OWNED, 0, body.start)
        if not owned and not _is_address(text, body, before):
            kept.append(body)
        before = body
    return kept


def _is_address(text: str, body: Organisation, before: Organisation | None) -> bool:
    """Whether a village or district stands behind a comma as a part of an address.

    One of several of its sort is none, nor one that a list goes on after.
    """
    behind = text.startswith(", ", body.start - 2)
    sort = _SUBDIVISION.match(text, body.start, body.end) if behind else None
    if sort is None:
        return False
    if before is None or before.end != body.start - 2:
        return _STREET.search(text, max(0, body.start - 90), body.start) is not None
    other = _SUBDIVISION.search(text, before.start, before.end)
    if other is not None:
        return other["sort"].lower() != sort["sort"].lower()
    return _GOES_ON.match(text, body.end) is None
