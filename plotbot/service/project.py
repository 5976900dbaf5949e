"""Where the project's files are. Knows no Rasa; used by the command line, the actions and Rasa."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parents[2]
"""The checkout: the folder with ``config.yml`` and ``data``."""

DATA = Path(os.environ.get("PLOTBOT_DATA", ROOT / "data"))
"""The folder with ``films`` and ``language``; ``PLOTBOT_DATA`` names another."""

MODEL = ROOT / "models" / "plotbot.tar.gz"

DEFAULT_FILM = os.environ.get("PLOTBOT_FILM")
"""The film that is talked about when nobody says which; the first by name when unset."""


def store_address() -> str:
    """What keeps conversations: the file or the ``postgresql://`` URL that ``PLOTBOT_STORE`` names,
    or a file in the user's data folder.
    """
    given = os.environ.get("PLOTBOT_STORE")
    if given:
        return given
    return str(Path(platformdirs.user_data_dir("plotbot", appauthor=False)) / "conversations.db")
