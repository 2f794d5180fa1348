"""Files in three steps, and reactions."""

from tests.slack.calls import Call, Json, method
from tests.slack.limits import Refused
from tests.slack.methods.chat import of_the_app
from tests.slack.world import File


@method("files.getUploadURLExternal")
def begin(call: Call) -> Json:
    length = int(call.get("length"))
    if length <= 0:
        raise Refused("invalid_arguments", "[ERROR] length must be positive")
    file = File(
        id=call.slack.new_id("F"),
        name=call.get("filename"),
        alt_text=call.get("alt_txt", ""),
        user=call.workspace.bot.id,
        length=length,
    )
    call.workspace.files[file.id] = file
    return {
        "upload_url": f"{call.slack.url}/upload/v1/{call.team}/{file.id}",
        "file_id": file.id,
    }


@method("files.completeUploadExternal")
def complete(call: Call) -> Json:
    """Make files visible, and share them where a channel is named."""
    wanted = call.get("files")
    if not isinstance(wanted, list) or not wanted:
        raise Refused("invalid_arguments", "[ERROR] files")
    found = []
    for each in wanted:
        file = call.workspace.files.get(each.get("id", ""))
        if file is None or file.content is None:
            raise Refused("file_not_found")
        if len(file.content) != file.length:
            raise Refused("file_upload_size_restricted")
        file.title, file.complete = each.get("title") or file.name, True
        found.append(file)
    if call.get("channel_id"):
        message = of_the_app(call, call.channel("channel_id"), str(call.get("thread_ts", "")))
        message.text = call.get("initial_comment", "")
        message.files = [file.shown(call.slack.url) for file in found]
        call.slack.put(message, team=call.team)
    return {"files": [file.shown(call.slack.url) for file in found]}


@method("files.info")
def file_info(call: Call) -> Json:
    file = call.workspace.files.get(str(call.get("file")))
    if file is None:
        raise Refused("file_not_found")
    return {"file": file.shown(call.slack.url)}


@method("reactions.add")
def react(call: Call) -> Json:
    message = call.message(call.channel(), "timestamp")
    users = message.reactions.setdefault(call.get("name"), [])
    if call.workspace.bot.id in users:
        raise Refused("already_reacted")
    users.append(call.workspace.bot.id)
    return {}


@method("reactions.remove")
def unreact(call: Call) -> Json:
    message = call.message(call.channel(), "timestamp")
    if call.workspace.bot.id not in message.reactions.get(call.get("name"), []):
        raise Refused("no_reaction")
    message.reactions[call.get("name")].remove(call.workspace.bot.id)
    return {}
