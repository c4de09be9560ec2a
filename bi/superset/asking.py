"""Asks Superset as its users do, and prints the answers as JSON: for the test of a real Superset.

In: the published file, whose assets `server.py` has imported, and another file that takes its place while Superset runs.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from superset.app import create_app

from bi.superset.server import ADMIN

# What a user of SQL Lab must not get: files of the server, by any door that DuckDB has.
FORBIDDEN = (
    "select * from read_text('/etc/hostname')",
    "select * from '/etc/hostname'",
    "attach '/tmp/other.duckdb'",
    "copy (select 1) to '/tmp/written.csv'",
    "set enable_external_access = true",
    "install httpfs",
    "delete from marts.dim_unit",
)
ALLOWED = "select count(distinct 单位) as n from zh.支出明细"


def answers() -> dict[str, list[dict[str, Any]]]:
    """The rows of each chart, by its UUID, as its own question gets them."""
    from superset import db
    from superset.charts.schemas import ChartDataQueryContextSchema
    from superset.commands.chart.data.get_data_command import ChartDataCommand
    from superset.models.slice import Slice

    found = {}
    for chart in db.session.query(Slice).order_by(Slice.slice_name):
        context = ChartDataQueryContextSchema().load(json.loads(chart.query_context))
        command = ChartDataCommand(context)
        command.validate()
        (result,) = command.run()["queries"]
        found[str(chart.uuid)] = result["data"]
    return found


def in_sql_lab(client: Any, sql: str) -> dict[str, Any]:
    """What SQL Lab answers to a statement."""
    from superset import db
    from superset.models.core import Database

    database = db.session.query(Database).one()
    asked = {"database_id": database.id, "sql": sql, "runAsync": False, "schema": "zh"}
    response = client.post("/api/v1/sqllab/execute/", json=asked)
    answer = response.get_json(silent=True) or {}
    return {"status": response.status_code, "data": answer.get("data"), "said": json.dumps(answer, ensure_ascii=False)[:600]}


def main() -> None:
    """Prints the answers of the charts, those of SQL Lab, and the answers of the charts after the file was replaced."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("published", type=Path)
    parser.add_argument("replacement", type=Path)
    given = parser.parse_args()
    app = create_app()
    # The test client holds no token of a form.
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context(), app.test_client() as client:
        from flask_login import login_user
        from superset.extensions import appbuilder
        from superset.utils.core import override_user

        admin = appbuilder.sm.find_user(ADMIN)
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = str(admin.id), True
        login_user(admin)
        with override_user(admin):
            before = answers()
            lab = {sql: in_sql_lab(client, sql) for sql in (*FORBIDDEN, ALLOWED)}
            given.replacement.replace(given.published)
            after = answers()
    print("ANSWERS " + json.dumps({"before": before, "lab": lab, "after": after}, default=str, ensure_ascii=False))


if __name__ == "__main__":
    main()
