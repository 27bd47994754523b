"""The command line as a module: `python -m app`."""

from app.command import main

main()
