"""The second reader: a linear model over lemmas and over what frames and guards know.

Rules judge first and alone may say `error`; the second reader looks at the clauses that no rule has judged. It is
trained by `python -m dilint.classifier.train` on tests/clauses and stored as a table of weights.
"""
