"""A request answered as the site would at a moment: its troubles, moves and redesigns included."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from benchmarks.crawling.exchange import HTML, Ask, Fault, Reply, Sort, redirect
from benchmarks.crawling.site import Face, Site, Trouble
from benchmarks.crawling.software import SOFTWARE
from benchmarks.crawling.view import View

_BLOCKED = b"""<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head>
<body><h1>Sorry, you have been blocked</h1>
<p>You are unable to access this site.</p></body></html>"""
_UNAVAILABLE = b"<html><body><h1>Error establishing a database connection</h1></body></html>"
_NO_HOST = Reply(b"<html><body>no such site</body></html>", HTML, Sort.MISSING, 404)


class Scene:
    """All sites as they are at one moment, on a server's port."""

    def __init__(self, sites: tuple[Site, ...], now: datetime, port: int) -> None:
        self.now = now
        self._port = port
        self._sites = {host: site for site in sites for host in site.hosts}
        self._views: dict[tuple[int, datetime], View] = {}

    def site(self, host: str) -> Site | None:
        """The site that has, had or will have a name; ``www.`` is the same name."""
        return self._sites.get(host.removeprefix("www."))

    def answer(self, ask: Ask) -> Reply:
        """Answer a request."""
        site = self.site(ask.host)
        if site is None:
            return _NO_HOST
        trouble = site.down(self.now)
        if trouble is not None:
            return _in_trouble(trouble, ask)
        face = site.face(self.now)
        if ask.host != face.host:
            return self._elsewhere(site, face, ask)
        view = self._view(site, face, self.now)
        reply = SOFTWARE[face.software](view, ask)
        if reply is None:
            return self._missing(view, ask)
        return self._feed(site, view, ask) if reply.sort is Sort.FEED else reply

    def _view(self, site: Site, face: Face, now: datetime) -> View:
        key = (site.number, now)
        if key not in self._views:
            self._views[key] = View(site, face, now, self._port)
        return self._views[key]

    def _elsewhere(self, site: Site, face: Face, ask: Ask) -> Reply:
        """Another name of the site: an old one leads to the new one, one to come is unknown."""
        known = {old.host for old in site.faces if old.since <= face.since}
        if ask.host.removeprefix("www.") not in known:
            return _NO_HOST
        return redirect(f"http://{face.host}:{self._port}{ask.target}")

    def _missing(self, view: View, ask: Ask) -> Reply:
        """Nothing is there: an address of a face before, or none."""
        for old in view.site.faces:
            post = view.site.post_at(old, ask.target) if old.since < view.face.since else None
            if post is not None and post.is_up(view.now) and old.leads_on:
                return redirect(view.shown(post).url)
        body = view.notice("Halaman tidak ditemukan")
        return Reply(body, HTML, Sort.MISSING, 404)

    def _feed(self, site: Site, view: View, ask: Ask) -> Reply:
        """A feed, if nothing ails it."""
        if site.has(Trouble.FEED_BROKEN, self.now):
            return Reply(_UNAVAILABLE, HTML, Sort.TROUBLE, 500)
        if site.has(Trouble.FEED_HTML, self.now):
            return Reply(view.notice("Situs dalam perbaikan"), HTML, Sort.TROUBLE)
        then = self._view(site, view.face, site.frozen_at(self.now))
        reply = SOFTWARE[view.face.software](then, ask)
        return reply or self._missing(view, ask)


def _in_trouble(trouble: Trouble, ask: Ask) -> Reply:
    match trouble:
        case Trouble.BLOCK:
            return Reply(_BLOCKED, HTML, Sort.TROUBLE, 403, {"Server": "cloudflare"})
        case Trouble.UNAVAILABLE:
            return Reply(_UNAVAILABLE, HTML, Sort.TROUBLE, 503)
        case Trouble.BROKEN_GZIP:
            return Reply(_BLOCKED, HTML, Sort.TROUBLE, headers={"Content-Encoding": "gzip"})
        case Trouble.LOOP:
            return replace(redirect(ask.target), sort=Sort.TROUBLE)
        case _:
            return replace(_NO_HOST, sort=Sort.TROUBLE, fault=Fault(trouble.value))
