from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kmnav.load import shipped_pack
from kmnav.pack import Pack
from tests.the_pack import the_pack

pytest_plugins = ("tests.conftest_golden", "tests.installed")

SLOW = {"test_web_browser", "test_compiled", "test_load_junk", "test_web_pages", "test_find_accuracy", "test_table"}

# A small number for every day: make full tries 2,000.
settings.register_profile("quick", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("full", settings.get_profile("quick"), max_examples=2_000)
settings.register_profile("few", settings.get_profile("quick"), max_examples=15, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow come first, so that no worker is left with one of them when all others are done."""
    items.sort(key=lambda each: each.path.stem not in SLOW)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that ships with the program, loaded once in each process."""
    return the_pack()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the pack that ships with the program."""
    return shipped_pack()
