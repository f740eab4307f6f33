"""``/metrics``: how Pantau does, in Prometheus' words, read from the store when it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from desk.sites import totals
from keeping import manifest
from keeping.room import room_of
from search import index_status
from store import RunHead
from web.context import Context, Web

router = APIRouter(include_in_schema=False)

#: Steps of the funnel, as the totals of a crawl name them.
_STEPS = ("discovered", "requested", "not_modified", "failed", "articles", "kept", "candidates")
#: Crawls among which the last one that ended is sought.
_LATEST = 20


@router.get("/metrics")
def metrics(context: Web) -> Response:
    """Return all figures."""
    registry = CollectorRegistry()
    registry.register(_Figures(context))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)


class _Figures(Collector):
    """Reads the figures of one answer."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def describe(self) -> list[Metric]:
        """Return nothing: the registry need not ask before the answer is made."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield every figure."""
        context = self._context
        counts = dict(context.counts())
        yield _labelled("pantau_records", "What the store holds.", "kind", counts)
        yield from self._of_runs()
        yield from self._of_upkeep()
        yield from self._of_index()
        counted = context.store.outbox.status().counts
        states = {state.value: count for state, count in counted.items()}
        yield _labelled("pantau_outbox_deliveries", "Deliveries by state.", "state", states)
        sites = {k: v for k, v in totals(context.watched()).items() if k != "total"}
        yield _labelled("pantau_sites", "Sites by how they are doing.", "state", sites)

    def _of_runs(self) -> Iterator[Metric]:
        runs = self._context.store.run_heads(_LATEST)
        ended = next((run for run in runs if run.finished), None)
        if runs:
            moment = runs[0].started.timestamp()
            yield _plain("pantau_last_run_started_timestamp_seconds", "Start of a crawl.", moment)
        if ended is not None:
            yield from self._of_run(ended)

    def _of_upkeep(self) -> Iterator[Metric]:
        settings = self._context.settings
        left = 1_000_000 * room_of(settings).data_mb
        yield _plain("pantau_disk_free_bytes", "Room left for the data directory.", left)
        last = manifest.last(settings.backup_dir)
        if last is not None and last.made is not None:
            age = (self._context.clock() - last.made).total_seconds()
            yield _plain("pantau_last_backup_age_seconds", "Since the last backup was made.", age)

    def _of_run(self, run: RunHead) -> Iterator[Metric]:
        assert run.finished is not None
        age = (self._context.clock() - run.finished).total_seconds()
        yield _plain("pantau_last_run_age_seconds", "Since the last crawl ended.", age)
        lasted = (run.finished - run.started).total_seconds()
        yield _plain("pantau_last_run_duration_seconds", "How long that crawl took.", lasted)
        if run.totals is None:
            return
        steps = {step: getattr(run.totals, step) for step in _STEPS}
        yield _labelled("pantau_last_run_pages", "Its pages at each step.", "step", steps)
        dropped = run.totals.dropped
        yield _labelled("pantau_last_run_dropped_pages", "Its drops.", "reason", dropped)
        gained = {"stories": run.totals.stories, "agreements": run.totals.agreements}
        yield _labelled("pantau_last_run_gained", "What the store gained.", "kind", gained)
        seconds = run.totals.seconds
        yield _labelled("pantau_last_run_step_seconds", "Time of its steps.", "step", seconds)

    def _of_index(self) -> Iterator[Metric]:
        index = index_status(self._context.store, self._context.engine)
        queue = {"waiting": index.waiting, "set_aside": len(index.set_aside)}
        yield _labelled("pantau_index_queue", "What the index lacks.", "state", queue)
        yield _plain("pantau_index_up", "Whether the engine answers.", index.stories is not None)


def _plain(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, told, value=value)


def _labelled(name: str, told: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, told, labels=[label])
    for value, count in values.items():
        family.add_metric([str(value)], count)
    return family
