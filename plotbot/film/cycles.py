"""Which facts bring about which, and whether they do so in a circle. Used by ``reading``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plotbot.film.model import Event


def causes(events: Iterable[Event]) -> dict[str, list[str]]:
    """From each fact to what it brings about or is done for."""
    arrows: dict[str, list[str]] = {}
    for event in events:
        for cause in event.links.get("because", ()):
            arrows.setdefault(cause, []).append(event.id)
        for link in ("leads_to", "purpose"):
            arrows.setdefault(event.id, []).extend(event.links.get(link, ()))
    return arrows


def cycles(arrows: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Cycles, each once, as paths that end where they began."""
    found: list[list[str]] = []
    on_path: dict[str, bool] = {}
    for start in arrows:
        if start in on_path:
            continue
        path, ahead = [start], [iter(arrows[start])]
        on_path[start] = True
        while path:
            for other in ahead[-1]:
                if on_path.get(other):
                    found.append([*path[path.index(other) :], other])
                elif other not in on_path:
                    on_path[other] = True
                    path.append(other)
                    ahead.append(iter(arrows.get(other, ())))
                    break
            else:
                on_path[path.pop()] = False
                ahead.pop()
    return found
