from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kmnav import load_pack
from kmnav.load import shipped_pack
from kmnav.pack import Pack

pytest_plugins = ("tests.conftest_golden", "tests.installed")

settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("full", settings.get_profile("quick"), max_examples=2_000)
settings.register_profile("few", settings.get_profile("quick"), max_examples=15, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that ships with the program, loaded once in each process."""
    return load_pack()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the pack that ships with the program."""
    return shipped_pack()
