"""Elasticsearch behind a proxy, which the client's usual way of asking does not know."""

from __future__ import annotations

from typing import Any

from elastic_transport import NodeConfig, RequestsHttpNode

from model.network import Proxy


def asking_by(proxy: Proxy) -> type[RequestsHttpNode]:
    """Return a sort of node that is asked through ``proxy``."""

    class Proxied(RequestsHttpNode):
        """A node that is asked through one proxy."""

        def __init__(self, config: NodeConfig) -> None:
            super().__init__(config)
            session: Any = self.session
            session.trust_env = False
            session.proxies = {"http": proxy.url, "https": proxy.url}

    return Proxied
