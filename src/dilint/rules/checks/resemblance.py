"""What no rule has judged but the second reader suspects (see dilint/classifier)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dilint.model import Issue
from dilint.rules.context import Context


def resemblance(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """Captures: `rule` and `title` of what the clause resembles, the `words` that weighed, the nearest `precedent`."""
    from dilint.classifier.reader import suspicions

    titles = {rule.name: rule.title for rule in context.ruleset.rules}
    for found in suspicions(context.outline, context.ruleset, context.judged):
        yield Issue(
            found.line,
            found.start,
            found.end,
            captures={
                "rule": found.rule,
                "title": titles.get(found.rule, found.rule).lower(),
                "words": ", ".join(f"«{word}»" for word in found.words),
                "precedent": found.precedent,
            },
        )
