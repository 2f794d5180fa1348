"""What people and scripts are told of a run."""

from collections import Counter

from knowledge.ingest.document_report import NOTES, DocumentReport, FileOutcome, FileReport

REPORT = DocumentReport(
    files=(
        FileReport("/s/a.md", FileOutcome.INGESTED, document="SOP-1 rev C", passages=1200),
        FileReport("/s/b.md", FileOutcome.KEPT, "names no audience, and none was given"),
        FileReport("/s/c.pdf", FileOutcome.REFUSED, "is cut off"),
        FileReport("/s/d.md", FileOutcome.REPLACED, passages=3, notes=("read as UTF-16",)),
        FileReport("/s/e.md", FileOutcome.COPY, "has the same content as /s/a.md"),
    ),
    unchanged=7,
    skipped=(("/s/.git", "is hidden"), ("/s/.x", "is hidden")),
    vanished=tuple(f"/s/{n}" for n in range(14)),
    superseded=("SOP-1 rev B",),
    unknown_fields=Counter({"weight": 2}),
    seconds=1.23456,
)


def test_the_json_names_every_file_that_wants_attention() -> None:
    said = REPORT.to_json()
    assert (said["ingested"], said["replaced"], said["unchanged"]) == (1, 1, 7)
    assert said["refused"] == [{"path": "/s/c.pdf", "reason": "is cut off"}]
    assert said["kept"] == [{"path": "/s/b.md", "reason": "names no audience, and none was given"}]
    assert said["copies"] == [{"path": "/s/e.md", "reason": "has the same content as /s/a.md"}]
    assert said["notes"] == [{"path": "/s/d.md", "note": "read as UTF-16"}]
    assert (said["passages"], said["seconds"]) == (1203, 1.235)
    assert said["unknown_fields"] == {"weight": 2}


def test_the_summary_says_counts_refusals_and_remedies() -> None:
    text = "\n".join(REPORT.summary())
    assert "2 files ingested (1,203 passages), 7 unchanged." in text
    assert "Refused /s/c.pdf: is cut off." in text
    assert "Look at /s/d.md: read as UTF-16." in text
    assert "1 file kept but visible to nobody" in text
    assert "--audience TEAM" in text
    assert "Now superseded: SOP-1 rev B." in text
    assert "/s/11 and 2 more." in text
    assert "Skipped 2: is hidden." in text


def test_passages_of_files_that_nobody_sees_are_not_counted_as_ingested() -> None:
    kept = FileReport("/s/b.md", FileOutcome.KEPT, "names no audience", passages=4)
    summary = DocumentReport((kept,)).summary()
    assert summary[0] == "0 files ingested (0 passages), 0 unchanged."


def test_what_is_odd_about_most_files_is_told_first_and_never_floods() -> None:
    files = [
        FileReport(f"/s/{n}.md", FileOutcome.INGESTED, notes=("many", f"own {n}")) for n in range(9)
    ]
    said = DocumentReport(tuple(files)).summary()[1:]
    assert said[0] == "Look at /s/0.md, /s/1.md, /s/2.md and 6 more: many."
    assert said[-1] == "2 more notes: --json shows all."
    assert len(said) == NOTES + 1


def test_one_is_told_in_the_singular() -> None:
    one = FileReport("/s/a.md", FileOutcome.INGESTED, passages=1)
    assert DocumentReport((one,)).summary()[0] == "1 file ingested (1 passage), 0 unchanged."


def test_an_empty_run_says_so_in_one_line() -> None:
    assert DocumentReport().summary() == ["0 files ingested (0 passages), 0 unchanged."]
