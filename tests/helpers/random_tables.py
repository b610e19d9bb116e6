"""Tables that fill their grid with cells of any span, for laws."""

from hypothesis import strategies as st

from drafter.blocks import Cell, Row, Table


@st.composite
def grids(draw: st.DrawFn) -> Table:
    """A table that fills its grid: the free places are covered by cells of random span, first to last."""
    columns, rows = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    taken: set[tuple[int, int]] = set()
    made = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            if (row, column) in taken:
                continue
            room = next((c for c in range(column, columns) if (row, c) in taken), columns) - column
            colspan, rowspan = draw(st.integers(1, room)), draw(st.integers(1, rows - row))
            taken |= {(row + down, column + right) for down in range(rowspan) for right in range(colspan)}
            align = draw(st.sampled_from(("left", "center", "right")))
            cells.append(Cell(f"{row}.{column}", align, colspan=colspan, rowspan=rowspan))
        made.append(Row(f"r{row}", tuple(cells), header=row == 0))
    return Table("表", tuple(draw(st.integers(1, 40)) for _ in range(columns)), tuple(made))
