"""XML from strangers: no entities, no network, no bombs."""

from __future__ import annotations

import zlib
from typing import Any

from lxml import etree

from model.exceptions import PageError

#: Named in reports for a document that declares entities, as decompression bombs in XML do.
UNSAFE = "unsafe_xml"
_GZIP_MAGIC = b"\x1f\x8b"


def inflate(body: bytes, limit: int) -> bytes:
    """Undo gzip where ``body`` is gzip.

    Raises:
        PageError: ``too_large`` beyond ``limit`` bytes, ``broken`` where the stream is.
    """
    if not body.startswith(_GZIP_MAGIC):
        return body
    stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        content = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise PageError("broken", f"not gzip: {error}") from error
    if len(content) > limit:
        raise PageError("too_large", f"more than {limit} bytes when unpacked")
    return content


def refuse_entities(body: bytes) -> None:
    """Refuse a document that declares entities, in any encoding of two bytes too.

    Raises:
        PageError: ``unsafe_xml``.
    """
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise PageError(UNSAFE, "declares entities")


def parse(body: bytes) -> Any:
    """Parse a document, however broken, into its root element.

    Raises:
        PageError: ``unsafe_xml``, or ``not_xml`` where nothing can be read.
    """
    refuse_entities(body)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PageError("not_xml", str(error)[:200]) from error
    if root is None:
        raise PageError("not_xml", "holds no element")
    return root


def local_name(element: Any) -> str:
    """The name of an element without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
