"""python -m dilint."""

from dilint.cli import main

main()
