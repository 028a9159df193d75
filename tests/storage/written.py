"""The names under which anything of a report is written down, read from the program itself."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import handlers

_FIELDS = {"TextField", "ChoiceField", "MomentField"}
_READ = {"text", "chosen"}


def names_written() -> frozenset[str]:
    """Of every field of a form, every key, and every keyword that is kept: more names than are written.

    A field that is new is among them by itself.
    """
    found = pkgutil.walk_packages(handlers.__path__, "handlers.")
    modules = [importlib.import_module(one.name) for one in found]
    return frozenset(name for module in modules for name in _names(module))


def _names(module: ModuleType) -> Iterator[str]:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        for key in _keys(node):
            name = key.value if isinstance(key, ast.Constant) else _constant(key, module)
            if isinstance(name, str) and name:
                yield str(name)


def _keys(node: ast.AST) -> Iterator[ast.expr | None]:
    if isinstance(node, ast.Dict):
        yield from node.keys
    if not isinstance(node, ast.Call):
        return
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in _FIELDS | _READ:
        yield from node.args[:1]
    if called == "keep":
        yield from (ast.Constant(keyword.arg) for keyword in node.keywords if keyword.arg)


def _constant(key: ast.expr | None, module: ModuleType) -> object:
    """What a name of the module, or of another it knows, stands for."""
    if isinstance(key, ast.Attribute):
        return getattr(_constant(key.value, module), key.attr, None)
    return getattr(module, key.id, None) if isinstance(key, ast.Name) else None
