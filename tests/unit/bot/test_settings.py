"""Rules of the settings: documented, frozen, and refused by name, value and remedy."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import PREFIX, BadSettings, Settings, env_example, read_settings

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(PREFIX + name.upper(), raising=False)


def test_env_example_is_what_the_settings_say() -> None:
    assert (ROOT / ".env.example").read_text() == env_example()


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described_and_stands_in_the_example(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"#{PREFIX}{name.upper()}=" in env_example()


@pytest.fixture(scope="module")
def sources() -> list[str]:
    """All of the source but what declares the settings."""
    return [
        path.read_text()
        for folder in ("bot", "knowledge")
        for path in (ROOT / folder).rglob("*.py")
        if path.parent != ROOT / "bot" / "settings"
    ]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_used_somewhere(name: str, sources: list[str]) -> None:
    used_as = {
        "model_dir": "models",
        "database_url": "store_url",
        "time_zone": "zone",
        "trusted_proxies": "proxies",
        "model": "connection",
        "model_url": "connection",
        "model_key": "connection",
        "model_options": "connection",
        "what_if_urls": "live",
        "slack_workspaces": "slack_guests",
        "recurring_people": "recurring",
        "recurring_teams": "recurring",
    }
    assert any(f"settings.{used_as.get(name, name)}" in source for source in sources)


def test_the_example_copied_to_env_changes_nothing(tmp_path: Path) -> None:
    uncommented = env_example().replace("\n#TANDEM", "\nTANDEM")
    (tmp_path / ".env").write_text(uncommented)
    assert read_settings() == Settings()


def test_the_environment_wins_over_the_env_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("TANDEM_PORT=9001\nTANDEM_HOST=127.0.0.2\n")
    monkeypatch.setenv("TANDEM_PORT", "9002")
    settings = read_settings()
    assert (settings.port, settings.host) == (9002, "127.0.0.2")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("PORT", "abc", "whole number from 1 to 65535"),
        ("PORT", "0", "whole number from 1 to 65535"),
        ("TIME_ZONE", "Mars/Olympus", "Europe/Berlin"),
        ("TIME_ZONE", "../etc/passwd", "Europe/Berlin"),
        ("LOG_LEVEL", "loud", "debug, info, warning or error"),
        ("DEMO", "perhaps", "true or false"),
    ],
)
def test_a_bad_value_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(BadSettings) as refused:
        read_settings()
    assert f"TANDEM_{name} is {value!r}" in str(refused.value)
    assert remedy in str(refused.value)


def test_a_password_in_a_bad_database_url_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_DATABASE_URL", "mysql://me:hunter2@host/db")
    with pytest.raises(BadSettings, match=r"postgresql\+psycopg") as refused:
        read_settings()
    assert "hunter2" not in str(refused.value)


def test_a_misspelt_name_is_refused_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_DATADIR", "x")
    with pytest.raises(BadSettings, match=r"TANDEM_DATADIR .* did you mean TANDEM_DATA_DIR"):
        read_settings()


def test_names_for_tests_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_TEST_REQUIRE", "all")
    assert read_settings() == Settings()


def test_the_demo_has_a_folder_of_its_own_unless_one_was_named(tmp_path: Path) -> None:
    assert Settings().for_demo().data_dir == Path("data/demo")
    assert Settings(data_dir=tmp_path).for_demo().data_dir == tmp_path
    assert Settings().for_demo().demo


def test_commands_find_the_sample_plant_when_it_is_alone(tmp_path: Path) -> None:
    demo = tmp_path / "data" / "demo"
    demo.mkdir(parents=True)
    assert read_settings().for_commands().data_dir == Path("data")
    (demo / "tandem.db").touch()
    assert read_settings().for_commands().data_dir == Path("data/demo")
    (tmp_path / "data" / "tandem.db").touch()
    assert read_settings().for_commands().data_dir == Path("data")


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("model", "gpt", "openai:NAME, anthropic:NAME, ollama:NAME"),
        ("model", "bard:x", "openai:NAME"),
        ("model", "ollama:", "openai:NAME"),
        ("model_url", "10.0.0.5:8000", "http://"),
        ("model_options", "temperature=0", "JSON object"),
        ("model_options", "[1]", "JSON object"),
        ("model_seconds", "0", "from 1 to 300"),
        ("model_price_read", "cheap", "a million tokens"),
    ],
)
def test_a_language_model_that_cannot_be_is_refused_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), value)
    with pytest.raises(BadSettings, match=f"{PREFIX}{name.upper()} is .*{remedy}"):
        read_settings()


def test_the_connection_holds_all_that_is_set_and_shows_no_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert Settings().connection is None
    for name, value in {
        "MODEL": "ollama:llama3.1:8b",
        "MODEL_URL": "http://10.0.0.5:11434",
        "MODEL_KEY": "hush",
        "MODEL_OPTIONS": '{"temperature": 0}',
    }.items():
        monkeypatch.setenv(PREFIX + name, value)
    connection = read_settings().connection
    assert connection is not None
    assert (connection.provider, connection.model) == ("ollama", "llama3.1:8b")
    assert (connection.address, connection.key) == ("http://10.0.0.5:11434", "hush")
    assert connection.options == {"temperature": 0}
    assert "hush" not in f"{connection} {read_settings()}"


_EXAMPLE = re.compile(r"```\n(TANDEM_.*?)\n```", re.DOTALL)
_MODELS = (ROOT / "docs" / "models.md").read_text()


@pytest.mark.parametrize("example", _EXAMPLE.findall(_MODELS))
def test_every_example_of_a_model_can_be_used_as_it_stands(tmp_path: Path, example: str) -> None:
    (tmp_path / ".env").write_text(example)
    connection = read_settings().connection
    assert connection is not None
    assert connection.address.startswith("http")


def test_every_setting_of_a_model_is_documented() -> None:
    for name in Settings.model_fields:
        if name.startswith("model") and name != "model_dir":
            assert f"`{PREFIX}{name.upper()}`" in _MODELS
