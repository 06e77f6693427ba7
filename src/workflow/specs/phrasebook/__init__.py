"""The phrasebook: every step there is, in both languages, with examples; the functions stand in `specs.steps`."""

from workflow.specs.phrasebook import acts, audits, outcomes, projects, records, setting, timelines
from workflow.specs.phrases import Phrase

CHAPTERS = {
    "setting": setting,
    "projects": projects,
    "acts": acts,
    "outcomes": outcomes,
    "records": records,
    "audits": audits,
    "timelines": timelines,
}
LIBRARY: tuple[Phrase, ...] = tuple(
    phrase for chapter in CHAPTERS.values() for phrase in vars(chapter).values() if isinstance(phrase, Phrase)
)

__all__ = ["CHAPTERS", "LIBRARY"]
