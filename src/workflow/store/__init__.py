"""The ledger: what was recorded, in order, sealed; the only room that knows databases."""

from workflow.language.facts import Fact
from workflow.store.codec import History, data_of
from workflow.store.content import content_fact
from workflow.store.disk import new_file
from workflow.store.envelope import Record
from workflow.store.files import FileStore, FolderFiles
from workflow.store.integrity import Defect
from workflow.store.ledger import Ledger
from workflow.store.opening import open_ledger

__all__ = [
    "Defect",
    "Fact",
    "FileStore",
    "FolderFiles",
    "History",
    "Ledger",
    "Record",
    "content_fact",
    "data_of",
    "new_file",
    "open_ledger",
]
