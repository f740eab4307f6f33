"""Whose regional office a "Kanwil" is, and of which province."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.text.regions import province_at

_S = r"[ \t\u00a0]{1,3}"
_OPEN = r"[ \t\u00a0]{0,2}[(,/-]?[ \t\u00a0]{0,2}"
_CLOSE = r"\)?"
_CORRECTIONS = re.compile(
    rf"{_OPEN}(?:direktorat{_S}jend[e]?ral{_S}per?masyarakatan|dit?jen\.?\s?pas|dirjen\s?pas"
    rf"|ditjen{_S}pemasyarakatan|pemasyarakatan|kementerian{_S}imigrasi{_S}(?:dan|&){_S}pemasyarakatan"
    rf"|kemen\s?imipas|imipas)\b{_CLOSE}",
    re.IGNORECASE,
)
_FORMER = re.compile(
    rf"{_OPEN}(?:kementerian{_S}hukum{_S}(?:dan|&){_S}(?:ham|hak{_S}a[sz]asi{_S}manusia)|kemenkum\s?ham"
    rf"|kumham|menkumham|dep(?:artemen)?\s?(?:kumham|hukum{_S}dan{_S}ham)|hukum{_S}dan{_S}ham)\b{_CLOSE}",
    re.IGNORECASE,
)
_FILLER = re.compile(
    rf"{_OPEN}(?:(?:kanwil|ri|republik{_S}indonesia|r\.i\.)\b{_CLOSE}"
    rf"|(?:provinsi|propinsi|prov|wilayah|daerah(?![ \u00a0]istimewa\b)|di)\b\.?"
    r"(?=[ \u00a0][A-Z]))",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[ \t\u00a0]{1,3}(?=[A-Z])")
_ANOTHER = re.compile(
    rf"{_OPEN}(?:(?:dit?jen\.?|direktorat{_S}jenderal)?\s?(?:imigrasi|pajak|bea|kekayaan|perbendaharaan)"
    r"|kemen\w+|kementerian|djp|djpb|djkn|djbc|bpn|atr|bri|bni|bkn|bnn|kppu|ham\b|hukum|agama|pegadaian|pos|dep\w+"
    r"|bpjs|btn|bsi|pln|perum|bank|pnm|taspen|jasa raharja|telkom)",
    re.IGNORECASE,
)


class RegionalOffice(NamedTuple):
    """What follows a "Kanwil": its province, whether it is of the former ministry or another's."""

    province: str
    era: str
    foreign: bool
    end: int


def regional_office(text: str, at: int) -> RegionalOffice:
    """Read what stands after "Kanwil" or "Kantor Wilayah", from ``at`` on."""
    corrections = former = False
    while True:
        if match := _CORRECTIONS.match(text, at):
            corrections, at = True, match.end()
        elif match := _FORMER.match(text, at):
            former, at = True, match.end()
        elif match := _FILLER.match(text, at):
            at = match.end()
        else:
            break
    foreign = not (corrections or former) and bool(_ANOTHER.match(text, at))
    province, end = _province(text, at)
    era = "kumham" if former and not corrections else ""
    return RegionalOffice(province, era, foreign, end)


def _province(text: str, at: int) -> tuple[str, int]:
    gap = _NEXT.match(text, at)
    if gap is None:
        return "", at
    found = province_at(text, gap.end())
    return found or ("", at)
