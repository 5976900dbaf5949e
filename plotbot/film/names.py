"""Finds the names of a film's entities in a message, however they are written.

    index = NameIndex(film, language.ordinary_words)
    index.find("hoo kild barron jeckyl")   one Mention, guessed

Names are an entity's ``name``, ``names``, ``assumed_names`` and what the text ``calls`` it, and the
first and last names of persons. Other common nouns for it (``nouns``) are the parser's task.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from plotbot.film.forms import ARTICLES, CALLED, NAMED, TITLES, Words, all_forms
from plotbot.film.model import Entity, Film
from plotbot.film.spelling import Speller, Token, tokens
from plotbot.language import inflection

DETERMINERS = ARTICLES | frozenset("which what whose this that his her their my our".split())


@dataclass(frozen=True)
class Mention:
    """A name that stands in a text from ``start`` to ``end``, a possessive ending included.

    Attributes:
        ids: the entities it may name; several for a family name or a tie between guesses.
        text: the words themselves.
        guessed: whether they are misspelt, so that a reply should say what was assumed.
        possessive: whether the name has a possessive ending, with or without its apostrophe.
        plural: whether it is the plural of a family name, or a group's name in the plural.
        common: whether it is written small and might be no name but a common noun.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    text: str
    guessed: bool = False
    possessive: bool = False
    plural: bool = False
    common: bool = False


@dataclass(frozen=True)
class _Form:
    """Words that name entities."""

    words: Words
    ids: tuple[str, ...]
    rank: int
    common: bool
    plural: bool


@dataclass(frozen=True)
class _Reading:
    """What a token may be: a word of names, after so many ``edits``, with or without an ending."""

    word: str
    edits: int = 0
    ended: bool = False


@dataclass(frozen=True)
class _Match:
    """A form that tokens ``first`` to ``last`` stand for; ``forms`` are several in a tie."""

    first: int
    last: int
    forms: tuple[_Form, ...]
    edits: int
    ended: bool


class NameIndex:
    """All forms of all names of a film. Made once, asked for every message."""

    def __init__(self, film: Film, ordinary_words: Collection[str]) -> None:
        self._ordinary = ordinary_words
        self._persons = frozenset(e.id for e in film.entities.values() if e.kind == "person")
        self._members = {entity.id: entity.members for entity in film.entities.values()}
        self._forms: dict[Words, _Form] = {}
        for rank, words, entity, plural in all_forms(film, ordinary_words):
            self._add(rank, words, entity, plural)
        self._joined: dict[str, _Form] = {}
        self._by_first: dict[str, list[_Form]] = {}
        for form in self._forms.values():
            self._by_first.setdefault(form.words[0], []).append(form)
            joined = "".join(form.words)
            if len(joined) > 5 and form.rank == NAMED and len(form.words) < 4:
                self._joined.setdefault(joined, form)
        for forms in self._by_first.values():
            forms.sort(key=lambda form: -len(form.words))
        self._words = frozenset(word for words in self._forms for word in words)
        self._speller = Speller(
            word for form in self._forms.values() if form.rank != CALLED for word in form.words
        )
        self._titles = Speller(TITLES)

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in a text: not overlapping, longest first, from left to right."""
        found = tokens(text)
        exact = [self._exact_readings(token) for token in found]
        matches = self._matches(found, exact)
        readings = self._guessed_readings(found, exact, matches)
        if readings is not None:
            matches = _merged(matches, self._guesses(found, readings, matches))
        mentions = []
        after = 0
        for match, following in zip(matches, [*matches[1:], None], strict=False):
            if following and _is_title_of(found, match, following):
                continue
            mentions.append(self._mention(text, found, match, after))
            after = match.last + 1
        return tuple(mentions)

    def _add(self, rank: int, words: Words, entity: Entity, plural: bool) -> None:
        known = self._forms.get(words)
        if known and known.rank < rank:
            return
        ids: tuple[str, ...] = (entity.id,)
        if known and known.rank == rank:
            ids = tuple(dict.fromkeys(known.ids + ids))
            plural = plural or known.plural
        common = rank == CALLED or all(word in self._ordinary for word in words)
        self._forms[words] = _Form(words, ids, rank, common, plural)

    def _exact_readings(self, token: Token) -> list[_Reading]:
        readings = []
        if token.full in self._words:
            readings.append(_Reading(token.full))
        if token.stem in self._words and (token.possessive or token.full not in self._ordinary):
            readings.append(_Reading(token.stem, ended=True))
            if token.possessive:
                readings.reverse()
        return readings

    def _guessed_readings(
        self, found: list[Token], exact: list[list[_Reading]], matches: list[_Match]
    ) -> list[list[_Reading]] | None:
        """The readings with those of misspelt words; None when no word is misspelt."""
        covered = {i for match in matches for i in range(match.first, match.last + 1)}
        readings = list(exact)
        for index, token in enumerate(found):
            if index in covered or token.full in self._ordinary or token.stem in self._ordinary:
                continue
            beside = index - 1 in covered or index + 1 in covered
            if inflection.is_word(token.full) and not beside:
                continue
            guessed = [_Reading(*near) for near in self._speller.near(token.full).items()]
            if token.stem:
                near_stem = self._speller.near(token.stem)
                guessed += [_Reading(word, edits, True) for word, edits in near_stem.items()]
            readings[index] = exact[index] + guessed
        return None if readings == exact else readings

    def _guesses(
        self, found: list[Token], readings: list[list[_Reading]], exact: list[_Match]
    ) -> list[_Match]:
        """Matches with misspelt words; one may swallow exact ones of what it names, or of calls."""

        def fits(match: _Match) -> bool:
            ids = {id for form in match.forms for id in form.ids}
            ids.update(member for id in tuple(ids) for member in self._members[id])
            return match.edits > 0 and all(
                match.first <= other.first
                and other.last <= match.last
                and (other.forms[0].rank == CALLED or ids.intersection(other.forms[0].ids))
                for other in exact
                if other.first <= match.last and match.first <= other.last
            )

        return self._matches(found, readings, fits)

    def _matches(
        self,
        found: list[Token],
        readings: Sequence[list[_Reading]],
        fits: Callable[[_Match], bool] | None = None,
    ) -> list[_Match]:
        """Matches from left to right, the longest first; only those that fit, when asked so."""
        matches: list[_Match] = []
        index = 0
        while index < len(found):
            match = self._longest(found, readings, index, fits) if readings[index] else None
            if match is None and fits is None:
                match = self._spaced_otherwise(found, index)
            if match is None:
                index += 1
            else:
                matches.append(match)
                index = match.last + 1
        return matches

    def _longest(
        self,
        found: list[Token],
        readings: Sequence[list[_Reading]],
        first: int,
        fits: Callable[[_Match], bool] | None,
    ) -> _Match | None:
        """The longest form that begins with a token; of those, the ones with fewest edits."""
        best: list[_Match] = []
        for reading in readings[first]:
            for form in self._by_first.get(reading.word, ()):
                last = first + len(form.words) - 1
                if best and last < best[0].last:
                    break
                match = _aligned(found, readings, first, reading, form)
                if match is None or (fits and not fits(match)):
                    continue
                if best and (best[0].last, -best[0].edits) < (match.last, -match.edits):
                    best = []
                if not best or best[0].edits == match.edits:
                    best.append(match)
        if not best:
            return None
        same = [match for match in best if match.edits and match.ended == best[0].ended]
        forms = tuple(dict.fromkeys(match.forms[0] for match in same or best[:1]))
        return replace(best[0], forms=forms)

    def _spaced_otherwise(self, found: list[Token], index: int) -> _Match | None:
        """A name whose words are written as one, or one word as two."""
        token = found[index]
        form = self._joined.get(token.full)
        if form and token.full not in self._ordinary:
            return _Match(index, index, (form,), 0, False)
        form = self._joined.get(token.stem or "") if token.possessive else None
        if form:
            return _Match(index, index, (form,), 0, True)
        if token.joins and not token.possessive:
            form = self._joined.get(token.full + found[index + 1].full)
            if form and len(form.words) == 1:
                return _Match(index, index + 1, (form,), 0, False)
        return None

    def _mention(self, text: str, found: list[Token], match: _Match, after: int) -> Mention:
        """The mention of a match; ``after`` is the first token that no mention before it has."""
        ids = tuple({id: None for form in match.forms for id in form.ids})
        if len(match.forms) > 1:
            ids = tuple(id for id in self._members if id in ids)
        first, guessed = match.first, match.edits > 0
        if self._persons.issuperset(ids):
            title = self._title_before(found, first, after)
            if title is not None:
                first -= 1
                guessed = guessed or title
        start, end = found[first].start, found[match.last].end
        apostrophe = found[match.last].possessive
        family = len(ids) > 1 and not guessed and self._persons.issuperset(ids)
        plural = match.ended and not apostrophe and family
        words = text[start:end]
        common = not guessed and match.forms[0].common and words == words.lower()
        return Mention(
            start,
            end,
            ids,
            words,
            guessed=guessed,
            possessive=apostrophe or (match.ended and not plural),
            plural=plural or (match.forms[0].plural and not match.ended),
            common=common,
        )

    def _title_before(self, found: list[Token], first: int, after: int) -> bool | None:
        """Whether the title before a token is misspelt; None when there is no title."""
        if first == after or not found[first - 1].joins or found[first - 1].possessive:
            return None
        if first - 1 > after and found[first - 2].full in DETERMINERS:
            return None
        word = found[first - 1].full
        if word in TITLES:
            return False
        if word in self._ordinary or inflection.is_word(word):
            return None
        return True if 1 in self._titles.near(word).values() else None


def _aligned(
    found: list[Token],
    readings: Sequence[list[_Reading]],
    first: int,
    reading: _Reading,
    form: _Form,
) -> _Match | None:
    """The match of a form whose first word is already read; None when a later word differs."""
    last = first + len(form.words) - 1
    if last >= len(found):
        return None
    edits = reading.edits
    for index in range(first, last):
        if reading.ended or not found[index].joins:
            return None
        word = form.words[index + 1 - first]
        following = next((r for r in readings[index + 1] if r.word == word), None)
        if following is None:
            return None
        reading = following
        edits += reading.edits
    return _Match(first, last, (form,), edits, reading.ended)


def _is_title_of(found: list[Token], match: _Match, following: _Match) -> bool:
    """Whether a match is a title that somebody is called and that stands before their name."""
    called, named = match.forms[0], following.forms[0]
    return (
        called.rank == CALLED
        and match.first == match.last == following.first - 1
        and called.words[0] in TITLES
        and not match.ended
        and found[match.first].joins
        and bool(set(called.ids).intersection(named.ids))
    )


def _merged(matches: list[_Match], guesses: list[_Match]) -> list[_Match]:
    """Exact matches with guesses among them; a guess replaces exact ones that are part of it."""
    taken = {index for guess in guesses for index in range(guess.first, guess.last + 1)}
    kept = [match for match in matches if match.first not in taken]
    return sorted(kept + guesses, key=lambda match: match.first)
