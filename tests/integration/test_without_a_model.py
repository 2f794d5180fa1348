"""Without a model nothing of LangChain is loaded: not at start, not for an answer, not in a build.

In a process of its own, because other tests of this one load it.
"""

import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copy, copytree

ROOT = Path(__file__).parents[2]
ASK = """
import sys
from pathlib import Path
from bot.app import build
from bot.settings import Settings

settings = Settings(_env_file=None, data_dir=Path(sys.argv[1]))
with build(settings, progress=lambda *_: None) as app:
    params = {"text": "Why?", "key": "k", "conversation": "c", "width": 80}
    app.perform("ask", params, lambda *_: None)
    app.site(secret="s")
loaded = [name for name in sys.modules if name.partition(".")[0] in {
    "langchain", "langchain_core", "langsmith", "openai", "anthropic", "ollama"}]
sys.exit(f"loaded: {loaded[:5]}" if loaded else 0)
"""


def test_an_app_without_a_model_starts_answers_and_serves_without_langchain(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK, str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_installed_product_has_its_prompts(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md"):
        copy(ROOT / name, source)
    for name in ("bot", "knowledge", "examples", "prompts"):
        copytree(ROOT / name, source / name)
    build = "from setuptools import build_meta; print(build_meta.build_wheel(r'..'))"
    subprocess.run(
        [sys.executable, "-c", build], cwd=source, capture_output=True, check=True, timeout=120
    )
    (wheel,) = tmp_path.glob("*.whl")
    files = set(zipfile.ZipFile(wheel).namelist())
    ours = {f"prompts/{path.name}" for path in (ROOT / "prompts").glob("*.md")}
    assert ours
    assert ours <= files
