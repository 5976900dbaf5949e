"""The pieces of a clause: wh-word, helper, noun phrase, verb, preposition, "not", "to", adverb."""

from __future__ import annotations

from plotbot.language.inflection import lemma_of_verb
from plotbot.question import grammar
from plotbot.question.cursor import Cursor
from plotbot.question.noun_phrases import noun_phrase
from plotbot.question.state import ClauseState
from plotbot.question.syntax import Chunk
from plotbot.question.verb_forms import verb_form
from plotbot.question.verb_phrases import match_be, match_verb
from plotbot.question.verbs import infinitive_follows, is_finite_verb, is_main_verb, is_verb

_DEGREES = frozenset(
    "old long far big tall fast often strong large heavy deep high late early soon powerful"
    " expensive rich smart dangerous".split()
)
"""What "how" may ask the degree of."""


def read_chunk(cursor: Cursor, state: ClauseState) -> None:
    """Reads the chunk that begins here."""
    token, low = cursor.here, cursor.lower()
    if token.mention and not token.mention.common:
        _read_noun_phrase(cursor, state)
    elif low in grammar.WH_WORDS:
        _read_wh(cursor, state)
    elif low in grammar.AUXILIARIES and low != "having" and not is_main_verb(cursor, state):
        _read_auxiliary(cursor, state)
    elif low in ("not", "never") or low == "no" and not _word_follows(cursor):
        _read_word("NEG", cursor, state)
    elif low == "to" and infinitive_follows(cursor):
        _read_word("TO", cursor, state)
    elif is_verb(cursor, state):
        _read_verb(cursor, state)
    elif low in grammar.PREPOSITIONS and not _is_adverb(cursor):
        _read_word("P", cursor, state)
    elif low in grammar.CONJUNCTIONS:
        _read_word("CONJ", cursor, state)
    elif grammar.is_adverb(low) and not cursor.starts_noun_phrase_with_adverb():
        _read_word("ADV", cursor, state)
    else:
        _read_noun_phrase(cursor, state)


def _word_follows(cursor: Cursor) -> bool:
    following = cursor.token(1)
    return following is not None and following.is_word


def _is_adverb(cursor: Cursor) -> bool:
    """Whether a preposition stands alone here: "took it back", "ran away"."""
    return cursor.lower() in (
        "away",
        "back",
        "apart",
        "together",
    ) and not cursor.starts_noun_phrase(cursor.token(1))


def _read_word(kind: str, cursor: Cursor, state: ClauseState) -> None:
    state.add(Chunk(kind, cursor.lower(), position=cursor.position))
    cursor.advance()


def _read_noun_phrase(cursor: Cursor, state: ClauseState) -> None:
    start = cursor.position
    phrase = noun_phrase(cursor, state)
    if phrase is None:
        cursor.position = start + 1
        return
    state.add(Chunk("NP", phrase=phrase, position=start))


def _read_auxiliary(cursor: Cursor, state: ClauseState) -> None:
    low = cursor.lower()
    state.add(Chunk("AUX", low, position=cursor.position))
    if low in grammar.BE and not state.be_units and not cursor.participle_later(1):
        match = match_be(cursor)
        state.be_units = match.units
        cursor.swallowed |= match.taken
    cursor.advance()


def _read_verb(cursor: Cursor, state: ClauseState) -> None:
    token = cursor.here
    lemmas = cursor.lemmas(token) or lemma_of_verb(token.lower)
    units, taken, lemma = match_verb(cursor, lemmas)
    if not units:
        lemma = next(filter(cursor.is_known_verb, lemmas), lemma)
    cursor.swallowed |= taken
    form = verb_form(token.lower, lemma)
    state.add(Chunk("V", lemma, units=units, form=form, position=cursor.position))
    cursor.advance()


def _read_wh(cursor: Cursor, state: ClauseState) -> None:
    word, following = cursor.lower(), cursor.lower(1)
    before = cursor.before
    governed = before is not None and before.lower in grammar.PREPOSITIONS
    if word == "which" and governed and not state.chunks:
        takes_noun = False  # "the town in which Vane lives"
    else:
        takes_noun = word in ("what", "which", "whose") and _word_follows(cursor)
    if takes_noun and _wh_takes_noun(cursor):
        _read_noun_phrase(cursor, state)
        return
    if word == "how" and following in ("many", "much"):
        _read_noun_phrase(cursor, state)
        return
    cursor.advance()
    if word == "how" and following in _DEGREES:
        word = f"how {following}"
        cursor.advance()
    elif word == "how" and following == "come":
        word = "why"
        cursor.advance()
    elif word == "what" and following == "else":
        cursor.advance()
    state.add(Chunk("WH", word, position=cursor.position))


def _wh_takes_noun(cursor: Cursor) -> bool:
    """Whether the "what", "which" or "whose" here goes with the noun behind it."""
    wh, token = cursor.lower(), cursor.token(1)
    assert token is not None
    low = token.lower
    if low == "of":
        return wh == "which"
    if low in grammar.AUXILIARIES or low in grammar.PREPOSITIONS:
        return False
    if token.mention:
        return wh != "what" or bool(token.mention.common)
    if low in grammar.PRONOUNS or low in grammar.ARTICLES or low in grammar.POSSESSIVES:
        return False
    if low in ("else", "exactly", "all", "happened", "happens", "happen"):
        return False
    if wh == "whose":
        return True
    lemmas, noun = cursor.lemmas(token), cursor.is_known_noun(low)
    if wh == "which":
        return not lemmas or noun or low in ("one", "ones")
    if not lemmas:
        return not grammar.is_adverb(low)
    form = verb_form(low, lemmas[0])
    if noun or low in ("kind", "sort", "type"):
        return _what_takes(cursor, form)
    return form == "base" and is_finite_verb(cursor, 2)


def _what_takes(cursor: Cursor, form: str) -> bool:
    """Whether "what" goes with a noun that may be a verb: "what plans has X"."""
    following = cursor.token(2)
    if "base" in form and following is not None:
        return not cursor.starts_noun_phrase(following) or following.lower in grammar.PRONOUNS
    if "third" in form:
        return following is not None and (
            following.lower in grammar.AUXILIARIES or bool(cursor.lemmas(following))
        )
    return "base" in form or "gerund" in form
