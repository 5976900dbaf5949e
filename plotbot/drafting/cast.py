"""Proposes a film's cast: its names, and the nouns that its text speaks of again and again.

    draft_cast(title, sentences, language)    the film itself, then entities, each marked as a draft

A proposal errs on the side of too many: to strike one out is less work than to find one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from plotbot.drafting import gender
from plotbot.drafting.proper import STYLES, Name, Standing, core_words, find_names
from plotbot.film.model import Calling, Entity
from plotbot.language import inflection
from plotbot.language.model import Language
from plotbot.language.words import COVERED_BY_NOTHING, FUNCTION_WORDS, SMALL_WORDS

FILM = "film"
_PLACED = re.compile(
    r"\b(?:in|at|to|into|from|near|across|outside|inside|toward|towards|through|throughout|of)"
    r"(?: the)? $",
    re.IGNORECASE,
)
_SORTED = re.compile(r"\b(?P<noun>[a-z]+) (?:of|called|named|known as) (?:the )?$")
_ACTS = re.compile(r"^(?:['’]s [a-z]+)?,? (?:who|whose|then|also|secretly)?\b ?(?P<verb>[a-z]+)")
_NOUN = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]his) "
    r"(?=(?P<words>(?:[a-z][\w-]* ){0,2}[a-z][\w-]*))"
)
_APPOSED = re.compile(
    r"^, (?P<call>(?:an?|the) [^,.;–]+?)(?=[,.;–]| who\b| whose\b| that\b| which\b)"
)
MOST_WORDS_OF_CALL = 7
MOST_WORDS_OF_DRAFT = 14
_NO_NOUN = COVERED_BY_NOTHING | SMALL_WORDS | frozenset("film movie story scene end".split())


def draft_cast(title: str, sentences: Sequence[str], language: Language) -> tuple[Entity, ...]:
    """The film itself and whoever and whatever the text names or speaks of twice.

    ``draft`` of an entity is the clause where it comes up.
    """
    names = [name for name in find_names(sentences) if not _is_adjective(name, sentences)]
    told = {word.lower() for name in names for word in name.text.split()}
    drafted = _apart([_named(name, names, sentences, language) for name in names])
    drafted = [_with_members(entity, drafted) for entity in drafted]
    nouns = _nouns(sentences, language, told, {e.id for e in drafted})
    film = Entity(FILM, title, "film", "it", nouns=("film", "story"))
    return (film, *(e for e in drafted if e.name != title and e.id != FILM), *nouns)


def id_of(name: str) -> str:
    """An id made of a name: its last word, without titles, accents and signs."""
    words = core_words(name)
    plain = unicodedata.normalize("NFKD", words[-1] if words else name)
    made = re.sub(r"[^a-z0-9]+", "", plain.encode("ascii", "ignore").decode().lower())
    return made if made[:1].isalpha() else f"x{made}"


def _named(
    name: Name, names: Sequence[Name], sentences: Sequence[str], language: Language
) -> Entity:
    written = name.text
    if name.article or written.startswith("The "):
        written = "the " + written.removeprefix("The ")
    kind = _kind(name, sentences, language)
    pronoun, assumed = "they" if name.plural else "it", False
    if kind == "person":
        pronoun = gender.by_text(name, names, sentences)
        guess = gender.by_name(name.text)
        assumed = not pronoun
        pronoun = pronoun or guess or "they"
    return Entity(
        id=id_of(name.text),
        name=written,
        kind=kind,
        pronoun=pronoun,
        names=tuple(form for form in name.also),
        pronoun_assumed=assumed,
        calls=_calls(name, sentences) if kind == "person" else (),
        draft=_around(sentences[name.first - 1], name.standings[0].start),
    )


def _around(sentence: str, position: int) -> str:
    """The clause of a sentence round a position: from mark to mark, a dozen words at most."""
    start = max((m.end() for m in re.finditer(r"[,;–(] ?", sentence[:position])), default=0)
    end = re.compile(r"[,;–)]").search(sentence, position)
    words = sentence[start : end.start() if end else len(sentence)].strip().split()
    return (
        " ".join(words[:MOST_WORDS_OF_DRAFT])
        if start + 60 > position
        else (sentence[position:].split(",")[0][:60].rsplit(" ", 1)[0])
    )


def _is_adjective(name: Name, sentences: Sequence[str]) -> bool:
    """Whether a word with a capital only says where a noun is from: "a British ship"."""
    return name.text.endswith(("an", "ish", "ese", "ic")) and all(
        re.match(r" [a-z]", sentences[s.sentence - 1][s.end :]) and not _acts(s, sentences)
        for s in name.standings
    )


def _kind(name: Name, sentences: Sequence[str], language: Language) -> str:
    """Person, group, place or thing, by the words that stand around a name."""
    if name.plural:
        return "group"
    words = name.text.split()
    sort = _sort_before(name, sentences, language)
    if sort:
        return sort
    if len(words) > 1 and (
        words[0].lower().strip(".") in STYLES or gender.is_given_name(core_words(name.text)[0])
    ):
        return "person"
    last = inflection.noun_lemma(words[-1].lower())
    head = language.concepts_by_word.get(last, ()) if len(words) > 1 else ()
    by_head = _kind_of_concepts((c.id for c in head), language)
    if by_head in ("place", "group", "thing"):
        return by_head
    acts = sum(_acts(s, sentences) for s in name.standings)
    placed = sum(bool(_PLACED.search(sentences[s.sentence - 1][: s.start])) for s in name.standings)
    if name.article:
        return "place" if placed > acts else "thing"
    if gender.is_given_name(core_words(name.text)[0]) or acts > placed:
        return "person"
    if placed and not acts:
        return "place"
    return "person" if acts or len(words) > 1 else "thing"


def _sort_before(name: Name, sentences: Sequence[str], language: Language) -> str:
    """The kind that a noun before the name tells: "the town of X", "a ship called X"."""
    for standing in name.standings:
        found = _SORTED.search(sentences[standing.sentence - 1][: standing.start])
        if found:
            concepts = language.concepts_by_word.get(found["noun"], ())
            kind = _kind_of_concepts((c.id for c in concepts), language)
            if kind == "place" or kind and " of " not in found.group():
                return kind
    return ""


def _kind_of_concepts(ids: Iterable[str], language: Language) -> str:
    broad = {b for id in ids for b in language.broader_concepts(id)}
    for kind in ("person", "place", "group", "program", "thing", "idea"):
        if kind in broad:
            return kind
    return ""


def _acts(standing: Standing, sentences: Sequence[str]) -> bool:
    """Whether a name stands before a verb, or before "who"."""
    sentence = sentences[standing.sentence - 1]
    if _PLACED.search(sentence[: standing.start]):
        return False
    found = _ACTS.match(sentence[standing.end :])
    if not found:
        return False
    verb = found["verb"]
    return verb in ("who", "is", "was", "has", "had") or (
        verb not in FUNCTION_WORDS and bool(inflection.lemma_of_verb(verb))
    )


def _calls(name: Name, sentences: Sequence[str]) -> tuple[Calling, ...]:
    """What the text calls somebody, in apposition: "X, an old sailor"."""
    found = []
    for standing in name.standings:
        match = _APPOSED.match(sentences[standing.sentence - 1][standing.end :])
        if match and len(match["call"].split()) <= MOST_WORDS_OF_CALL:
            call = re.sub(r"^(?:an?|the) ", "", match["call"])
            if call == call.lower():
                found.append(Calling(call, standing.sentence))
    return tuple(found)


def _with_members(group: Entity, drafted: Sequence[Entity]) -> Entity:
    """A family with those who bear its name as members."""
    family = group.name.split()[-1].removesuffix("s")
    members = tuple(e.id for e in drafted if e.kind == "person" and e.name.split()[-1] == family)
    return replace(group, members=members) if group.kind == "group" and len(members) > 1 else group


def _apart(entities: Sequence[Entity]) -> list[Entity]:
    """Entities with ids of their own: by the first name, where several have the last one."""
    counts = Counter(entity.id for entity in entities)
    taken: set[str] = set()
    made = []
    for entity in entities:
        words = core_words(entity.name)
        id = id_of(words[0]) if counts[entity.id] > 1 and len(words) > 1 else entity.id
        while id in taken:
            id += "_2"
        taken.add(id)
        made.append(replace(entity, id=id))
    return made


def _nouns(
    sentences: Sequence[str], language: Language, told: set[str], taken: set[str]
) -> tuple[Entity, ...]:
    """Nouns that stand with an article in two sentences or more, as entities."""
    where: dict[str, list[int]] = {}
    for number, sentence in enumerate(sentences, 1):
        for noun in dict.fromkeys(_heads(sentence)):
            where.setdefault(noun, []).append(number)
    found = []
    for noun, numbers in where.items():
        if len(numbers) < 2 or noun in told:
            continue
        concepts = language.concepts_by_word.get(noun, ())
        kind = _kind_of_concepts((c.id for c in concepts), language) or "thing"
        id = re.sub(r"[^a-z0-9]+", "_", noun)
        if id in taken or not re.match(r"[a-z]", id):
            continue
        found.append(
            Entity(
                id=id,
                name=f"the {noun}",
                kind=kind,
                pronoun="they" if kind in ("person", "group") else "it",
                pronoun_assumed=kind in ("person", "group"),
                calls=(Calling(noun, numbers[0]),),
                draft=_around(sentences[numbers[0] - 1], sentences[numbers[0] - 1].find(noun)),
            )
        )
    return tuple(found)


def _heads(sentence: str) -> Iterable[str]:
    """The head nouns of simple noun phrases: "the old harbour" -> harbour."""
    for match in _NOUN.finditer(sentence):
        words = match["words"].split()
        head = ""
        for word in words:
            if word in _NO_NOUN or not _is_noun(word):
                if head or word in _NO_NOUN:
                    break
                continue
            if head and _is_verb_only(word):
                break
            head = word
        if head and inflection.noun_lemma(head) == head:
            yield head


def _is_noun(word: str) -> bool:
    import lemminflect

    return "NOUN" in lemminflect.getAllLemmas(word)


def _is_verb_only(word: str) -> bool:
    import lemminflect

    return word.endswith(("s", "ed", "ing")) and "VERB" in lemminflect.getAllLemmas(word)
