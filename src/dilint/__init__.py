"""dilint: a compliance linter for Russian job descriptions in .docx."""

__version__ = "0.1.0"
