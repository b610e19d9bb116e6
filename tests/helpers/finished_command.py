"""What a command gave back."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Ran:
    """A finished command: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        """Standard output, parsed."""
        return json.loads(self.out)
