"""What an address alone tells: the site it belongs to, and whether an article may be there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

_WORDS_FILE = Path(__file__).with_name("section_words.txt")
#: Endings of files to download. Others may be a page's, or the last word of a headline with dots.
_FILE_ENDINGS = set(
    """7z apk atom avi bmp css csv doc docx eps epub exe gif gz ico jpeg jpg js json m4a m4v mov mp3
    mp4 mpg odt ogg pdf png ppt pptx rar rss rtf svg tar tif tiff ttf txt wav webm webp wmv woff
    woff2 xls xlsx xml zip""".split()
)
_PAGE_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp|shtml|xhtml|cms)$")
_SEPARATORS = re.compile(r"[-_.]+")
_ENDING = re.compile(r"\.([a-z0-9]{1,5})$")
#: Query keys that name an article, as hand-made systems have them.
_ID_KEYS = {
    "p",
    "id",
    "idberita",
    "id_berita",
    "read",
    "artikel",
    "news",
    "berita",
    "slug",
    "judul",
}
_QUERY_MEANS_LIST = {
    "s",
    "q",
    "cat",
    "tag",
    "page",
    "paged",
    "author",
    "replytocom",
    "share",
    "amp",
}
#: A path segment that says an article follows.
_ARTICLE_WORDS = {"berita", "news", "read", "baca", "artikel", "article", "detail", "post", "view"}
_YEAR = re.compile(r"(?:19|20)\d\d")
#: A slug of this many words is a headline.
_HEADLINE_WORDS = 4


def join(base: str, address: str) -> str:
    """Make ``address`` absolute; as it is where it cannot be read."""
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def without_secrets(url: str) -> str:
    """Drop user name and password from ``url``: they are never sent nor logged."""
    head, at, tail = url.partition("@")
    scheme, mark, rest = head.partition("://")
    if not at or not mark or any(sign in rest for sign in "/?#"):
        return url
    return without_secrets(f"{scheme}://{tail}")


def front_page(address: str) -> str:
    """The address of a site's front page, as people give it: https where they name no scheme."""
    bare = address.strip()
    has_scheme = bare.partition(":")[2][:1] not in {"", *"0123456789"}
    return without_secrets(bare if has_scheme else f"https://{bare}")


def is_no_article(url: str) -> bool:
    """Say whether ``url`` is surely a list, a file, a person or a door."""
    parts = urlsplit(url)
    segments = [part for part in parts.path.lower().split("/") if part]
    keys = {key.lower() for key, _ in parse_qsl(parts.query)}
    if keys & _QUERY_MEANS_LIST:
        return True
    if not segments:
        return not keys & _ID_KEYS
    if len(segments) <= 3 and _YEAR.fullmatch(segments[0]) and "".join(segments).isdigit():
        return True  # the archive of a year, month or day
    ending = _ENDING.search(segments[-1])
    if ending and ending[1] in _FILE_ENDINGS:
        return True
    if len(_words(segments[-1])) > _HEADLINE_WORDS:
        # A headline may stand in a section of any name, and may begin with any word.
        return bool({"page", "wp-content", "tag", "author"} & set(segments[:-1]))
    names = {*segments, segments[-1].partition(".")[0]}
    return bool(names & _section_words()) and not keys & _ID_KEYS


def is_file(url: str) -> bool:
    """Say whether ``url`` is of a file to download rather than of a page."""
    ending = _ENDING.search(urlsplit(url).path.lower().rstrip("/"))
    return ending is not None and ending[1] in _FILE_ENDINGS


def is_door(url: str) -> bool:
    """Say whether ``url`` is surely of people, files or the outlet itself, not of a list."""
    segments = {part for part in urlsplit(url).path.lower().split("/") if part}
    return bool(segments & _doors())


def looks_like_article(url: str) -> bool:
    """Say whether ``url`` has the shape of an article's address.

    A slug with the words of a headline, a number beside a word for news, or a date before a name.
    """
    if is_no_article(url):
        return False
    parts = urlsplit(url)
    segments = [part for part in parts.path.lower().split("/") if part]
    if {key.lower() for key, _ in parse_qsl(parts.query)} & _ID_KEYS:
        return True
    if not segments:
        return False
    words = _words(segments[-1])
    if len(words) >= _HEADLINE_WORDS:
        return True
    if len(words) == 1 and words[0].isdigit():
        return bool(_ARTICLE_WORDS & set(segments[:-1]))
    dated = any(_YEAR.fullmatch(segment) for segment in segments[:-1])
    numbered = any(segment.isdigit() and len(segment) > 2 for segment in segments[:-1])
    return (dated or numbered or any(word.isdigit() and len(word) > 3 for word in words)) and len(
        words
    ) > 1


def _words(segment: str) -> list[str]:
    """The words of a slug, which hyphens, underscores or dots part."""
    return [word for word in _SEPARATORS.split(_PAGE_ENDING.sub("", segment)) if word]


@cache
def _doors() -> frozenset[str]:
    """The words of the file from "Pictures and files" on: what stands before are lists."""
    _, _, doors = _WORDS_FILE.read_text(encoding="utf-8").partition("# Pictures and files")
    return frozenset(
        word for line in doors.splitlines() if not line.startswith("#") for word in line.split()
    )


@cache
def _section_words() -> frozenset[str]:
    lines = _WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
