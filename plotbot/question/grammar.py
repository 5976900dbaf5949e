"""The closed classes of English: the small words that give a question its shape.

Only words that no plot and no film could add to stand here; open classes (verbs, nouns, adjectives)
are in ``data/language``.
"""

from __future__ import annotations

from functools import lru_cache

WH_PRONOUNS = frozenset({"who", "whom", "what", "which", "whose", "whoever", "whatever"})
WH_ADVERBS = frozenset({"where", "when", "why", "how", "whence"})
WH_WORDS = WH_PRONOUNS | WH_ADVERBS

BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being"})
DO = frozenset({"do", "does", "did"})
HAVE = frozenset({"have", "has", "had", "having"})
MODALS = frozenset(
    {"can", "could", "will", "would", "shall", "should", "may", "might", "must", "ought"}
)
AUXILIARIES = BE | DO | HAVE | MODALS

ARTICLES = frozenset({"the", "a", "an"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
QUANTIFIERS = frozenset(
    {
        *("all", "both", "each", "every", "any", "some", "no", "many", "much", "few", "several"),
        *("another", "other", "more", "most", "half", "whole", "entire", "such"),
    }
)
DETERMINERS = ARTICLES | DEMONSTRATIVES | QUANTIFIERS
POSSESSIVES = {
    "his": "he",
    "her": "she",
    "its": "it",
    "their": "they",
    "my": "i",
    "your": "you",
    "our": "we",
}
PRONOUNS = {
    "he": "he",
    "him": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
    "it": "it",
    "itself": "it",
    "they": "they",
    "them": "they",
    "themselves": "they",
    "theirs": "they",
    "this": "it",
    "that": "it",
    "these": "they",
    "those": "they",
    "i": "i",
    "me": "i",
    "you": "you",
    "we": "we",
    "us": "we",
}
SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "i", "you", "we"})
INDEFINITE = frozenset(
    {
        *("someone", "somebody", "something", "anyone", "anybody", "anything", "everyone"),
        *("everybody", "everything", "nobody", "nothing", "none", "others", "else", "one", "ones"),
    }
)
NEGATIONS = frozenset({"not", "never", "no", "nobody", "none", "nothing", "neither", "nor"})

PREPOSITIONS = frozenset(
    {
        *("about", "above", "aboard", "across", "against", "along", "alongside", "amid", "among"),
        *("amongst", "around", "at", "behind", "beneath", "beside", "besides", "between", "beyond"),
        *(
            "by",
            "despite",
            "down",
            "for",
            "from",
            "in",
            "inside",
            "into",
            "near",
            "of",
            "off",
            "on",
        ),
        *("onto", "out", "outside", "over", "past", "through", "throughout", "to", "together"),
        *("toward", "towards", "under", "underneath", "up", "upon", "via", "with", "within"),
        *("without", "as", "like", "than", "except", "concerning", "regarding", "during", "after"),
        *("before", "since", "until", "till", "because of", "due to", "thanks to", "following"),
        *("apart", "away", "back"),
    }
)
TIME_NOUNS = frozenset(
    "night day morning evening afternoon hour time moment week month year summer winter spring"
    " autumn weekend date".split()
)
"""Behind "on", "at" or "in": when, not where."""
TIME_PREPOSITIONS = {
    "after": "after",
    "following": "after",
    "since": "after",
    "before": "before",
    "until": "before",
    "till": "before",
    "during": "during",
    "throughout": "during",
    "amid": "during",
}
SUBORDINATORS = {
    "after": "after",
    "before": "before",
    "once": "after",
    "since": "after",
    "until": "before",
    "till": "before",
    "when": "during",
    "while": "during",
    "whilst": "during",
    "as": "during",
    "whenever": "during",
    "because": "because",
    "although": "although",
    "though": "although",
    "if": "if",
    "whether": "if",
    "unless": "if",
    "so": "so",
}
CONJUNCTIONS = frozenset({"and", "or", "but", "nor", "plus"})

RELATIVES = frozenset({"who", "whom", "whose", "which", "that", "where", "when", "while"})
MAINLY_VERBS = frozenset(
    "go come get take make give begin start end happen keep bring become stay look turn run leave"
    " find try let put set".split()
)
"""Verbs that are hardly nouns, though "a go" and "a find" are."""

DEFAULT_PREPOSITION_ROLES: dict[str, tuple[str, ...]] = {
    "to": ("goal", "recipient", "patient", "theme", "beneficiary", "topic"),
    "into": ("goal", "product", "patient", "place"),
    "onto": ("goal", "place"),
    "toward": ("goal", "patient"),
    "towards": ("goal", "patient"),
    "from": ("source", "place", "patient", "agent", "opponent"),
    "out": ("source", "place"),
    "off": ("source",),
    "with": ("company", "instrument", "material", "patient", "theme", "opponent", "agent", "topic"),
    "alongside": ("company", "agent"),
    "together": ("company",),
    "without": ("company", "instrument"),
    "by": ("agent", "instrument", "source", "place"),
    "in": ("place", "goal", "instrument", "topic", "source", "patient", "theme"),
    "at": ("place", "goal", "patient", "source"),
    "on": ("place", "goal", "patient", "topic", "theme"),
    "upon": ("place", "patient"),
    "inside": ("place", "goal", "source"),
    "within": ("place", "agent", "company"),
    "aboard": ("place", "instrument"),
    "near": ("place",),
    "under": ("place",),
    "over": ("place", "topic", "theme", "patient"),
    "through": ("place", "instrument"),
    "via": ("instrument", "place"),
    "about": ("topic", "theme", "patient"),
    "concerning": ("topic",),
    "regarding": ("topic",),
    "of": ("patient", "theme", "topic", "material", "source", "agent", "place"),
    "against": ("opponent", "patient"),
    "for": ("beneficiary", "patient", "theme", "recipient", "topic", "goal"),
    "as": ("attribute", "product"),
    "among": ("company", "opponent", "place", "agent"),
    "amongst": ("company", "opponent", "place", "agent"),
    "between": ("company", "agent", "opponent"),
    "behind": ("agent", "place"),
    "along": ("company",),
}
"""Roles that a preposition's noun phrase may fill, the likeliest first."""

NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "former": 1,
    "latter": -1,
    "last": -1,
}
ADVERBS = frozenset(
    {
        *("actually", "again", "already", "also", "always", "anyway", "away", "back", "basically"),
        *(
            "even",
            "ever",
            "exactly",
            "finally",
            "forward",
            "here",
            "how",
            "however",
            "just",
            "later",
        ),
        *("maybe", "now", "once", "only", "perhaps", "please", "quite", "rather", "really", "soon"),
        *("still", "then", "there", "though", "thus", "together", "too", "very", "well", "yet"),
        *("afterwards", "afterward", "earlier", "previously", "originally", "eventually", "next"),
        *(
            "first",
            "last",
            "initially",
            "else",
            "alone",
            "ago",
            "instead",
            "meanwhile",
            "otherwise",
        ),
        *(
            "right",
            "straight",
            "immediately",
            "suddenly",
            "simply",
            "so",
            "up",
            "down",
            "out",
            "off",
        ),
        *("precisely", "supposedly", "apparently", "anymore", "long", "beforehand", "thereafter"),
    }
)


@lru_cache(maxsize=4096)
def is_adverb(word: str) -> bool:
    """Whether a word is an adverb and nothing else: a listed one, or one in -ly ("truly")."""
    if word in ADVERBS:
        return True
    if not word.endswith("ly") or len(word) < 5:
        return False
    import lemminflect

    return set(lemminflect.getAllLemmas(word)) == {"ADV"}
