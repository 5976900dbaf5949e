"""The question as a value: what a developer sees of how a message was understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FORMS = (
    *("who", "whom", "what", "which", "where", "when", "why", "how", "whether", "how_many", "list"),
    *("identity", "relation", "fate", "order", "summary", "ending", "source", "statement", "chat"),
)


@dataclass(frozen=True)
class Question:
    """A question after understanding.

    Attributes:
        form: one of ``FORMS``.
        text: the segment of the message it comes from, written out.
        role: the role asked for.
        predicate: the predicate of the best reading; empty where none is needed.
        roles: the entities given, by role.
        relation: the relation or attribute asked for.
        anchor: the place in the plot's order ("end", "before ...").
        negated: whether it asks for what is not so.
        unresolved: words that no entity was found for.
    """

    form: str
    text: str = ""
    role: str = ""
    predicate: str = ""
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relation: str = ""
    anchor: str = ""
    negated: bool = False
    unresolved: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """Plain data for the reply's ``question``; empty parts are left out."""
        found: dict[str, object] = {
            "form": self.form,
            "predicate": self.predicate,
            "role": self.role,
            "relation": self.relation,
            "anchor": self.anchor,
            "text": self.text,
            **{role: ids[0] if len(ids) == 1 else list(ids) for role, ids in self.roles.items()},
        }
        made = {key: value for key, value in found.items() if value}
        if self.negated:
            made["negated"] = True
        if self.unresolved:
            made["unresolved"] = list(self.unresolved)
        return made
