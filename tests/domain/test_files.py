import pytest

from register.domain.files import fault

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tool.exe", b"MZ\x90\x00\x03\x00\x00\x00", "file-is-program"),
        ("invoice.pdf", b"MZ\x90\x00\x03\x00\x00\x00", "file-is-program"),
        ("note.txt", b"\x7fELF\x02\x01\x01", "file-is-program"),
        ("note", b"#!/bin/sh\nrm", "file-is-program"),
        ("shot.png", b"<!DOCTYPE html><html>", "file-not-as-named"),
        ("shot.PNG", b"<script>alert(1)</script>", "file-not-as-named"),
        ("shot.jpg", PNG, "file-not-as-named"),
        ("letter.pdf", b"\n<html><body>", "file-not-as-named"),
        ("letter.docx", b"%PDF-1.7", "file-not-as-named"),
        ("shot.png", PNG, None),
        ("letter.pdf", b"%PDF-1.7", None),
        ("damaged.pdf", b"\x00\x01\x02", None),
        ("page.html", b"<html>", None),
        ("note.txt", "MZ is how I sign. Grüße".encode(), None),
        ("call.m4a", b"\x00\x00\x00 ftypM4A ", None),
        ("no ending", b"\x00", None),
    ],
)
def test_a_file_is_judged_by_its_content(name: str, content: bytes, code: str | None) -> None:
    assert fault(name, content) == code
