"""HTML as its reader sees it."""

from knowledge.ingest.blocks import BlockKind
from knowledge.ingest.parsers.html import parse_html


def rendered(text: str) -> str:
    return "\n".join(block.rendered() for block in parse_html(text).blocks)


def test_scripts_styles_comments_and_templates_are_never_text() -> None:
    page = "<script>a</script><style>b</style><template>c</template><!-- d -->shown<svg>e</svg>"
    assert rendered(page) == "showne"


def test_cells_that_span_keep_the_columns_in_place() -> None:
    page = (
        "<table><tr><th>Fault<th>Cause<th>Limit</tr><tr><td rowspan=2>E1<td>wear<td>3 mm</tr>"
        "<tr><td>heat<td>85 °C</tr><tr><td colspan=2>both<td>–</tr></table>"
    )
    assert rendered(page).split("\n") == [
        "Fault | Cause | Limit",
        "E1 | wear | 3 mm",
        "– | heat | 85 °C",
        "both | – | –",
    ]


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell() -> None:
    page = "<table><tr><td><h1>Title</h1><ul><li>one</ul></td><td>Text</td></tr></table>"
    blocks = parse_html(page).blocks
    assert [block.kind for block in blocks] == [
        BlockKind.HEADING,
        BlockKind.ITEM,
        BlockKind.PARAGRAPH,
    ]


def test_numbered_lists_begin_where_they_say() -> None:
    page = "<ol start=4><li>four<li value=7>seven<ul><li>inner</ul></ol>"
    assert rendered(page) == "4. four\n7. seven\n  - inner"


def test_white_space_of_the_source_is_not_the_readers() -> None:
    assert rendered("<p>a\n   b<br>c&nbsp;d</p>e") == "a b\nc d\ne"


def test_the_title_is_the_first_heading_or_the_title_element() -> None:
    assert parse_html("<title>T</title><p>x").title == "T"
    assert parse_html("<title>T</title><h1>H</h1>x").title == "H"


def test_a_class_that_warns_makes_a_warning() -> None:
    (block,) = parse_html('<div class="admonition warning"><p>Hot</p></div>').blocks
    assert block.kind is BlockKind.WARNING
