"""ZIP archives and Office packages, opened with care: names, counts, sizes and ratios are looked at first."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from extraction.errors import ReadError
from extraction.readers.content import Content
from extraction.readers.limits import MEMBERS, PART, RATIO, RATIO_FROM, TAGS, UNPACKED

_ENCRYPTED = 0x1
_UTF8 = 0x800
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SLICE = 1 << 20


class Package:
    """A ZIP archive whose members can be read one by one.

    Raises:
        ReadError: damaged, encrypted, member_path, limit_members, limit_unpacked, limit_ratio.
    """

    def __init__(self, content: Content, kind: str) -> None:
        self.name, self.kind = content.name, kind
        try:
            self._archive = zipfile.ZipFile(BytesIO(content.data))
            self._members = {_name(info): info for info in self._archive.infolist() if not info.is_dir()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, OSError) as error:
            raise ReadError("damaged", name=self.name, format=kind, reason=error) from error
        self._unpacked = 0
        self._check()

    @property
    def names(self) -> tuple[str, ...]:
        """The members in the order of the archive, folders left out."""
        return tuple(self._members)

    def size(self, member: str) -> int:
        """The bytes that the archive says a member has."""
        return self._members[member].file_size

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def _check(self) -> None:
        if len(self._members) > MEMBERS:
            raise ReadError("limit_members", name=self.name, found=len(self._members), limit=MEMBERS)
        total = 0
        for member, info in self._members.items():
            if info.flag_bits & _ENCRYPTED:
                raise ReadError("encrypted", name=self.name, format=self.kind)
            if _leaves_folder(member):
                raise ReadError("member_path", name=self.name, member=member)
            total += info.file_size
            growth = info.file_size / max(1, info.compress_size)
            if info.file_size > RATIO_FROM and growth > RATIO:
                raise ReadError(
                    "limit_ratio", name=self.name, member=member, found=round(growth), limit=RATIO
                )
        if total > UNPACKED:
            raise ReadError("limit_unpacked", name=self.name, found=total, limit=UNPACKED)

    def read(self, member: str, limit: int = PART) -> bytes:
        """The bytes of a member.

        Raises:
            ReadError: damaged (also where there is no such member), limit_unpacked.
        """
        info = self._members.get(member)
        if info is None:
            raise ReadError("damaged", name=self.name, format=self.kind, reason=f"no {member}")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ReadError(
                "damaged", name=self.name, format=self.kind, reason=f"{member}: method {info.compress_type}"
            )
        out = bytearray()
        try:
            with self._archive.open(info) as file:
                while piece := file.read(_SLICE):
                    out += piece
                    self._unpacked += len(piece)
                    # what the directory says of sizes need not be true
                    if len(out) > limit or self._unpacked > UNPACKED:
                        bound = limit if len(out) > limit else UNPACKED
                        raise ReadError("limit_unpacked", name=self.name, found=bound, limit=bound)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
            raise ReadError(
                "damaged", name=self.name, format=self.kind, reason=f"{member}: {error}"
            ) from error
        return bytes(out)

    def xml(self, member: str) -> bytes:
        """The bytes of an XML part that declares no entities and is no larger than a tree may be.

        Raises:
            ReadError: as `read`; entities, limit_tags.
        """
        data = self.read(member)
        check_xml(self.name, member, data)
        return data


def check_xml(name: str, part: str, data: bytes) -> None:
    """Refuse XML with a document type or entities, and more tags or attributes than fit into memory."""
    plain = data
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:64]:
        plain = data.replace(b"\x00", b"")
    if _DECLARED.search(plain):
        raise ReadError("entities", name=name, part=part)
    found = max(plain.count(b"<"), plain.count(b'="') + plain.count(b"='"))
    if found > TAGS:
        raise ReadError("limit_tags", name=name, part=part, found=found, limit=TAGS)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; where nothing says that it is in UTF-8 it may be all the same, as macOS writes it."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _leaves_folder(member: str) -> bool:
    """Whether a name is absolute or climbs out of the folder that an archive is unpacked into."""
    path = member.replace("\\", "/")
    return path.startswith("/") or path[1:2] == ":" or ".." in path.split("/") or "\x00" in path
