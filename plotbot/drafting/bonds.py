"""Drafts bonds: what one is to another, where the text says so beside a name.

"her brother X", "Z's guard X"                     X is the brother of her, the guard of Z
"X, the captain of Z", "X, Z's daughter"           in apposition
"X is the captain of Z", "X is Z's daughter"       in a sentence of its own
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plotbot.film.model import Bond
from plotbot.film.names import Mention
from plotbot.knowledge import Knowledge
from plotbot.language import inflection

_OWNER = r"(?P<owner>his|her|their|its|@\d+@['’]s?)"
_NOUN = r"(?P<adjectives>(?:[a-z-]+ ){0,2})(?P<noun>[a-z-]+)"
_NAME = r"@(?P<one>\d+)@"
_OTHER = r"@(?P<other>\d+)@"
_PATTERNS = (
    re.compile(rf"{_OWNER} {_NOUN},? {_NAME}(?!['’])"),
    re.compile(rf"{_NAME},(?: the| an?)? {_NOUN} (?:of|to) {_OTHER}"),
    re.compile(rf"{_NAME}, {_OWNER} {_NOUN}\b(?! @)"),
    re.compile(rf"{_NAME} (?:is|was) (?:the |an? )?{_NOUN} (?:of|to) {_OTHER}"),
    re.compile(rf"{_NAME} (?:is|was) {_OWNER} {_NOUN}\b(?! @)"),
)
_PRONOUNS = {"his": ("he",), "her": ("she",), "its": ("it",), "their": ("they",)}
_MARK = re.compile(r"@(\d+)@")


@dataclass(frozen=True)
class _Text:
    """A sentence with a mark in the place of every name."""

    marked: str
    mentions: tuple[Mention, ...]
    places: tuple[int, ...]

    def quote(self, sentence: str, start: int, end: int) -> str:
        """The words of the sentence that a piece of the marked text stands for."""
        return sentence[self.places[start] : self.places[end - 1] + 1]


def draft_bonds(knowledge: Knowledge, skip: Iterable[tuple[int, str]] = ()) -> tuple[Bond, ...]:
    """Bonds that the text tells and the film does not have yet, each marked as a draft.

    Args:
        skip: sentence and quote of what was drafted before, and struck out.
    """
    film, left = knowledge.film, set(skip)
    known = {(bond.relation, bond.source, bond.to) for bond in film.bonds}
    known |= {(_inverse(knowledge, b.relation), b.to or "", b.source) for b in film.bonds}
    taken = {*film.event, *film.bond, *film.entities}
    found = []
    for number, sentence in enumerate(film.sentences, 1):
        for bond in _of_sentence(knowledge, number, sentence):
            key = (bond.relation, bond.source, bond.to)
            if key in known or (number, bond.quote) in left or bond.id in taken:
                continue
            known |= {key, (_inverse(knowledge, bond.relation), bond.to or "", bond.source)}
            taken.add(bond.id)
            found.append(bond)
    return tuple(found)


def _inverse(knowledge: Knowledge, relation: str) -> str:
    known = knowledge.language.relations.get(relation)
    return (known.inverse or "") if known else ""


def _of_sentence(knowledge: Knowledge, number: int, sentence: str) -> Iterator[Bond]:
    text = _marked(knowledge, sentence)
    for pattern in _PATTERNS:
        for match in pattern.finditer(text.marked):
            relation = _relation(knowledge, match["noun"])
            one = text.mentions[int(match["one"])].ids
            groups = match.groupdict()
            other = (
                text.mentions[int(groups["other"])].ids
                if groups.get("other")
                else _owner(knowledge, text, groups.get("owner") or "", match.start())
            )
            if not relation or len(one) != 1 or len(other) != 1 or one == other:
                continue
            quote = text.quote(sentence, match.start(), match.end())
            id = f"{one[0]}_{relation}_of_{other[0]}"
            yield Bond(id, relation, other[0], number, quote, to=one[0], draft=quote)


def _marked(knowledge: Knowledge, sentence: str) -> _Text:
    mentions = [
        m
        for m in knowledge.names.find(sentence)
        if not m.guessed and any(c.isupper() for c in m.text)
    ]
    marked, places, at = "", [], 0
    for index, mention in enumerate(mentions):
        end = mention.end - (len(mention.text) - len(re.sub(r"['’]s?$", "", mention.text)))
        start = mention.start
        marked += sentence[at:start] + (mark := f"@{index}@")
        places += [*range(at, start), *[start] * (len(mark) - 1), end - 1]
        at = end
    marked += sentence[at:]
    return _Text(marked, tuple(mentions), (*places, *range(at, len(sentence))))


def _relation(knowledge: Knowledge, noun: str) -> str:
    """The one relation that a noun stands for; empty where it is none or may be several."""
    relations = knowledge.language.relations_by_word
    found = relations.get(noun) or relations.get(inflection.noun_lemma(noun)) or ()
    plain = [r for r in found if noun in (r.id, r.words[0], r.he, r.she)]
    chosen = plain or list(found)
    return chosen[0].id if len(chosen) == 1 or plain else ""


def _owner(knowledge: Knowledge, text: _Text, words: str, start: int) -> tuple[str, ...]:
    """Whom a possessive stands for: a name, or the one of its gender named before it."""
    mark = _MARK.match(words)
    if mark:
        return text.mentions[int(mark.group(1))].ids
    entities = knowledge.film.entities
    before = [int(m.group(1)) for m in _MARK.finditer(text.marked[:start])]
    fitting = {
        id
        for index in before
        for id in text.mentions[index].ids
        if entities[id].pronoun in _PRONOUNS.get(words, ())
    }
    return tuple(fitting) if len(fitting) == 1 else ()
