"""One due time, one run: what the store decides, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from store import Due, JobOutcome, JobRun, Store

NOW = datetime(2026, 11, 30, 4, 0, tzinfo=UTC)
HOLD = timedelta(seconds=60)
CRAWL = Due(job="crawl", lease="crawl", scheduled=NOW)
POLL = Due(job="poll", lease="crawl", scheduled=NOW)


def begun(store: Store, due: Due, holder: str = "a", now: datetime = NOW) -> JobRun | None:
    return store.schedule.begin(due, holder, now, now + HOLD)


def begun_well(store: Store, due: Due, holder: str = "a", now: datetime = NOW) -> JobRun:
    run = begun(store, due, holder, now)
    assert run is not None
    assert run.outcome is None
    return run


def again(due: Due, later: timedelta) -> Due:
    assert due.scheduled is not None
    return due.model_copy(update={"scheduled": due.scheduled + later})


def test_a_due_time_is_begun_once(store: Store) -> None:
    run = begun_well(store, CRAWL)

    assert begun(store, CRAWL, "b") is None
    store.schedule.finish(run.id, JobOutcome.DONE, "well", NOW)
    assert begun(store, CRAWL, "b") is None
    assert begun_well(store, again(CRAWL, timedelta(days=1)), "b").attempt == 1


def test_a_job_that_still_runs_is_skipped(store: Store) -> None:
    begun_well(store, CRAWL)

    skipped = begun(store, again(CRAWL, timedelta(days=1)), "b", NOW + timedelta(seconds=5))

    assert skipped is not None
    assert (skipped.outcome, skipped.detail) == (JobOutcome.SKIPPED, "crawl was running")
    assert store.schedule.undone("b", NOW) == []


def test_a_job_waits_for_another_one_that_needs_the_same(store: Store) -> None:
    poll = begun_well(store, POLL)

    postponed = begun(store, CRAWL, "b")

    assert postponed is not None
    assert postponed.outcome is JobOutcome.POSTPONED
    assert begun(store, CRAWL, "b") is None
    assert len(store.schedule.history(10)) == 2
    assert store.schedule.undone("b", NOW) == [postponed]
    store.schedule.finish(poll.id, JobOutcome.DONE, None, NOW)
    assert begun_well(store, CRAWL, "b").attempt == 2


def test_a_lease_that_is_not_renewed_is_taken_over(store: Store) -> None:
    dead = begun_well(store, CRAWL)
    late = NOW + HOLD + timedelta(seconds=1)

    assert store.schedule.undone("b", NOW + HOLD / 2) == []
    (lost,) = store.schedule.undone("b", late)

    assert (lost.id, lost.outcome, lost.finished) == (dead.id, JobOutcome.LOST, late)
    taken = begun_well(store, CRAWL, "b", late)
    assert taken.attempt == 2
    assert not store.schedule.renew(dead.id, late + HOLD)
    store.schedule.finish(dead.id, JobOutcome.DONE, "too late", late)
    outcomes = {run.id: run.outcome for run in store.schedule.history(10)}
    assert outcomes == {dead.id: JobOutcome.LOST, taken.id: None}


def test_a_lease_that_is_renewed_stays(store: Store) -> None:
    run = begun_well(store, CRAWL)
    late = NOW + 10 * HOLD

    assert store.schedule.renew(run.id, late + HOLD)
    assert store.schedule.undone("b", late) == []
    assert begun(store, CRAWL, "b", late) is None


def test_the_clock_of_the_holder_itself_may_be_moved(store: Store) -> None:
    begun_well(store, CRAWL)

    assert store.schedule.undone("a", NOW + timedelta(days=2)) == []
    assert [run.outcome for run in store.schedule.running()] == [None]


def test_what_ends_its_process_each_time_is_given_up(store: Store) -> None:
    now = NOW
    for attempt in (1, 2, 3):
        assert begun_well(store, CRAWL, f"holder {attempt}", now).attempt == attempt
        now += 2 * HOLD

    assert store.schedule.undone("z", now) == []
    assert begun(store, CRAWL, "z", now) is None
    assert {run.outcome for run in store.schedule.history(10)} == {JobOutcome.LOST}


def test_what_failed_is_not_begun_again(store: Store) -> None:
    for outcome in (JobOutcome.FAILED, JobOutcome.TIMED_OUT):
        due = again(CRAWL, timedelta(days=len(outcome)))
        store.schedule.finish(begun_well(store, due).id, outcome, None, NOW)
        assert begun(store, due) is None
        assert store.schedule.undone("a", NOW) == []


def test_what_was_stopped_is_begun_again_unless_a_later_time_came(store: Store) -> None:
    stopped = begun_well(store, CRAWL)
    store.schedule.finish(stopped.id, JobOutcome.STOPPED, None, NOW)
    assert [run.id for run in store.schedule.undone("b", NOW)] == [stopped.id]

    later = begun_well(store, again(CRAWL, timedelta(days=1)))
    store.schedule.finish(later.id, JobOutcome.DONE, None, NOW)

    assert store.schedule.undone("b", NOW) == []


def test_what_a_person_ran_is_no_due_time(store: Store) -> None:
    by_hand = CRAWL.model_copy(update={"scheduled": None})
    for _ in range(2):
        run = begun_well(store, by_hand)
        store.schedule.finish(run.id, JobOutcome.STOPPED, None, NOW)

    assert store.schedule.undone("a", NOW) == []
    assert [run.scheduled for run in store.schedule.history(10)] == [None, None]


def test_old_runs_go_and_the_last_of_each_job_stays(store: Store) -> None:
    for day in range(5):
        due = again(CRAWL, timedelta(days=day))
        now = NOW + timedelta(days=day)
        run = begun_well(store, due, now=now)
        store.schedule.finish(run.id, JobOutcome.DONE, None, now)
    store.begin_run(NOW)
    much_later = NOW + timedelta(days=900)

    gone = (
        store.forget(runs=NOW, visits=NOW, history=NOW + timedelta(days=2), deliveries=NOW),
        store.forget(runs=much_later, visits=much_later, history=much_later, deliveries=much_later),
    )

    assert [(one.runs, one.history) for one in gone] == [(0, 2), (1, 2)]
    assert [run.id for run in store.schedule.history(10)] == [run.id]
