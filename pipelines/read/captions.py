"""Captions of pictures that no markup names so: small or italic lines beside the picture."""

from __future__ import annotations

import re

from pipelines.read.titles import bare
from pipelines.read.tree import Element, text_of

_PICTURES = ("img", "amp-img", "picture")
_SMALL = ("em", "i", "small", "font", "center")
_BLOCKS = frozenset("p div center td figure small em i span".split())
#: A caption is no longer than this, in characters.
_LONGEST = 280
#: Longer lines with such a credit, or in small print, may be the story's first.
_SURELY = 180
#: Who took the picture, at the end of its caption: "(Foto: Humas)", "Foto/Budi", "Dok. Lapas".
_CREDIT = re.compile(
    r"(?:[(\[–—/.-]\s*|\s)(?:foto|photo|fhoto|poto|dok|doc|ist)\b\.?\s*[:/.]?[^.!?]{0,60}[)\]]?\.?$"
    r"|[(\[](?:foto|photo|dok|ist)[^()\[\]]{0,80}[)\]]\.?$",
    re.IGNORECASE,
)
#: "Petugas memanen selada (ist)": a picture that somebody lent.
_LENT = re.compile(r"[^.!?]\s?[(\[](?:ist(?:imewa)?|net)\.?[)\]]\.?$", re.IGNORECASE)
#: "Petugas memanen selada / Humas Rutan Serang", with no stop.
_SLASHED = re.compile(r"^[^.!?:]{15,}\s[/|©]\s?(?:[A-Z©][\w.]*\s?){1,5}$")
_TAKEN_BY = re.compile(r"[\s(\[-](?:foto|photo|fhoto|poto|dok)\b\s*[:/.(]", re.IGNORECASE)


def is_credited(line: str) -> bool:
    """Say whether a line ends with the name of who took a picture, as captions do."""
    if len(line) > _SURELY:
        return False
    return bool(_LENT.search(line) or (_CREDIT.search(line) and _TAKEN_BY.search(f" {line}")))


def drop_captions(tree: Element) -> None:
    """Cut captions out of ``tree``, in place: beside a picture, and credited or in small print."""
    for picture in list(tree.iter(*_PICTURES)):
        block = _block_of(picture)
        words = text_of(block) if block is not None else ""
        if block is None:
            block = picture
        if words:
            if _is_caption(block, words):
                block.drop_tree()
            continue
        following = _following(block)
        if following is not None and _is_below(following, text_of(following), picture):
            following.drop_tree()


def _block_of(picture: Element) -> Element | None:
    """Climb to the largest block of a picture that holds no more than a caption beside it."""
    block = None
    for ancestor in picture.iterancestors():
        if ancestor.tag not in _BLOCKS | {"a"} or len(ancestor.text_content()) > _LONGEST:
            break
        if ancestor.getparent() is None or next(ancestor.iter("h1", "h2", "h3"), None) is not None:
            break
        block = ancestor
    return block


def _following(block: Element) -> Element | None:
    """Give what stands right below a picture; line breaks do not count."""
    while block is not None:
        if (block.tail or "").strip():
            return None
        block = block.getnext()
        if block is None or block.tag != "br":
            return block
    return None


def _is_below(block: Element, words: str, picture: Element) -> bool:
    """Say whether what stands below a picture is its caption."""
    if _is_caption(block, words):
        return True
    if block.tag not in _BLOCKS or not words:
        return False
    name = bare(words)
    if any(name == bare(picture.get(said) or "") for said in ("alt", "title", "data-caption")):
        return True
    return bool(_SLASHED.search(words)) and len(words) <= _SURELY


def _is_caption(block: Element, words: str) -> bool:
    if not words or len(words) > _LONGEST:
        return False
    return is_credited(words) or (len(words) <= _SURELY and _is_small(block, words))


def _is_small(block: Element, words: str) -> bool:
    """Say whether all the text of a block is set small or in italics."""
    if block.tag in {"small", "em", "i"}:
        return True
    if "font-size" in (block.get("style") or "") and block.tag == "p":
        return True
    small = max(
        (len(text_of(part)) for part in block.iter(*_SMALL) if part is not block), default=0
    )
    return small >= len(words) - 2
