"""From the chunks of a clause to its frame: who is subject, what is object, what is asked for.

Word order decides: what stands between the helper verb and the verb is the subject, what follows the
verb is the object, a preposition takes the phrase behind it or, left alone at the end, the wh-word.
"""

from __future__ import annotations

from plotbot.question import grammar
from plotbot.question.syntax import Chunk, Clause, Frame, NounPhrase, Wh

_EMPTY_VERBS = frozenset(
    {"manage", "seem", "happen", "appear", "get", "tend", "end", "turn", "go", "need"}
)
_FUNCTIONS = {"where": "place", "when": "time", "why": "reason", "how": "manner", "whence": "place"}


def build_frame(chunks: list[Chunk]) -> Clause:
    """The clause that a row of chunks makes."""
    wh, chunks = _take_wh(chunks)
    verb = next((i for i, c in enumerate(chunks) if c.kind == "V"), None)
    if verb is not None and _only_helps(chunks, verb):
        after = next((i for i, c in enumerate(chunks) if c.kind == "V" and i > verb), None)
        if after is not None:
            chunks = [*chunks[:verb], *[c for c in chunks[verb + 1 :] if c.kind != "TO"]]
            verb = next((i for i, c in enumerate(chunks) if c.kind == "V"), None)
    clause = Clause(Frame(), wh)
    frame = clause.frame
    frame.auxiliary = next((c.word for c in chunks if c.kind == "AUX"), "")
    auxiliaries = [
        c.word for c in chunks[: verb if verb is not None else len(chunks)] if c.kind == "AUX"
    ]
    frame.negated = any(c.kind == "NEG" for c in chunks)
    if verb is None:
        _copular(clause, chunks)
        return clause
    _verbal(clause, chunks, verb, auxiliaries)
    return clause


def _only_helps(chunks: list[Chunk], verb: int) -> bool:
    """Whether a verb only helps the infinitive behind it: "manage to", "have to", "get to"."""
    word = chunks[verb].word
    following = chunks[verb + 1] if verb + 1 < len(chunks) else None
    if following is None or following.kind != "TO":
        return False
    return word in _EMPTY_VERBS or word == "have"


def _take_wh(chunks: list[Chunk]) -> tuple[Wh | None, list[Chunk]]:
    """The first wh-element, taken out unless it is a noun phrase in subject position."""
    for index, chunk in enumerate(chunks):
        before = chunks[index - 1] if index else None
        fronted = before is not None and before.kind == "P"
        if chunk.kind == "WH":
            function = _FUNCTIONS.get(chunk.word, "")
            if chunk.word.startswith("how "):
                function = "attribute"
            rest = [*chunks[:index], *chunks[index + 1 :]]
            if fronted:
                rest = [*chunks[: index - 1], *chunks[index + 1 :]]
                return Wh(chunk.word, before.word if before else ""), rest
            return Wh(chunk.word, function), rest
        phrase = chunk.phrase
        if chunk.kind == "NP" and phrase is not None and phrase.wh:
            word = phrase.wh
            rest = [*chunks[:index], *chunks[index + 1 :]]
            function = ""
            if fronted and before is not None:
                rest = [*chunks[: index - 1], *chunks[index + 1 :]]
                function = before.word
            return Wh(word, function, phrase), rest
    return None, list(chunks)


def _verbal(clause: Clause, chunks: list[Chunk], verb: int, auxiliaries: list[str]) -> None:
    frame, wh = clause.frame, clause.wh
    head = chunks[verb]
    frame.verb, frame.form, frame.units = head.word, head.form, head.units
    before, after = chunks[:verb], list(chunks[verb + 1 :])
    be = any(word in grammar.BE for word in auxiliaries)
    frame.passive = be and "participle" in head.form
    if head.word == "get" and after and after[0].kind == "V" and "participle" in after[0].form:
        frame.verb, frame.form, frame.units = after[0].word, after[0].form, after[0].units
        frame.passive = True
        after = after[1:]
    first_auxiliary = next((i for i, c in enumerate(before) if c.kind == "AUX"), None)
    inverted = first_auxiliary is not None
    bare, fronted = _phrases(before)
    clause.fronted += fronted
    subject: NounPhrase | None = None
    if bare:
        between = [p for i, p in bare if first_auxiliary is None or i > first_auxiliary]
        subject = between[-1] if between else bare[-1][1]
        if inverted and between and len(bare) > len(between):
            clause.fronted += [("", p) for _, p in bare[: len(bare) - len(between)]]
        elif len(bare) > 1:
            clause.fronted += [("", p) for _, p in bare if p is not subject]
    frame.subject = subject
    frame.adverbs += [c.word for c in before if c.kind == "ADV"]
    _objects(frame, after)
    if wh is not None and not wh.function:
        if frame.subject is None and not (frame.passive and False):
            wh.function = "subject"
        elif _deepest(frame).stranded:
            wh.function = _deepest(frame).stranded[-1]
        else:
            wh.function = "object"
    if wh is not None and wh.function == "subject" and wh.phrase is not None:
        pass


def _deepest(frame: Frame) -> Frame:
    while frame.complement is not None:
        frame = frame.complement
    return frame


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
            if following is not None and following.kind == "NP" and following.phrase is not None:
                frame.prepositions.append((words[-1], following.phrase))
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
    chunks = [c for c in chunks if c.kind not in ("TO",) or c is not chunks[0]]
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
    if frame.auxiliary in grammar.BE:
        frame.verb = "be"
    elif frame.auxiliary in grammar.HAVE:
        frame.verb = "have"
    if wh is not None and not wh.function:
        if frame.stranded:
            wh.function = frame.stranded[-1]
        else:
            wh.function = "subject" if not phrases else "predicative"
