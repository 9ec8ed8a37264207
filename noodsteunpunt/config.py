# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``station.toml``: read once, checked whole, frozen.

.. code-block:: toml

    data = "data"                 # folder of this station; relative to the file
    desk = "A"                    # one letter, the desk's own ticket range

    [radio]
    connection = "tcp://127.0.0.1:4403"    # or "serial:///dev/ttyUSB0"

    [screen]
    port = 8471                   # 0 = any free port; always on 127.0.0.1

    [guests]
    port = 8480                   # of the pages for visitors; 0 = any free port
    address = "http://10.42.0.1:8480"      # what visitors type; printed on the poster
    [lan]                         # laptops of this point on its own network; off unless it is said
    enabled = true
    standby = true                # this laptop is the spare: it sends nothing until it takes over
    port = 0                      # 0 = any free port
    peers = ["192.168.8.20:4510"] # where mDNS does not get through
    address = "192.168.8.21"      # only on this network; else on all
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

DEFAULT_RADIO = "tcp://127.0.0.1:4403"
_PEER = re.compile(r"[A-Za-z0-9.\-]{1,253}:[1-9]\d{0,4}")
_CONNECTION = re.compile(r"(tcp://[A-Za-z0-9.\-]+:\d{1,5}|serial://\S+)")


class ConfigError(Exception):
    """``station.toml`` is missing, unreadable or says something that does not exist."""

    def __init__(self, path: Path, problem: str, key: str = "") -> None:
        super().__init__(f"{path.name}: {problem}: {key}" if key else f"{path.name}: {problem}")
        self.path = path
        self.problem = problem
        self.key = key


@dataclass(frozen=True, slots=True)
class LanSettings:
    """The point's own network. ``peers`` are addresses and ports; ``address`` empty: every network of this laptop."""

    enabled: bool = False
    standby: bool = False
    port: int = 0
    peers: tuple[tuple[str, int], ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What one station is told from outside."""

    data: Path
    desk: str = "A"
    radio: str = DEFAULT_RADIO
    screen_port: int = 0
    guest_port: int = 0
    guest_address: str = ""
    lan: LanSettings = LanSettings()

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.data / "station.db"

    @property
    def enrolment(self) -> Path:
        """The municipality's papers, read at first start and erased then."""
        return self.data / "enrolment.json"

    @property
    def key_file(self) -> Path:
        """The key of a DEMO database. An actual station will not have one."""
        return self.data / "demo.key"


def default_config_path() -> Path:
    """``station.toml`` in the platform's user-data folder."""
    return user_data_path("noodsteunpunt", appauthor=False) / "station.toml"


def load_settings(path: Path, data: Path | None = None) -> Settings:
    """Read ``path``; ``data`` overrides the folder. Raises :class:`ConfigError`, never anything else."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(path, "missing") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, "unreadable") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, "not_toml") from error
    _refuse_unknown(path, "", raw, {"data", "desk", "radio", "screen", "guests", "lan"})
    guests = _table(path, raw, "guests", {"port", "address"})
    folder = data or path.parent / _text(path, raw, "data", "data", r".{1,1000}")
    return Settings(
        data=folder.absolute(),
        desk=_text(path, raw, "desk", "A", r"[A-Z]"),
        radio=_text(path, _table(path, raw, "radio", {"connection"}), "connection", DEFAULT_RADIO, _CONNECTION.pattern),
        screen_port=_port(path, _table(path, raw, "screen", {"port"}), "screen.port"),
        guest_port=_port(path, guests, "guests.port"),
        guest_address=_text(path, guests, "address", "", r"(http://[A-Za-z0-9.:\-]{1,80})?"),
        lan=_lan(path, _table(path, raw, "lan", {"enabled", "standby", "port", "peers", "address"})),
    )


def _lan(path: Path, table: dict[str, Any]) -> LanSettings:
    peers = table.get("peers", [])
    if not isinstance(peers, list) or not all(isinstance(one, str) and _PEER.fullmatch(one) for one in peers):
        raise ConfigError(path, "bad_value", "lan.peers")
    return LanSettings(
        enabled=_flag(path, table, "enabled"),
        standby=_flag(path, table, "standby"),
        port=_port(path, table, "lan.port"),
        peers=tuple((host, int(port)) for host, _, port in (peer.rpartition(":") for peer in peers)),
        address=_text(path, table, "address", "", r"[0-9.]{0,15}"),
    )


def _flag(path: Path, table: dict[str, Any], key: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise ConfigError(path, "bad_value", f"lan.{key}")
    return value


def _refuse_unknown(path: Path, where: str, table: dict[str, Any], known: set[str]) -> None:
    for key in table:
        if key not in known:
            raise ConfigError(path, "unknown_key", where + key)


def _table(path: Path, raw: dict[str, Any], name: str, known: set[str]) -> dict[str, Any]:
    table = raw.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(path, "not_a_table", name)
    _refuse_unknown(path, f"{name}.", table, known)
    return table


def _text(path: Path, table: dict[str, Any], key: str, default: str, pattern: str) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise ConfigError(path, "bad_value", key)
    return value


def _port(path: Path, table: dict[str, Any], name: str) -> int:
    value = table.get("port", 0)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 65535:
        raise ConfigError(path, "bad_value", name)
    return value
