"""A server that speaks Kibana's documented API of saved objects, and bears no deviation from it.

It answers `GET /api/status`, `GET /api/spaces/space`, `POST /api/saved_objects/_import` and
`POST /api/saved_objects/_export`, each in every space, as the API's reference and Kibana's own
behaviour have it: login, `kbn-xsrf`, the form and the name of the file, query parameters, results
for each object, ids that are taken in another space, references, limits.
"""

from __future__ import annotations

import base64
import email.policy
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.kibana.holding import Kibana, RefusedError, Saved

Content = tuple[int, Any]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as it is there
        pass

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        kibana = self.server.kibana
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kibana.requests.append(f"{self.command} {self.path}")
        if kibana.broken:
            status, text = kibana.broken
            self._send(status, text.encode(), "text/plain", location="/login")
            return
        try:
            self._check_login()
            status, content = self._routed(body)
        except RefusedError as refused:
            status, content = refused.status, refused.content
        if isinstance(content, list) and "_export" in self.path:
            lines = "\n".join(json.dumps(each, sort_keys=True) for each in content)
            self._send(status, lines.encode(), "application/ndjson")
        else:
            self._send(status, json.dumps(content).encode(), "application/json; charset=utf-8")

    def _send(self, status: int, body: bytes, kind: str, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("kbn-name", "kibana")
        if 300 <= status < 400:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def _check_login(self) -> None:
        kibana = self.server.kibana
        told = self.headers.get("Authorization", "")
        kind, _, secret = told.partition(" ")
        if kind == "Basic":
            secret = base64.b64decode(secret).decode()
        if kibana.login is None or secret == kibana.login:
            return
        if secret and secret == kibana.reader:
            if self.command == "POST":
                raise RefusedError(403, "Unable to bulk_create dashboard,index-pattern,search")
            return
        if not (self.path == "/api/status" and not told):
            raise RefusedError(401, "security_exception: unable to authenticate user")

    def _routed(self, body: bytes) -> Content:
        kibana = self.server.kibana
        parts = urlsplit(self.path)
        path, space = parts.path, "default"
        if path.startswith("/s/"):
            _, _, space, path = path.split("/", 3)
            path = f"/{path}"
        route = (self.command, path)
        if route == ("GET", "/api/status") and kibana.status_api:
            return self._status()
        if route == ("GET", "/api/spaces/space") and kibana.spaces_api:
            return 200, [{"id": name, "name": name.title()} for name in kibana.spaces]
        if self.command == "POST" and "kbn-xsrf" not in self.headers:
            raise RefusedError(400, "Request must contain a kbn-xsrf header.")
        if space not in kibana.spaces and not kibana.spaces_api:
            raise RefusedError(404, "Not Found")
        if route == ("POST", "/api/saved_objects/_import"):
            return 200, self._import(space, dict(parse_qsl(parts.query, strict_parsing=True)), body)
        if route == ("POST", "/api/saved_objects/_export"):
            return 200, kibana.export(space, self._export_request(body))
        raise RefusedError(404, "Not Found")

    def _status(self) -> Content:
        kibana = self.server.kibana
        overall = {"level": kibana.level, "summary": "…"}
        stranger = kibana.login is not None and "Authorization" not in self.headers
        status = 503 if kibana.level in {"unavailable", "critical"} else 200
        if stranger or kibana.version is None:
            return status, {"status": {"overall": {"level": kibana.level}}}
        version = {"number": kibana.version, "build_flavor": "traditional"}
        return status, {"name": "kibana", "version": version, "status": {"overall": overall}}

    def _import(self, space: str, query: dict[str, str], body: bytes) -> Saved:
        kibana = self.server.kibana
        if len(body) > kibana.max_bytes:
            message = f"Payload content length greater than maximum allowed: {kibana.max_bytes}"
            raise RefusedError(413, message)
        unknown = query.keys() - {"overwrite", "createNewCopies", "compatibilityMode"}
        if unknown:
            raise RefusedError(400, f"[request query.{unknown.pop()}]: definition is missing")
        if any(value not in {"true", "false"} for value in query.values()):
            raise RefusedError(400, "[request query]: expected value of type [boolean]")
        lines = _file(self.headers.get("Content-Type", ""), body).decode().splitlines()
        objects = [json.loads(line) for line in lines if line]
        keys = [(saved["type"], saved["id"]) for saved in objects]
        if len(keys) != len(set(keys)):
            raise RefusedError(400, "Non-unique import objects detected")
        return kibana.import_(space, objects, overwrite=query.get("overwrite") == "true")

    def _export_request(self, body: bytes) -> Saved:
        if not self.headers.get("Content-Type", "").startswith("application/json"):
            raise RefusedError(415, "Unsupported Media Type")
        asked: Saved = json.loads(body)
        known = {"type", "objects", "search", "hasReference"}
        unknown = asked.keys() - known - {"includeReferencesDeep", "excludeExportDetails"}
        if unknown:
            raise RefusedError(
                400, f"[request body.{unknown.pop()}]: definition for this key is missing"
            )
        if ("type" in asked) == ("objects" in asked):
            raise RefusedError(400, "Either `type` or `objects` are required.")
        return asked


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, kibana: Kibana) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kibana = kibana

    def handle_error(self, request: object, client_address: object) -> None:
        """Connections that break are what some tests are about."""


def _file(content_type: str, body: bytes) -> bytes:
    if not content_type.startswith("multipart/form-data; boundary="):
        raise RefusedError(415, "Unsupported Media Type")
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(policy=email.policy.HTTP).parsebytes(head + body)
    parts = list(message.iter_parts())
    names = [part.get_param("name", header="content-disposition") for part in parts]
    if message.defects or names != ["file"]:
        raise RefusedError(400, f"[request body]: expected the one part [file], got {names}")
    name = parts[0].get_filename() or ""
    if not name.lower().endswith(".ndjson"):
        raise RefusedError(400, f"Invalid file extension .{name.rpartition('.')[2]}")
    content = parts[0].get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


@contextmanager
def serving(kibana: Kibana, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address at which ``kibana`` answers for the time of the block."""
    server = _Server(kibana)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        host, port = server.server_address[:2]
        yield f"{'https' if tls else 'http'}://{host!s}:{port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
