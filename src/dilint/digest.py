"""blake2b without OpenSSL: `hashlib` loads that library first, which costs more than all hashing of a run."""

from __future__ import annotations

try:
    from _blake2 import blake2b
except ImportError:  # not CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
