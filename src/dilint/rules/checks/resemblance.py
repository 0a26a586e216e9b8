"""What no rule has judged but the second reader suspects (see dilint/classifier)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dilint.model import Issue
from dilint.rules.context import Context


def resemblance(context: Context, params: Mapping[str, Any]) -> Iterator[Issue]:
    """Captures: `rule` and `title` of what the clause resembles, the `words` that weighed, the nearest `precedent`."""
    from dilint.classifier.domains import DOMAINS
    from dilint.classifier.reader import suspicions

    domain = DOMAINS[params["domain"]]
    known = {rule.name: rule for rule in context.ruleset.rules}
    for found in suspicions(context.outline, context.ruleset, domain, context.judged[domain.name]):
        resembled = known.get(found.rule)
        yield Issue(
            found.line,
            found.start,
            found.end,
            family=resembled.family if resembled else "",
            captures={
                "rule": found.rule,
                "title": (resembled.title if resembled else found.rule).lower(),
                "words": ", ".join(f"«{word}»" for word in found.words),
                "precedent": found.precedent,
            },
        )
