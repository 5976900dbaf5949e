"""Whether a word is a verb where it stands: "fight" after "did X" is, after "the" it is not.

By the word's form and what has been seen of the clause; a word that may also be a noun counts as a
verb only where something to its right speaks for it.
"""

from __future__ import annotations

from plotbot.language.inflection import noun_lemma
from plotbot.question import grammar
from plotbot.question.cursor import Cursor
from plotbot.question.state import ClauseState
from plotbot.question.verb_forms import may_be_finite, verb_form

_TAKING_PARTICIPLES = frozenset({"get", "be", "keep", "go", "come"})
_TAKING_BARE = frozenset({"go", "come"})
"""Verbs that a bare infinitive may follow at once: "they go hide", "did he come help"."""
_TAKING_BASES = frozenset({"help", "let", "make"})
_BETWEEN_TO_AND_VERB = grammar.ADVERBS | {"all", "both"}


def is_verb(cursor: Cursor, state: ClauseState) -> bool:
    """Whether the word here is a verb, given the clause so far."""
    token = cursor.here
    low = token.lower
    lemmas = cursor.lemmas(token)
    if not lemmas and low not in grammar.DO | grammar.HAVE:
        return False
    if low in grammar.PRONOUNS or low in grammar.INDEFINITE:
        return False
    if low in grammar.AUXILIARIES:
        return low not in grammar.BE and low not in grammar.MODALS
    if state.last_kind == "TO":
        return low in lemmas
    form = verb_form(low, lemmas[0])
    if cursor.is_noun_position(cursor.position):
        before = cursor.before
        return "gerund" in form and before is not None and before.lower in grammar.PREPOSITIONS
    if state.verb:
        return _is_further_verb(cursor, state, form)
    known, noun = cursor.knows_verb(token), cursor.is_known_noun(low)
    if state.auxiliary in grammar.DO or state.auxiliary in grammar.MODALS:
        return low in lemmas and (state.subject or state.wh) and (known or not noun)
    if state.auxiliary in grammar.BE:
        after = state.last_kind in ("AUX", "NEG", "ADV", "NP", "TO")
        return after and ("gerund" in form or "participle" in form)
    if state.auxiliary in grammar.HAVE:
        return "participle" in form
    if state.wh or state.subject:
        return _is_verb_of_subject(cursor, state, form)
    return _is_first_verb(cursor, form)


def _is_further_verb(cursor: Cursor, state: ClauseState, form: str) -> bool:
    """Whether a verb follows the clause's verb: "gets killed", "helps build", "fled and hid"."""
    token, last = cursor.here, state.last
    known, noun = cursor.knows_verb(token), cursor.is_known_noun(token.lower)
    if last is None:
        return False
    if last.kind == "V" and last.word in _TAKING_PARTICIPLES:
        bare = last.word in _TAKING_BARE and cursor.lower(-1) == last.word
        return "participle" in form or "gerund" in form or bare and "base" in form and known
    if last.kind == "V" and last.word in _TAKING_BASES:
        object_follows = cursor.starts_noun_phrase(cursor.token(1))
        return "base" in form and known and (not noun or object_follows)
    return (
        last.kind == "CONJ"
        and known
        and ("base" in form or may_be_finite(form))
        and (not noun or cursor.starts_noun_phrase(cursor.token(1)))
    )


def _is_verb_of_subject(cursor: Cursor, state: ClauseState, form: str) -> bool:
    """Whether the verb of a subject, or of "who", stands here without a helper."""
    token = cursor.here
    known, noun = cursor.knows_verb(token), cursor.is_known_noun(token.lower)
    if state.last_kind == "P":
        return "gerund" in form
    if may_be_finite(form) and (form != "base past participle" or not noun):
        return known or not noun
    object_follows = cursor.starts_noun_phrase(cursor.token(1))
    if "base" in form and known:
        if state.last_kind == "WH":
            return True
        several = _has_plural_subject(cursor, state) or _follows_plural(cursor)
        return not noun or object_follows or several
    if "gerund" in form:
        follows = state.last_kind in ("NP", "ADV", "WH")
        return known and follows and (not noun or object_follows)
    return False


def _is_first_verb(cursor: Cursor, form: str) -> bool:
    """Whether a clause begins with its verb: "describe X", "building it"."""
    token = cursor.here
    known, noun = cursor.knows_verb(token), cursor.is_known_noun(token.lower)
    object_follows = cursor.starts_noun_phrase(cursor.token(1))
    if "gerund" in form:
        return known
    if cursor.position == 0 and token.lower in cursor.lemmas(token) and not known:
        return object_follows and not noun
    return bool(form) and known and (object_follows or not noun)


def _has_plural_subject(cursor: Cursor, state: ClauseState) -> bool:
    phrase = state.last.phrase if state.last else None
    if phrase is None or cursor.lower(1) == "of":
        return False
    several = phrase.pronoun in ("they", "we", "you", "i", "these", "those")
    return phrase.plural or several or len(phrase.parts) > 1


def is_verb_after_phrase(
    cursor: Cursor, state: ClauseState, wh: bool, plural: bool = False
) -> bool:
    """Whether the word here is the clause's verb, so that the phrase being read ends.

    ``wh``: the phrase has a wh-word; ``plural``: its last word is a plural.
    """
    token = cursor.token()
    lemmas = cursor.lemmas(token)
    if token is None or not lemmas or state.verb:
        return False
    if wh and plural and not state.auxiliary and token.lower in lemmas:
        # "how many people plan to": no plural stands before a noun that it belongs to
        return cursor.knows_verb(token)
    form = verb_form(token.lower, lemmas[0])
    bare = "base" in form and not state.auxiliary and cursor.knows_verb(token)
    if bare and _follows_plural(cursor) and not cursor.verb_later(1, grammar.RELATIVES):
        return True
    if not is_verb(cursor, state.after_phrase(wh)):
        return False
    if wh and form == "base" and not state.auxiliary and cursor.auxiliary_later(1):
        return False  # "which cycle of films does it belong to"
    if not cursor.is_known_noun(token.lower) or not ("base" in form or "third" in form):
        return True
    if state.auxiliary in grammar.DO | grammar.MODALS:
        return "base" in form and not cursor.base_verb_later(1)
    if "third" in form and not state.auxiliary:
        return True
    if state.auxiliary in grammar.BE | grammar.HAVE and "participle" in form:
        return True
    return cursor.starts_noun_phrase(cursor.token(1))


def _follows_plural(cursor: Cursor) -> bool:
    """Whether the word before is a plural, of which a verb in its base form may be told."""
    before = cursor.before
    if before is None or not before.is_word:
        return False
    if before.mention is not None:
        return before.mention.plural and not before.mention.possessive
    plural = noun_lemma(before.lower) != before.lower
    verb = cursor.lemmas(before) and not cursor.is_known_noun(before.lower)
    return plural and not verb and not before.lower.endswith("s'")


def is_main_verb(cursor: Cursor, state: ClauseState) -> bool:
    """Whether "do" or "have" is the clause's verb here, not a helper: "what did he do"."""
    low = cursor.lower()
    if low not in ("do", "have", "does", "did", "has", "had"):
        return False
    if state.auxiliary in grammar.DO | grammar.MODALS or state.last_kind == "TO":
        return True
    if low not in ("have", "has", "had"):
        return False
    following = cursor.token(1)
    if following is None:
        return True
    if following.lower in ("not", "been", "had", "to") or grammar.is_adverb(following.lower):
        return False
    if not state.subject and not state.wh:
        return False
    if cursor.starts_noun_phrase(following) and following.lower not in grammar.PRONOUNS:
        return not cursor.participle_later(2)
    return not cursor.lemmas(following) and not cursor.participle_later(1)


def infinitive_follows(cursor: Cursor) -> bool:
    """Whether the "to" here stands before a verb, not before a place or a person."""
    following = cursor.token(1)
    if following is not None and following.lower in _BETWEEN_TO_AND_VERB:
        following = cursor.token(2)
    if following is None or following.mention and not following.mention.common:
        return False
    if following.lower in ("be", "have", "do"):
        return True
    return following.lower in cursor.lemmas(following) and not following.lower.endswith("s")


def is_reduced_relative(cursor: Cursor, state: ClauseState) -> bool:
    """Whether a participle after a noun begins a short relative clause: "the body made in X",
    "the man guarding the door"."""
    token = cursor.token()
    form = cursor.form(token)
    if token is None or not form or not state.verb or cursor.is_known_noun(token.lower):
        return False
    following = cursor.token(1)
    if "gerund" in form:
        return cursor.knows_verb(token) and cursor.starts_noun_phrase(following)
    return (
        "participle" in form
        and "base" not in form
        and (following is None or following.lower in grammar.PREPOSITIONS)
    )


def is_finite_verb(cursor: Cursor, offset: int = 0) -> bool:
    """Whether a helper or a known verb in a finite form stands there, whatever came before."""
    token = cursor.token(offset)
    if token is None:
        return False
    if token.lower in grammar.AUXILIARIES:
        return True
    lemmas = cursor.lemmas(token)
    return (
        bool(lemmas)
        and may_be_finite(verb_form(token.lower, lemmas[0]))
        and cursor.is_known_verb(lemmas[0])
    )
