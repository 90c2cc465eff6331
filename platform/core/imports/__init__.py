"""Imports of XLSX and CSV files: one contract for every module.

A module registers an ImportSpec: its columns, its natural key, and three bulk hooks
(load_existing, check, apply). From it come the template workbook, the reading of the file, the
judgement of every cell, the preview of new, changed, same and wrong rows, the error workbook,
and the writing in one transaction.

`specs` is the contract, `parsers` reads cells, `files` and `workbooks` read files, `headers` finds
the columns, `judging` judges rows, `templates` and `reports` write workbooks, `services` are the
verbs, `exporting` makes exports harmless.
"""

from core.imports import parsers
from core.imports.exporting import neutral
from core.imports.judging import Judged, judge
from core.imports.services import (
    import_apply,
    import_confirm,
    import_dry_run,
    import_forget_files,
    import_upload,
)
from core.imports.specs import (
    Column,
    ImportSpec,
    Row,
    all_specs,
    register,
    spec_of,
    unregister,
)

__all__ = [
    "Column",
    "ImportSpec",
    "Judged",
    "Row",
    "all_specs",
    "import_apply",
    "import_confirm",
    "import_dry_run",
    "import_forget_files",
    "import_upload",
    "judge",
    "neutral",
    "parsers",
    "register",
    "spec_of",
    "unregister",
]
