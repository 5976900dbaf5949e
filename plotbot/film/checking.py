"""Checks a film folder: its faults, and what its text tells that no fact rests on.

    report = check_film(folder, language)
    for line in format_report(report):
        print(line)

A film is complete when every word of every sentence is quoted, less words without content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plotbot.film.model import ROLES, Entity, Fact, Film
from plotbot.film.names import NameIndex
from plotbot.film.reading import Fault, FilmError, read_film
from plotbot.language import inflection
from plotbot.language.model import Language
from plotbot.language.words import AUXILIARIES, COVERED_BY_NOTHING
from plotbot.yamlfile import nearest

WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
FILES = ("cast.yml", "plot.yml", "bonds.yml")
MOST_PREDICATES = 6
_CLITICS = frozenset("s t d m ll re ve".split())


@dataclass(frozen=True)
class Report:
    """What a check found.

    Attributes:
        film: the film's id.
        faults: what keeps it from being read; then the rest is empty.
        counts: how many sentences, entities, events and bonds there are.
        uncovered: by the number of a sentence, the words of it that no quote covers.
        unnamed: capitalised names and the sentence they first stand in, that no entity has.
        drafts: place, id and clause of what a program drafted and nobody has gone over.
        missing: files that are not there yet.
        phrases: place, id, phrase in a role, and the entity that it names.
        verbs: number of a sentence, verb, and the predicates for it, of verbs that no quote covers.
    """

    film: str
    faults: tuple[Fault, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    uncovered: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    unnamed: tuple[tuple[str, int], ...] = ()
    drafts: tuple[tuple[str, str, str], ...] = ()
    missing: tuple[str, ...] = ()
    phrases: tuple[tuple[str, str, str, str], ...] = ()
    verbs: tuple[tuple[int, str, str], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there is nothing to mend."""
        return not (self.faults or self.uncovered or self.unnamed or self.drafts or self.missing)


def check_film(folder: Path, language: Language) -> Report:
    """The report on a film folder; raises nothing for a faulty one."""
    try:
        film = read_film(folder, language)
    except FilmError as error:
        return Report(folder.name, faults=error.faults)
    uncovered = uncovered_words(film)
    return Report(
        film=film.id,
        counts={
            "sentences": len(film.sentences),
            "entities": len(film.entities),
            "events": len(film.events),
            "bonds": len(film.bonds),
        },
        uncovered=uncovered,
        unnamed=unnamed_names(film, language),
        drafts=drafts(film),
        missing=tuple(f for f in FILES if not (folder / f).exists()),
        phrases=phrases_for_entities(film),
        verbs=verbs_to_tell(uncovered, language),
    )


def drafts(film: Film) -> tuple[tuple[str, str, str], ...]:
    """What is still a draft: where it stands, its id and the clause it was read from."""
    files: tuple[tuple[str, Iterable[Entity | Fact]], ...] = (
        ("cast.yml", film.entities.values()),
        ("plot.yml", film.events),
        ("bonds.yml", film.bonds),
    )
    return tuple(
        (f"{film.id}/{file}:{entry.line}", entry.id, entry.draft)
        for file, entries in files
        for entry in entries
        if entry.draft
    )


def phrases_for_entities(film: Film) -> tuple[tuple[str, str, str, str], ...]:
    """Phrases in roles that are the name of an entity, whose id would tell more."""
    ids = {form.lower(): e.id for e in film.entities.values() for form in (e.name, *e.names)}
    return tuple(
        (f"{film.id}/plot.yml:{event.line}", event.id, filler.text, ids[filler.text.lower()])
        for event in film.events
        for role in ROLES
        for filler in event.fillers(role)
        if not filler.id and filler.text.lower() in ids
    )


def verbs_to_tell(
    uncovered: Mapping[int, Iterable[str]], language: Language
) -> tuple[tuple[int, str, str], ...]:
    """The verbs among uncovered words, with the predicates that list them, or the nearest ones."""
    known = sorted({unit for unit in language.units_by_first_lemma if unit not in AUXILIARIES})
    found = []
    for number, words in uncovered.items():
        for word in words:
            lemmas = inflection.lemma_of_verb(word) if word == word.lower() else ()
            if not lemmas or word == lemmas[0]:
                continue
            units = [u for u in language.units_by_first_lemma.get(lemmas[0], ())]
            ids = dict.fromkeys(unit.predicate for unit in units if len(unit.words) == 1)
            told = ", ".join(
                list(ids or dict.fromkeys(u.predicate for u in units))[:MOST_PREDICATES]
            )
            found.append((number, word, told or f"none; {nearest(lemmas[0], known)}"))
    return tuple(found)


def uncovered_words(film: Film) -> dict[int, tuple[str, ...]]:
    """By sentence, its words in no quote of a fact and in nothing that it calls an entity.

    Articles, prepositions, conjunctions, auxiliaries and pronouns do not count. A sentence whose
    every word is covered is left out.
    """
    quotes: dict[int, set[str]] = {}
    facts: tuple[Fact, ...] = (*film.events, *film.bonds)
    for fact in facts:
        quotes.setdefault(fact.sentence, set()).add(fact.quote)
    for entity in film.entities.values():
        for call in entity.calls:
            quotes.setdefault(call.sentence, set()).add(call.text)
    found = {}
    for number, sentence in enumerate(film.sentences, 1):
        covered = _covered(sentence, quotes.get(number, ()))
        words = tuple(
            match.group()
            for match in WORD.finditer(sentence)
            if match.start() not in covered and not _without_content(match.group())
        )
        if words:
            found[number] = words
    return found


def unnamed_names(film: Film, language: Language) -> tuple[tuple[str, int], ...]:
    """Capitalised words of the text, side by side ones together, that are in no entity's name.

    At the beginning of a sentence a word counts only when it is no English word. Words in what a
    bond or a role tells as text ("American") need no entity.
    """
    index = NameIndex(film, language.ordinary_words)
    texts = [bond.value for bond in film.bonds if bond.value]
    texts += [f.text for e in film.events for fillers in e.roles.values() for f in fillers]
    told = {word for text in texts for word in WORD.findall(text)}
    found: dict[str, int] = {}
    for number, sentence in enumerate(film.sentences, 1):
        named = {
            position
            for mention in index.find(sentence)
            if not mention.guessed
            for position in range(mention.start, mention.end)
        }
        named.update(m.start() for m in WORD.finditer(sentence) if m.group() in told)
        for name in _capitalised(sentence, named):
            found.setdefault(name, number)
    return tuple(found.items())


def format_report(report: Report) -> list[str]:
    """A report as lines of text."""
    if report.faults:
        count = len(report.faults)
        lines = [f"{report.film}: {count} fault{'s' if count > 1 else ''}"]
        return lines + [f"  {fault}" for fault in report.faults]
    counts = ", ".join(f"{number} {what}" for what, number in report.counts.items())
    lines = [f"{report.film}: {counts}"]
    for number, words in report.uncovered.items():
        lines.append(f"  sentence {number}: no fact rests on {', '.join(words)}")
    for name, number in report.unnamed:
        lines.append(f"  sentence {number}: no entity has the name {name}")
    lines += [f"  verb {v} (sentence {n}): predicate {told}" for n, v, told in report.verbs]
    lines += [f"  {report.film}/{file}: not there yet" for file in report.missing]
    for place, id, clause in report.drafts:
        told = "" if clause == "true" else f", of: {clause}"
        lines.append(f"  {place}: `{id}` is still a draft{told}")
    for place, id, phrase, entity in report.phrases:
        lines.append(
            f"  {place}: `{id}`: for the phrase `{phrase}` write the entity's id, {entity}"
        )
    if report.complete:
        lines.append("  complete: every word is covered, every name known")
    return lines


def _covered(sentence: str, quotes: Iterable[str]) -> set[int]:
    """Positions in a sentence that quotes of it cover, wherever they stand in it."""
    covered: set[int] = set()
    for quote in quotes:
        whole = rf"(?<!\w){re.escape(quote)}(?!\w)"
        for match in re.finditer(whole, sentence, re.IGNORECASE):
            covered.update(range(*match.span()))
    return covered


def _without_content(word: str) -> bool:
    return word.lower() in COVERED_BY_NOTHING or word.lower() in _CLITICS


def _capitalised(sentence: str, named: set[int]) -> Iterator[str]:
    words: list[str] = []
    first = next((match.start() for match in WORD.finditer(sentence)), 0)
    end = 0
    for match in WORD.finditer(sentence):
        word = match.group()
        proper = word[0].isupper() and match.start() not in named and not _without_content(word)
        if proper and match.start() == first:
            proper = not inflection.is_word(word)
        if words and (not proper or sentence[end : match.start()].strip()):
            yield " ".join(words)
            words = []
        if proper:
            words.append(word)
        end = match.end()
    if words:
        yield " ".join(words)
