"""The press office: the same news for a seed, and news that the judge is right about."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from model.records import JAKARTA, Article, Label
from pipelines.judge import judge
from pipelines.text.prison_words import mentions_prison
from tests.targets.press import Mix, Post, Subject, publish

FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
PAPER = re.compile(
    r"\b(mou|pks|nota|kerja ?sama|kesepa\w+|perjanjian|te[kc]en|tanda ?tangan\w*|sepakat\w*)\b",
    re.IGNORECASE,
)


def news(seed: int, count: int, mix: Mix | None = None) -> list[Post]:
    return publish(seed, count, first=FIRST, last=LAST, mix=mix)


def text_of(post: Post) -> str:
    return "\n".join((post.title, *post.paragraphs))


def test_a_seed_gives_the_same_news() -> None:
    assert news(7, 50) == news(7, 50)
    assert news(7, 50) != news(8, 50)


def test_shares_are_those_of_the_mix() -> None:
    posts = news(1, 400, Mix(0.05, 0.1, 0.1, 0.1, quiet=0.2))
    assert Counter(post.subject for post in posts) == {
        Subject.PARTNERSHIP: 20,
        Subject.PRISON: 40,
        Subject.ELSEWHERE: 40,
        Subject.LOOKALIKE: 40,
        Subject.ORDINARY: 260,
    }
    assert sum(post.quiet for post in posts) == 4


def test_posts_go_from_first_to_last_and_share_no_address() -> None:
    posts = news(3, 400)
    moments = [post.published for post in posts]
    assert moments == sorted(moments)
    assert moments[0] >= FIRST
    assert moments[-1] <= LAST
    assert [post.number for post in posts] == list(range(1, 401))
    assert len({post.slug for post in posts}) == 400


def test_one_province_can_be_asked_for() -> None:
    posts = publish(1, 50, first=FIRST, last=LAST, province="Banten")
    assert {post.place.province for post in posts} == {"Banten"}


def test_quiet_headlines_name_neither_prison_nor_paper() -> None:
    quiet = [post for post in news(2, 300, Mix(1, 0, 0, 0, quiet=1)) if post.quiet]
    assert len(quiet) == 300
    assert [post.title for post in quiet if mentions_prison(post.title.encode())] == []
    assert [post.title for post in quiet if PAPER.search(post.title)] == []


def test_other_headlines_name_prison_or_paper() -> None:
    posts = news(2, 300, Mix(1, 0, 0, 0, quiet=0))
    silent = [
        post.title
        for post in posts
        if not (mentions_prison(post.title.encode()) or PAPER.search(post.title))
    ]
    assert silent == [title for title in silent if "Jeruji Besi" in title]


def test_lookalikes_hold_no_prison_word() -> None:
    posts = news(4, 200, Mix(0, 0, 0, 1))
    assert [post.title for post in posts if mentions_prison(text_of(post).encode())] == []


@pytest.mark.slow
def test_the_judge_keeps_partnerships_and_nothing_else() -> None:
    posts = news(5, 400, Mix(0.4, 0.15, 0.15, 0.1, quiet=0.3))
    wrong = [post.title for post in posts if _is_kept(post) != post.relevant]
    assert wrong == []


def _is_kept(post: Post) -> bool:
    article = Article(
        title=post.title,
        text="\n".join(post.paragraphs),
        published=post.published.astimezone(JAKARTA),
        language="id",
    )
    return judge(article).label is Label.PARTNERSHIP
