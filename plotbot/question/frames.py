"""From the chunks of a clause to its frame: who is subject, what is object, what is asked for.

Word order decides: what stands between the helper verb and the verb is the subject, what follows
the verb is the object, a preposition takes the phrase behind it or, left alone at the end, the
wh-word.
"""

from __future__ import annotations

from plotbot.question import grammar
from plotbot.question.syntax import Chunk, Clause, Frame, NounPhrase, Wh

_EMPTY_VERBS = frozenset(
    {"manage", "seem", "happen", "appear", "get", "tend", "end", "turn", "go", "need"}
)
_LEFT_ALONE = frozenset({"with", "from", "to", "for", "by", "about", "of"})
_OF_PLACE_AND_TIME = frozenset({"in", "at", "on", "inside", "during", "after", "before"})
"""Behind a preposition whose phrase is asked for: "what was he armed with at the gate"."""
_FUNCTIONS = {"where": "place", "when": "time", "why": "reason", "how": "manner", "whence": "place"}


def build_frame(chunks: list[Chunk]) -> Clause:
    """The clause that a row of chunks makes."""
    wh, chunks = _take_wh(chunks)
    verb = _verb_at(chunks)
    if verb is not None and _only_helps(chunks, verb):
        rest = chunks[verb + 1 :]
        if any(c.kind == "V" for c in rest):
            chunks = [*chunks[:verb], *(c for c in rest if c.kind != "TO")]
            verb = _verb_at(chunks)
    clause = Clause(Frame(), wh)
    frame = clause.frame
    frame.auxiliary = next((c.word for c in chunks if c.kind == "AUX"), "")
    frame.negated = any(c.kind == "NEG" for c in chunks)
    if verb is None:
        _copular(clause, chunks)
    else:
        _verbal(clause, chunks, verb)
    return clause


def _verb_at(chunks: list[Chunk]) -> int | None:
    return next((i for i, c in enumerate(chunks) if c.kind == "V"), None)


def _only_helps(chunks: list[Chunk], verb: int) -> bool:
    """Whether a verb only helps the infinitive behind it: "manage to", "have to", "get to"."""
    word = chunks[verb].word
    following = chunks[verb + 1] if verb + 1 < len(chunks) else None
    if word in ("go", "come") and following is not None and following.kind == "V":
        return "base" in following.form
    if following is None or following.kind != "TO":
        return False
    return word in _EMPTY_VERBS or word == "have"


def _take_wh(chunks: list[Chunk]) -> tuple[Wh | None, list[Chunk]]:
    """The first wh-word or phrase, with a preposition before it, and the chunks without them."""
    for index, chunk in enumerate(chunks):
        phrase = chunk.phrase
        if chunk.kind == "WH":
            degree = chunk.word.startswith("how ")
            function = "attribute" if degree else _FUNCTIONS.get(chunk.word, "")
            wh = Wh(chunk.word, function)
        elif chunk.kind == "NP" and phrase is not None and phrase.wh:
            wh = Wh(phrase.wh, "", phrase)
        else:
            continue
        start = index
        if index and chunks[index - 1].kind == "P":
            if chunks[0].kind == "AUX" and chunk.word == "what":
                return None, chunks[: index - 1]  # "is he sorry for what he did"
            start = index - 1
            wh.function = chunks[start].word
        return wh, [*chunks[:start], *chunks[index + 1 :]]
    return None, list(chunks)


def _verbal(clause: Clause, chunks: list[Chunk], verb: int) -> None:
    """A clause with a verb: subject before it, objects behind."""
    frame, wh = clause.frame, clause.wh
    head, before, after = chunks[verb], chunks[:verb], chunks[verb + 1 :]
    frame.passive = "participle" in head.form and any(
        c.kind == "AUX" and c.word in grammar.BE for c in before
    )
    if head.word == "get" and after and after[0].kind == "V" and "participle" in after[0].form:
        head, after = after[0], after[1:]
        frame.passive = True
    frame.verb, frame.form, frame.units = head.word, head.form, head.units
    _subject(clause, before)
    frame.adverbs += [c.word for c in before if c.kind == "ADV"]
    _objects(frame, after)
    if wh is not None and not wh.function:
        stranded = clause.frames[-1].stranded
        if frame.subject is None:
            wh.function = "subject"
        else:
            wh.function = stranded[-1] if stranded else "object"


def _subject(clause: Clause, before: list[Chunk]) -> None:
    """The subject among the phrases before the verb; the others are put to the front."""
    bare, governed = _phrases(before)
    clause.fronted += governed
    if not bare:
        return
    auxiliary = next((i for i, c in enumerate(before) if c.kind == "AUX"), -1)
    behind = [phrase for index, phrase in bare if index > auxiliary]
    subject = behind[-1] if behind else bare[-1][1]
    clause.frame.subject = subject
    if auxiliary >= 0 and behind and len(bare) > len(behind):
        others = [phrase for _, phrase in bare[: len(bare) - len(behind)]]
    else:
        others = [phrase for _, phrase in bare if phrase is not subject]
    clause.fronted += [("", phrase) for phrase in others]


def _phrases(
    chunks: list[Chunk],
) -> tuple[list[tuple[int, NounPhrase]], list[tuple[str, NounPhrase]]]:
    """Bare noun phrases with their places, and those behind a preposition."""
    bare, governed = [], []
    for index, chunk in enumerate(chunks):
        if chunk.kind != "NP" or chunk.phrase is None:
            continue
        if index and chunks[index - 1].kind == "P":
            governed.append((chunks[index - 1].word, chunk.phrase))
        else:
            bare.append((index, chunk.phrase))
    return bare, governed


def _objects(frame: Frame, chunks: list[Chunk]) -> None:
    """What follows the verb: objects, prepositional phrases, an infinitive with its own objects."""
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        following = chunks[index + 1] if index + 1 < len(chunks) else None
        if chunk.kind == "P":
            words = [chunk.word]
            while following is not None and following.kind == "P":
                words.append(following.word)
                index += 1
                following = chunks[index + 1] if index + 1 < len(chunks) else None
            if len(words) > 1 and words[-2] in _LEFT_ALONE and words[-1] in _OF_PLACE_AND_TIME:
                frame.stranded.append(words[-2])
            if following is not None and following.kind == "NP" and following.phrase is not None:
                frame.prepositions.append((words[-1], following.phrase))
                if frame.passive and words[-1] == "by":
                    frame.stranded += words[:-1]
                index += 2
                continue
            if following is not None and following.kind == "V":
                _complement(frame, chunks[index + 1 :], words[-1])
                return
            frame.stranded.append(words[-1])
        elif chunk.kind == "NP" and chunk.phrase is not None:
            if frame.object is None:
                frame.object = chunk.phrase
            elif frame.second_object is None:
                frame.second_object = chunk.phrase
            else:
                frame.prepositions.append(("", chunk.phrase))
        elif chunk.kind == "TO":
            _complement(frame, chunks[index + 1 :], "to")
            return
        elif chunk.kind == "V":
            _complement(frame, chunks[index:], "")
            return
        elif chunk.kind == "ADV":
            frame.adverbs.append(chunk.word)
        elif chunk.kind == "NEG":
            frame.negated = True
        index += 1


def _complement(frame: Frame, chunks: list[Chunk], marker: str) -> None:
    """The verb that completes another, behind "to" or a preposition or bare ("helps build")."""
    if chunks and chunks[0].kind == "TO":
        chunks = chunks[1:]
    inner = Frame()
    while chunks and chunks[0].kind in ("AUX", "ADV", "NEG"):
        if chunks[0].kind == "ADV":
            inner.adverbs.append(chunks[0].word)
        elif chunks[0].kind == "AUX":
            inner.auxiliary = chunks[0].word
        chunks = chunks[1:]
    if not chunks or chunks[0].kind != "V":
        _objects(frame, [c for c in chunks if c.kind != "V"])
        return
    head = chunks[0]
    inner.verb, inner.form, inner.units = head.word, head.form, head.units
    inner.passive = "participle" in head.form and inner.auxiliary in grammar.BE
    inner.subject = frame.object if marker == "to" and frame.object is not None else frame.subject
    frame.complement = inner
    _objects(inner, chunks[1:])


def _copular(clause: Clause, chunks: list[Chunk]) -> None:
    """A clause whose verb is "be", or that has none: subject and predicative side by side."""
    frame, wh = clause.frame, clause.wh
    bare, governed = _phrases(chunks)
    frame.prepositions = governed
    frame.adverbs = [c.word for c in chunks if c.kind == "ADV"]
    frame.stranded = [
        c.word
        for i, c in enumerate(chunks)
        if c.kind == "P" and not (i + 1 < len(chunks) and chunks[i + 1].kind == "NP")
    ]
    phrases = [phrase for _, phrase in bare]
    if phrases:
        frame.subject = phrases[0]
    if len(phrases) > 1:
        frame.object = phrases[1]
    if len(phrases) > 2:
        frame.second_object = phrases[2]
    helpers = {c.word for c in chunks if c.kind == "AUX"}
    if frame.auxiliary in grammar.BE or "been" in helpers:
        frame.verb = "be"
    elif frame.auxiliary in grammar.HAVE:
        frame.verb = "have"
    if wh is not None and not wh.function:
        if frame.stranded:
            wh.function = frame.stranded[-1]
        else:
            wh.function = "subject" if not phrases else "predicative"
