"""From tokens to clauses: a small parser for the English of questions.

It goes through the tokens once, from left to right, and decides at each word whether a noun phrase,
a verb or a clause begins, by what has been seen in the clause so far. No film is looked at.

    cursor       looking round           verbs         is it a verb here?
    boundaries   where clauses begin     verb_phrases  how many words does it take?
    chunks       the pieces of a clause  noun_phrases  whom or what
    frames       who is subject, who object
"""

from __future__ import annotations

from plotbot.language.lexicon import Language
from plotbot.question import grammar
from plotbot.question.boundaries import (
    ends_at_comma,
    starts_relative,
    subordinator,
    verb_of_outer_clause,
)
from plotbot.question.chunks import read_chunk
from plotbot.question.cursor import Cursor
from plotbot.question.frames import build_frame
from plotbot.question.state import ClauseState
from plotbot.question.syntax import Clause, Frame, NounPhrase, Token

_PARTITIVE_NOUNS = frozenset(
    "one ones member part half rest most some all both each either neither none any many few"
    " number pair couple trio group team crowd bunch majority two three four five six".split()
)
"""Nouns that pick out some of those named behind "of"."""


def parse_clauses(tokens: list[Token], language: Language, film_nouns: frozenset[str]) -> Clause:
    """The main clause of a segment, with the clauses under it.

    Args:
        film_nouns: common nouns that the film's entities go by, so that "machine" stays a noun.
    """
    cursor = Cursor(tokens, language, film_nouns)
    clauses: list[Clause] = []
    while not cursor.at_end:
        before = cursor.position
        marker = subordinator(cursor)
        clauses.append(_subordinate(cursor, marker) if marker else _clause(cursor, "main"))
        if cursor.position == before:
            cursor.advance()
    return _under_the_asking_one(clauses) if clauses else Clause(Frame())


def _under_the_asking_one(clauses: list[Clause]) -> Clause:
    """The clause that asks, with the others put under it or, where they have no verb, before it."""
    mains = [c for c in clauses if not c.marker]
    asking = [c for c in mains if c.wh] or [c for c in mains if c.frame.verb or c.frame.auxiliary]
    main = (asking or mains or clauses)[0]
    for other in clauses:
        if other is main:
            continue
        if other.marker or other.frame.verb:
            main.nested.append(other)
        else:
            main.fronted += [("", phrase) for phrase in other.frame.phrases] + other.fronted
    return main


def _subordinate(cursor: Cursor, marker: str) -> Clause:
    words = marker.split()
    cursor.advance(len(words))
    clause = _clause(cursor, "sub")
    clause.marker = grammar.SUBORDINATORS[words[0]]
    return clause


def _clause(cursor: Cursor, kind: str) -> Clause:
    """One clause from here, "main", "sub" or "rel"; ends where another must begin."""
    state = ClauseState()
    nested: list[Clause] = []
    start = cursor.position
    while not cursor.at_end:
        if cursor.position in cursor.swallowed:
            cursor.advance()
            continue
        if not cursor.here.is_word:
            ends = ends_at_comma(cursor, kind, state)
            cursor.advance()
            if ends:
                break
            continue
        marker = subordinator(cursor) if cursor.position > start else ""
        if marker:
            nested.append(_subordinate(cursor, marker))
            continue
        complete = state.verb or kind == "rel" and state.says_what_it_is
        if kind != "main" and complete and verb_of_outer_clause(cursor, state):
            break
        if starts_relative(cursor, state):
            above = cursor.awaits_base
            cursor.awaits_base = not state.verb and state.auxiliary in grammar.DO | grammar.MODALS
            governed = state.chunks.pop().word if state.last_kind == "P" else ""
            relative = _relative(cursor)
            if governed and relative.wh is not None:
                relative.wh.function = governed  # "the town in which she lives"
            _attach(relative, state, nested)
            cursor.awaits_base = above
            continue
        before = cursor.position
        read_chunk(cursor, state)
        if cursor.position == before:
            cursor.advance()
    clause = build_frame(state.chunks)
    if clause.frame.verb == "be" and not clause.frame.units:
        clause.frame.units = state.be_units
    clause.nested += nested
    clause.text = " ".join(token.text for token in cursor.tokens[start : cursor.position])
    return clause


def _attach(relative: Clause, state: ClauseState, nested: list[Clause]) -> None:
    """Puts a relative clause to the noun phrase read last."""
    phrase = next((chunk.phrase for chunk in reversed(state.chunks) if chunk.phrase), None)
    if phrase is not None:
        _described_by(phrase).relative = relative
    else:
        nested.append(relative)


def _described_by(phrase: NounPhrase) -> NounPhrase:
    """The noun that a relative clause behind a phrase describes: the nearest common one.

    "The name of the man who ...": the man; but "one of the men who ...", "the member of the team
    who ...": the one, the member.
    """
    while (
        phrase.of is not None
        and phrase.of.head
        and not phrase.of.mentions
        and phrase.head not in _PARTITIVE_NOUNS
        and phrase.number is None
        and not phrase.wh
    ):
        phrase = phrase.of
    return phrase


def _relative(cursor: Cursor) -> Clause:
    bare = cursor.lower() != "that" and cursor.lower() not in grammar.WH_WORDS
    participle = "participle" in cursor.form(cursor.token())
    if cursor.lower() == "that":
        cursor.advance()
    clause = _clause(cursor, "rel")
    if bare and participle and clause.frame.subject is None:
        clause.frame.passive = True
    clause.marker = "relative"
    return clause
