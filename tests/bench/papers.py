"""Papers: a two-page document, and the approval sheets of 200 documents as one job.

Ours: the document as its record page sets it. The floor: Typst on data that are ready; what is
above it is our own reading of the document. Beside it: the job of 200 sheets, and how much more
memory it takes than the job of fifty.
"""

import os
import resource
from datetime import UTC, datetime

import pypdfium2

from core import papers
from core.models.jobs import Job
from operations.documents import paperwork, services
from operations.documents.models import OutgoingDocument
from operations.staff.models import Department
from tenants import hosts
from tenants.context import county_context
from tests import cast
from tests.bench.result import Result, median, seconds

SHEETS_SET = int(os.environ.get("BENCH_SHEETS", "200"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "9"))
LIMIT_SECONDS = 0.3
FEW = 50
PARAGRAPH = (
    "各服务站要统筹安排春季农产品上行工作，核对库存，备足包装，按时发货，并逐日报送数据。" * 4
)


def drafted(number: int, by: cast.Actor, body: str) -> OutgoingDocument:
    """One more document."""
    data = services.DraftData(
        title=f"关于做好第{number}批农产品上行工作的通知",
        kind="notice",
        department_id=Department.objects.get(code="brand").pk,
        body=body,
        main_recipients=("各乡镇服务站", "各村级服务站"),
        copy_recipients=("禾川县商务局",),
    )
    at = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
    return services.document_draft(by=by, at=at, data=data)


def two_pages(pdf: bytes) -> None:
    """Fail for anything else."""
    paper = pypdfium2.PdfDocument(pdf)
    assert len(paper) == 2, len(paper)
    paper.close()


def printed(documents: list[int], by: cast.Actor) -> tuple[float, int]:
    """Seconds and peak memory in MB of the job; every sheet is in its file."""
    # The bench's worker does it at once, when the transaction ends.
    took = seconds(lambda: services.sheets_print(document_ids=documents, by=by))
    done = Job.objects.latest("created_at")
    assert done.state == Job.State.DONE, done.error
    with done.result_file.open() as stored:
        pdf = pypdfium2.PdfDocument(stored.read())
    # Each begins on a front page.
    assert len(pdf) == 2 * len(documents) - 1, len(pdf)
    pdf.close()
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run() -> Result:
    """A document alone, then the sheets of many."""
    with county_context(hosts.by_code("980121")):
        by = cast.actor("drafter")
        template = f"{paperwork.FOLDER}/document.typ"
        ours, floor = [], []
        # Each is set once only: Typst remembers what it has set.
        for number in range(1, ROUNDS + 1):
            mine, bare = (
                drafted(number, by, "\n".join(f"{n}、{word}{PARAGRAPH}" for n in range(1, 4)))
                for word in (f"第{number}次", f"又{number}次")
            )
            ours.append(seconds(lambda mine=mine: two_pages(paperwork.preview(mine))))
            data = paperwork.paper_data(bare, draft=True)
            floor.append(seconds(lambda data=data: two_pages(papers.render(template, data))))
        alone = median(ours)
        assert alone <= LIMIT_SECONDS, f"{alone:.3f} s"
        ids = [drafted(n, by, PARAGRAPH).pk for n in range(1, SHEETS_SET + 1)]
        few_took, few_memory = printed(ids[:FEW], by)
        took, memory = printed(ids, by)
    return Result(
        "papers",
        "s",
        ours=alone,
        floor=median(floor),
        context=f"two pages; {SHEETS_SET} sheets as one job {took:.1f} s "
        f"({took / SHEETS_SET * 1000:.0f} ms each), {FEW} in {few_took:.1f} s; peak memory "
        f"{memory} MB after {few_memory} MB",
    )
