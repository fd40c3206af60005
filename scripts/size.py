"""How large kamgen is: statements (every `ast.stmt`), files and syntax nodes of each room. Size is a cost."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "kamgen"


def main() -> None:
    """Print a line a room with ``--rooms``, and the sum."""
    statements, nodes, files = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            statements[room] += isinstance(node, ast.stmt)
            nodes[room] += 1
        files[room] += 1
    if "--rooms" in sys.argv:
        for room, count in statements.most_common():
            print(f"{room:12}{count:7,} statements{files[room]:5} files{nodes[room]:9,} nodes")
    print(f"kamgen/: {statements.total():,} statements in {files.total()} files; {nodes.total():,} syntax nodes")


if __name__ == "__main__":
    main()
