"""What judging and recording a story cost, in milliseconds of processor time.

``python -m benchmarks.recording`` takes the partnership stories of the corpus, as they are and
brought to the length of a long one. Each is judged, then recorded, as in a crawl; a time is the
best of several rounds, so that other work on the machine does not count. All stories take their
turn in a round, so that nothing is remembered of the one that was read last.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import median, quantiles

from model.records import Article
from pantau.corpus import CORPUS, load_corpus
from pipelines.judge import judge
from pipelines.record import record

#: Length of a long story, in characters; the corpus' own are shorter and are put together.
STORY_LENGTH = 3000
ROUNDS = 5
FETCHED_AT = datetime(2026, 11, 23, tzinfo=UTC)
STEPS = ("judging", "recording", "both")

Times = tuple[float, float, float]


def main() -> None:
    """Print median, 90th percentile and maximum of each step, for stories of either length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each story is read")
    rounds = parser.parse_args().rounds
    stories = partnerships()
    _report("corpus stories", stories, rounds)
    _report(f"{STORY_LENGTH} characters", [lengthened(story) for story in stories], rounds)


def partnerships() -> list[Article]:
    """Return the Indonesian stories of the corpus that tell of an agreement."""
    return [
        story.article
        for voice in load_corpus(CORPUS)
        for story in voice.stories
        if story.agreements and story.language == "id"
    ]


def lengthened(article: Article) -> Article:
    """Return a story as long as a long one, by saying it again."""
    text = article.text
    while len(text) < STORY_LENGTH:
        text = f"{text}\n{article.text}"
    return article.model_copy(update={"text": text[:STORY_LENGTH]})


def _report(name: str, articles: Sequence[Article], rounds: int) -> None:
    best = [_times(article) for article in articles]
    for _ in range(rounds - 1):
        best = [_shorter(times, _times(a)) for times, a in zip(best, articles, strict=True)]
    length = median(len(article.text) for article in articles)
    print(f"{name}: {len(articles)}, {length:.0f} characters at the median; milliseconds a story")
    for step, values in zip(STEPS, zip(*best, strict=True), strict=True):
        high = quantiles(values, n=10)[-1]
        print(
            f"  {step:10} median {median(values):6.2f}   p90 {high:6.2f}   max {max(values):6.2f}"
        )


def _times(article: Article) -> Times:
    start = time.process_time()
    judge(article)
    judged = time.process_time()
    record(article, FETCHED_AT)
    end = time.process_time()
    return (judged - start) * 1e3, (end - judged) * 1e3, (end - start) * 1e3


def _shorter(left: Times, right: Times) -> Times:
    return min(left[0], right[0]), min(left[1], right[1]), min(left[2], right[2])


if __name__ == "__main__":
    main()
