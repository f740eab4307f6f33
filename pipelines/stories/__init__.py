"""Articles that tell the same event: fingerprints, comparison, and the agreements of a story."""

from __future__ import annotations

from pipelines.stories.agreements import merged, richness
from pipelines.stories.deeds import Deed
from pipelines.stories.facts import same_agreement, same_deed
from pipelines.stories.fingerprint import Fingerprint, Trace, fingerprint, traces
from pipelines.stories.same import same_story

__all__ = [
    "Deed",
    "Fingerprint",
    "Trace",
    "fingerprint",
    "merged",
    "richness",
    "same_agreement",
    "same_deed",
    "same_story",
    "traces",
]
