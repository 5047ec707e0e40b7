"""For all tests: browser tests come last, and none touches the user's cache or workspace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Property tests share the machine with servers and browsers: a slow example is not a failure.
settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts browser tests last: the quick ones fail first, and the browser's loop disturbs none."""
    items.sort(key=lambda item: BROWSER_TESTS in item.path.parents)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The store of this session lives in a folder of its own and reads the shipped tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEOFFS_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("TRADEOFFS_WORKSPACE", str(tmp_path_factory.mktemp("workspace")))
        patch.delenv("TRADEOFFS_DATA", raising=False)
        yield
