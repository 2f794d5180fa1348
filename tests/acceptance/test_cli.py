"""The command line as a person uses it: answers, forwarding, exit codes, plain failures."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.processes import (
    PLANT,
    Ended,
    bring_in_the_plant,
    cannot_drop_power,
    free_port,
    owner,
    powerless,
    serving,
    start,
    tandem,
    wait_for,
)

REPLY = {
    "status",
    "text",
    "claims",
    "evidence",
    "decision_id",
    "candidates",
    "route",
    "written_by",
    "seconds",
}


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample plant in it, brought in by commands that stand alone."""
    folder = tmp_path_factory.mktemp("cli") / "data"
    bring_in_the_plant(folder)
    return folder


@pytest.fixture(scope="module")
def app(plant: Path) -> Iterator[subprocess.Popen[str]]:
    """The plant served, so that commands are forwarded."""
    with serving(plant) as running:
        yield running


def asked(folder: Path, *arguments: str) -> Ended:
    done = tandem(folder, "ask", *arguments)
    assert (done.code, done.err) == (0, ""), done
    return done


class TestStandingAlone:
    """Commands while nothing runs on the folder; these come before the app is started."""

    def test_ask_prints_an_answer_with_its_citations(self, plant: Path) -> None:
        out = asked(plant, "Why reduce the drum speed on line 4 drum 2?").out
        assert "SEAS-07" in out
        assert "[R1]" in out
        assert "SOP-114" in out

    def test_search_prints_the_place_of_each_passage(self, plant: Path) -> None:
        done = tandem(plant, "search", "moisture", "sensor", "-k", "2")
        assert done.code == 0
        assert done.out.startswith("1. SOP-")
        assert "\n2. SOP-" in done.out

    def test_searching_for_nothing_is_told_what_to_write(self, plant: Path) -> None:
        done = tandem(plant, "search", " ")
        assert (done.code, done.sentence) == (1, "TEXT is empty: write the words to search for.")

    def test_ingesting_the_same_again_does_nothing(self, plant: Path) -> None:
        done = tandem(plant, "ingest", "documents", str(PLANT / "sops"), "--json")
        report = json.loads(done.out)
        assert (report["ingested"], report["replaced"]) == (0, 0)
        assert report["unchanged"] > 10

    def test_a_backup_is_a_store_of_its_own(self, plant: Path, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        target = tmp_path / "data" / "tandem.db"
        assert tandem(plant, "db", "backup", str(target)).code == 0
        out = asked(tmp_path / "data", "Why reduce the drum speed on line 4 drum 2?").out
        assert "SEAS-07" in out


@pytest.mark.usefixtures("app")
class TestWhileTheAppRuns:
    """The same commands, forwarded to the owner of the folder."""

    def test_ask_json_is_the_contracts_object(self, plant: Path) -> None:
        reply = json.loads(asked(plant, "Why reduce drum speed on line 4 drum 2?", "--json").out)
        assert set(reply) >= REPLY
        assert reply["status"] == "answered"
        labels = {each["label"] for each in reply["evidence"]}
        assert all(set(claim["citations"]) <= labels for claim in reply["claims"])

    def test_asking_back_shows_how_to_say_which_one(self, plant: Path) -> None:
        out = asked(plant, "why?").out
        command = out.strip().splitlines()[-1]
        assert command.startswith("Say which one, as in: tandem ask 'why?' --decision R-")
        assert "[R1]" in asked(plant, "why?", "--decision", command.split()[-1]).out

    def test_more_shows_what_is_held_back(self, plant: Path) -> None:
        question = "Why reduce the drum speed on line 4 drum 2?"
        short, full = asked(plant, question).out, asked(plant, question, "--more").out
        assert "more: ask with --more" in short
        assert "more: ask with --more" not in full
        assert len(full) > len(short)

    def test_a_person_sees_what_their_teams_see(self, plant: Path) -> None:
        done = tandem(plant, "ask", "What is open?", "--person", "p-999")
        assert done.code == 1
        assert "nobody in the directory has that id" in done.sentence

    def test_chat_follows_up_and_shows_more_and_takes_a_number(self, plant: Path) -> None:
        typed = "Why reduce the drum speed on line 4 drum 2?\nis it still valid?\nmore\nwhy?\n"
        done = tandem(plant, "chat", typed=typed)
        assert done.code == 0
        assert "SEAS-07" in done.out
        assert "Traceback" not in done.err
        choose = tandem(plant, "chat", typed="why?\n2\n")
        second = next(line for line in choose.out.splitlines() if line.startswith("  2. "))
        heading = choose.out.split("  6. ")[-1] if "  6. " in choose.out else choose.out
        assert second.split(": ")[1].split(" (")[0] in heading

    def test_chat_takes_judgements_corrections_and_decisions(self, plant: Path) -> None:
        form = "not right\nClean the sensor first\nIt reads low\n\n1\n3\n"
        done = tandem(plant, "chat", typed=f"why?\n1\n{form}override\n2\nNo time now\n\n")
        assert done.code == 0
        assert "until somebody other than you has reviewed it" in done.out
        assert "is overridden." in done.out
        told = map(json.loads, tandem(plant, "export", "assessments").out.splitlines())
        said = [each["data"] for each in told if each["type"] == "tandem.assessment.recorded"]
        judged, corrected = said[-2:]
        assert judged["feedback"] == "not_right"
        assert corrected["expectation"] == "Clean the sensor first"
        assert (corrected["target_id"], corrected["confidence"]) == (judged["target_id"], 3)

    def test_a_chat_of_nobody_is_refused_once_and_does_not_begin(self, plant: Path) -> None:
        done = tandem(plant, "chat", "--person", "p-999", typed="why?\nwhy?\n")
        assert done.code == 1
        assert done.err.count("nobody in the directory") == 1

    @pytest.mark.parametrize("text", ["x" * 20_000, "🤷🏽‍♀️🔥", "@tandem", "<@U012AB3CD>", "   ?  "])
    def test_what_is_no_question_is_answered_politely(self, plant: Path, text: str) -> None:
        reply = json.loads(asked(plant, text, "--json").out)
        assert reply["status"] in {"ask_back", "abstained"}
        assert reply["text"]
        assert not reply["claims"]

    def test_an_unknown_decision_is_one_sentence(self, plant: Path) -> None:
        done = tandem(plant, "ask", "why?", "--decision", "R-0000-000000")
        assert done.code == 1
        assert "no recommendation 'R-0000-000000'" in done.sentence

    def test_an_asset_that_is_no_path_is_one_sentence(self, plant: Path) -> None:
        done = tandem(plant, "ask", "why?", "--asset", "line 4//drum")
        assert done.code == 1
        assert "is not an asset path" in done.sentence

    def test_an_unknown_audience_is_refused_with_the_known_teams(self, plant: Path) -> None:
        done = tandem(plant, "ingest", "documents", str(PLANT / "sops"), "--audience", "nobodys")
        assert done.code == 1
        assert "nobodys is no team" in done.sentence
        assert "seasoning-line-4" in done.sentence

    def test_refused_events_are_named_and_the_exit_is_1(self, plant: Path, tmp_path: Path) -> None:
        file = tmp_path / "events.jsonl"
        file.write_text('{"specversion": "1.0"}\n{"cut off')
        done = tandem(plant, "ingest", "recommendations", str(file))
        assert done.code == 1
        assert "2 refused:" in done.out
        assert "line 1: " in done.out
        assert "line 2: " in done.out

    def test_relative_paths_mean_the_asking_process_folder(self, plant: Path) -> None:
        done = tandem(plant, "ingest", "recommendations", "events.jsonl", "--json")
        assert done.code == 0, done
        assert json.loads(done.out)["accepted"] == 0

    def test_export_prints_one_event_a_line(self, plant: Path) -> None:
        assert tandem(plant, "export", "assessments").code == 0
        done = tandem(plant, "export", "assessments", "--since", "yesterday")
        assert done.code == 1
        assert "2026-11-20T14:00:00Z" in done.sentence

    def test_doctor_asks_the_running_app(self, plant: Path) -> None:
        done = tandem(plant, "doctor", "--json")
        report = json.loads(done.out)
        assert report["problems"] == 0
        states = {check["name"]: check["state"] for check in report["checks"]}
        assert states["index"] == "ok"
        assert str(owner(plant)["pid"]) in done.out

    def test_a_second_serve_is_told_where_the_first_is(self, plant: Path) -> None:
        done = tandem(plant, "serve", "--port", str(free_port()))
        assert done.code == 1
        assert f"http://127.0.0.1:{owner(plant)['port']}" in done.sentence

    def test_a_port_in_use_is_named_with_a_free_one(self, plant: Path, tmp_path: Path) -> None:
        port = str(owner(plant)["port"])
        done = tandem(tmp_path / "other", "serve", "--port", port)
        assert done.code == 1
        assert f"Port {port}" in done.sentence
        assert "tandem serve --port " in done.sentence
        assert not (tmp_path / "other" / "owner.json").exists()


def test_a_read_only_data_folder_is_one_sentence(tmp_path: Path) -> None:
    if cannot_drop_power():
        pytest.skip("runs as root without setpriv (sudo apt-get install util-linux)")
    folder = tmp_path / "data"
    folder.mkdir(mode=0o555)
    for arguments in (("ask", "why?"), ("serve", "--port", str(free_port()))):
        done = tandem(folder, *arguments, prefix=powerless())
        assert done.code == 1
        assert f"data folder {folder} cannot be written" in done.sentence


def test_a_bad_setting_is_one_sentence(tmp_path: Path) -> None:
    done = tandem(tmp_path / "data", "ask", "why?", TANDEM_PORT="eighty")
    assert done.code == 1
    assert done.sentence == "TANDEM_PORT is 'eighty': write a whole number from 1 to 65535."


def test_bad_use_exits_with_2(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert tandem(folder, "ask").code == 2
    assert tandem(folder, "ingest", "documents", "not-there").code == 2
    assert tandem(folder, "dance").code == 2


def test_a_fault_of_ours_is_a_reference_and_the_details_are_in_the_log(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "owner.lock").mkdir(parents=True)
    assert "cannot be written" in tandem(folder, "ask", "why?").sentence
    (folder / "owner.lock").rmdir()
    (folder / "index").write_text("in the way of a folder")
    done = tandem(folder, "ask", "why?")
    assert done.code == 1
    if "Reference" in done.sentence:
        reference = done.sentence.split("Reference ")[1].split(":")[0]
        assert reference in (folder / "tandem.log").read_text()


def test_killed_in_the_middle_of_ingest_and_again_is_complete(tmp_path: Path) -> None:
    folder, procedures = tmp_path / "data", tmp_path / "procedures"
    procedures.mkdir()
    for number in range(60):
        body = f"# Pump {number}\n\n## 1 Start\n\nOpen valve {number} by {number} turns.\n"
        (procedures / f"pump-{number:02}.md").write_text(body)
    command = ("ingest", "documents", str(procedures), "--audience", "everyone", "--json")
    working = start(folder, *command)
    store = folder / "tandem.db-wal"
    while working.poll() is None and not (store.exists() and store.stat().st_size > 150_000):
        time.sleep(0.005)
    working.kill()
    working.communicate()
    report = json.loads(tandem(folder, *command).out)
    assert report["ingested"] + report["unchanged"] == 60
    assert not report["refused"]
    assert json.loads(tandem(folder, "doctor", "--json").out)["problems"] == 0
    for number in (0, 31, 59):
        hits = json.loads(tandem(folder, "search", f"pump {number} valve turns", "--json").out)
        assert f"Open valve {number} by {number} turns." in [
            line for hit in hits["hits"] for line in hit["text"].splitlines()
        ]


def test_a_killed_app_leaves_a_folder_that_works_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    app = start(folder, "serve", "--port", str(free_port()))
    wait_for(folder, app)
    app.kill()
    app.communicate()
    assert (folder / "owner.json").exists()
    done = tandem(folder, "search", "anything")
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_an_app_stops_cleanly_on_a_signal(tmp_path: Path, by: signal.Signals) -> None:
    folder = tmp_path / "data"
    app = start(folder, "serve", "--port", str(free_port()))
    wait_for(folder, app)
    app.send_signal(by)
    out, _ = app.communicate(timeout=10)
    assert app.returncode == 0
    assert "Traceback" not in out
    assert not (folder / "owner.json").exists()
