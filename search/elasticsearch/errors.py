"""What Elasticsearch and its client raise, as one sentence each: where, what, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from elasticsearch import ApiError, UnsupportedProductError

from model.exceptions import SearchError
from search.elasticsearch.unreached import not_elasticsearch, unreached

_SETTINGS = "search.elasticsearch"
#: Characters of a server's own words that are passed on.
_LONGEST_REASON = 300
_PRIVILEGES = re.compile(r"granted by the (\w+) privileges? \[([^\]]*)\]")
_ACTION = re.compile(r"action \[([^\]]+)\]")
_RIVAL = re.compile(r"existing templates \[([^\]]+)\]")


class ServerError(SearchError):
    """A refusal or failure of the server, with its HTTP status (0: none) and the error's type."""

    def __init__(self, message: str, status: int = 0, kind: str = "") -> None:
        self.status, self.kind = status, kind
        super().__init__(message)


class Fault(NamedTuple):
    """What a server says went wrong, of a request or of one document in it."""

    status: int
    kind: str
    reason: str
    index_name: str


def told(error: Exception, where: str) -> ServerError:
    """Return the sentence for what the client raised.

    Args:
        error: An ``ApiError`` or a ``TransportError``.
        where: The name of the server, without any secret.
    """
    if isinstance(error, UnsupportedProductError):
        return no_elasticsearch(where)
    if isinstance(error, ApiError):
        return refusal(fault_of(error.status_code, error.body), where)
    return ServerError(unreached(error, where))


def refusal(fault: Fault, where: str) -> ServerError:
    """Return the sentence for what a server says of a request, or of one document."""
    sentence = _BY_KIND.get(fault.kind) or _BY_STATUS.get(fault.status) or _otherwise
    return ServerError(sentence(fault, where), fault.status, fault.kind)


def fault_of(status: int, body: object) -> Fault:
    """Return what the body of an answer says went wrong."""
    error = body.get("error", body) if isinstance(body, Mapping) else body
    if not isinstance(error, Mapping):
        # Proxies answer with pages of their own.
        return Fault(status, "", _short(error if isinstance(error, str) else ""), "")
    causes = error.get("root_cause") or error.get("failed_shards") or [error]
    cause = causes[0].get("reason") if isinstance(causes[0].get("reason"), Mapping) else causes[0]
    kind, reason = str(error.get("type", "")), str(error.get("reason", ""))
    if kind == "search_phase_execution_exception" and cause.get("type"):
        kind, reason = str(cause["type"]), str(cause.get("reason", ""))
    innermost: Any = error
    while isinstance(innermost.get("caused_by"), Mapping):
        innermost = innermost["caused_by"]
    if innermost is not error and innermost.get("reason"):
        reason = f"{reason}: {innermost['reason']}"
    return Fault(status, kind, _short(reason), str(cause.get("index", error.get("index", ""))))


def no_elasticsearch(where: str) -> ServerError:
    """Return the sentence for a server that is something else."""
    return ServerError(not_elasticsearch(where))


def too_old(version: str, where: str) -> ServerError:
    """Return the sentence for a server of a version that Pantau does not work with."""
    return ServerError(
        f"{where} is Elasticsearch {version}: Pantau works with 8.19 and 9; upgrade the server."
    )


def _other_client(fault: Fault, where: str) -> str:
    return (
        f"{where} does not speak with this version of the Python client ({fault.reason}): Pantau "
        "works with Elasticsearch 8.19 and 9; install the client (elasticsearch) of 8.19."
    )


def _login(_fault: Fault, where: str) -> str:
    return f"{where} refuses the login: check {_SETTINGS}.basic_auth or {_SETTINGS}.api_key."


def _forbidden(fault: Fault, where: str) -> str:
    if "license" in fault.reason:
        return _license(fault, where)
    action = _ACTION.search(fault.reason)
    privileges = _PRIVILEGES.search(fault.reason)
    what = f" ({action.group(1)})" if action else ""
    need = "the privileges that docs/elasticsearch.md lists"
    if privileges:
        one_of = privileges.group(2).replace(",", ", ")
        need = f"one of the {privileges.group(1)} privileges {one_of}"
    return f"{where} does not allow this user to do that{what}: give its role {need}."


def _license(fault: Fault, where: str) -> str:
    return f"{where} lacks the licence for what was asked ({fault.reason}): Pantau needs none."


def _blocked(fault: Fault, where: str) -> str:
    if "not recovered" in fault.reason or "no master" in fault.reason:
        return _unavailable(fault, where)
    if "flood" in fault.reason or "read-only-allow-delete" in fault.reason:
        name = fault.index_name or "the index"
        return (
            f"{where} has made {name} read-only because its disk is nearly full: free space "
            "there, then run `pantau index sync`."
        )
    return (
        f"{where} does not let {fault.index_name or 'the index'} be used ({fault.reason}): "
        "remove the block, then run `pantau index sync`."
    )


def blocked(index: str, block: str, where: str) -> str:
    """Return the sentence for an index that may not be written; ``block`` is its setting."""
    reason = block.removeprefix("index.blocks.").replace("_", "-")
    return _blocked(Fault(403, "cluster_block_exception", reason, index), where)


def red(where: str) -> str:
    """Return the sentence for an index of which a part is not there."""
    return _unavailable(Fault(503, "", "a part of the index is missing", ""), where)


def no_template(name: str, where: str) -> str:
    """Return the sentence for an index template that somebody removed."""
    return (
        f"{where} does not have the index template {name}: run `pantau index rebuild`, which puts "
        "it back."
    )


def _closed(fault: Fault, where: str) -> str:
    name = fault.index_name or "the index"
    return f"{where} has {name} closed: open it there, or run `pantau index rebuild`."


def _missing(fault: Fault, where: str) -> str:
    what = f"the index {fault.index_name}" if fault.index_name else "what was asked for"
    return f"{where} does not have {what}: run `pantau index rebuild`."


def _occupied(fault: Fault, where: str) -> str:
    return (
        f"{where} has an index where an alias of Pantau's should be ({fault.reason}): delete or "
        f"rename it, or set another {_SETTINGS}.prefix, then run `pantau index rebuild`."
    )


def in_the_way(name: str, where: str) -> ServerError:
    """Return the sentence for an index that has the name of an alias."""
    return ServerError(_occupied(Fault(400, "", name, name), where))


def too_large_alone(where: str) -> str:
    """Return why a document was refused that is beyond the server's limit by itself."""
    return (
        f"larger than {where} takes in one request: raise http.max_content_length there, or the "
        "limit of the proxy before it"
    )


def _too_large(_fault: Fault, where: str) -> str:
    return f"{where} finds the request too large: lower {_SETTINGS}.bulk_mb."


def _too_much(_fault: Fault, where: str) -> str:
    return f"{where} finds the query too large: search for fewer words."


def _busy(_fault: Fault, where: str) -> str:
    return f"{where} is too busy, also after waiting: try again later; nothing is lost."


def _unavailable(fault: Fault, where: str) -> str:
    why = f" ({fault.reason})" if fault.reason else ""
    return (
        f"{where} cannot use the index now{why}: see its cluster health (red, or starting), then "
        "try again; nothing is lost."
    )


def _invalid(fault: Fault, where: str) -> str:
    rival = _RIVAL.search(fault.reason)
    if rival is None:
        return _otherwise(fault, where)
    return (
        f"{where} has the index template {rival.group(1)} for the same names and with the same "
        "priority as Pantau's: remove it or change its priority, or set another "
        f"{_SETTINGS}.prefix, then run `pantau index rebuild`."
    )


def _otherwise(fault: Fault, where: str) -> str:
    kind = f", {fault.kind}" if fault.kind else ""
    why = f": {fault.reason}" if fault.reason else ""
    return f"{where} refused what was asked (status {fault.status}{kind}){why}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON] + "…"


_Sentence = Callable[[Fault, str], str]

_BY_KIND: dict[str, _Sentence] = {
    "cluster_block_exception": _blocked,
    "illegal_argument_exception": _invalid,
    "index_closed_exception": _closed,
    "index_not_found_exception": _missing,
    "invalid_alias_name_exception": _occupied,
    "media_type_header_exception": _other_client,
    "no_shard_available_action_exception": _unavailable,
    "too_many_clauses": _too_much,
    "too_many_nested_clauses": _too_much,
    "unavailable_shards_exception": _unavailable,
}
_BY_STATUS: dict[int, _Sentence] = {
    401: _login,
    403: _forbidden,
    406: lambda _fault, where: not_elasticsearch(where),
    413: _too_large,
    429: _busy,
    502: _unavailable,
    503: _unavailable,
    504: _unavailable,
}
