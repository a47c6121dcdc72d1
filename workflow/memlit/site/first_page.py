"""The first page: the picture of all items, and their list with a search and filters. The pages beside it."""

from collections.abc import Mapping, Sequence

from memlit.datum import document_of
from memlit.plots.look.style import ClassStyles
from memlit.site.history import SiteHistory
from memlit.site.layout import site_page
from memlit.site.model import SiteChart, in_order


def index_page(chart: SiteChart, *, version: str, has_docs: bool) -> str:
    """index.html of a version."""
    run, heading = chart.run, chart.run.field.heading
    styles = ClassStyles(run.classes)
    classes = styles.order({item.item_class for item in chart.items})
    years = [item.entry.year for item in chart.items if item.entry.year]
    lines = (
        {
            "item": item,
            "style": styles.of(item.item_class),
            "cells": list(zip(chart.columns, chart.lines[item.key], strict=True)),
            "words": " ".join(
                [item.name, item.entry.short_name, item.entry.plain("title"), item.item_class, item.role]
            ).lower(),
        }
        for item in chart.items
    )
    return site_page(
        "index.html.j2",
        "site.js",
        up="",
        title=run.config.report.subtitle if run.config.report.title == heading else run.config.report.title,
        called=heading,
        words=run.field,
        items=run.field.items,
        chart=chart,
        lines=list(lines),
        site_version=version,
        has_docs=has_docs,
        has_cards=bool(run.field.cards),
        classes=[(name, run.class_words(name), styles.of(name)) for name in classes],
        roles=[role for role in run.field.roles if any(item.role == role for item in chart.items)] or [""],
        whose=in_order(name for item in chart.items for name in item.whose),
        years=(min(years, default=0), max(years, default=0)),
        picture=chart.picture(""),
    )


def errata_page(history: SiteHistory, chart: SiteChart, versions: Sequence[str], version: str) -> str:
    """errata.html: what was corrected by hand, each with its day, and what changed since the last release."""
    return site_page(
        "errata.html.j2",
        up="",
        title="Errata and changes",
        history=history,
        pages={reading.datum.id: item for item in chart.items for reading in item.readings},
        words=chart.run.field,
        items=chart.run.field.items,
        versions=versions,
        site_version=version,
        document_of=document_of,
    )


def data_page(tables: Sequence[tuple[str, str, int, int]], items: str) -> str:
    """data.html. tables: file, title, number of columns and of rows; items: what the site has pages of."""
    return site_page("data.html.j2", up="", title="Data", tables=tables, items=items)


def documents_page(titles: Mapping[str, str], items: str) -> str:
    """docs/index.html: the list of the pages of the documentation."""
    return site_page("documentation.html.j2", up="../", title="Documentation", titles=titles, items=items)


def redirect_page(versions: Sequence[str], title: str) -> str:
    """index.html of the whole folder: it leads to the latest version and names the others."""
    return site_page("redirect.html.j2", up="", title=title, versions=versions)
