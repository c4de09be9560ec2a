"""The dashboards of bi/superset as files: they name only what is there, and ask what DuckDB can answer."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pytest
import yaml

from bi.superset.bundle import Asset, asked_columns, asked_metrics, bundle, of_kind, read_assets, write_zip
from dagster_project.storage.layout import PROJECT_ROOT, WarehouseLayout
from tests.published_figures import CENTRE, CHANGJI, KIZILSU, YIWU, Query

SUPERSET = PROJECT_ROOT / "bi" / "superset"


@pytest.fixture(scope="module")
def assets(published: WarehouseLayout) -> dict[str, Asset]:
    """What is imported of the published file, read as Superset reads it."""
    return {path: yaml.safe_load(text) for path, text in bundle(published.published).items()}


def test_every_asset_has_a_uuid_of_its_own(assets: dict[str, Asset]) -> None:
    uuids = [asset["uuid"] for path, asset in assets.items() if path != "metadata.yaml"]
    assert len({UUID(each) for each in uuids}) == len(uuids) > 40


def test_charts_datasets_and_database_lead_to_one_another(assets: dict[str, Asset]) -> None:
    databases, datasets, charts = (of_kind(assets, kind) for kind in ("databases", "datasets", "charts"))
    assert len(databases) == 1
    assert {each["database_uuid"] for each in datasets.values()} == set(databases)
    assert {each["dataset_uuid"] for each in charts.values()} == set(datasets)


def placed(dashboard: Asset) -> list[Asset]:
    """The charts as a dashboard places them."""
    return [node["meta"] for node in dashboard["position"].values() if isinstance(node, dict) and node["type"] == "CHART"]


def test_every_chart_is_on_one_of_the_dashboards_once_under_its_name(assets: dict[str, Asset]) -> None:
    charts, dashboards = of_kind(assets, "charts"), of_kind(assets, "dashboards")
    shown = [meta for dashboard in dashboards.values() for meta in placed(dashboard)]
    assert sorted(meta["uuid"] for meta in shown) == sorted(charts)
    assert [meta["sliceName"] for meta in shown if meta["sliceName"] != charts[meta["uuid"]]["slice_name"]] == []


def test_every_part_of_a_dashboard_is_reached_from_its_root_and_is_as_wide_as_the_page(assets: dict[str, Asset]) -> None:
    for dashboard in of_kind(assets, "dashboards").values():
        nodes = {key: node for key, node in dashboard["position"].items() if isinstance(node, dict)}

        def below(key: str, nodes: dict[str, Asset] = nodes) -> Iterator[str]:
            yield key
            for child in nodes[key].get("children", ()):
                yield from below(child)

        assert sorted(below("ROOT_ID")) == sorted(set(nodes) - {"HEADER_ID"})
        for node in nodes.values():
            if node["type"] == "ROW":
                assert sum(nodes[child]["meta"]["width"] for child in node["children"]) == 12


def test_filters_lead_to_columns_that_are_there(assets: dict[str, Asset]) -> None:
    datasets = of_kind(assets, "datasets")
    for dashboard in of_kind(assets, "dashboards").values():
        numbers = {meta["chartId"] for meta in placed(dashboard)}
        filters = dashboard["metadata"]["native_filter_configuration"]
        assert filters
        for each in filters:
            (target,) = each["targets"]
            assert target["column"]["name"] in {column["column_name"] for column in datasets[target["datasetUuid"]]["columns"]}
            assert set(each["scope"]["excluded"]) <= numbers


def test_the_columns_of_a_dataset_are_those_of_its_view_with_their_descriptions(assets: dict[str, Asset], query: Query) -> None:
    for dataset in of_kind(assets, "datasets").values():
        view = (dataset["schema"], dataset["table_name"])
        there = query("select column_name from duckdb_columns() where schema_name = ? and table_name = ?", *view)
        assert {column["column_name"] for column in dataset["columns"] if "expression" not in column} == {name for (name,) in there}
        assert [column for column in dataset["columns"] if not column["description"]] == []
        assert dataset["description"]


def chart_names(chart: Asset) -> tuple[set[str], set[str]]:
    """The columns and the saved metrics that a chart names anywhere, adhoc ones left out."""
    params = chart["params"]
    columns = {each for each in asked_columns(params) if isinstance(each, str)}
    columns |= {each["subject"] for each in params["adhoc_filters"]}
    columns |= {json.loads(each)[0] for each in params.get("order_by_cols", ())}
    return columns, {each for each in asked_metrics(params) if isinstance(each, str)}


def test_every_column_and_metric_that_a_chart_names_is_in_its_dataset(assets: dict[str, Asset]) -> None:
    datasets = of_kind(assets, "datasets")
    for chart in of_kind(assets, "charts").values():
        dataset = datasets[chart["dataset_uuid"]]
        columns, metrics = chart_names(chart)
        assert (chart["slice_name"], columns - {each["column_name"] for each in dataset["columns"]}) == (chart["slice_name"], set())
        assert (chart["slice_name"], metrics - {each["metric_name"] for each in dataset["metrics"]}) == (chart["slice_name"], set())
        known = columns | {each["metric_name"] for each in dataset["metrics"]}
        assert set(chart["params"].get("column_config", ())) <= known


def test_every_metric_and_calculated_column_runs_on_the_published_file(assets: dict[str, Asset], query: Query) -> None:
    for dataset in of_kind(assets, "datasets").values():
        computed = [each["expression"] for each in (*dataset["metrics"], *dataset["columns"]) if each.get("expression")]
        assert dataset["metrics"]
        for expression in computed:
            assert query(f'select {expression} from {dataset["schema"]}."{dataset["table_name"]}"')
        assert [each["metric_name"] for each in dataset["metrics"] if not each["description"] or not each["verbose_name"]] == []


def metric(assets: dict[str, Asset], dataset: str, name: str) -> str:
    """The SQL of a metric."""
    (found,) = (each["expression"] for each in assets[f"datasets/{dataset}.yaml"]["metrics"] if each["metric_name"] == name)
    return str(found)


def test_a_sum_of_money_is_empty_where_it_would_count_money_twice(assets: dict[str, Asset], query: Query) -> None:
    # Two departments and two units, whose totals are on lines 189, 157 (417.38 by its items), 176 and 181.
    budget = metric(assets, "expenditure", "budget_wan")
    by_unit = dict(query(f"select 单位, {budget} from zh.支出明细 group by 单位"))
    assert {unit: str(amount) for unit, amount in by_unit.items()} == {
        CHANGJI: "2504.530000",
        KIZILSU: "417.380000",
        CENTRE: "14751.610000",
        YIWU: "2431.520000",
    }
    assert query(f"select {budget} from zh.支出明细") == [(None,)]
    two_years = "(from zh.支出明细 union all select * replace (年度 - 1 as 年度) from zh.支出明细)"
    assert query(f"select {budget} from {two_years} where 单位 = ?", YIWU) == [(None,)]
    other_phase = "(from zh.支出明细 union all select * replace ('决算' as 数字阶段, '单位决算' as 文件类型) from zh.支出明细)"
    ((amount,),) = query(f"select {budget} from {other_phase} where 单位 = ?", YIWU)
    assert str(amount) == "2431.520000"


def test_changes_of_several_matters_are_not_added_up(assets: dict[str, Asset], query: Query) -> None:
    change = metric(assets, "changes", "change_wan")
    assert query(f"select {change} from zh.比上年增减 where 单位 = ?", YIWU) == [(None,)]
    # 伊吾 662: 0.10 万元 less than the year before.
    ((amount,),) = query(f"select {change} from zh.比上年增减 where 单位 = ? and 事项 = '“三公”经费'", YIWU)
    assert f"{amount:.2f}" == "-0.10"


def test_the_budget_of_a_performance_table_of_two_projects_counts_once(assets: dict[str, Asset], query: Query) -> None:
    budget = metric(assets, "performance_targets", "budget_wan")
    doubled = "(from zh.绩效目标 union all from zh.绩效目标)"
    once = query(f"select 绩效表键, {budget} from zh.绩效目标 group by 1 order by 1")
    assert query(f"select 绩效表键, {budget} from {doubled} group by 1 order by 1") == once
    # The whole unit's table contains the money of its projects.
    assert query(f"select {budget} from zh.绩效目标 where 单位 = ?", YIWU) == [(None,)]


def test_the_english_charts_ask_what_the_chinese_ones_ask(assets: dict[str, Asset]) -> None:
    metrics = {
        (uuid, each["metric_name"]): each["expression"]
        for uuid, dataset in of_kind(assets, "datasets").items()
        for each in dataset["metrics"]
    }

    def asked(chart: Asset) -> dict[str, Any]:
        (question,) = json.loads(chart["query_context"])["queries"]
        plain = {**question, "orderby": [] if question.get("metrics") else question["orderby"]}
        plain["columns"] = [c if isinstance(c, str) else c["sqlExpression"].strip('"') for c in question["columns"]]
        plain["metrics"] = [
            metrics[chart["dataset_uuid"], m] if isinstance(m, str) else m["sqlExpression"] for m in question.get("metrics", ())
        ]
        return plain

    chinese = [path for path in assets if path.startswith("charts/") and not path.endswith("_en.yaml")]
    assert len(chinese) > 15
    for path in chinese:
        assert asked(assets[path]) == asked(assets[path.replace(".yaml", "_en.yaml")])


def printed_by_charts(asset: Asset) -> Iterator[str]:
    """The words that an English asset prints of its own, those of documents left out."""
    params = asset["params"]
    yield asset["slice_name"]
    yield asset.get("description") or ""
    yield params.get("subtitle", "")
    yield from (each["label"] for each in (*asked_columns(params), *asked_metrics(params)) if isinstance(each, dict))
    yield from (each["customColumnName"] for each in params.get("column_config", {}).values())


def test_english_assets_print_no_chinese_but_the_words_of_documents(assets: dict[str, Asset]) -> None:
    quoted = ("“三公”经费", "四舍五入")
    for path, asset in assets.items():
        if path.startswith("charts/") and path.endswith("_en.yaml"):
            for words in printed_by_charts(asset):
                own = re.sub("|".join(quoted), "", words)
                assert (path, [sign for sign in own if "\u4e00" <= sign <= "\u9fff"]) == (path, [])


def test_texts_of_documents_are_never_taken_for_html(assets: dict[str, Asset]) -> None:
    shown = [chart["params"] for chart in of_kind(assets, "charts").values() if "table" in chart["viz_type"]]
    assert shown
    assert [params for params in shown if params["allow_render_html"]] == []


def test_the_database_is_opened_read_only_with_its_doors_closed_and_takes_nothing_in(
    assets: dict[str, Asset], tmp_path: Path
) -> None:
    (database,) = of_kind(assets, "databases").values()
    for option in ("access_mode=read_only", "enable_external_access=false", "lock_configuration=true"):
        assert option in database["sqlalchemy_uri"]
    assert "/full/path" not in database["sqlalchemy_uri"]
    assert [key for key in ("allow_dml", "allow_ctas", "allow_cvas", "allow_csv_upload") if database[key]] == []


def test_the_bundle_is_written_as_a_zip_file(published: WarehouseLayout, tmp_path: Path) -> None:
    write_zip(published.published, tmp_path / "budget.zip")
    with zipfile.ZipFile(tmp_path / "budget.zip") as archive:
        assert sorted(archive.namelist()) == sorted(f"budget/{path}" for path in bundle(published.published))


def test_every_word_of_the_english_is_of_use() -> None:
    words = yaml.safe_load((SUPERSET / "english.yaml").read_text(encoding="utf-8"))["names"]
    texts = "\n".join(json.dumps(asset, ensure_ascii=False) for asset in read_assets().values())
    assert [word for word in words if json.dumps(word, ensure_ascii=False).strip('"') not in texts] == []


def test_the_lock_holds_what_is_asked_for_with_hashes() -> None:
    lock = (SUPERSET / "requirements.lock").read_text(encoding="utf-8")
    for line in (SUPERSET / "requirements.in").read_text(encoding="utf-8").splitlines():
        if "==" in line:
            assert f"{line} \\\n    --hash=sha256:" in lock


def test_duckdb_is_the_one_that_wrote_the_file() -> None:
    assert f"duckdb=={duckdb.__version__}" in (SUPERSET / "requirements.in").read_text(encoding="utf-8")
