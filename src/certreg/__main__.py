"""`python -m certreg` is the command `certreg`."""

from certreg.cli import main

main()
