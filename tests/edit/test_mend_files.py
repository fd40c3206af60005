"""Files that can be read again when one thing is mended."""

from __future__ import annotations

import pytest

from tests.edit.test_mend_laws import findings_of, mended

HEAD = "---\nname: Halden\nowner: Kari Dahl\ncategory: core\n"
TAIL = "---\n\n## Growth\n\nThey grow.\n"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("region:Nordics\n", "region: Nordics\n"),
        ("tags:[a, b]\n", "tags: [a, b]\n"),
        ("region: Nordics: all\n", 'region: "Nordics: all"\n'),
        ('region: Nordics: "all"\n', "region: 'Nordics: \"all\"'\n"),
        ("industry: @home\n", "industry: '@home'\n"),
        ("industry: `x`\n", "industry: '`x`'\n"),
        ("industry: *bold*\n", "industry: '*bold*'\n"),
        ("tags: [@a, b]\n", "tags: ['@a', b]\n"),
        ("industry: Food #1 of its kind\n", 'industry: "Food #1 of its kind"\n'),
        ("risks:\n  - risk: Part #7 late\n", 'risks:\n  - risk: "Part #7 late"\n'),
        ("region:Nordics\nindustry:Food\n", "region: Nordics\nindustry: Food\n"),
    ],
)
def test_a_line_that_breaks_the_front_matter_is_mended(wrong: str, right: str) -> None:
    for end in ("\n", "\r\n"):
        broken, whole = (f"{HEAD}{line}{TAIL}".replace("\n", end).encode() for line in (wrong, right))
        assert mended(broken) == whole
        assert findings_of(whole) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "industry: Food region: Nordics\n",
        "industry: Foodregion: Nordics\n",
        "indus: try: Food\n",
        "industry: }Food\n",
        "industry: Food   #1 of its kind\n",
        "tags: [a, b\n",
        "region: 'Nordics\n",
        "\tregion: Nordics\n",
        "region\n",
    ],
)
def test_what_may_be_meant_in_several_ways_stays(wrong: str) -> None:
    broken = f"{HEAD}{wrong}{TAIL}".encode()
    assert [finding.fix for finding in findings_of(broken)] == [None]
    assert mended(broken) == broken


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (f"-{HEAD}{TAIL}", HEAD + TAIL),
        (f"{HEAD}-{TAIL}", HEAD + TAIL),
        (f"{HEAD}...{TAIL[3:]}", HEAD + TAIL),
        (
            f"{HEAD}region: Nordics\n\nThey grow.\n\n---\nMore.\n",
            f"{HEAD}region: Nordics\n\n---\nThey grow.\n\n---\nMore.\n",
        ),
        (
            '+++\nname : "Halden"\nowner = "Kari Dahl"\ncategory = "core"\n+++\nProse.\n',
            '+++\nname = "Halden"\nowner = "Kari Dahl"\ncategory = "core"\n+++\nProse.\n',
        ),
    ],
)
def test_a_fence_or_sign_that_is_nearly_right_is_mended(broken: str, whole: str) -> None:
    assert mended(broken.encode()).decode() == whole
    assert findings_of(whole.encode()) == []
