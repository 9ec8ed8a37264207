# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""One LXMF program on a Reticulum of its own, in a process of its own (Reticulum is one per process), on one interface
that leads to 127.0.0.1. Lines in, lines out, both JSON; see :mod:`tests.benchmarks.peers.lxmf`.

    python lxmf_node.py FOLDER PORT
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

INTERFACE = """
import socket, struct, threading
from time import sleep

class Loop(Interface):
    DEFAULT_IFAC_SIZE = 8

    def __init__(self, owner, configuration):
        super().__init__()
        options = Interface.get_config_obj(configuration)
        self.HW_MTU, self.owner, self.name, self.online = 508, owner, options["name"], True
        self.bitrate = 1_000_000
        self.wire = socket.create_connection(("127.0.0.1", int(options["port"])))
        self.guard = threading.Lock()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        stream = self.wire.makefile("rb")
        while len(head := stream.read(2)) == 2:
            data = stream.read(struct.unpack(">H", head)[0])
            self.rxb += len(data)
            self.owner.inbound(data, self)

    def process_outgoing(self, data):
        self.txb += len(data)
        with self.guard:
            self.wire.sendall(struct.pack(">H", len(data)) + data)

    def __str__(self):
        return "Loop[" + self.name + "]"

interface_class = Loop
"""

CONFIG = """
[reticulum]
enable_transport = False
share_instance = No
panic_on_interface_error = Yes

[logging]
loglevel = 0

[interfaces]
  [[Loop]]
    type = Loop
    enabled = True
    port = {port}
"""


class Node:
    """``commands`` name its methods."""

    def __init__(self, folder: Path, port: str) -> None:
        import LXMF
        import RNS

        (folder / "interfaces").mkdir(parents=True)
        (folder / "interfaces" / "Loop.py").write_text(INTERFACE)
        (folder / "config").write_text(CONFIG.format(port=port))
        self._rns, self._lxmf = RNS, LXMF
        spare_the_work(LXMF.LXStamper)
        RNS.Reticulum(str(folder), loglevel=0)
        self._router: Any = LXMF.LXMRouter(storagepath=str(folder / "lxmf"), autopeer=False)
        self._identity = RNS.Identity()
        self._own: Any = self._router.register_delivery_identity(self._identity, display_name="x")
        self._got = 0
        self._router.register_delivery_callback(self._delivered)

    def _delivered(self, _message: Any) -> None:
        self._got += 1
        tell(got=self._got)

    def announce(self) -> None:
        self._router.announce(self._own.hash)
        tell(address=self._own.hash.hex())

    def be_node(self) -> None:
        """Keep messages for others."""
        self._router.enable_propagation()
        self._router.announce_propagation_node()
        tell(address=self._router.propagation_destination.hash.hex())

    def send(self, to: str, contents: list[str], method: str, node: str = "") -> None:
        """One message per content (hex)."""
        self._wait_for(to)
        if node:
            self._wait_for(node)
            self._router.set_outbound_propagation_node(bytes.fromhex(node))
        identity = self._rns.Identity.recall(bytes.fromhex(to))
        there = self._rns.Destination(
            identity, self._rns.Destination.OUT, self._rns.Destination.SINGLE, "lxmf", "delivery"
        )
        for content in contents:
            message = self._lxmf.LXMessage(
                there, self._own, bytes.fromhex(content), "", desired_method=getattr(self._lxmf.LXMessage, method)
            )
            message.register_delivery_callback(lambda _message: tell(done=1))
            self._router.handle_outbound(message)

    def sync(self, node: str) -> None:
        """Fetch what the propagation node has for us."""
        self._wait_for(node)
        self._router.set_outbound_propagation_node(bytes.fromhex(node))
        self._router.request_messages_from_propagation_node(self._identity)

    def _wait_for(self, address: str) -> None:
        deadline = time.monotonic() + 20
        while self._rns.Identity.recall(bytes.fromhex(address)) is None and time.monotonic() < deadline:
            time.sleep(0.05)


def spare_the_work(stamper: Any) -> None:
    """Proof of work for a propagation node takes seconds a message, and as many bytes whether it was done or not."""
    stamper.stamp_workblock = lambda *_args, **_more: b""
    stamper.stamp_valid = lambda *_args, **_more: True
    stamper.stamp_value = lambda *_args, **_more: 32
    stamper.generate_stamp = lambda *_args, **_more: (os.urandom(32), 32)


_GUARD = threading.Lock()


def tell(**values: object) -> None:
    with _GUARD:
        print(json.dumps(values), flush=True)


def main() -> None:
    node = Node(Path(sys.argv[1]), sys.argv[2])
    tell(ready=1)
    for line in sys.stdin:
        command = json.loads(line)
        getattr(node, command.pop("do"))(**command)
    os._exit(0)  # its threads do not end by themselves


if __name__ == "__main__":
    main()
