"""Where one clause ends and another begins: subordinators, relative clauses, commas."""

from __future__ import annotations

from itertools import pairwise

from plotbot.question import grammar
from plotbot.question.cursor import Cursor
from plotbot.question.state import ClauseState
from plotbot.question.syntax import NounPhrase
from plotbot.question.verb_forms import verb_form

_CLAUSE_REACH = 14
_TAKING_THAT = frozenset(
    "say tell know think believe learn discover find realize realise suspect explain hear mean see"
    " show suggest claim hope fear decide plan vow promise swear agree insist admit reveal guess"
    " understand suppose assume expect wish warn ensure note mention remember forget state announce"
    " feel notice conclude recall imagine doubt deny declare report figure prove happen seem"
    " appear be".split()
)
"""Verbs behind which "that" begins what is said or thought."""


def subordinator(cursor: Cursor) -> str:
    """The subordinator that begins here and is followed by a clause of its own; else empty."""
    token = cursor.token()
    if token is None or token.mention or token.lower not in grammar.SUBORDINATORS:
        return ""
    low = token.lower
    if low == "so":
        return "so that" if cursor.lower(1) == "that" else ""
    if low == "once" and cursor.position and _is_before_verb(cursor):
        return ""  # "who once ruled"
    if low == "as" and cursor.lower(1) in ("well", "a", "an", "to"):
        return ""
    if cursor.position == 0:
        if low in ("if", "whether"):
            return low
        if low == "when" and (
            cursor.lower(1) in grammar.AUXILIARIES or not _asks_after_first_comma(cursor)
        ):
            return ""
    return low if _clause_follows(cursor) else ""


def _is_before_verb(cursor: Cursor) -> bool:
    """Whether a word that may begin a clause stands between a subject and its verb."""
    following = cursor.token(1)
    before = cursor.before
    if following is None or before is None or not before.is_word:
        return False
    if following.lower in grammar.AUXILIARIES:
        return True
    finite = cursor.form(following)
    return ("third" in finite or "past" in finite) and cursor.knows_verb(following)


def _asks_after_first_comma(cursor: Cursor) -> bool:
    words = [token.lower for token in cursor.tokens]
    return "," in words and any(
        word in grammar.WH_WORDS or word in grammar.AUXILIARIES
        for word in words[words.index(",") :]
    )


def _clause_follows(cursor: Cursor) -> bool:
    """Whether a clause, not only a noun phrase, stands behind the word here."""
    seen_noun = False
    for offset in range(1, _CLAUSE_REACH):
        token = cursor.token(offset)
        if token is None or token.lower == ",":
            return False
        if token.lower in grammar.AUXILIARIES:
            return seen_noun or offset > 1
        if token.lower in grammar.WH_WORDS and offset > 1:
            return False
        lemmas = cursor.lemmas(token)
        noun_position = cursor.is_noun_position(cursor.position + offset)
        if lemmas and offset == 1 and "gerund" in verb_form(token.lower, lemmas[0]):
            return True
        if lemmas and seen_noun and not noun_position:
            return True
        if token.mention or token.lower in grammar.PRONOUNS or not lemmas:
            seen_noun = seen_noun or token.lower not in grammar.ADVERBS
        elif noun_position:
            seen_noun = True
    return False


def ends_at_comma(cursor: Cursor, kind: str, state: ClauseState) -> bool:
    """Whether the punctuation here ends a clause, main, relative ("rel") or subordinate ("sub")."""
    if cursor.lower() not in (",", ":", "-"):
        return False
    following = cursor.lower(1)
    if following in grammar.CONJUNCTIONS:
        following = cursor.lower(2)
    asks = following in grammar.WH_WORDS or (
        following in grammar.PREPOSITIONS and cursor.lower(2) in grammar.WH_WORDS
    )
    if kind == "rel":
        return state.verb
    if kind == "sub":
        return asks or following in grammar.AUXILIARIES or state.verb
    return asks and not state.wh


def verb_of_outer_clause(cursor: Cursor, state: ClauseState) -> bool:
    """In a clause that has its verb: whether a finite verb comes that belongs to the one above."""
    if cursor.lower() in grammar.AUXILIARIES:
        return state.last_kind not in ("", "AUX", "NEG", "CONJ", "WH", "TO")
    kinds = [chunk.kind for chunk in state.chunks if chunk.kind != "ADV"]
    if kinds[-1:] != ["NP"] or cursor.is_noun_position(cursor.position):
        return False
    token = cursor.token()
    form = cursor.form(token)
    awaited = cursor.awaits_base and "base" in form
    return ("third" in form or form == "past" or awaited) and cursor.knows_verb(token)


def starts_relative(cursor: Cursor, state: ClauseState) -> bool:
    """Whether a relative clause begins here: "(X) who fled", "(the day) she came"."""
    low, last = cursor.lower(), state.last
    if last is None:
        return False
    if last.kind == "P":
        kinds = [chunk.kind for chunk in state.chunks]
        after_noun = len(kinds) > 2 and (kinds[-2] == "NP" or "NP" in kinds and state.wh)
        return low in ("whom", "which") and after_noun
    if last.phrase is None:
        return low == "that" and _is_put_last(cursor, state)
    if low in ("who", "whom", "which", "whose", "where"):
        return _wh_is_relative(cursor, state)
    if low == "that":
        return _that_is_relative(cursor)
    return not last.phrase.pronoun and _bare_relative(cursor, state, last.phrase)


def _is_put_last(cursor: Cursor, state: ClauseState) -> bool:
    """Whether a relative clause stands behind the verb: "does the metal come that he covets"."""
    asks = state.wh or any(chunk.phrase and chunk.phrase.wh for chunk in state.chunks)
    if not (asks and state.verb) or not state.subject:
        return False
    verbs = [chunk.word for chunk in state.chunks if chunk.kind == "V"]
    return not _TAKING_THAT & set(verbs) and _that_is_relative(cursor)


def _wh_is_relative(cursor: Cursor, state: ClauseState) -> bool:
    begun = state.verb or state.wh or state.auxiliary
    if cursor.lower(-1) == "," and not begun:
        return False
    last = state.last.phrase if state.last is not None else None
    if cursor.lower() == "where" and not begun and last and last.mentions and not last.head:
        return False
    if [chunk.kind for chunk in state.chunks] == ["P", "NP"]:
        return _asks_later(cursor)
    return True


def _asks_later(cursor: Cursor) -> bool:
    """Whether the question itself comes only after a comma further on."""
    rest = cursor.tokens[cursor.position :]
    return any(
        token.lower == "," and following.lower in grammar.WH_WORDS | grammar.AUXILIARIES
        for token, following in pairwise(rest)
    )


def _that_is_relative(cursor: Cursor) -> bool:
    following = cursor.token(1)
    if following is None:
        return False
    if following.lower in grammar.AUXILIARIES or following.lower in grammar.SUBJECT_PRONOUNS:
        return True
    return bool(following.mention) or bool(cursor.lemmas(following))


def _bare_relative(cursor: Cursor, state: ClauseState, phrase: NounPhrase) -> bool:
    """Whether a relative clause begins with no word for it: "a place she left", "a body made"."""
    token = cursor.token()
    done = state.verb or state.auxiliary in grammar.BE or phrase.wh
    is_noun = phrase.head or phrase.mentions and phrase.mentions[0].common
    if token is None or not done or not is_noun or token.lower in grammar.AUXILIARIES:
        return False
    is_subject = token.lower in grammar.SUBJECT_PRONOUNS or bool(
        token.mention and not token.mention.possessive
    )
    if token.lower == "the" and phrase.head in grammar.INDEFINITE:
        following = cursor.token(1)
        if following is not None and (following.mention or cursor.is_known_noun(following.lower)):
            return cursor.verb_next(2)
    if is_subject and cursor.verb_next(1):
        return not (phrase.wh and state.auxiliary)
    form = cursor.form(token)
    if form and (state.verb or phrase.wh and cursor.verb_later(1)):
        return ("participle" in form or "gerund" in form) and cursor.knows_verb(token)
    return False
