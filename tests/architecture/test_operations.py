"""A write is one keyword-only function with an actor; states change nowhere else."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, calls, dotted, modules, must_be_none

STATES = frozenset({"state", "status"})
DEFINITION = "youwei.foundation.journal.operations"  # defines what an operation is
CALLERS = frozenset({"web", "api", "jobs", "access", "queries", "indicators", "middleware"})
WRITES = frozenset(
    {"bulk_create", "bulk_update", "update_or_create", "get_or_create", "create", "save", "delete"}
)


def operation_faults(module: Module) -> list[str]:
    """Public functions of an operations module that are no operations, and operations elsewhere."""
    inside = "operations" in module.parts and module.name != DEFINITION
    return [
        f"{module.name}.{function.name}: {fault}"
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for fault in _function_faults(function, inside=inside)
    ]


def _function_faults(
    function: ast.FunctionDef | ast.AsyncFunctionDef, *, inside: bool
) -> Iterator[str]:
    decorated = any(dotted(one).split(".")[-1] == "operation" for one in function.decorator_list)
    if decorated and not inside:
        yield "an operation outside operations"
    if not inside or function.name.startswith("_"):
        return
    if not decorated:
        yield "public in operations, but not decorated with @operation"
    arguments = function.args
    if arguments.args or arguments.posonlyargs or arguments.vararg or arguments.kwarg:
        yield "takes arguments that are not keyword-only"
    if "actor" not in {one.arg for one in arguments.kwonlyargs}:
        yield "takes no actor"


def state_faults(module: Module) -> list[str]:
    """Places that set a state or status and are no operation."""
    if "operations" in module.parts or module.wing == "kernel":
        return []
    return [f"{module.name}: line {line} sets a state" for line in _state_writes(module.tree)]


def _state_writes(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        for target in targets:
            parts = target.elts if isinstance(target, ast.Tuple) else [target]
            if any(isinstance(one, ast.Attribute) and one.attr in STATES for one in parts):
                yield node.lineno  # type: ignore[attr-defined]
    for call in calls(tree):
        if _writes_state(call):
            yield call.lineno


def _writes_state(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else dotted(call.func)
    words = {one.value for one in ast.walk(call) if isinstance(one, ast.Constant)}
    if name == "update":
        return any(keyword.arg in STATES for keyword in call.keywords)
    if name == "setattr":
        return bool(STATES & {one for one in words if isinstance(one, str)})
    return name == "bulk_update" and bool(STATES & {one for one in words if isinstance(one, str)})


def write_faults(module: Module) -> list[str]:
    """Rows written by the layers that only call, ask or judge."""
    if module.layer not in CALLERS:
        return []
    return [
        f"{module.name}: line {call.lineno} writes past the operations ({call.func.attr})"
        for call in calls(module.tree)
        if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and _on_rows(call)
    ]


def _on_rows(call: ast.Call) -> bool:
    """Managers, querysets and records; a session or a workbook may be saved."""
    assert isinstance(call.func, ast.Attribute)
    source = ast.unparse(call.func.value)
    if call.func.attr in {"save", "delete", "create"}:
        return "objects" in source or (call.func.attr != "create" and source == "self.object")
    return True


def test_every_write_is_an_operation() -> None:
    must_be_none(fault for module in modules() for fault in operation_faults(module))


def test_states_change_in_operations_only() -> None:
    must_be_none(fault for module in modules() for fault in state_faults(module))


def test_pages_jobs_and_questions_write_no_row() -> None:
    must_be_none(fault for module in modules() for fault in write_faults(module))


HEAD = "@operation\ndef accept"


@pytest.mark.parametrize(
    "text",
    [
        "def accept(*, actor): ...",
        f"{HEAD}(actor): ...",
        f"{HEAD}(case, *, actor): ...",
        f"{HEAD}(*, case): ...",
        f"{HEAD}(*, actor, **more): ...",
    ],
)
def test_a_bad_operation_is_found(text: str) -> None:
    assert operation_faults(Module("youwei.listening.complaints.operations.triage", text))


def test_an_operation_outside_operations_is_found() -> None:
    assert operation_faults(Module("youwei.listening.complaints.web", f"{HEAD}(*, actor): ..."))


def test_a_good_operation_is_left_alone() -> None:
    text = f"{HEAD}(*, actor, case): ...\ndef _lock(case): ..."
    assert operation_faults(Module("youwei.listening.complaints.operations", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "case.state = 'closed'",
        "case.number, case.status = 1, 2",
        "Case.objects.filter(pk=1).update(state='closed')",
        "Case.objects.bulk_update(cases, ['state'])",
        "setattr(case, 'state', 'closed')",
    ],
)
def test_a_state_set_by_a_page_is_found(text: str) -> None:
    assert state_faults(Module("youwei.listening.complaints.web.desk", text))
    assert state_faults(Module("youwei.listening.complaints.operations.triage", text)) == []


@pytest.mark.parametrize(
    "text",
    ["Case.objects.create(number=1)", "cases.bulk_create(rows)", "Case.objects.all().delete()"],
)
def test_a_row_written_by_a_job_is_found(text: str) -> None:
    assert write_faults(Module("youwei.listening.complaints.jobs", text))
