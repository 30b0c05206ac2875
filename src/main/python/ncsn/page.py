"""The HTML in which models show themselves in a notebook: tables and a chart, without scripts or other files."""

from html import escape
from typing import Iterable, List, Mapping, Sequence, Tuple

Line = Tuple[Sequence[float], Sequence[float]]

_COLOURS = ("#1f77b4", "#d62728")
_WIDTH, _HEIGHT, _LEFT, _BELOW = 480, 200, 60, 30


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table.

    >>> table(("column", "type"), [("a<b", "double")])
    '<table><tr><th>column</th><th>type</th></tr><tr><td>a&lt;b</td><td>double</td></tr></table>'
    """
    lines = [_row("th", heads)] + [_row("td", row) for row in rows]
    return f"<table>{''.join(lines)}</table>"


def _row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def curve(lines: Mapping[str, Line], x_name: str) -> str:
    """Return a chart of lines, each the values of x and of y. A line without points is left out.

    >>> chart = curve({"loss": ([1.0, 2.0], [0.5, 0.25]), "hold-out": ([], [])}, "round")
    >>> chart.count("<polyline"), "hold-out" in chart
    (1, False)
    """
    drawn = {name: line for name, line in lines.items() if line[0]}
    x_low, x_high = _range([x for xs, _ in drawn.values() for x in xs])
    y_low, y_high = _range([y for _, ys in drawn.values() for y in ys])

    def place(x: float, y: float) -> str:
        across = _LEFT + (x - x_low) / (x_high - x_low) * (_WIDTH - _LEFT - 10)
        down = 10 + (y_high - y) / (y_high - y_low) * (_HEIGHT - _BELOW - 10)
        return f"{across:.1f},{down:.1f}"

    parts: List[str] = [
        _text(_LEFT - 5, 15, f"{y_high:.3g}", "end"),
        _text(_LEFT - 5, _HEIGHT - _BELOW, f"{y_low:.3g}", "end"),
        _text(_LEFT, _HEIGHT - 10, f"{x_low:.0f}", "start"),
        _text(_WIDTH - 10, _HEIGHT - 10, f"{x_name} {x_high:.0f}", "end"),
    ]
    for (name, (xs, ys)), colour in zip(drawn.items(), _COLOURS):
        points = " ".join(place(x, y) for x, y in zip(xs, ys))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}"/>')
        parts.append(_text(_WIDTH - 10, 20 + 15 * list(drawn).index(name), name, "end", colour))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" font-size="11"'
        f' font-family="sans-serif">{"".join(parts)}</svg>'
    )


def _range(values: Sequence[float]) -> Tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    return (low, high) if low < high else (low - 0.5, high + 0.5)


def _text(x: float, y: float, text: str, anchor: str, colour: str = "currentColor") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
