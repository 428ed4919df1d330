"""Run the command with `python -m scanpress.cli`."""

import sys

from scanpress.cli import main

if __name__ == "__main__":
    sys.exit(main())
