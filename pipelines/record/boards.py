"""What stands beside a body's name and belongs to it: its board, its name in full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.records import PartyKind
from pipelines.record.forms import Organisation

#: Boards of societies, which are named with them.
_BOARD = re.compile(
    r"\b(?P<board>DP[CDPWN]|PBH|PC|PW|PD|PAC|P[CW]NU|Pengcab|Pengda|"
    r"Dewan Pimpinan (?:Cabang|Daerah|"
    r"Wilayah|Pusat|Nasional)|Pimpinan (?:Cabang|Daerah|Wilayah)|Pengurus (?:Cabang|Daerah|Wilayah|"
    r"Besar)|Majelis Daerah|Gugus Depan) ['‘’]?$"
)
_BOARDED = {
    PartyKind.ORGANISASI_PROFESI,
    PartyKind.ORGANISASI_KEAGAMAAN,
    PartyKind.BANTUAN_HUKUM,
    PartyKind.LAINNYA,
}


def with_boards(text: str, bodies: Sequence[Organisation]) -> list[Organisation]:
    """``bodies`` with what belongs to their names."""
    return [_with_board(text, body) for body in bodies]


def _with_board(text: str, body: Organisation) -> Organisation:
    """``body`` with the board that leads its branch, which belongs to the name: "DPC Peradi"."""
    if body.kind not in _BOARDED or body.name.startswith("Ikatan Pembimbing"):
        return body
    board = _BOARD.search(text, max(0, body.start - 40), body.start)
    if board is not None and not body.name.startswith(board["board"]):
        said = text[board.start() : body.start]
        body = body._replace(name=f"{said}{body.name}", start=board.start())
    return _spelled_out(text, body) if text[body.start - 1 : body.start] == "(" else body


def _spelled_out(text: str, body: Organisation) -> Organisation:
    """``body`` under the name that stands before its short form in brackets."""
    short, closed, branch = text[body.start : body.end].partition(")")
    letters = [letter for letter in short if letter.isupper()]
    before = text[max(0, body.start - 120) : body.start - 1].rpartition("\n")[2].split()
    words: list[str] = []
    while before and letters and before[-1].isalpha():
        words.insert(0, before.pop())
        if words[0][0].isupper() and words[0][0] != letters.pop():
            return body
    if letters or not closed or len(words) < 3:
        return body
    name = " ".join(words)
    start = text.rfind(name, 0, body.start)
    return body if start < 0 else body._replace(name=name + branch, start=start, alias=short)
