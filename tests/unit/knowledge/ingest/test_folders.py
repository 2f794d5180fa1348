"""Which files of a folder are documents, and what is said of the others."""

import os
from pathlib import Path

import pytest

from knowledge.ingest.folders import Discovery, discover


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def names(discovery: Discovery, root: Path) -> list[str]:
    return [str(found.path.relative_to(root)) for found in discovery.files]


def reasons(listed: list[tuple[Path, str]]) -> dict[str, str]:
    return {path.name: reason for path, reason in listed}


def test_documents_are_found_at_any_depth_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/deep/x.PDF", "a.md", "c.txt", "b/y.docx", "b/z.rst", "b/w.htm"):
        write(tmp_path / name)
    found = names(discover([tmp_path]), tmp_path)
    assert found == ["a.md", "b/deep/x.PDF", "b/w.htm", "b/y.docx", "b/z.rst", "c.txt"]


def test_what_is_no_document_is_skipped_with_its_reason(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.png", "LICENSE", ".git/x.md", ".hidden.md"):
        write(tmp_path / name)
    discovery = discover([tmp_path])
    assert discovery.files == []
    said = reasons(discovery.skipped)
    assert said[".git"] == said[".hidden.md"] == "is hidden"
    assert said["a.xlsx"].endswith("save it as PDF or HTML")
    assert ".png is no document format here; documents are .md" in said["b.png"]
    assert "a name without suffix is no document format" in said["LICENSE"]


def test_a_file_that_was_named_and_is_no_document_is_a_problem(tmp_path: Path) -> None:
    discovery = discover([write(tmp_path / "a.doc"), tmp_path / "nowhere.md"])
    assert reasons(discovery.problems) == {
        "a.doc": ".doc is no document format here; save it as DOCX or PDF",
        "nowhere.md": "does not exist; check the path",
    }


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md")
    assert len(discover([path, tmp_path, tmp_path / "." / "a.md"]).files) == 1


def test_loops_of_links_end_and_are_said(tmp_path: Path) -> None:
    write(tmp_path / "one" / "a.md")
    (tmp_path / "one" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    discovery = discover([tmp_path])
    assert names(discovery, tmp_path) == ["one/a.md"]
    said = reasons(discovery.skipped)
    assert said["again"] == "is a link to a folder already looked at"
    assert said["self"] == "is a link that leads nowhere or round in a circle"


def test_a_link_cannot_publish_what_nobody_named(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret" / "pay.md")
    folder = write(tmp_path / "sops" / "a.md").parent
    (folder / "pay.md").symlink_to(secret)
    (folder / "all").symlink_to(secret.parent, target_is_directory=True)
    discovery = discover([folder])
    assert names(discovery, folder) == ["a.md"]
    assert f"name {secret} itself if it is meant" in reasons(discovery.skipped)["pay.md"]


def test_a_sidecar_belongs_to_the_document_of_its_name(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf")
    write(tmp_path / "b.docx")
    write(tmp_path / "a.pdf.meta.yaml")
    write(tmp_path / "b.meta.yaml")
    write(tmp_path / "gone.meta.yaml")
    discovery = discover([tmp_path])
    sidecars = [found.sidecar and found.sidecar.name for found in discovery.files]
    assert sidecars == ["a.pdf.meta.yaml", "b.meta.yaml"]
    assert reasons(discovery.skipped)["gone.meta.yaml"].startswith("is a sidecar without its")


def test_a_changed_sidecar_changes_the_look_of_its_document(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf")
    sidecar = write(tmp_path / "a.meta.yaml", "status: draft")
    (before,) = discover([tmp_path]).files
    os.utime(sidecar, ns=(1, 1))
    (after,) = discover([tmp_path]).files
    assert before.mtime_ns != after.mtime_ns
    assert before.size == after.size == 1 + len("status: draft")


def test_a_folder_without_permission_is_a_problem_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.md")
    closed = write(tmp_path / "closed" / "b.md").parent
    real = os.scandir

    def scandir(path: Path) -> object:  # permissions do not bind the account tests often run as
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    discovery = discover([tmp_path])
    assert names(discovery, tmp_path) == ["a.md"]
    said = "may not be read; give this account permission to read it"
    assert reasons(discovery.problems) == {"closed": said}
