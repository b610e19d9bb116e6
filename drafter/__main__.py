"""The entry point. ``--version`` answers before anything heavy is imported."""

import gc
import sys

_MOST_NEW_OBJECTS = 100_000
"""A command makes records that stay until it ends; looking for rubbish among them after every 700 is lost time."""


def main() -> int:
    """Runs the command line and gives the exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from drafter import __version__

        print(f"drafter {__version__}")
        return 0
    gc.set_threshold(_MOST_NEW_OBJECTS, 20, 20)
    from drafter.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
