"""Hooks of the job `refresh`: they tell of a run that published, and of one that failed or was held back."""

import dagster as dg

from dagster_project.outcome import RunOutcome, outcome_of_this_run

# The last step of a run that publishes.
_LAST_STEP = "findings_report"


@dg.success_hook
def tell_of_success(context: dg.HookContext) -> None:
    """Tells of a run once its last step is done."""
    if context.op.name == _LAST_STEP and (outcome := outcome_of_this_run()):
        _tell(context, outcome)


@dg.failure_hook
def tell_of_failure(context: dg.HookContext) -> None:
    """Tells of a run whose step failed: the steps behind it are left out, so that it is told of once."""
    _tell(context, outcome_of_this_run())


def _tell(context: dg.HookContext, outcome: RunOutcome | None) -> None:
    # Not needed by whoever only looks at the graph.
    from dagster_project.notices import Notice, tell

    result = (outcome.result if outcome else "failed").replace("_", " ")
    data = {
        "run": context.run_id,
        "step": context.op.name,
        "result": result,
        "message": outcome.message if outcome else str(context.op_exception or ""),
        "documents": outcome.documents if outcome else {},
        "findings": outcome.findings if outcome else {},
        "held_back": [document["source_file"] for document in outcome.held_back_documents] if outcome else [],
        "failed_documents": [document["source_file"] for document in outcome.failed_documents] if outcome else [],
    }
    text = "\n".join(f"{name}: {value}" for name, value in data.items() if value)
    for problem in tell(Notice(f"yusuan: {result}", text, data)):
        context.log.warning("the run could not be told of: %s", problem)
