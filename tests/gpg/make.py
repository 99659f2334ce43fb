#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Offspring Authors
# SPDX-License-Identifier: BSD-3-Clause

"""Makes the files of this folder that gpg 2.2 cannot make, beside itself:

    python3 tests/gpg/make.py

Needs python3-cryptography (AESOCB3: 36.0 or later). Running the tests needs neither. All is made
from fixed seeds, so each run gives the same bytes.
"""

import base64
import hashlib
import pathlib
import struct

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESOCB3

folder = pathlib.Path(__file__).parent
made_at = 1767225600  # 2026-01-01T00:00:00Z


def packet(tag, body):
    """RFC 4880, 4.2.2: a new-format packet."""
    if len(body) < 192:
        length = bytes([len(body)])
    elif len(body) < 8384:
        length = bytes([((len(body) - 192) >> 8) + 192, (len(body) - 192) & 0xFF])
    else:
        length = b"\xff" + struct.pack(">I", len(body))
    return bytes([0xC0 | tag]) + length + body


def armored(kind, data):
    crc = 0xB704CE
    for byte in data:
        crc ^= byte << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    text = base64.b64encode(data).decode()
    lines = [text[i : i + 64] for i in range(0, len(text), 64)]
    check = "=" + base64.b64encode(struct.pack(">I", crc)[1:]).decode()
    return "\n".join(
        [f"-----BEGIN PGP {kind}-----", "", *lines, check, f"-----END PGP {kind}-----", ""]
    )


def ocb(passphrase, text):
    """What gpg 2.4 --force-ocb makes: an AEAD packet (tag 20), in chunks of 64 bytes."""
    salt = hashlib.sha256(b"salt").digest()[:8]
    count = 65536  # coded as 0x60
    stream = (salt + passphrase) * (count // len(salt + passphrase) + 1)
    key = hashlib.sha256(stream[:count]).digest()
    session = packet(3, bytes([4, 9, 3, 8]) + salt + b"\x60")
    nonce = hashlib.sha256(b"nonce").digest()[:15]
    head = bytes([1, 9, 2, 0])  # version, AES256, OCB, 2^(0 + 6) bytes in a chunk
    cipher = AESOCB3(key)

    def sealed(index, data, more=b""):
        number = struct.pack(">Q", index)
        mixed = nonce[:7] + bytes(a ^ b for a, b in zip(nonce[7:], number))
        return cipher.encrypt(mixed, data, b"\xd4" + head + number + more)

    name = b"ocb.txt"
    literal = packet(11, b"b" + bytes([len(name)]) + name + struct.pack(">I", made_at) + text)
    chunks = [literal[i : i + 64] for i in range(0, len(literal), 64)]
    body = b"".join(sealed(i, chunk) for i, chunk in enumerate(chunks))
    body += sealed(len(chunks), b"", struct.pack(">Q", len(literal)))
    return session + packet(20, head + nonce + body)


def mpi(data):
    data = data.lstrip(b"\0")
    bits = len(data) * 8 - (8 - data[0].bit_length())
    return struct.pack(">H", bits) + data


def subpacket(kind, data):
    assert len(data) < 8000
    size = len(data) + 1
    if size < 192:
        return bytes([size, kind]) + data
    return bytes([((size - 192) >> 8) + 192, (size - 192) & 0xFF, kind]) + data


class Key:
    """An Ed25519 key whose owner writes what gpg would not let them write."""

    def __init__(self, seed, user_id):
        self.secret = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed).digest())
        public = self.secret.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        curve = bytes.fromhex("092b06010401da470f01")
        self.body = b"\x04" + struct.pack(">I", made_at) + b"\x16" + curve + mpi(b"\x40" + public)
        self.hashed = b"\x99" + struct.pack(">H", len(self.body)) + self.body
        self.fingerprint = hashlib.sha1(self.hashed).digest()
        self.user_id = user_id

    def signature(self, kind, data, subpackets):
        hashed = (
            subpacket(33, b"\x04" + self.fingerprint)
            + subpacket(2, struct.pack(">I", made_at))
            + subpackets
        )
        head = bytes([4, kind, 22, 8]) + struct.pack(">H", len(hashed)) + hashed
        tail = b"\x04\xff" + struct.pack(">I", len(head))
        digest = hashlib.sha256(data + head + tail).digest()
        proof = self.secret.sign(digest)
        rest = subpacket(16, self.fingerprint[-8:])
        body = head + struct.pack(">H", len(rest)) + rest + digest[:2]
        return packet(2, body + mpi(proof[:32]) + mpi(proof[32:]))

    def public(self):
        certified = self.hashed + b"\xb4" + struct.pack(">I", len(self.user_id)) + self.user_id
        flags = subpacket(27, b"\x03")  # certify, sign
        return (
            packet(6, self.body) + packet(13, self.user_id) + self.signature(0x13, certified, flags)
        )


def notation(name, value, human_readable):
    flags = b"\x80\0\0\0" if human_readable else b"\0\0\0\0"
    return subpacket(20, flags + struct.pack(">HH", len(name), len(value)) + name + value)


lies = (
    b"\n[GNUPG:] GOODSIG DEADBEEFDEADBEEF Evil"
    b"\n[GNUPG:] VALIDSIG " + b"D" * 40 + b" 2026-01-01 1767225600 0 4 0 22 8 00 " + b"D" * 40
    + b"\n[GNUPG:] TRUST_ULTIMATE 0 pgp\n"
)
liar = Key(b"liar", b"Mallory" + lies + b"<mallory@example.org>")
signed_text = b"pay one\n"
lying_signature = liar.signature(
    0x00,
    signed_text,
    notation(b"a@example.org", b"caf\xc3\xa9%2050%" + lies, False)
    + notation(b"b@example.org", b"two words" + lies, True)
    + subpacket(26, b"https://example.org/" + lies),  # the policy's address
)

plaintext = b"".join(b"line %02d of what OCB protects\n" % i for i in range(20))
(folder / "ocb.asc").write_text(armored("MESSAGE", ocb(b"sesame", plaintext)))
(folder / "liar-key.asc").write_text(armored("PUBLIC KEY BLOCK", liar.public()))
(folder / "liar-signature.asc").write_text(armored("SIGNATURE", lying_signature))
