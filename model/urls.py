"""Web addresses as names of pages: what differs only in spelling is one page.

A canonical address is an *id*, not an address to fetch: it says https where a site may only speak
http, and leaves off ``www.``. Fetch, show and link the address as it was found.
Which page is a further part of an article is told by ``model/parts.py``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from model.exceptions import InputError
from model.parts import first_part

#: Query parameters that say how a reader came, or which face of one page he wants.
_TRACKING = frozenset(
    """
    __twitter_impression _branch_match_id _ga _gl _hsenc _hsmi amp amp_gsa amp_js_v cmpid
    cx_testid cx_testvariant dclid doing_wp_cron epik fbclid fb_action_ids fb_action_types
    fb_comment_id fb_ref fb_source fbc ga_source gad gad_campaignid gad_source gbraid gclid gclsrc
    gi guccounter guce_referrer guce_referrer_sig igsh igshid jxconn jxrecoid li_fat_id mc_cid
    mc_eid mibextid mkt_tok msclkid nbclid ncid noamp nonamp oly_anon_id oly_enc_id phpsessid ref
    ref_src ref_url replytocom rss share shared sfnsn s_cid smid srsltid tag_from tagfrom ttclid
    twclid usqp vero_id wbraid wpamp wt_mc yclid zanpid
    """.split()
)
_TRACKING_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "hsa_", "_x_tr_")
#: Parameters that are noise only with these values: Blogger's mobile face, all parts in one page.
_NOISE_VALUES = {
    "m": {"0", "1"},
    "page": {"all"},
    "halaman": {"all", "semua"},
    "showpage": {"all"},
    "single": {"1"},
    "outputtype": {"amp", "amp-type"},
    "output": {"amp"},
    "mode": {"amp"},
    "type": {"amp"},
    "view": {"amp"},
    "mobile": {"0", "1", "true"},
}
_INDEX_PAGE = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp)", re.IGNORECASE)
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
_AMP_ENDING = re.compile(r"(?<=[^.])(?:\.amp)+(?=$|\.(?:html?|php|aspx?)$)", re.IGNORECASE)
_FACES = {"www", "m", "amp", "mobile", "wap"}
_DEFAULT_PORTS = {80, 443}
_LINE_BREAKS = re.compile(r"[\t\r\n]+")
_BLANKS = re.compile(r"[\x00-\x20\x7f]+")
_BAD_HOST = re.compile(r"[\s/\\?#@<>^|%\"`{}]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
#: Characters of RFC 3986 that may stand in a path or query as they are.
_SAFE = "!$&'()*+,;=:@/?%~-._"
#: Second-level names under which others register theirs: what is left of ``m.co.id`` is no site.
_REGISTRIES = frozenset("ac biz co com desa edu go gov mil my net or org ponpes sch web".split())


def canonical(url: str) -> str:
    """Return the one spelling of a web address; calling it again changes nothing.

    http and https are equal, as are ``www.``, ``m.``, ``wap.`` and ``amp.`` hosts with the bare
    domain. Fragment, user name, default port, tracking parameters, signs of AMP, index-page endings
    and the last slash go; percent-encoding, dots, double slashes and the order of parameters are
    normalised.

    Raises:
        InputError: if ``url`` is not an http or https address with a host.
    """
    parts = _split(url)
    path = _path(parts.path)
    query = _query(parts.query)
    return f"https://{_host_and_port(url)}{path}" + (f"?{query}" if query else "")


def identity(url: str) -> str:
    """Return the name of the page at ``url``: canonical, and that of an article's first part.

    What is no web address (``file:``, …) is its own name, trimmed.
    """
    try:
        return first_part(canonical(url))
    except InputError:
        return url.strip()


def site_of(url: str) -> str:
    """Return the site an address belongs to: its host in lower case without ``www.`` and the like.

    A port other than 80 and 443 stays (``127.0.0.1:8000``). An address without a host is of the
    "site" that its scheme names (``file``), and of none (``""``) without one.
    """
    try:
        return _host_and_port(url)
    except InputError:
        scheme, colon, _ = url.strip().partition(":")
        return scheme.lower()[:20] if colon and scheme.isalnum() else ""


class _Parts:
    """The pieces of a web address that matter for its identity."""

    __slots__ = ("host", "path", "port", "query")

    def __init__(self, host: str, port: int | None, path: str, query: str) -> None:
        self.host, self.port, self.path, self.query = host, port, path, query


@lru_cache(maxsize=4096)
def _split(url: str) -> _Parts:
    cleaned = _BLANKS.sub("%20", _LINE_BREAKS.sub("", url.strip()))
    cleaned = _HALF_CHARACTERS.sub("\ufffd", cleaned)
    try:
        parts = urlsplit(cleaned)
        host, port = (parts.hostname or "").strip("."), parts.port
    except ValueError as error:
        raise InputError(f"not a web address: {url[:200]!r} ({error})") from error
    if parts.scheme not in {"http", "https"} or not host or _BAD_HOST.search(host):
        raise InputError(f"not a web address such as https://example.id/: {url[:200]!r}")
    return _Parts(host, port, parts.path, parts.query)


def _host_and_port(url: str) -> str:
    parts = _split(url)
    host = _ascii(parts.host, url)
    while (face := host.partition(".")[0]) in _FACES and _stands_alone(host[len(face) + 1 :]):
        host = host[len(face) + 1 :]
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port is None or parts.port in _DEFAULT_PORTS else f"{host}:{parts.port}"


def _ascii(host: str, url: str) -> str:
    if host.isascii():
        return host.lower()
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise InputError(f"not a host name in {url[:200]!r}") from error


def _stands_alone(host: str) -> bool:
    """Say whether ``host`` is a name of its own, not the ``co.id`` that is left of ``m.co.id``."""
    labels = host.split(".")
    return len(labels) > 2 or (len(labels) == 2 and labels[0] not in _REGISTRIES)


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in _escaped(path).split("/"):
        if segment == "..":
            segments[-1:] = []
        elif segment not in {"", "."}:
            segments.append(segment)
    _drop_faces(segments)
    return "/" + "/".join(segments)


def _drop_faces(segments: list[str]) -> None:
    """Take off what only says that this is the AMP or the index page, in place."""
    while segments:
        segments[-1] = _AMP_ENDING.sub("", segments[-1])
        is_amp = len(segments) > 1 and segments[-1].lower() == "amp"
        if not is_amp and not _INDEX_PAGE.fullmatch(segments[-1]):
            break
        segments.pop()
    while len(segments) > 1 and segments[0].lower() == "amp":
        del segments[0]


def _query(query: str) -> str:
    kept = []
    for pair in query.replace("&amp;", "&").split("&"):
        name, equals, value = pair.partition("=")
        if name and not _is_noise(name.lower(), value.lower()):
            kept.append(f"{_escaped(name)}{equals}{_escaped(value)}")
    return "&".join(sorted(kept))


def _is_noise(name: str, value: str) -> bool:
    return (
        name in _TRACKING
        or name.startswith(_TRACKING_PREFIXES)
        or value in _NOISE_VALUES.get(name, ())
    )


def _escaped(text: str) -> str:
    """Percent-encode what must be, and nothing else, in upper case."""

    def settle(escape: re.Match[str]) -> str:
        character = chr(int(escape.group(1), 16))
        return character if character in _UNRESERVED else escape.group().upper()

    settled = _ESCAPE.sub(settle, text)
    settled = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", settled)
    return quote(settled, safe=_SAFE)
