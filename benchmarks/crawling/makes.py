"""The software that sites run on, as they have it set up, and how many have it so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Make:
    """Software as sites have it set up, and how many of a hundred sites have it so."""

    share: int
    software: str
    themes: tuple[str, ...]
    permalinks: tuple[str, ...]
    options: tuple[str, ...] = ()

    @property
    def has_feed(self) -> bool:
        """Say whether sites set up so have a feed."""
        return self.software not in {"handmade", "portal"} and "no_feed" not in self.options


_PRETTY = (
    "/{slug}/",
    "/{year}/{month}/{day}/{slug}/",
    "/{section}/{slug}/",
    "/{year}/{month}/{slug}/",
)
_WORDPRESS = ("classic", "magazine")
MAKES = (
    Make(25, "wordpress", _WORDPRESS, _PRETTY),
    Make(15, "wordpress", _WORDPRESS, _PRETTY, ("yoast",)),
    Make(5, "wordpress", _WORDPRESS, _PRETTY, ("yoast", "excerpts")),
    Make(5, "wordpress", _WORDPRESS, ("/?p={id}",), ("plain",)),
    Make(5, "wordpress", _WORDPRESS, _PRETTY, ("no_api",)),
    Make(3, "wordpress", _WORDPRESS, _PRETTY, ("no_feed",)),
    Make(2, "wordpress", _WORDPRESS, _PRETTY, ("no_api", "no_feed", "no_sitemap")),
    Make(8, "blogger", ("blogger",), ("/{year}/{month}/{slug}.html",)),
    Make(4, "blogger", ("blogger",), ("/{year}/{month}/{slug}.html",), ("short",)),
    Make(5, "drupal", ("portal",), ("/berita/{slug}",)),
    Make(5, "joomla", ("portal",), ("/{section}/{id}-{slug}",)),
    Make(6, "handmade", ("handmade",), ("/baca.php?id={id}", "/detail.php?id={id}&judul={slug}")),
    Make(2, "handmade", ("handmade",), ("/read/{id}/{slug}.html",), ("soft_404",)),
    Make(5, "static", ("portal",), ("/{year}/{month}/{slug}/", "/berita/{slug}.html")),
    Make(5, "portal", ("portal",), ("/read/{year}/{month}/{day}/{id}/{slug}",)),
)
