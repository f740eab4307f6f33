"""What recording costs: milliseconds of processor time for one partnership story of the corpus.

Run as ``python -m benchmarks.recording``.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

from pantau.corpus import load_corpus
from pipelines.record import record

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
#: Length of a usual story, in characters; the corpus' own are shorter and are put together.
STORY_LENGTH = 3000


def main() -> None:
    """Print the mean and the median time over the corpus, each story brought to one length."""
    fetched_at = datetime.now(UTC)
    times = []
    for voice in load_corpus(CORPUS):
        for story in voice.stories:
            if not story.agreements:
                continue
            article = story.article
            longer = article.text
            while len(longer) < STORY_LENGTH:
                longer = f"{longer}\n{article.text}"
            article = article.model_copy(update={"text": longer[:STORY_LENGTH]})
            start = time.process_time()
            record(article, fetched_at)
            times.append((time.process_time() - start) * 1000)
    print(
        f"recording: {mean(times):.1f} ms/story (median {median(times):.1f}), "
        f"{len(times)} stories of {STORY_LENGTH} characters"
    )


if __name__ == "__main__":
    main()
