"""Keeps tests away from the user's cache and from data folders named in the environment."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

# Property tests share the machine with servers and browsers: a slow example is not a failure.
settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The store of this session lives in a folder of its own and reads the shipped tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEOFFS_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("TRADEOFFS_DATA", raising=False)
        yield
