"""Keeps gRPC out of the process: imported before Chroma.

Chroma imports the exporter of its traces whether or not traces are wanted, and with it gRPC and
protobuf: 12 MB resident, 140 modules. Tandem sends no traces. Knows the exporter's name; when
Chroma asks for another one, nothing is saved and nothing breaks.
"""

import sys
from types import ModuleType

_EXPORTER = "opentelemetry.exporter.otlp.proto.grpc.trace_exporter"


class OTLPSpanExporter:
    """Stands in for the exporter. Raises ``RuntimeError`` when somebody wants to use it."""

    def __init__(self, *_: object, **__: object) -> None:
        raise RuntimeError("Tandem sends no traces: leave Chroma's tracing off")


if _EXPORTER not in sys.modules:
    _module = ModuleType(_EXPORTER)
    _module.OTLPSpanExporter = OTLPSpanExporter  # type: ignore[attr-defined]
    sys.modules[_EXPORTER] = _module
