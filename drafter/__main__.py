"""The entry point. ``--version`` answers before anything heavy is imported."""

import sys


def main() -> int:
    """Runs the command line and gives the exit code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from drafter import __version__

        print(f"drafter {__version__}")
        return 0
    from drafter.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
