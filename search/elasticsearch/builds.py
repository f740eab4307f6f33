"""Builds as Elasticsearch has them: two indices each, and the aliases of the one in use.

The build ``B`` of the prefix ``pantau`` is ``pantau-stories-B`` and ``pantau-agreements-B``; the
aliases ``pantau-stories`` and ``pantau-agreements`` lead to the build in use, both at once. Locks
are files in the data directory: processes of one machine wait for one another. Those of others
need not, for every document has a version, and a build belongs to the store that began it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from model.exceptions import SearchError
from search.buildname import NAME, new_name
from search.elasticsearch.errors import ServerError, blocked, in_the_way, no_template, red
from search.elasticsearch.server import Server
from search.elasticsearch.templates import (
    FILLING,
    IN_USE,
    PARTS,
    VERSION,
    components,
    templates,
)

#: Seconds between two looks at a lock.
_POLL = 0.02


class Builds:
    """The builds of one prefix."""

    def __init__(self, server: Server, prefix: str, locks: Path) -> None:
        self._server = server
        self._indices = server.client.indices
        self._prefix = prefix
        self._locks = locks

    def alias(self, part: str) -> str:
        """Return the name that leads to the part of the build in use."""
        return f"{self._prefix}-{part}"

    def index(self, build: str, part: str) -> str:
        """Return the name of one index of a build."""
        return f"{self._prefix}-{part}-{build}"

    def both(self, build: str) -> list[str]:
        """Return the names of both indices of a build."""
        return [self.index(build, part) for part in PARTS]

    def current(self) -> str | None:
        """Return the build in use, if it is whole and of this version."""
        found = [self._in_use(part) for part in PARTS]
        builds = {build for build, _ in found}
        versions = {version for _, version in found}
        return found[0][0] if len(builds) == 1 and versions == {VERSION} else None

    def names(self) -> list[str]:
        """Return the names of all builds, oldest first."""
        prefixes = [f"{self._prefix}-{part}-" for part in PARTS]
        found = self._server.ask(
            self._indices.get,
            index=[f"{prefix}*" for prefix in prefixes],
            expand_wildcards="all",
            filter_path="*.settings.index.creation_date",
        )
        names = {name.removeprefix(prefix) for prefix in prefixes for name in found}
        return sorted(name for name in names if NAME.fullmatch(name))

    def begin(self) -> str:
        """Make the two indices of a new build, after putting the templates in their places."""
        self._put_templates()
        build = new_name()
        try:
            for part in PARTS:
                self._create(build, part)
        except SearchError:
            self._delete(build)
            raise
        return build

    def check(self, build: str) -> None:
        """Make sure that a build is there.

        Raises:
            SearchError: when it is not, or not whole.
        """
        if not NAME.fullmatch(build) or build not in self.names():
            problem = f"{self._server.name} has no build {build} of {self._prefix}"
            raise SearchError(f"{problem}: run `pantau index rebuild`.")
        # Of a build that is not whole, one index is missing.
        self._server.ask(self._indices.get_settings, index=self.both(build), filter_path="none")

    def hindrance(self, build: str) -> str | None:
        """Say in a sentence what stands in the way of writing to a build, though it is there."""
        both = self.both(build)
        found = self._server.ask(
            self._indices.get_settings, index=both, name="index.blocks.*", flat_settings=True
        )
        for index, told in found.items():
            blocks = [name for name, on in told["settings"].items() if on == "true"]
            if blocks:
                return blocked(index, blocks[0], self._server.name)
        health = self._server.ask(self._server.client.cluster.health, index=both)
        if health["status"] == "red":
            return red(self._server.name)
        exists = self._indices.exists_index_template
        for name in templates(self._prefix):
            if not self._server.ask(exists, name=name):
                return no_template(name, self._server.name)
        return None

    def use(self, build: str) -> None:
        """Lead both aliases to a build, all at once."""
        self.check(build)
        both = self.both(build)
        self._server.ask(self._indices.put_settings, index=both, settings={"index": IN_USE})
        actions: list[dict[str, Any]] = []
        for part in PARTS:
            alias, index = self.alias(part), self.index(build, part)
            actions += (
                {"remove": {"index": other, "alias": alias}}
                for other in self._held_by(alias)
                if other != index
            )
            actions.append({"add": {"index": index, "alias": alias}})
        self._server.ask(self._indices.update_aliases, actions=actions)

    def forget(self, build: str) -> None:
        """Remove a build that is not in use; nothing where none has that name."""
        if not NAME.fullmatch(build):
            return
        used = {index for part in PARTS for index in self._held_by(self.alias(part))}
        if used & set(self.both(build)):
            raise SearchError(f"The build {build} is in use and cannot be removed.")
        with self.writing(build):
            self._delete(build)
        self._lock_file(build).unlink(missing_ok=True)

    @contextmanager
    def writing(self, build: str) -> Iterator[None]:
        """Hold the right to change ``build``; it ends with the process."""
        with self._locked(self._lock_file(build)):
            yield

    @contextmanager
    def rebuilding(self) -> Iterator[None]:
        """Hold the right to make a new build; it ends with the process."""
        with self._locked(self._locks / f"{self._prefix}.lock"):
            yield

    def _in_use(self, part: str) -> tuple[str | None, str | None]:
        """The build that an alias leads to, and the version that made it; nulls where it is none.

        Raises:
            SearchError: when an index has the alias's name.
        """
        alias = self.alias(part)
        found = self._server.ask(
            self._indices.get,
            index=alias,
            ignore_unavailable=True,
            filter_path="*.mappings._meta,*.settings.index.creation_date",
        )
        if alias in found:
            raise in_the_way(alias, self._server.name)
        if len(found) != 1:
            return None, None
        ((name, told),) = found.items()
        version = told.get("mappings", {}).get("_meta", {}).get("schema")
        return name.removeprefix(f"{alias}-"), version

    def _put_templates(self) -> None:
        for name, template in components(self._prefix).items():
            put = self._server.client.cluster.put_component_template
            self._server.ask(put, name=name, template=template)
        for name, template in templates(self._prefix).items():
            self._server.ask(self._indices.put_index_template, name=name, **template)

    def _create(self, build: str, part: str) -> None:
        index = self.index(build, part)
        meta = {"build": build}
        self._server.ask(
            self._indices.create, index=index, settings=FILLING, mappings={"_meta": meta}
        )
        found = self._server.ask(
            self._indices.get_mapping, index=index, filter_path="*.mappings._meta"
        )
        if found.get(index, {}).get("mappings", {}).get("_meta") != {"schema": VERSION} | meta:
            raise SearchError(
                f"{self._server.name} made {index} without Pantau's template {self.alias(part)}: "
                "another template, or another version of Pantau, is in its way."
            )

    def _held_by(self, alias: str) -> list[str]:
        try:
            return list(self._server.ask(self._indices.get_alias, name=alias))
        except ServerError as error:
            if error.status != 404:
                raise
            return []

    def _delete(self, build: str) -> None:
        for index in self.both(build):
            self._server.ask(self._indices.delete, index=index, ignore_unavailable=True)

    @contextmanager
    def _locked(self, file: Path) -> Iterator[None]:
        try:
            self._locks.mkdir(parents=True, exist_ok=True)
            lock = FileLock(file, poll_interval=_POLL)
            lock.acquire()
        except OSError as error:
            raise SearchError(f"The lock {file} cannot be taken: {error}") from error
        try:
            yield
        finally:
            lock.release()

    def _lock_file(self, build: str) -> Path:
        return self._locks / f"{self._prefix}-{build}.lock"
