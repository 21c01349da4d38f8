"""What a file is, judged by its first bytes: a name and a stated type are only what somebody says of it."""

import re
from collections.abc import Mapping
from typing import Final

from register.domain.values import Code

LOOKED_AT: Final = 1024
PROGRAM, PAGE = Code("program"), Code("web-page")
DOS: Final = b"MZ"
# File formats' own marks (PE/COFF, ELF, Mach-O and its universal form, Java class, WebAssembly, a script's first line).
PROGRAMS: Final = (
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\x00asm",
    b"#!",
)
MARKS: Final[tuple[tuple[bytes, Code], ...]] = (
    (b"\x89PNG\r\n\x1a\n", Code("png")),
    (b"\xff\xd8\xff", Code("jpeg")),
    (b"GIF87a", Code("gif")),
    (b"GIF89a", Code("gif")),
    (b"RIFF", Code("riff")),
    (b"BM", Code("bmp")),
    (b"II*\x00", Code("tiff")),
    (b"MM\x00*", Code("tiff")),
    (b"%PDF-", Code("pdf")),
    (b"PK\x03\x04", Code("zip")),
    (b"PK\x05\x06", Code("zip")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Code("ole")),
)
WEB_PAGE: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|svg)\b", re.IGNORECASE | re.DOTALL
)
PICTURES: Final[Mapping[str, Code]] = {
    "png": Code("png"),
    "jpg": Code("jpeg"),
    "jpeg": Code("jpeg"),
    "gif": Code("gif"),
    "webp": Code("riff"),
    "bmp": Code("bmp"),
    "tif": Code("tiff"),
    "tiff": Code("tiff"),
}
OTHERS: Final[Mapping[str, Code]] = {
    "pdf": Code("pdf"),
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "zip"), Code("zip")),
    **dict.fromkeys(("doc", "xls", "ppt", "msg"), Code("ole")),
}


def kind_of(content: bytes) -> Code | None:
    """Return what the bytes are by their own marks, or None for what has none: plain text, sound, anything unknown."""
    start = content[:LOOKED_AT]
    if start.startswith(PROGRAMS) or (start.startswith(DOS) and b"\x00" in start):
        return PROGRAM
    if WEB_PAGE.match(start.removeprefix(b"\xef\xbb\xbf")):
        return PAGE
    return next((kind for mark, kind in MARKS if start.startswith(mark)), None)


def fault(name: str, content: bytes) -> Code | None:
    """Return why a file is not taken (file-is-program, file-not-as-named), or None.

    A picture must be one. Other kinds must not be something else that is known: a damaged document is evidence still.
    """
    found, ending = kind_of(content), name.rpartition(".")[2].casefold()
    if found == PROGRAM or (ending == "exe" and content.startswith(DOS)):
        return Code("file-is-program")
    wanted = PICTURES.get(ending)
    if wanted is not None:
        return None if found == wanted else Code("file-not-as-named")
    wanted = OTHERS.get(ending)
    return Code("file-not-as-named") if wanted is not None and found not in {None, wanted} else None
