"""The query that a metric stands for, as MetricFlow would put it, which is no part of the project.

What one groups or filters by is an entity (`phase`), or a dimension of the model that an entity is the primary one of
(`unit__unit_name`): where that is another model than the measure's, it is joined.
"""

import re
from dataclasses import dataclass
from typing import Any

_ITEM = re.compile(r"\{\{\s*(?:Dimension|Entity)\('(\w+)'\)\s*\}\}")
_AGGREGATES = {"sum": "sum(amount)", "count": "count(amount)", "count_distinct": "count(distinct amount)"}


def relation_of(model: dict[str, Any]) -> str:
    """The published table that a semantic model is of."""
    return f"{model['node_relation']['schema_name']}.{model['node_relation']['alias']}"


def expression_of(element: dict[str, Any]) -> str:
    """What an entity, a dimension or a measure is in the table."""
    return element["expr"] or element["name"]


def columns_of(model: dict[str, Any]) -> dict[str, str]:
    """Entities and dimensions, as one asks by them → what they are in the table."""
    primary = _primary(model)
    entities = {each["name"]: expression_of(each) for each in model["entities"]}
    return entities | {f"{primary}__{each['name']}": expression_of(each) for each in model["dimensions"]}


@dataclass(frozen=True)
class Semantics:
    """The semantic models and the metrics of dbt's manifest."""

    models: list[dict[str, Any]]
    metrics: dict[str, dict[str, Any]]

    def query(self, metric: str, by: tuple[str, ...], given: tuple[str, ...] = ()) -> str:
        """A query of one row a group, with the metric in a column of its name; `given` are conditions of metrics made of it."""
        described = self.metrics[metric]
        given = (*given, *_conditions(described))
        if described["type"] == "simple":
            return self._simple(metric, described["type_params"]["measure"]["name"], by, given)
        inputs, expression = _made_of(described)
        each = " union all by name ".join(f"({self.query(name, by, given)})" for name in inputs)
        together = ", ".join([*by, *(f"coalesce(max({name}), {self._filler(name)}) as {name}" for name in inputs)])
        return f"select {', '.join([*by, expression])} as {metric} from (select {together} from ({each}) group by all)"

    def _filler(self, metric: str) -> str:
        """What a metric is in a group in which nothing is measured."""
        measure = self.metrics[metric]["type_params"]["measure"]
        return "null" if measure is None or measure["fill_nulls_with"] is None else str(measure["fill_nulls_with"])

    def _simple(self, metric: str, measure: str, by: tuple[str, ...], given: tuple[str, ...]) -> str:
        own, measured = next((model, each) for model in self.models for each in model["measures"] if each["name"] == measure)
        items = {*by, *(item for condition in given for item in _ITEM.findall(condition))}
        elsewhere = {item: item.partition("__")[0] for item in sorted(items - columns_of(own).keys())}
        joins = [
            f"left join (select {_selected(model)} from {relation_of(model)}) as {entity} on own.{entity} = {entity}.{entity}"
            for entity in dict.fromkeys(elsewhere.values())
            for model in self.models
            if _primary(model) == entity
        ]
        place = {item: f"{elsewhere.get(item, 'own')}.{item}" for item in items}
        where = [_ITEM.sub(lambda found: place[found[1]], condition) for condition in given]
        return (
            f"select {', '.join(f'{place[item]} as {item}' for item in by)}, {_AGGREGATES[measured['agg']]} as {metric} "
            f"from (select {_selected(own)}, {expression_of(measured)} as amount from {relation_of(own)}) as own "
            f"{' '.join(joins)} where {' and '.join(f'({each})' for each in where) or 'true'} group by all"
        )


def _primary(model: dict[str, Any]) -> str:
    return next(each["name"] for each in model["entities"] if each["type"] == "primary")


def _selected(model: dict[str, Any]) -> str:
    return ", ".join(f"{expression} as {name}" for name, expression in columns_of(model).items())


def _conditions(metric: dict[str, Any]) -> tuple[str, ...]:
    return tuple(each["where_sql_template"] for each in (metric["filter"] or {"where_filters": ()})["where_filters"])


def _made_of(metric: dict[str, Any]) -> tuple[list[str], str]:
    """The metrics that a metric is made of, and how."""
    parameters = metric["type_params"]
    if metric["type"] == "ratio":
        inputs = [parameters["numerator"]["name"], parameters["denominator"]["name"]]
        return inputs, f"{inputs[0]} / nullif({inputs[1]}, 0)"
    return [each["name"] for each in parameters["metrics"]], parameters["expr"]
