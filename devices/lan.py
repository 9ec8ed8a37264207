# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The point's own network: TLS 1.3 between laptops that hold the point's key, and finding them by mDNS.

The point's certified Ed25519 key acts as the authority of an X.509 certificate for each laptop's own key (RFC 8410);
both ends must show one, and nothing else is trusted. No clock decides: certificates run from 1970 to 2100.
"""

from __future__ import annotations

import datetime
import secrets
import ssl
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509.oid import NameOID
from zeroconf import IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from devices.errors import DeviceError

SERVICE = "_noodsteunpunt._tcp.local."
_FROM = datetime.datetime(1970, 1, 2, tzinfo=datetime.UTC)
_UNTIL = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


class PeerRefused(DeviceError):
    """The other end showed a certificate that says nothing of a laptop."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Who is at the other end: the author its certificate names and the key it proved to have (Ed25519, 32 B)."""

    author: int
    replica_public: bytes


def _certificate(subject: str, key: Ed25519PublicKey, issuer: str, signing: Ed25519PrivateKey, *, ca: bool) -> bytes:
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key)
        .serial_number(secrets.randbits(120) | 1)
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        .add_extension(x509.KeyUsage(not ca, False, False, False, False, ca, False, False, False), critical=True)
        .sign(signing, None)
    )
    return made.public_bytes(Encoding.PEM)


def contexts(
    point: Ed25519PrivateKey, replica: Ed25519PrivateKey, author: int
) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(for who is called, for who calls). The replica's key lies on the disk for a moment, encrypted under a word that
    is never written."""
    issuer = f"noodsteunpunt {author >> 6}"
    authority = _certificate(issuer, point.public_key(), issuer, point, ca=True)
    own = _certificate(f"{author:04x}", replica.public_key(), issuer, point, ca=False)
    word = secrets.token_bytes(32).hex()
    key = replica.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(word.encode()))
    made = []
    with tempfile.TemporaryDirectory(prefix="nsp-") as folder:
        file = Path(folder) / "laptop.pem"
        file.touch(mode=0o600)
        file.write_bytes(own + key)
        for purpose in (ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS_CLIENT):
            context = ssl.SSLContext(purpose)
            context.minimum_version = ssl.TLSVersion.TLSv1_3
            context.check_hostname = False
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(cadata=authority.decode("ascii"))
            context.load_cert_chain(file, password=word)
            made.append(context)
    return made[0], made[1]


def peer_of(connection: ssl.SSLObject | ssl.SSLSocket) -> Peer:
    """Raises :class:`PeerRefused`. TLS has checked that the point's key signed the certificate."""
    raw = connection.getpeercert(binary_form=True)
    try:
        certificate = x509.load_der_x509_certificate(raw or b"")
        (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        key = certificate.public_key()
        author = int(str(name.value), 16)
    except ValueError as error:
        raise PeerRefused("certificate") from error
    if not isinstance(key, Ed25519PublicKey) or not 0 <= author < 1 << 16:
        raise PeerRefused("certificate")
    return Peer(author, key.public_bytes_raw())


class Finder:
    """Says on the network where this laptop is, and hears of the others of its point, which know the same ``tag``."""

    def __init__(self, tag: str, author: int, found: Callable[[int, str, int], None], address: str = "") -> None:
        self._tag = tag
        self._author = author
        self._found = found
        self._zeroconf = (
            AsyncZeroconf(interfaces=[address], ip_version=IPVersion.V4Only) if address else AsyncZeroconf()
        )
        self._address = address
        self._browser: AsyncServiceBrowser | None = None
        self._announcing: Awaitable[object] | None = None
        self._asking: set[object] = set()

    async def start(self, port: int) -> None:
        """Announce and listen. Raises OSError where there is no network."""
        name = f"{self._tag}-{self._author:04x}"
        info = AsyncServiceInfo(
            SERVICE,
            f"{name}.{SERVICE}",
            port=port,
            parsed_addresses=[self._address] if self._address else None,
            properties={"tag": self._tag, "author": f"{self._author:04x}"},
            server=f"{name}.local.",
        )
        self._announcing = await self._zeroconf.async_register_service(info)
        self._browser = AsyncServiceBrowser(self._zeroconf.zeroconf, [SERVICE], handlers=[self._changed])

    def _changed(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        import asyncio

        if name.startswith(self._tag) and state_change is not ServiceStateChange.Removed:
            task = asyncio.ensure_future(self._ask(zeroconf, service_type, name))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _ask(self, zeroconf: Zeroconf, service_type: str, name: str) -> None:
        info = AsyncServiceInfo(service_type, name)
        if not await info.async_request(zeroconf, 3000) or not info.port:
            return
        properties = info.decoded_properties
        try:
            author = int(properties.get("author") or "", 16)
        except ValueError:
            return
        if properties.get("tag") == self._tag and author != self._author:
            for address in info.parsed_addresses(IPVersion.V4Only):
                self._found(author, address, info.port)

    async def stop(self) -> None:
        """Take the announcement back."""
        if self._announcing is not None:
            await self._announcing  # at most a second; the library would leave it half done
        if self._browser is not None:
            await self._browser.async_cancel()
        await self._zeroconf.async_close()
