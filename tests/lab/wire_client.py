"""A raw client: sends one request to the embedded endpoint and keeps every byte of the answer."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.replies import ARGUMENTS, LAB_MODEL

if TYPE_CHECKING:
    from codex_doctor.lab.server import Lab

# Longer than the slowest healthy variant is silent.
SILENCE_S = 2.5

CALL = {
    "type": "function_call",
    "name": "exec_command",
    "arguments": ARGUMENTS,
    "call_id": "call_lab_1",
}
OUTPUT = {
    "type": "function_call_output",
    "call_id": "call_lab_1",
    "output": "Chunk ID: 1\nOutput:\ncodex-doctor-ok\n",
}


class Heard(Struct, frozen=True):
    """An answer as bytes, and how the connection ended: `closed`, `reset` or `silent`."""

    data: bytes
    end: str

    @property
    def status(self) -> int:
        """Status of the answer, 0 when it is not HTTP."""
        first = self.data.partition(b"\r\n")[0].split(b" ")
        return int(first[1]) if first[0].startswith(b"HTTP/") else 0

    @property
    def body(self) -> bytes:
        """Everything after the header, still framed."""
        return self.data.partition(b"\r\n\r\n")[2]


def first_body(**changes: Any) -> dict[str, Any]:
    """Return a model request of the classic dialect, much smaller than Codex's."""
    body: dict[str, Any] = {
        "model": LAB_MODEL,
        "stream": True,
        "input": [
            {"type": "message", "id": "msg_1", "role": "developer", "content": []},
            {"type": "message", "id": "msg_2", "role": "user", "content": []},
        ],
        "tools": [
            {"type": "function", "name": "exec_command", "parameters": {}},
            {"type": "namespace", "name": "multi_agent_v1", "tools": []},
            {"type": "web_search", "external_web_access": True},
        ],
        "reasoning": {"summary": "auto"},
        "store": False,
        "include": ["reasoning.encrypted_content"],
        "prompt_cache_key": "key",
        "client_metadata": {"session_id": "1"},
    }
    return {**body, **changes}


def second_body(**changes: Any) -> dict[str, Any]:
    """Return the model request that carries the tool output."""
    body = first_body()
    return {**body, "input": [*body["input"], CALL, OUTPUT], **changes}


def post(lab: Lab, body: object, *, path: str = "/v1/responses", key: str = LAB_KEY) -> Heard:
    """Send one POST and read until the connection ends or is silent."""
    data = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nhost: lab\r\nauthorization: Bearer {key}\r\n"
        f"content-length: {len(data)}\r\nconnection: close\r\n\r\n"
    )
    return send(lab, head.encode() + data)


def get(lab: Lab, path: str, *, key: str = LAB_KEY) -> Heard:
    """Send one GET."""
    head = f"GET {path} HTTP/1.1\r\nhost: lab\r\nauthorization: Bearer {key}\r\n"
    return send(lab, f"{head}connection: close\r\n\r\n".encode())


def send(lab: Lab, data: bytes, *, silence_s: float = SILENCE_S) -> Heard:
    """Send bytes and read until the connection ends or is silent for so long."""
    with socket.create_connection(("127.0.0.1", lab.port), timeout=silence_s) as client:
        client.sendall(data)
        return listen(client)


def listen(client: socket.socket) -> Heard:
    """Read until the connection ends or is silent for longer than its timeout."""
    heard = bytearray()
    while True:
        try:
            chunk = client.recv(65536)
        except TimeoutError:
            return Heard(bytes(heard), "silent")
        except ConnectionResetError:
            return Heard(bytes(heard), "reset")
        if not chunk:
            return Heard(bytes(heard), "closed")
        heard += chunk
