"""What a data file says: its assessment and its narrative."""

import json
import tempfile
from pathlib import Path

from drafter.assess import Assessment
from drafter.commands.packs import phrasebank
from drafter.commands.understand import understand
from drafter.narrate import Narrative, narrate

BANK = phrasebank()


def told(data: dict) -> tuple[Assessment, Narrative]:
    """The assessment of a data file given as a mapping, and all that a report of it can say."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "数据.json"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        found = understand(path)
        return found.assessment, narrate(found.assessment, found.pack, BANK, found.loaded.place_of)
