"""Own batches beside the published points: only where asked for, only for whom, always as said."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as hs

from tests.importing import FILES, NAMES, ROOT, SETUP, read
from tests.test_page_yours import brought, folder, opened, ran, texts
from tradeoffs import store
from tradeoffs.beside import Shelf
from tradeoffs.importers.facts import Declared
from tradeoffs.importers.inputs import from_paths
from tradeoffs.workspace.desk import Desk, Team
from tradeoffs.workspace.folder import Workspace

__all__ = ["folder"]  # used by every test here as well
DATA = ROOT / "data"
DECLARED = Declared.of(SETUP, NAMES)
GUIDELLM = FILES / "guidellm/guidellm-0.8-v2.json"
SERVE = FILES / "vllm-serve/vllm-0.6.json"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path / "team")


def save(keeper, path: Path, name: str = "", **more: object) -> str:
    reports = read(from_paths([path]), **SETUP, **more)
    return keeper.save(reports, DECLARED, DATA, name).batch.id


def points(tables: store.Store) -> int:
    return int(tables.ask("extent").iloc[0].points)


def title(tables: store.Store, key: str) -> str:
    nothing = dict.fromkeys(("kinds", "collections", "search"))
    listed = tables.ask("source_list", **nothing, licence="all").set_index("source_id")
    return listed.title[f"own-{key}"]


def test_rows_stand_beside_the_published_ones_which_stay_as_they_are(team: Team):
    published = store.current()
    before = points(published)
    key = save(team.workspace, GUIDELLM, "lab")
    tables = Desk(team).tables(published, [key])
    assert points(tables) == before + 2 and points(published) == before
    assert tables.version == published.version != tables.contents
    assert title(tables, key) == "lab"


def test_no_batch_or_only_unknown_ones_is_the_published_store_itself(team: Team):
    assert Desk(team).tables(store.current(), []) is store.current()
    assert Desk(team).tables(store.current(), ["0" * 12, "x'); --"]) is store.current()


def test_what_a_session_holds_alone_never_reaches_another(team: Team):
    mine, other = Desk(team), Desk(team)
    key = save(mine.session, GUIDELLM)
    seen = mine.tables(store.current(), [key])
    assert points(seen) == points(store.current()) + 2
    assert key not in other.listed()
    assert other.tables(store.current(), [key]) is store.current()


def test_team_batches_are_built_once_for_all_sessions(team: Team):
    key = save(team.workspace, GUIDELLM)
    one = Desk(team).tables(store.current(), [key])
    assert Desk(team).tables(store.current(), [key]) is one


def test_renamed_batch_gets_tables_with_its_new_name(team: Team):
    key = save(team.workspace, GUIDELLM, "old")
    desk = Desk(team)
    before = desk.tables(store.current(), [key])
    team.workspace.rename(key, "new")
    after = desk.tables(store.current(), [key])
    assert after.contents != before.contents
    assert title(after, key) == "new"


def test_same_file_in_session_and_team_counts_once(team: Team):
    desk = Desk(team)
    shared = save(team.workspace, GUIDELLM)
    both = read(from_paths([GUIDELLM, SERVE]), **SETUP)
    private = desk.session.save(both, DECLARED, DATA).batch.id
    assert private != shared
    tables = desk.tables(store.current(), [shared, private])
    assert points(tables) == points(store.current()) + 3


def test_result_that_is_published_already_is_not_added_again(team: Team):
    key = save(team.workspace, GUIDELLM)
    desk = Desk(team)
    once = desk.tables(store.current(), [key])
    twice = once.beside(desk._own("again", {key}, set()))
    assert points(twice) == points(once)


def test_tables_with_own_rows_cannot_be_written_and_leave_no_file(team: Team, tmp_path: Path):
    key = save(team.workspace, GUIDELLM)
    tables = Desk(team).tables(store.current(), [key])
    with pytest.raises(Exception, match="read-only"):
        tables._connection.cursor().execute("delete from results")
    path = tables._connection.execute("select path from duckdb_databases() where not internal")
    assert not Path(path.fetchone()[0]).exists()


def test_new_team_batch_is_seen_without_a_restart_and_a_deleted_one_gone(team: Team):
    desk = Desk(team)
    assert desk.listed() == {}
    key = save(Workspace(team.workspace.folder), GUIDELLM)  # as another process does it
    assert list(desk.listed()) == [key]
    Workspace(team.workspace.folder).delete(key)
    assert desk.listed() == {}


def test_many_sessions_asking_at_once_build_one_store(team: Team):
    key = save(team.workspace, GUIDELLM)
    start = threading.Barrier(8)

    def ask(_: int) -> store.Store:
        start.wait()
        return Desk(team).tables(store.current(), [key])

    with ThreadPoolExecutor(8) as pool:
        assert len({id(tables) for tables in pool.map(ask, range(8))}) == 1


@settings(max_examples=12)
@given(chosen=hs.lists(hs.sampled_from(["a", "b", "c", "unknown", "'; --", ""]), max_size=5))
def test_any_choice_of_batches_adds_exactly_their_points(three, chosen: list[str]):
    desk, ids, sizes = three
    tables = desk.tables(store.current(), [ids.get(c, c) for c in chosen])
    assert points(tables) == points(store.current()) + sum(sizes[c] for c in set(chosen) & set(ids))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory):
    """A desk with two batches of the team and one of the session, and how many points each has."""
    desk = Desk(Team(tmp_path_factory.mktemp("three") / "team"))
    ids = {
        "a": save(desk.team.workspace, GUIDELLM),
        "b": save(desk.team.workspace, SERVE),
        "c": save(desk.session, FILES / "vllm-latency/vllm-0.6.json", batch_size=8),
    }
    return desk, ids, {"a": 2, "b": 1, "c": 1}


def test_batches_that_come_and_go_while_others_ask_break_nobody(team: Team):
    keep = save(team.workspace, SERVE)
    done = threading.Event()

    def come_and_go() -> None:
        own = Workspace(team.workspace.folder)
        try:
            for n in range(12):
                key = save(own, GUIDELLM)
                own.rename(key, f"name {n}")
                own.delete(key)
        finally:
            done.set()

    def ask(_: int) -> set[int]:
        desk, more = Desk(team), set()
        while not done.is_set():
            found = desk.tables(store.current(), desk.listed())
            more.add(points(found) - points(store.current()))
        return more

    with ThreadPoolExecutor(4) as pool:
        asked = pool.map(ask, range(3))
        pool.submit(come_and_go).result()
        seen = set().union(*asked)
    assert seen <= {1, 3}
    assert [b.id for b in Workspace(team.workspace.folder).batches()] == [keep]
    assert team.workspace.damaged() == []


def test_shelf_keeps_a_few_and_lets_the_oldest_go():
    class Published:
        version = "v"

        def beside(self, own):
            return own

    shelf, made = Shelf(), []
    for n in (*range(7), 0):
        shelf.store(Published(), str(n), lambda n=n: made.append(n))
    assert made == [*range(7), 0]


def test_work_bound_to_tables_asks_them_wherever_it_runs(team: Team):
    key = save(team.workspace, GUIDELLM)
    tables = Desk(team).tables(store.current(), [key])
    store.use(tables)
    later = store.bound(store.contents)
    store.use(None)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(later).result() == tables.contents
    assert store.contents() == store.current().contents


def test_link_with_a_batch_shows_it_and_the_same_page_without_does_not():
    key = brought(opened(), "team")
    view = {"model": "Qwen/Qwen3-8B", "len": "256-128", "view": "table"}
    page = opened("benchmarks", own=key, **view)
    assert page.multiselect(key="benchmarks-own").value == [key]
    assert "2 records of Qwen3" in texts(page).replace("\\", "")
    assert "2 records" not in texts(opened("benchmarks", **view))


def test_own_points_are_ringed_in_the_chart_and_the_legend_says_so():
    key = brought(opened(), "team")
    page = opened("benchmarks", own=key, model="Qwen/Qwen3-8B", len="256-128")
    assert "ringed: own results" in texts(page)
    assert "ringed" not in texts(opened("benchmarks", model="Qwen/Qwen3-8B", len="any"))


def test_record_of_an_own_point_says_its_file_and_what_was_declared(folder: Path):
    key = brought(opened(), "team")
    point = Workspace(folder).rows([key])["result_id"][0].as_py()
    said = texts(opened("benchmarks", own=key, point=point, model="Qwen/Qwen3-8B", len="any"))
    assert "GuideLLM 0.8.1, file guidellm" in said.replace("\\", "")
    assert "Declared, not measured: Engine, GPU, Number of GPUs" in said


@pytest.mark.parametrize("slug", ["benchmarks", "ranks"])
def test_link_to_a_batch_that_is_not_here_says_so(slug: str):
    page = opened(slug, own="0123456789ab")
    assert "neither in the team workspace nor in this browser session" in page.warning[0].value


def test_session_batch_is_counted_on_the_ranks_page_of_its_session_only():
    page = opened()
    key = brought(page, "session")
    page.switch_page("pages/ranks.py")
    page.query_params["own"] = key
    ran(page)
    assert page.multiselect(key="ranks-own").value == [key]
    assert opened("ranks", own=key).warning


def test_batch_deleted_while_it_is_shown_leaves_the_view_with_a_word(folder: Path):
    key = brought(opened(), "team")
    page = opened("benchmarks", own=key)
    Workspace(folder).delete(key)
    page.selectbox(key="benchmarks-model").set_value("openai/gpt-oss-20b")
    ran(page)
    assert f"No longer here: {key}" in page.warning[0].value
