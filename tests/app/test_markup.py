"""What others wrote is shown as they wrote it, and never becomes part of the page."""

from feasibility.screens import markup
from feasibility.screens.figures import Figure
from tests.app.pages import untold

NASTY = "<script>alert('x')</script> & \"y\""
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &amp; &quot;y&quot;"


def test_every_text_in_the_page_s_own_markup_is_escaped() -> None:
    row = Figure(NASTY, NASTY, NASTY, True)
    pieces = [
        markup.paragraph(NASTY),
        markup.heading(NASTY, 2),
        markup.answer(NASTY, [NASTY], "good"),
        markup.party(NASTY, "bad", NASTY, NASTY),
        markup.figure_table([row], (NASTY, NASTY), NASTY),
        markup.cell_table([[markup.Cell(NASTY), markup.Cell(NASTY, NASTY)]], (NASTY, NASTY), NASTY),
        markup.chips([markup.Chip(NASTY, NASTY, "bad", NASTY)], NASTY),
        markup.way(NASTY, NASTY),
        markup.listing([(NASTY, [NASTY])]),
    ]
    for piece in pieces:
        assert "<script>" not in piece
        assert ESCAPED in piece


def test_signs_of_markdown_stand_for_themselves() -> None:
    assert markup.plain("*a* [b](c) $d$ <e> `f` g_h ~i~") == (r"\*a\* \[b\](c) \$d\$ \<e\> \`f\` g\_h \~i\~")


def test_common_labels_are_read_aloud_as_they_stand() -> None:
    label = "Leie (kr per m² og år)"
    assert markup.plain(label) == label


def test_a_mistake_is_read_out_at_once() -> None:
    assert 'role="alert"' in markup.paragraph("Feil", "mistake")
    assert 'role="alert"' not in markup.paragraph("Kilde", "source")


def test_a_change_stands_below_its_value_and_a_reason_is_set_apart() -> None:
    rows = [Figure("Nåverdi", "5 kr", "+1 kr", True), Figure("Internrente", "ingen", "", False)]
    table = markup.figure_table(rows, ("a", "b"), "c")
    assert "<td>5 kr<small>+1 kr</small></td>" in table
    assert '<td class="fz-reason">ingen</td>' in table


def test_a_row_is_marked_by_its_kind() -> None:
    rows = [[markup.Cell("Mva."), markup.Cell("1,00")], [markup.Cell("Lån"), markup.Cell("0,00")]]
    assert markup.cell_table(rows, ("a", "b"), "d", ["failed", ""]).count('class="fz-failed"') == 1


def test_a_head_stands_to_the_left_over_words_and_to_the_right_over_numbers() -> None:
    rows = [
        [markup.Cell("Mva."), markup.Cell("1,00"), markup.Cell("bestått", is_number=False)],
        [markup.Cell("Lån"), markup.Cell("ingen", is_number=False), markup.Cell("", is_number=True)],
    ]
    table = markup.cell_table(rows, ("Hva", "Tall", "Dom"), "d")
    assert '<th scope="col" class="fz-words">Hva</th>' in table
    assert '<th scope="col">Tall</th>' in table  # one of its cells is a number
    assert '<th scope="col" class="fz-words">Dom</th>' in table


def test_a_number_leads_to_its_explanation_and_a_bare_one_nowhere() -> None:
    table = markup.cell_table([[markup.Cell("a"), markup.Cell("1", "?x=1&y=2")]], ("a", "b"), "c")
    assert '<td><a class="fz-why" href="?x=1&amp;y=2" target="_self">1</a></td>' in table
    assert markup.link("1", "") == "1"


def test_what_is_told_in_a_colour_is_told_without_it() -> None:
    told = [
        markup.answer("Det går.", [], "good"),
        markup.sentence("Det går ikke.", "bad"),
        markup.party("Gårdeier", "mixed", "Blandet", "Så som så."),
        markup.chips(
            [markup.Chip("Banken: rødt", "?", "bad"), markup.Chip("1 kontroll feiler", "?", "bad")], "-"
        ),
        markup.cell_table([[markup.Cell("Mva."), markup.Cell("FEILER")]], ("a", "b"), "c", ["failed"]),
    ]
    assert [untold(piece) for piece in told] == [[]] * 5
    bare = (
        '<div><p class="fz-said bad">Det går <b>ikke</b>.</p><hr><p class="fz-said plain">Det går.</p></div>'
    )
    assert untold(bare) == ["Det går ikke."]
