"""The page with a plan's source: every line, whatever its bytes are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from kamgen.render.text import page_text
from kamgen.render.views.source import source_lines

PIECES = [b"\n", b"\r", b"a", b"<b>", b"&", b"'", b'"', b"\x00", b"\x0b", b"\x7f", b"\xc2\x85", b"\xc2", b"\xff"]
PIECES += [
    b"\xe2\x82\xac",
    b"\xe2\x82",
    b"\xef\xbf\xbf",
    b"\xef\xb7\x90",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf0\x9f",
]


def test_lines_are_numbered_from_one_and_escaped() -> None:
    assert source_lines(b"\xef\xbb\xbfa <b>\r\n'&'") == (
        '<li id="L1"><code>a &lt;b&gt;</code></li>\n<li id="L2"><code>&#39;&amp;&#39;</code></li>'
    )


def test_a_plan_of_many_lines_has_them_all() -> None:
    rows = source_lines(b"x\n" * 999).split("\n")
    assert [rows[0], rows[998], len(rows)] == [
        '<li id="L1"><code>x</code></li>',
        '<li id="L999"><code>x</code></li>',
        1000,
    ]


@given(st.one_of(st.binary(), st.lists(st.sampled_from(PIECES)).map(b"".join)))
def test_any_bytes_show_as_the_text_they_are(data: bytes) -> None:
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows = enumerate(str(escape(page_text(text))).split("\n"), 1)
    assert source_lines(data) == "\n".join(f'<li id="L{number}"><code>{row}</code></li>' for number, row in rows)
