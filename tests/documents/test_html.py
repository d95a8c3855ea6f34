"""Web pages: the numbers that a browser shows, and what of a page is not the text."""

import pytest

from declarations.comparison.segmentation import segment
from declarations.documents.html import read_html
from declarations.documents.problems import DocumentError, Problem

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ministry</title>
<style>li { color: red }</style><script>document.write("<p>1. No.")</script></head>
<body><form action="/"><header><a href="/">Home</a></header>
<nav><ul><li>News</li><li>Contact</li></ul></nav>
<article><header><h1>Declaration of the Orvane&nbsp;Contact Group</h1></header>
<p>The Ministers of Norland &amp; Estmark, meeting at
   Helm, <b>declare</b>:</p>
<ol start="3"><li>Support the <a href="#n">truce</a><sup><a href="#f1">1</a></sup>.</li>
<li><p>Urge the parties:</p><ol type="a"><li>to withdraw;</li><li>to verify it.</li>
</ol></li>
<li>Welcome the second corridor.</li></ol>
<p>Helm, 3 May 2023</p></article>
<aside>1. Read also</aside><footer>© Ministry</footer></form></body></html>"""


def paragraphs(page):
    """Return the paragraphs of a page."""
    return read_html(page.encode()).text.strip("\n").split("\n\n")


def test_a_ministrys_page_is_split_into_its_points():
    """Numbers of lists are in no text; menus and notes are in many pages."""
    found = segment(read_html(PAGE.encode()).text)
    assert found.title.text == "Declaration of the Orvane Contact Group"
    assert found.preamble.text.endswith("Norland & Estmark, meeting at Helm, declare:")
    assert [point.label for point in found.points] == ["3", "4", "5"]
    assert found.points[0].text == "Support the truce."
    assert [part.label for part in found.points[1].parts] == ["4(a)", "4(b)"]
    assert found.closing.text == "Helm, 3 May 2023"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<ol start=3><li value=7>a<li>b</ol>", ["7. a", "8. b"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol type=I><li>a<li>b</ol>", ["I. a", "II. b"]),
        ('<ol style="list-style: lower-roman"><li>a</ol>', ["i. a"]),
        ('<ol style="list-style-type:none"><li>1) a</ol>', ["1) a"]),
        ("<ol><li>1. a<li>2.- b</ol>", ["1. a", "2.- b"]),
        ("<ol><li>2021 was hard</ol>", ["1. 2021 was hard"]),
        ("<ul><li>a<li>2. b</ul>", ["• a", "2. b"]),
        ("<table><tr><td>1. a<td>1. b<tr><td>2. c<td><tr><td>3. d<td>3. e</table>",
         ["1. a", "2. c", "3. d", "1. b", "3. e"]),
        ("<p>one<br>two</p><pre>three\n  four</pre>", ["one\ntwo", "three\n  four"]),
        ("<table><tr><td>1.<td>one<tr><td>2.<td><p>two<p>more</table>",
         ["1.\tone", "2.\ttwo", "more"]),
        ("<p>co&shy;operation, <q>peace</q>&hellip;</p><p hidden>x</p>", ["cooperation, “peace”…"]),
        ("<nav>1. All there is</nav>", ["1. All there is"]),
        ("<header><h1>Title</h1></header><main><p>1. The whole of the words</main><p>Ad",
         ["Title", "1. The whole of the words"]),
    ],
)  # fmt: skip
def test_as_a_reader_sees_it(page, expected):
    """Lists, lines, tables, signs, and a page that is nothing but menu."""
    assert paragraphs(page) == expected


@pytest.mark.parametrize(
    ("rules", "body", "expected"),
    [
        ("ol.r { list-style: upper-roman } ol { list-style: none }",
         '<ol class="r"><li>a</ol><ol><li>b</ol><ol class="r" style="color: red"><li>c</ol>',
         ["I. a", "1. b", "I. c"]),
        ('body{counter-reset:p}p.n{counter-increment:p}.n:before{content:counter(p)". "}',
         '<p>x<p class="n">a<p class="n"><p class="n">b<p>y', ["x", "1. a", "3. b", "y"]),
        ("""ol { counter-reset: i; list-style: none } /* } */
         @media all { li { counter-increment: i } li::before { content: counters(i, ".") ")" } }""",
         "<ol><li>a<ol><li>b<li>c</ol><li>d</ol><ol><li>e</ol>",
         ["1) a", "1.1) b", "1.2) c", "2) d", "1) e"]),
        # As a word processor on the web writes it: levels beside one another.
        ('ol.l0.start{counter-reset:x0 0}ol.l1.start{counter-reset:x1 0}'
         '.l0>li{counter-increment:x0}.l1>li{counter-increment:x1}'
         '.l0>li:before{content:"" counter(x0,decimal) ". "}'
         '.l1>li:before{content:"(" counter(x1,lower-latin) ") "}',
         '<ol class="l0 start"><li>a</ol><ol class="l1 start"><li>b<li>c</ol>'
         '<ol class="l0"><li>d</ol>',
         ["1. a", "(a) b", "(b) c", "2. d"]),
        ("p:nonsense( { counter-increment: } } li:before { content: counter( }", "<ol><li>a</ol>",
         ["1. a"]),
    ],
)  # fmt: skip
def test_numbers_of_style_sheets(rules, body, expected):
    """They are in no text, and a reader sees no others."""
    assert paragraphs(f"<style>{rules}</style>{body}") == expected


def test_the_encoding_that_a_page_states_is_honoured_where_the_bytes_are_not_utf_8():
    """A Polish page in its old encoding; a page that states one and is in UTF-8."""
    polish = '<meta charset="iso-8859-2"><p>Łódź</p>'
    assert read_html(polish.encode("iso-8859-2")).text == "Łódź\n"
    assert read_html(polish.encode()).text == "Łódź\n"
    assert read_html('<meta charset="iso-8859-1"><p>“Sí”</p>'.encode("cp1252")).text == "“Sí”\n"


def test_a_page_without_words_says_so():
    """One that a script would have filled, as a browser saves it."""
    with pytest.raises(DocumentError) as refused:
        read_html(b"<html><body><div id=app></div><script>run()</script></body></html>")
    assert refused.value.problem is Problem.NO_TEXT
