"""A news site on loopback: a page that tells of a partnership, another that does not."""

from __future__ import annotations

import html
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.commands.conftest import STORIES

PARTNERSHIP = "/2026/03/kanwil-dan-universitas"
OTHER = "/2026/03/ponsel-dalam-roti"
_STORIES = {PARTNERSHIP: STORIES[1], OTHER: STORIES[2]}


@contextmanager
def newsroom() -> Iterator[str]:
    """Serve the site; give its address, without a slash at the end."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        story = _STORIES.get(self.path.partition("?")[0])
        self.send_response(404 if story is None else 200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"" if story is None else _page(story).encode())

    def log_message(self, *args: Any) -> None:
        """Tell nobody."""


def _page(story: dict[str, str]) -> str:
    title = html.escape(story["title"])
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in story["text"].splitlines())
    return (
        f'<html lang="id"><head><title>{title}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="{story["published"]}"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
