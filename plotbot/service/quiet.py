"""What must be set before Rasa is imported: no telemetry, no chatter on the screen.

Import this module first; every module here that imports Rasa for a command does.
``LOG_LEVEL=DEBUG`` shows everything.
"""

from __future__ import annotations

import logging
import os

os.environ["RASA_TELEMETRY_ENABLED"] = "false"

SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}

for name, value in SETTINGS.items():
    os.environ.setdefault(name, value)

# Libraries reset the filters of warnings when they are imported; a logger they leave alone.
logging.captureWarnings(True)
logging.getLogger("py.warnings").setLevel(
    logging.ERROR if os.environ["LOG_LEVEL"] == "WARNING" else logging.NOTSET
)


def configure_logging() -> None:
    """Send warnings and worse to standard error, one line each, and let Rasa keep to that.

    Imports Rasa, and skops before it: skops looks for its classes in every module there is, which
    takes 1 s before Rasa's 5,000 modules are there and 5 s after.
    """
    import skops.io  # noqa: F401
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    level = logging.getLevelName(os.environ["LOG_LEVEL"])
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    configure_logging_and_warnings(level, filter_repeated_logs=False)
    configure_structlog(level)
