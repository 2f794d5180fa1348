"""What is kept is read through ``knowledge.access`` only.

Who else may read them raw is listed here, each with the reason. Writing is not restricted.
"""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
RAW = {
    "documents": {
        "audiences", "indexable", "neighbours", "passage", "passages", "revision_of", "revisions",
        "sections",
    },
    "recommendations": {
        "as_it_came", "decided_since", "decisions", "get", "history", "outcomes", "recent",
    },
    "conversations": {"answered_or_before", "citing", "get", "last"},
    "assessments": {"for_target", "since"},
    "requests": {"after_answer", "get", "latest", "unfinished"},
    "gaps": {"all"},
    "topics": {
        "all", "asked_about", "askings", "count", "decisions", "get", "of_turn", "places",
        "questions", "steps", "untitled", "wordings",
    },
    "mining": {
        "apart", "filed", "handfuls", "judged", "placed", "questions", "resting", "short", "state",
        "asked_last", "unmined",
    },
    "inbox": {"failed", "unfinished", "waiting"},
    "corrections": {
        "acted_on", "all", "by_author", "changed", "checks", "get", "last_step", "of_key",
        "of_numbers",
        "unfinished", "untold", "uses",
    },
    "inquiries": {"all_open", "has_left", "open_for"},
    "draftings": {"all", "get", "of_article", "proposed"},
    "experts": {
        "askings", "awaited", "open_for", "own_reply", "replies", "replies_to", "waited_for_in",
        "waiting", "willing",
    },
    "letters": {"due", "in_state", "since"},
    "transfers": {
        "finders", "get", "in_states", "lines", "moved", "of_articles", "of_finder", "of_numbers",
        "subscriptions",
    },
    "articles": {
        "all", "audiences", "get", "lines", "of_numbers", "of_topic", "versions", "withdrawn",
    },
}  # fmt: skip
ALLOWED = {
    ("knowledge/access/", ""): "it is the door",
    ("knowledge/curation/living.py", "corrections.changed"): "seeing says to whom they are shown",
    ("knowledge/curation/living.py", "corrections.last_step"): "whether anything is new",
    ("knowledge/curation/seeing.py", "corrections.of_numbers"): "the door for old answers",
    ("knowledge/curation/seeing.py", "corrections.unfinished"): "asks them again, shows none",
    ("knowledge/curation/seeing.py", "documents.audiences"): "of what a correction rests on",
    ("knowledge/curation/rechecking.py", "corrections.of_numbers"): "whether they hold, no words",
    ("knowledge/curation/rechecking.py", "documents.revision_of"): "which is in force, no words",
    ("bot/regressions.py", "documents.revisions"): "whether any has changed, shows none",
    ("bot/answering/curated.py", "articles.of_numbers"): "of what the door gave: how it stands",
    ("bot/articles/acting.py", "articles.versions"): "of what the door gave",
    (
        "bot/articles/acting.py",
        "corrections.of_numbers",
    ): "whose they are; no words",
    ("bot/articles/acting.py", "experts.replies"): "whose they are; no words",
    ("bot/articles/resolving.py", "experts.replies"): "for whoever sees the equipment",
    ("bot/articles/repinning.py", "corrections.get"): "whether it holds; no words",
    ("bot/articles/folder.py", "articles.get"): "whether a number is taken; no words",
    ("bot/articles/folder.py", "articles.of_numbers"): "of what the door gave",
    ("bot/commands/articles.py", "articles.versions"): "of what the door gave",
    ("bot/curating/worklist.py", "articles.of_numbers"): "of what the door gave",
    ("bot/web/writing.py", "articles.versions"): "of what the door gave",
    ("bot/articles/keeping.py", "articles.all"): "flags for nobody in particular",
    ("knowledge/curation/gathering.py", "assessments.for_target"): "counts who confirmed it",
    ("knowledge/curation/transfer/seeing.py", ""): "the door to transfers",
    ("bot/transfers/looking.py", ""): "compares for nobody in particular; tells nobody",
    ("bot/transfers/asking.py", ""): "counts for nobody in particular; tells nobody",
    ("bot/transfers/acting.py", "articles.all"): "finds the draft of the person's own team",
    ("bot/transfers/subscribing.py", "transfers.subscriptions"): "counts what is followed",
    ("bot/channels/slack/transferring.py", "transfers.finders"): "tells each finder, by the door",
    ("bot/channels/slack/transferring.py", "transfers.moved"): "as above",
    ("knowledge/search.py", "documents.indexable"): "fills the index, audience by audience",
    ("knowledge/recall.py", "corrections.unfinished"): "moves hits that the asker may see",
    ("knowledge/recall.py", "mining.filed"): "counts",
    ("knowledge/recall.py", "mining.asked_last"): "moves hits that the asker may see",
    **{
        ("knowledge/curation/topics/mining.py", f"mining.{each}"): "mines for nobody in particular"
        for each in (
            *("apart", "filed", "handfuls", "judged", "placed"),
            *("questions", "resting", "short", "state", "unmined"),
        )
    },
    ("knowledge/curation/topics/titles.py", "topics.untitled"): "shows a model veiled words",
    ("knowledge/learning/confirming.py", "conversations.get"): "learns for nobody in particular",
    ("knowledge/ingest/known.py", "documents.revisions"): "compares what is ingested anew",
    ("knowledge/ingest/documents.py", "articles.get"): "whether a number is taken; no words",
    ("knowledge/ingest/events.py", "recommendations.get"): "tells events without a recommendation",
    ("bot/assistant.py", "conversations.get"): "a repeated message's own key names its person",
    ("bot/requests/acting.py", "requests.unfinished"): "escalates for nobody in particular",
    ("bot/corrections/keeping.py", "corrections.unfinished"): "expires for nobody in particular",
    ("bot/corrections/keeping.py", "documents.revision_of"): "flags for nobody in particular",
    ("bot/corrections/trying.py", "corrections.acted_on"): "compares for nobody in particular",
    ("bot/corrections/trying.py", "corrections.of_numbers"): "returns for nobody in particular",
    ("bot/corrections/receipts.py", "corrections.uses"): "of what the person wrote",
    ("bot/corrections/telling.py", "corrections.checks"): "of what the door gave",
    ("bot/corrections/telling.py", "corrections.uses"): "of what the door gave",
    ("bot/web/requests.py", "requests.latest"): "watches for all pages; the stream asks the door",
    ("bot/web/requests.py", "requests.unfinished"): "watches for all pages, as above",
    ("bot/commands/working.py", "inbox.failed"): "tells names and references, no words",
    ("bot/jobs/inline.py", "inbox.waiting"): "hands each to its job",
    ("bot/workflows/__init__.py", "inbox.unfinished"): "hands each to its job",
    ("bot/workflows/__init__.py", "inbox.waiting"): "hands each to its job",
    ("bot/inquiries.py", "assessments.since"): "finds whom to ask; tells nobody",
    ("bot/inquiries.py", "conversations.get"): "finds whom to ask; tells nobody",
    ("bot/inquiries.py", "recommendations.get"): "finds whom to ask; the person's rights are asked",
    ("bot/inquiries.py", "inquiries.all_open"): "names whom to ask; the door gives the question",
    ("bot/drafts/writing.py", ""): "drafts for nobody; a draft has its sources' audience",
    ("bot/drafts/looking.py", ""): "as above",
    ("bot/experts/looking.py", "experts.askings"): "finds whom to ask; tells nobody",
    ("bot/experts/looking.py", "experts.awaited"): "as above",
    ("bot/experts/looking.py", "experts.replies"): "as above",
    ("bot/experts/looking.py", "experts.waiting"): "as above: nobody is asked their own question",
    ("bot/experts/looking.py", "experts.willing"): "as above",
    ("bot/experts/looking.py", "gaps.all"): "as above; whom it asks may see them",
    (
        "bot/experts/replying.py",
        "experts.askings",
    ): "names whom to ask; the door gives the words",
    ("bot/experts/amending.py", "articles.all"): "finds what was made of the person's own words",
    ("bot/web/knowledge.py", "articles.withdrawn"): "numbers, told to who might see them",
    ("bot/experts/amending.py", "draftings.all"): "as above; shows none",
    ("bot/channels/slack/transferring.py", "transfers.get"): "what was withdrawn; says its number",
    ("bot/experts/amending.py", "experts.own_reply"): "the person's own",
    ("bot/experts/telling.py", "experts.waiting"): "whose they are; no words",
    ("bot/experts/telling.py", "experts.awaited"): "names whom to tell; the door gives the reply",
    ("bot/experts/replying.py", "experts.willing"): "whether the person themselves may be asked",
    ("bot/commands/letters.py", "letters.since"): "the admin's export",
    ("bot/commands/letters.py", "letters.in_state"): "the admin's list of what did not arrive",
    ("bot/recommender/webhook.py", "letters.due"): "sends them to the owners, for nobody here",
    ("bot/channels/slack/coming.py", "requests.latest"): "tells each person through the door",
    ("bot/channels/slack/coming.py", "requests.get"): "as above",
    ("bot/channels/slack/withdrawing.py", "articles.withdrawn"): "which, no words",
    ("bot/channels/slack/withdrawing.py", "conversations.citing"): "where, no words",
    ("bot/channels/slack/reviewing.py", "corrections.get"): "tells its author",
    ("bot/channels/slack/reviewing.py", "corrections.untold"): "tells each author their own",
}


def raw_reads(path: Path) -> set[str]:
    """Return the raw reads of a module: ``x.documents.passage`` is "documents.passage"."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            aggregate, method = node.value.attr, node.attr
            if method in RAW.get(aggregate, set()):
                found.add(f"{aggregate}.{method}")
    return found


def allowed(name: str, read: str) -> bool:
    places = (name, f"{name.rpartition('/')[0]}/")
    return any((place, what) in ALLOWED for place in places for what in ("", read))


def modules() -> list[Path]:
    return [
        path
        for package in ("bot", "knowledge")
        for path in sorted((ROOT / package).rglob("*.py"))
        if (ROOT / "knowledge" / "store") not in path.parents
    ]


def test_nobody_reads_what_is_kept_past_the_door() -> None:
    past = {
        f"{path.relative_to(ROOT)}: {read}"
        for path in modules()
        for read in raw_reads(path)
        if not allowed(str(path.relative_to(ROOT)), read)
    }
    assert past == set(), "read it through knowledge.access, or list it here with the reason"


def test_every_exception_is_still_needed() -> None:
    for name, read in ALLOWED:
        if read:
            assert read in raw_reads(ROOT / name), (name, read)


def test_the_door_knows_every_reading_method_of_the_store() -> None:
    from knowledge.store.articles import Articles
    from knowledge.store.assessments import Assessments
    from knowledge.store.conversations import Conversations
    from knowledge.store.corrections import Corrections
    from knowledge.store.documents import Documents
    from knowledge.store.inquiries import Inquiries
    from knowledge.store.letters import Letters
    from knowledge.store.mining import Mining
    from knowledge.store.recommendations import Recommendations
    from knowledge.store.requests import Requests
    from knowledge.store.topics import Topics
    from knowledge.store.transfers import Transfers

    writes = {"add", "add_many", "add_decision", "add_outcome", "save", "note_file", "touch"}
    writes |= {"forget", "set_audience", "settle", "open", "append"}
    writes |= {"record", "note_told", "note_check"}
    writes |= {"offer", "subscribe", "unsubscribe"}
    writes |= {"file", "claim", "delivered", "put_off", "give_up", "rest", "resend", "drop"}
    writes |= {"ask", "close", "leave", "come_back", "step", "rename", "recount", "suggest"}
    counts = {"counts", "files", "languages", "leads_to"}
    for name, kind in {
        "documents": Documents,
        "recommendations": Recommendations,
        "conversations": Conversations,
        "assessments": Assessments,
        "requests": Requests,
        "corrections": Corrections,
        "inquiries": Inquiries,
        "letters": Letters,
        "articles": Articles,
        "transfers": Transfers,
        "topics": Topics,
        "mining": Mining,
    }.items():
        public = {each for each in vars(kind) if not each.startswith("_")}
        assert public - writes - counts == RAW[name]
