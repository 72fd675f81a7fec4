"""What `kmnav --version` says."""

from __future__ import annotations

from kmnav import __version__
from kmnav.pack import Pack


def version_words(pack: Pack) -> str:
    """Program, pack, region, format and the day at which the pack was checked."""
    settings = pack.settings
    return (
        f"kmnav {__version__}\npack {settings.id} {settings.version}, region {pack.region.id}, "
        f"format {settings.format}, as of {settings.as_of.isoformat()}\n"
    )
