"""Recorded calls against sources of truth that are not ours.

Slack's own TypeScript types, compiled with ``tsc``, say which arguments a method takes and what
blocks look like; the Python SDK's validators say which lengths and numbers hold.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.messages.chunk import Chunk
from slack_sdk.models.views import View

from tests.servers import must_skip
from tests.slack.calls import Call

Json = dict[str, Any]

HERE = Path(__file__).parent / "types"
INSTALL = "sh tests/slack/types/install"
TRUE_OR_FALSE = frozenset(
    "as_user exclude_archived include_all_metadata include_locale include_num_members inclusive "
    "link_names mrkdwn reply_broadcast return_im test unfurl_links unfurl_media".split()
)
NUMBERS = frozenset(["length", "limit"])
ADDED_BY_THE_SDK = "team_id"
"""Bolt's client adds it to every call; only methods across workspaces have it."""
NOT_TYPED_YET = {"chat.update": frozenset(["unfurl_links", "unfurl_media"])}
"""Arguments that the reference has and the types do not."""
UNTYPED = frozenset(["data_visualization"])
"""Blocks that Slack documents and its types do not know yet."""


def types_folder() -> Path:
    """Return where Slack's types are installed, or skip with the command that does it."""
    if shutil.which("node") is None:
        must_skip(f"no node: sudo apt-get install nodejs npm, then {INSTALL}")
    named = os.environ.get("TANDEM_TEST_CACHE")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = (Path(named) if named else cache / "tandem-tests") / "slack-types"
    mark = folder / "node_modules" / ".installed"
    lock = (HERE / "package-lock.json").read_bytes()
    if not mark.exists() or mark.read_bytes() != lock:
        must_skip(f"Slack's types are not installed: {INSTALL}")
    return folder


def compile_calls(calls: Iterable[Call], scratch: Path) -> list[str]:
    """Return what ``tsc`` finds wrong with the calls, one line an error."""
    folder = types_folder()
    (scratch / "node_modules").symlink_to(folder / "node_modules")
    (scratch / "calls.ts").write_text("\n".join(as_typescript(calls)) + "\n", encoding="utf-8")
    done = subprocess.run(
        [
            "node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck",
            "--target", "es2022", "--module", "nodenext", "--moduleResolution", "nodenext",
            "calls.ts",
        ],
        cwd=scratch, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if "error TS" in line]
    assert done.returncode == 0 or lines, done.stdout + done.stderr
    sources = (scratch / "calls.ts").read_text(encoding="utf-8").splitlines()
    return [f"{line}: {_source(sources, line)}" for line in lines]


def as_typescript(calls: Iterable[Call]) -> Iterator[str]:
    """Give the lines of a program that holds every distinct call, block, chunk and view."""
    yield "import type { WebClient } from '@slack/web-api';"
    yield "import type { AnyChunk, KnownBlock, View } from '@slack/types';"
    yield "type Of<F> = F extends (options: infer A) => unknown ? NonNullable<A> : never;"
    seen: set[str] = set()
    for call in calls:
        for kind, value in _typed_parts(call):
            line = f"{kind} = {json.dumps(value, sort_keys=True)};"
            if line not in seen:
                yield f"export const c{len(seen)}: {line}"
                seen.add(line)


def validate(calls: Iterable[Call]) -> list[str]:
    """Return what the Python SDK's models refuse in the calls."""
    wrong = []
    for call in calls:
        for block in _blocks(call.arguments):
            wrong += _refused(call, Block.parse, block)
        for chunk in call.arguments.get("chunks") or []:
            wrong += _refused(call, Chunk.parse, chunk)
        if "view" in call.arguments:
            wrong += _refused(call, lambda view: View(**view), call.arguments["view"])
    return wrong


def _typed_parts(call: Call) -> Iterator[tuple[str, Any]]:
    arguments = {
        name: _as_typed(name, value)
        for name, value in call.arguments.items()
        if name != ADDED_BY_THE_SDK and name not in NOT_TYPED_YET.get(call.method, ())
    }
    if call.method == "oauth.v2.access":
        client, _, secret = call.token.partition(":")
        arguments |= {"client_id": client, "client_secret": secret}
    path = "".join(f"['{part}']" for part in call.method.split("."))
    yield f"Of<WebClient{path}>", arguments
    for block in _blocks(arguments):
        if block["type"] not in UNTYPED:
            yield "KnownBlock", block
    for chunk in arguments.get("chunks") or []:
        yield "AnyChunk", chunk
    if "view" in arguments:
        yield "View", arguments["view"]


def _as_typed(name: str, value: Any) -> Any:
    """Return what a form made a string as what the SDK was given."""
    if name in TRUE_OR_FALSE and isinstance(value, str):
        return value in ("1", "true")
    return int(value) if name in NUMBERS and isinstance(value, str) else value


def _blocks(arguments: Json) -> Iterator[Json]:
    view = arguments.get("view") or {}
    chunks = arguments.get("chunks") or []
    yield from arguments.get("blocks") or []
    yield from view.get("blocks") or []
    for chunk in chunks:
        yield from chunk.get("blocks") or []


def _refused(call: Call, parse: Any, part: Json) -> list[str]:
    """Return why the SDK refuses the part, or what it does not know in it."""
    if part.get("type") in UNTYPED:
        return []
    try:
        known = parse(part).to_dict()
    except Exception as refusal:  # noqa: BLE001  (whatever the SDK raises is its refusal)
        return [f"{call.method}: {refusal}: {part}"]
    lost = part.keys() - known.keys()
    return [f"{call.method}: {sorted(lost)} is unknown in {part}"] if lost else []


def _source(lines: list[str], error: str) -> str:
    number = int(error.partition("(")[2].partition(",")[0])
    return lines[number - 1][:600]
