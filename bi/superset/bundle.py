"""What is imported into Superset: the assets, completed from the published file, and the English dashboard made of them.

Nothing here needs Superset. What runs it is in `server.py`.
"""

import copy
import json
import sys
import uuid
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import yaml

HERE = Path(__file__).parent
ASSETS = HERE / "assets"
CLOSED: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": False, "lock_configuration": True}

Asset = dict[str, Any]


def read_assets() -> dict[str, Asset]:
    """The assets as they lie in the folder, by their path in it: `charts/units.yaml`."""
    return {path.relative_to(ASSETS).as_posix(): yaml.safe_load(path.read_text("utf-8")) for path in sorted(ASSETS.rglob("*.yaml"))}


def of_kind(assets: dict[str, Asset], kind: str) -> dict[str, Asset]:
    """The assets of a kind (`charts`, `datasets`, …), by their UUID."""
    return {asset["uuid"]: asset for path, asset in assets.items() if path.startswith(f"{kind}/")}


def bundle(published: Path) -> dict[str, str]:
    """All files of an import, by their path, of the file that is published at `published`."""
    assets = read_assets()
    for database in of_kind(assets, "databases").values():
        database["sqlalchemy_uri"] = database["sqlalchemy_uri"].replace("/full/path/budget.duckdb", quote(str(published.resolve())))
    with duckdb.connect(str(published), read_only=True, config=CLOSED) as connection:
        for dataset in of_kind(assets, "datasets").values():
            dataset.update(described(dataset, connection))
    assets |= in_english(assets)
    for chart in of_kind(assets, "charts").values():
        chart["query_context"] = json.dumps(query_context(chart["params"]), ensure_ascii=False)
    return {path: yaml.safe_dump(asset, allow_unicode=True, sort_keys=False) for path, asset in assets.items()}


def described(dataset: Asset, connection: duckdb.DuckDBPyConnection) -> Asset:
    """The description and the columns of a dataset, from the comments in the published file: they are written in one place.

    Calculated columns are those of the asset, behind them.
    """
    view = [dataset["schema"], dataset["table_name"]]
    ((description,),) = connection.execute(
        "select comment from duckdb_views() where schema_name = ? and view_name = ?", view
    ).fetchall()
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns() "
        "where schema_name = ? and table_name = ? order by column_index",
        view,
    ).fetchall()
    return {
        "description": description,
        "columns": [
            {
                "column_name": name,
                "verbose_name": name,
                "type": data_type,
                "description": comment,
                "is_dttm": data_type == "DATE",
                "groupby": True,
                "filterable": True,
                "is_active": True,
            }
            for name, data_type, comment in columns
        ]
        + dataset.get("columns", []),
    }


# What a chart asks


def asked_columns(params: Asset) -> list[Any]:
    """The columns that a chart names, in their order; an adhoc column as a dictionary."""
    if params.get("query_mode") == "raw":
        return list(params["all_columns"])
    first = [params["x_axis"]] if "x_axis" in params else []
    return first + [column for key in ("groupby", "groupbyRows", "groupbyColumns") for column in params.get(key, ())]


def asked_metrics(params: Asset) -> list[Any]:
    """The metrics that a chart names; an adhoc metric as a dictionary."""
    return [params["metric"]] if "metric" in params else list(params.get("metrics", ()))


def query_context(params: Asset) -> Asset:
    """The question of a chart as Superset keeps it beside a chart, for its API and its reports: a browser makes its own."""
    raw = params.get("query_mode") == "raw"
    metrics = asked_metrics(params)
    filters = [
        {"col": each["subject"], "op": each["operator"], "val": each["comparator"]} for each in params.get("adhoc_filters", ())
    ]
    order = [json.loads(each) for each in params.get("order_by_cols", ())] if raw else [[metrics[0], False]]
    query: Asset = {
        "columns": asked_columns(params),
        "filters": filters,
        "orderby": order,
        "row_limit": params.get("row_limit", 1),
        "extras": {"having": "", "where": ""},
    }
    if not raw:
        query["metrics"] = metrics
    return {
        # The importer puts in the number of the dataset.
        "datasource": {"id": 0, "type": "table"},
        "force": False,
        "queries": [query],
        "form_data": params,
        "result_format": "json",
        "result_type": "full",
    }


# The English dashboard


def in_english(assets: dict[str, Asset]) -> dict[str, Asset]:
    """English charts and their dashboard, of the same datasets; KeyError where a word has no English."""
    words = yaml.safe_load((HERE / "english.yaml").read_text("utf-8"))
    names: dict[str, str] = words["names"]
    datasets = of_kind(assets, "datasets")
    charts = {
        path.replace(".yaml", "_en.yaml"): english_chart(asset, datasets[asset["dataset_uuid"]], names)
        for path, asset in assets.items()
        if path.startswith("charts/")
    }
    dashboard = english_dashboard(assets["dashboards/budget.yaml"], words["dashboard"], names)
    return {**charts, "dashboards/budget_en.yaml": dashboard}


def english_uuid(of: str) -> str:
    """The UUID of the English sister of an asset."""
    return str(uuid.uuid5(uuid.UUID(of), "en"))


def english_chart(chart: Asset, dataset: Asset, names: dict[str, str]) -> Asset:
    """A chart with English title, headings and labels that asks what its Chinese sister asks."""
    english = copy.deepcopy(chart)
    english |= {"uuid": english_uuid(chart["uuid"]), "slice_name": names[chart["slice_name"]]}
    if chart.get("description"):
        english["description"] = names[chart["description"]]
    params = english["params"]
    if "subtitle" in params:
        params["subtitle"] = names[params["subtitle"]]
    metrics = {metric["metric_name"]: metric for metric in dataset["metrics"]}
    if params["viz_type"] == "table":
        headings = params["column_config"]
        for key in [*asked_columns(params), *asked_metrics(params)]:
            heading = metrics[key]["verbose_name"] if key in metrics else key
            headings.setdefault(key, {})["customColumnName"] = names[heading]
        return english

    def labelled(metric: str) -> Asset:
        return {
            "expressionType": "SQL",
            "sqlExpression": metrics[metric]["expression"],
            "label": names[metrics[metric]["verbose_name"]],
            "hasCustomLabel": True,
        }

    if params.get("x_axis_sort") in metrics:
        params["x_axis_sort"] = labelled(params["x_axis_sort"])["label"]
    if "metric" in params:
        params["metric"] = labelled(params["metric"])
    if "metrics" in params:
        params["metrics"] = [labelled(metric) for metric in params["metrics"]]
    for key in ("groupbyRows", "groupbyColumns"):
        if key in params:
            params[key] = [{"expressionType": "SQL", "sqlExpression": f'"{each}"', "label": names[each]} for each in params[key]]
    return english


def english_dashboard(dashboard: Asset, words: dict[str, str], names: dict[str, str]) -> Asset:
    """The same dashboard of the English charts."""
    english = copy.deepcopy(dashboard)
    english |= {"uuid": english_uuid(dashboard["uuid"]), "dashboard_title": words["title"]}
    english |= {"slug": words["slug"], "description": words["description"]}
    for node in english["position"].values():
        if not isinstance(node, dict):
            continue
        meta = node.get("meta", {})
        if node["type"] == "CHART":
            meta |= {"uuid": english_uuid(meta["uuid"]), "sliceName": names[meta["sliceName"]]}
        elif node["type"] == "TAB":
            meta["text"] = names[meta["text"]]
        elif node["type"] == "MARKDOWN":
            meta["code"] = words["note"]
        elif node["type"] == "HEADER":
            meta["text"] = words["title"]
    for each in english["metadata"]["native_filter_configuration"]:
        each["id"] += "-en"
        each["name"] = names[each["name"]]
    return english


def write_zip(published: Path, target: Path) -> None:
    """The bundle as a ZIP file, for a Superset elsewhere (`POST /api/v1/assets/import/`)."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in bundle(published).items():
            archive.writestr(f"budget/{path}", text)


if __name__ == "__main__":
    write_zip(Path(sys.argv[1]), Path(sys.argv[2]))
