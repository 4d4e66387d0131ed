"""No module of modelkit needs, by however many steps, a module that needs it: not even inside a function."""

import ast
from pathlib import Path

import pytest

import modelkit

ROOT = Path(modelkit.__file__).parents[1]


def imports(name: str, source: str, package: str, known: set[str]) -> set[str]:
    """The known modules that a module's source imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[:len(package.split(".")) - max(0, node.level - 1)] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            # a name may be a module of the package or something in it
            found |= {f"{base}.{alias.name}" if f"{base}.{alias.name}" in known else base for alias in node.names}
    return (found & known) - {name}


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules of which each imports the next, and the last the first; empty where there are none."""
    done, path = set(), []

    def visit(name):
        if name in path:
            return path[path.index(name):] + [name]
        if name in done:
            return []
        path.append(name)
        for other in sorted(graph[name]):
            if found := visit(other):
                return found
        path.pop()
        done.add(name)
        return []

    return next((found for name in sorted(graph) if (found := visit(name))), [])


def test_modules_do_not_import_each_other_in_a_circle():
    sources = {}
    for path in sorted((ROOT / "modelkit").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        sources[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    assert len(sources) > 50
    package = lambda name: name if sources[name].name == "__init__.py" else name.rpartition(".")[0]
    graph = {name: imports(name, path.read_text("utf-8"), package(name), set(sources)) for name, path in sources.items()}
    assert graph["modelkit.starter.towers"] >= {"modelkit.starter.clip", "modelkit.starter.geometry"}
    assert circle(graph) == []


@pytest.mark.parametrize("line", ["from . import b", "from .b import thing", "import kit.b", "def f():\n    from .b import thing",
                                  "if False:\n    from kit import b", "from ..kit import b"])
def test_an_import_is_seen_in_every_form(line):
    known = {"kit", "kit.a", "kit.b"}
    assert "kit.b" in imports("kit.a", line, "kit", known)
    assert circle({"kit": set(), "kit.a": {"kit.b"}, "kit.b": {"kit.a"}}) == ["kit.a", "kit.b", "kit.a"]
