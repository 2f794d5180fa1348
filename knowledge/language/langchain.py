"""Any model that LangChain reaches, as a LanguageModel: OpenAI-compatible, Anthropic, Ollama.

The only door to langchain, which is imported when a model is opened. Knows providers, their
settings and how each says that a text ended. Tracing is off whatever the environment says: what
people ask goes to the model that was chosen and nowhere else.
"""

import threading
import warnings
from collections.abc import Generator, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any, cast

from knowledge.language import Connection, ModelFailed, Piece, Request, Tokens, Trouble
from knowledge.language.timed import in_time

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_OPTIONS: Mapping[str, Mapping[str, Any]] = {
    # A compatible server may not know OpenAI's newer protocol, and says its tokens only if asked.
    "openai": {"max_retries": 0, "use_responses_api": False, "stream_usage": True},
    "anthropic": {"max_retries": 0},
    # Its own default forgets the beginning of what it reads after 4,096 tokens.
    "ollama": {"num_ctx": 16_384},
}
_ENDED = frozenset({"stop", "end_turn", "stop_sequence", "eos_token"})
_DECLINED = frozenset({"content_filter", "refusal"})
_BY_STATUS = {
    401: Trouble.NOT_ALLOWED,
    403: Trouble.NOT_ALLOWED,
    404: Trouble.UNKNOWN,
    429: Trouble.BUSY,
    503: Trouble.BUSY,
    529: Trouble.BUSY,
}


class LangChainModel:
    """A model behind LangChain's ``init_chat_model``; threads may share it."""

    def __init__(self, connection: Connection) -> None:
        self.name = f"{connection.provider}:{connection.model}"
        self._connection = connection
        self._opening = threading.Lock()
        self._opened: BaseChatModel | None = None

    def open(self) -> None:
        """Load the library (about a second), so that the first person need not wait for it.

        Raises ``ModelFailed`` when the options are none that this model takes.
        """
        try:
            self._chat()
        except Exception as error:
            # As below: each provider checks its options in its own way.
            told = " ".join(f"{type(error).__name__}: {error}".split())
            raise ModelFailed(Trouble.UNUSABLE, told[:300]) from error

    def write(self, request: Request, *, seconds: float) -> Generator[Piece]:
        """Yield what the model writes; see ``LanguageModel``."""
        return in_time(lambda: self._streamed(request), seconds)

    def _streamed(self, request: Request) -> Generator[Piece]:
        try:
            yield from self._pieces(request)
        except (ModelFailed, GeneratorExit):
            raise
        except Exception as error:
            # The edge to other people's code: every provider raises errors of its own.
            raise _failure(error) from error

    def _pieces(self, request: Request) -> Generator[Piece]:
        from langchain_core.messages import AIMessageChunk
        from langsmith import tracing_context

        messages = [("system", request.system), ("human", request.user)]
        ended = ""
        with tracing_context(enabled=False):
            stream = cast("Generator[Any]", self._chat().stream(messages))
            with closing(stream):
                for chunk in stream:
                    if isinstance(chunk, AIMessageChunk):
                        ended = _ended(chunk) or ended
                        yield Piece(chunk.text, _tokens(chunk))
        if ended in _DECLINED:
            raise ModelFailed(Trouble.DECLINED, ended)
        if ended not in _ENDED:
            raise ModelFailed(Trouble.CUT, ended or "the stream ended in the middle")

    def _chat(self) -> "BaseChatModel":
        with self._opening:
            if self._opened is None:
                self._opened = _opened(self._connection)
            return self._opened


def _opened(connection: Connection) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    given: dict[str, Any] = {**_OPTIONS[connection.provider], "base_url": connection.address}
    if connection.provider == "ollama":
        headers = {"Authorization": f"Bearer {connection.key}"} if connection.key else {}
        given["client_kwargs"] = {"timeout": connection.seconds, "headers": headers}
    else:
        # Never empty: an empty key would be looked up in the environment.
        given |= {"api_key": connection.key or "none", "timeout": connection.seconds}
    given |= connection.options
    with warnings.catch_warnings(action="ignore"):  # what it warns of is refused just below
        opened = init_chat_model(connection.model, model_provider=connection.provider, **given)
    chat = cast("BaseChatModel", opened)
    fields = type(chat).model_fields
    known = {*fields, *(each.alias for each in fields.values())}
    unknown = sorted(connection.options.keys() - known)
    if unknown:
        raise ValueError(f"it has no option {', '.join(unknown)}")
    return chat


def _ended(chunk: "AIMessageChunk") -> str:
    told = chunk.response_metadata
    if told.get("refusal") or chunk.additional_kwargs.get("refusal"):
        return "refusal"
    return str(
        told.get("finish_reason") or told.get("stop_reason") or told.get("done_reason") or ""
    )


def _tokens(chunk: "AIMessageChunk") -> Tokens | None:
    used = chunk.usage_metadata
    return Tokens(used["input_tokens"], used["output_tokens"]) if used else None


def _failure(error: Exception) -> ModelFailed:
    """Return what a provider's error means; its own words may hold the question: not kept."""
    status = getattr(error, "status_code", None)
    told = type(error).__name__ + (f" {status}" if status else "")
    if "Timeout" in told or isinstance(error, TimeoutError):
        return ModelFailed(Trouble.SLOW, told)
    trouble = _BY_STATUS.get(status, Trouble.AWAY) if isinstance(status, int) else Trouble.AWAY
    return ModelFailed(trouble, told, retry_after=_retry_after(error))


def _retry_after(error: Exception) -> float:
    """Return the seconds that the provider asks to wait, 0 when it does not say."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    said = str(headers.get("retry-after", ""))
    return float(said) if said.replace(".", "", 1).isdecimal() else 0.0
