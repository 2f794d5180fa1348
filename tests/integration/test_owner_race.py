"""Many processes want one folder at once: never two owners, and nobody is turned away for long."""

import subprocess
import sys
from pathlib import Path

WORK = """
import os, sys, time
from pathlib import Path
from bot.owner import run

def work(name, params, progress):
    inside = folder / "inside"
    inside.open("x").close()          # fails when somebody else is inside
    time.sleep(0.05)
    inside.unlink()
    return {"by": os.getpid()}

folder = Path(sys.argv[1])
silent = lambda label, done, total: None
for _ in range(3):
    run("ask", {}, folder=folder, version="1", in_process=work, progress=silent)
"""


def test_commands_of_eight_processes_take_turns(tmp_path: Path) -> None:
    racing = [
        subprocess.Popen([sys.executable, "-c", WORK, str(tmp_path)], stderr=subprocess.PIPE)
        for _ in range(8)
    ]
    for each in racing:
        _, complaint = each.communicate(timeout=60)
        assert each.returncode == 0, complaint.decode()
