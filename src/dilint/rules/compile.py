"""From a loaded lexicon and rules to the form table that the matcher runs on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from dilint.language.lexicon import FormTable, compile_forms
from dilint.rules.spec import Guard, Lexicon, Party, Pattern, Rule


def compile_table(lexicon: Lexicon, rules: Iterable[Rule]) -> FormTable:
    """Expand all classes, the parties (as classes of their names) and every quoted atom of a pattern.

    Needs pymorphy3 and takes a second or two: done once per rule set, then cached.
    """
    classes: dict[str, tuple[str, ...]] = {name: tuple(members) for name, members in lexicon.classes.items()}
    for party in get_args(Party):
        classes[party] = tuple(lexicon.parties.get(party, ()))
    for pattern in all_patterns(lexicon, rules):
        for term in pattern.terms:
            for atom in term.atoms:
                if atom.startswith("'"):
                    classes[atom] = (atom.strip("'"),)
    return compile_forms(classes)


def all_patterns(lexicon: Lexicon, rules: Iterable[Rule]) -> Iterable[Pattern]:
    """Every pattern of the rules, their guards and the shared guards."""
    for guard in lexicon.guards.values():
        yield from guard.patterns
    for rule in rules:
        yield from rule.patterns
        for guard in rule.unless:
            yield from guard.patterns


def guards_of(rule: Rule, lexicon: Lexicon) -> tuple[Guard, ...]:
    """The rule's own guards, then the shared ones it names."""
    return (*rule.unless, *(lexicon.guards[name] for name in rule.guards))
