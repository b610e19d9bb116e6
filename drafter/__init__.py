"""drafter: drafts Chinese budget-performance self-evaluation reports as Word files."""

__version__ = "0.2.0"
