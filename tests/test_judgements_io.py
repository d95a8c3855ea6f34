"""Judgements as files: what goes out, to whom and under which name; what comes in, and what not."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import ProtectedError
from django.utils import timezone

from declarations.forms import MAX_RATIONALE
from declarations.models import Coder, Judgement, Withdrawal
from declarations.services.cells import as_text, from_text
from declarations.services.judgements_io import (
    MOST_BYTES,
    JudgementsError,
    as_csv_text,
    as_json_text,
    describe,
    judgements_for,
    load_judgements,
    plan_load,
    read_judgements,
)
from declarations.services.judgements_io.shape import MOST_RATIONALE
from declarations.services.judging import close_round
from tests.factories import (
    make_coder,
    make_declaration,
    make_judgement,
    make_lead,
    make_pseudonym,
    make_round,
)
from tests.page_parts import parse

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 5, 7, 14, 30, tzinfo=UTC)
NAMES = "coder,left_declaration,left_label,right_declaration,right_label,relation,rationale"


@pytest.fixture
def pair():
    """Hold two declarations, ``lima`` and ``san-jose``, of two points each; return their firsts."""
    texts = ["Support the truce.", "Urge its renewal."]
    lima, san_jose = (make_declaration(slug=slug, points=texts) for slug in ("lima", "san-jose"))
    return lima.points.first(), san_jose.points.first()


def judge(pair, **fields):
    """Make a judgement on the pair, given at a time of its own."""
    return make_judgement(first=pair[0], second=pair[1], **{"created": WHEN} | fields)


def load(text, **options):
    """Load a file's text and return what was done."""
    return load_judgements(*read_judgements(text.encode()), **options)


def look(text, **options):
    """Look a file's text through."""
    return plan_load(*read_judgements(text.encode()), **options)


def line(relation="partial", coder="Ana", left="lima,1", right="san-jose,1", rationale=""):
    """Return a CSV file with one judgement."""
    return f"{NAMES}\n{coder},{left},{right},{relation},{rationale}\n"


# --- Out ------------------------------------------------------------------------


def test_everybody_takes_away_what_they_may_see_and_no_more(client, pair):
    """Of a blind round: leads all, a coder their own, readers nothing until it is closed."""
    ana, ben, lead = make_coder(), make_coder(), make_lead()
    held = make_round(pairs=[pair], coders=[ana, ben])
    judge(pair, coder=ana, coder_name="Ana", round=held, rationale="Both want it.")
    judge(pair, coder_name="Cleo", rationale="Seen by all.")
    draft = make_declaration(status="draft", points=["Unseen."]).points.get()
    judge((pair[0], draft), coder_name="Dora", rationale="Of a draft.")
    Withdrawal.objects.create(judgement=judge(pair, coder_name="Emil", relation="divergent"))

    def named(person, address="/judgements/export.json"):
        if person:
            client.force_login(person)
        return {row["coder"] for row in client.get(address).json()["judgements"]}

    assert named(None) == {"Cleo"}
    assert named(make_coder()) == {"Cleo"}
    assert named(ben) == set()  # who is to judge the pair, and would be told by what stands
    assert named(ana) == {"Ana"}
    assert named(ana, "/judgements/export.json?coder=me") == {"Ana"}
    assert named(lead) == {"Ana", "Cleo", "Dora", "Emil"}
    close_round(round=held)
    assert named(ben) == {"Cleo", "Ana"}


def test_a_pseudonym_stands_in_for_the_name_in_every_file_and_page(client, pair):
    """Also beside the rationale on the page; only a file that names accounts tells who it is."""
    ana = make_coder(username="ana", first_name="Ana", last_name="Ruiz")
    make_pseudonym(account=ana, pseudonym="Coder A")
    make_pseudonym(name="Ben Soto", pseudonym="Coder B")
    judge(pair, coder=ana, coder_name="Ana Ruiz")
    judge(pair, coder_name="Ben Soto", relation="divergent")
    for address in (
        "/judgements/export.csv",
        "/judgements/export.json",
        "/compare/lima/san-jose/",
        "/compare/lima/san-jose/export.json",
        "/compare/lima/san-jose/export.csv",
        "/judge/lima/san-jose/1,1/",
        "/agreement/",
        "/agreement/export.csv",
        "/declarations/lima/1/",
    ):
        page = client.get(address).content.decode()
        assert not {name for name in ("Ruiz", "Soto", '"ana"') if name in page}, address
    assert "Coder A" in client.get("/judgements/export.csv").content.decode()
    told = list(describe(Judgement.objects.all(), accounts=True))
    assert {(row["coder"], row["account"]) for row in told} == {
        ("Ana Ruiz", "ana"),
        ("Ben Soto", ""),
    }


def test_a_pseudonym_in_a_file_makes_no_second_coder_of_that_name(pair):
    """A scholar's is theirs; an account judges here, and nobody else under its pseudonym."""
    make_pseudonym(account=make_coder(username="ana"), pseudonym="Coder A")
    make_pseudonym(name="Ben Soto", pseudonym="Coder B")
    load(line(coder="Coder B"))
    assert Judgement.objects.get().coder_name == "Ben Soto"
    assert load(line(coder="Coder B")).known == 1
    plan = load(line(coder="Coder A"))
    assert "“Coder A” is how readers know somebody who has an account" in plan.conflicts[0]
    assert Judgement.objects.count() == 1


def test_an_account_with_a_pseudonym_is_not_deleted_from_under_it(pair):
    """Its judgements outlive it, and would tell the name."""
    ana = make_coder()
    make_pseudonym(account=ana)
    judge(pair, coder=ana)
    with pytest.raises(ProtectedError):
        ana.delete()


def test_leads_find_everybody_who_has_judged_and_name_them(client, pair):
    """Accounts and scholars, each with a way to a pseudonym that is nobody's name."""
    ana = make_coder(username="ana")
    judge(pair, coder=ana, coder_name="ana")
    judge(pair, coder_name="Ben Soto")
    client.force_login(make_lead())
    listed = parse(client.get("/admin/declarations/coder/"))
    ways = [link["href"] for link in listed.all("a") if "give a pseudonym" in link.text]
    assert sorted(ways) == [
        f"/admin/declarations/coder/add/?account={ana.pk}",
        "/admin/declarations/coder/add/?name=Ben+Soto",
    ]
    add = "/admin/declarations/coder/add/"
    refused = client.post(add, {"name": "Ben Soto", "pseudonym": "ANA"}).content.decode()
    assert "Somebody judges under this name" in refused
    assert client.post(add, {"account": ana.pk, "pseudonym": "Coder A"}).status_code == 302
    assert "Coder A" in client.get("/judgements/export.csv").content.decode()


def test_no_cell_is_run_by_a_spreadsheet_and_each_comes_back_as_it_was(pair):
    """An apostrophe goes before what looks like a formula, and only that one is taken off."""
    said = ["=1+1", "'=1+1", "'tis so", "-1", "  @x", 'plain, "quoted"\nand broken']
    assert [from_text(as_text(cell)) for cell in said] == said
    judge(pair, rationale='=HYPERLINK("http://elsewhere.example")', coder_name="+Ana")
    text = as_csv_text(describe(Judgement.objects.all()))
    [row] = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["rationale"].startswith("'=HYPERLINK")
    assert row["coder"] == "'+Ana"
    assert look(text).known == 1


# --- In -------------------------------------------------------------------------


@pytest.mark.parametrize("as_file", [as_csv_text, as_json_text])
def test_what_goes_out_comes_in_elsewhere_as_it_was_and_adds_nothing_at_home(pair, as_file):
    """Time, kind, withdrawal, the words that were read; twice is once, pseudonym or not."""
    lead = make_lead(username="lea", first_name="Lea")
    judge(pair, coder=lead, coder_name="Lea", relation="partial", rationale="Same,\nbut later.")
    judge(pair, kind="adjudication", coder=lead, coder_name="Lea", rationale="Settled.")
    stale = judge(pair, coder_name="Ben Soto", first_digest="a" * 64)
    Withdrawal.objects.create(judgement=stale, created=WHEN)
    make_pseudonym(account=lead, pseudonym="Coder A")
    rows = list(describe(Judgement.objects.all()))
    text = as_file(rows)
    assert look(text).known == 3
    assert not look(text).is_loadable

    Withdrawal.objects.all().delete()
    Judgement.objects.all()._raw_delete("default")  # as in another database
    Coder.objects.all().delete()
    done = load(text)
    assert (len(done.new), len(done.withdrawals)) == (3, 1)
    assert list(describe(Judgement.objects.all())) == [row | {"round": ""} for row in rows]
    assert {row.coder for row in Judgement.objects.all()} == {None}
    assert load(text).sentences(done=True) == [
        "0 judgements were loaded.",
        "3 are here already.",
    ]


def test_an_account_takes_its_judgements_over_only_where_one_asks_for_it(pair):
    """By the name it logs in with, in a column of its own or as the coder's name."""
    ana = make_coder(username="ana", first_name="Ana", last_name="Ruiz")
    named = f"{NAMES},account\nAna R.,lima,1,san-jose,1,partial,,ana\n"
    assert [row.coder for row in look(named).new] == [None]
    [row] = load(named, match_accounts=True).new
    assert (row.coder, row.coder_name) == (ana, "Ana Ruiz")
    assert load(named, match_accounts=True).known == 1
    assert [
        row.coder for row in look(line(coder="ana", right="san-jose,2"), match_accounts=True).new
    ] == [ana]


def test_what_contradicts_what_is_here_is_named_and_left_out(pair):
    """Another relation or rationale at the same time; a change of mind without a time."""
    judge(pair, coder_name="Ana", relation="convergent")
    timed = f"{NAMES},created\nAna,lima,1,san-jose,1,{{}},{{}},{WHEN.isoformat()}\n"
    for relation, why, said in [
        ("divergent", "", "at this very time as convergent, and the file says divergent"),
        ("convergent", "For another reason", "gave another rationale"),
    ]:
        plan = load(timed.format(relation, why))
        assert said in plan.conflicts[0]
        assert plan.conflicts[0].startswith("Line 2: Ana")
        assert not plan.new
    assert "A change of mind needs a time (created)" in load(line("partial")).conflicts[0]
    assert Judgement.objects.count() == 1
    # At another time it is one.
    assert len(load(timed.format("divergent", "").replace("2026", "2025")).new) == 1


def test_what_comes_in_on_a_pair_of_a_running_round_stays_unseen(pair):
    """As when it is given on the site: a file is no way around a blind round."""
    make_round(pairs=[pair])
    plan = load(line())
    assert plan.veiled == 1
    assert not judgements_for(None).exists()


FAULTY = {
    line("agree"): "Line 2: “agree” is no relation. It is convergent, partial, divergent",
    line(left="nowhere,1"): "Line 2: no declaration “nowhere” is held here.",
    line(left="lima,99"): "Line 2: “lima” has no point “99” here.",
    line(right="lima,1"): "Line 2: both sides are the same point.",
    line(right=",1"): "Line 2: it does not say which point is on the right",
    line(coder=" "): "Line 2: it names no coder.",
    line(coder="x" * 151): "Line 2: the name of its coder is longer than 150 characters.",
    line(coder="a\0"): "Line 2: “coder” holds characters that no text has.",
    line(rationale="x" * 4001): "Line 2: its rationale is longer than 4,000 characters.",
    f"{NAMES},created\nAna,lima,1,san-jose,1,partial,,soon\n": "Line 2: “soon” is no time.",
    f"{NAMES},created\nAna,lima,1,san-jose,1,partial,,0001-01-01T00:00+14:00\n": "in no time it",
    f"{NAMES},kind\nAna,lima,1,san-jose,1,partial,,adjudication\n": "an adjudication says why",
    f"{NAMES},kind\nAna,lima,1,san-jose,1,partial,,vote\n": "“vote” is no kind",
    '{"judgements": [7]}': "Judgement 1: it names no coder.",
    '{"judgements": [{"coder": ["x"]}]}': "Judgement 1: “coder” is no text.",
}


@pytest.mark.parametrize("text", FAULTY)
def test_a_file_with_a_faulty_line_is_refused_whole_and_the_line_named(pair, text):
    """Nothing of it is loaded, what is sound in it neither."""
    plan = load(text)
    assert FAULTY[text] in plan.faults[0]
    assert not Judgement.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "not in UTF-8: see byte 0"),
        (b"coder,relation\nAna,partial", "It lacks: left_declaration, left_label"),
        (b'{"judgements": 3}', "no list named"),
        (b'{"judgements": [', "not JSON: see line 1"),
        (b'{"a": ' + b"[" * 100_000, "no list of judgements"),
        (NAMES.encode() + b'\n"Ana,lima', "a quotation mark may be missing"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
        ((NAMES + "\n" * 2 + "a\n" * 20_001).encode(), "more than 20,000 judgements"),
    ],
)
def test_what_is_no_file_of_judgements_is_refused_in_a_sentence(data, sentence):
    """Never a server error."""
    with pytest.raises(JudgementsError, match=sentence):
        read_judgements(data)


def test_the_longest_rationale_that_a_form_takes_is_the_longest_of_a_file():
    """One rule in two layers."""
    assert MOST_RATIONALE == MAX_RATIONALE


def test_leads_look_a_file_through_and_then_load_it(client, pair):
    """First nothing is added; then what was said; sent twice, nothing more."""
    client.force_login(make_lead())
    file = SimpleUploadedFile("mine.csv", line(rationale="Both want it.").encode())
    page = parse(client.post("/judgements/", {"file": file, "action": "look"}))
    assert "1 judgement is new." in page.one("div", id="plan").text
    assert not Judgement.objects.exists()
    [text] = [
        box["value"] for box in page.one("div", id="plan").all("input") if box["name"] == "text"
    ]
    for told in ("1 judgement was loaded.", "0 judgements were loaded. 1 is here already."):
        response = client.post("/judgements/", {"text": text, "action": "load"}, follow=True)
        assert told in parse(response).text
    assert Judgement.objects.get().coder is None
    faulty = SimpleUploadedFile("mine.csv", line("agree").encode())
    response = client.post("/judgements/", {"file": faulty})
    assert response.status_code == 422
    assert "is no relation" in parse(response).one("div", id="plan").text
    assert client.post("/judgements/", {"text": "a\0"}).status_code == 422


def test_the_commands_write_a_file_and_read_it(pair, tmp_path, capsys):
    """A dry run says what would be done; what cannot be read is refused."""
    judge(pair, created=timezone.now())
    path = tmp_path / "judgements.csv"
    call_command("export_judgements", path)
    call_command("load_judgements", path)
    told = capsys.readouterr().out
    assert "1 judgements were written" in told
    assert "1 is here already." in told
    path.write_text(line(coder="Cleo"))
    call_command("load_judgements", path, dry_run=True)
    assert "1 judgement is new." in capsys.readouterr().out
    assert Judgement.objects.count() == 1
    for bad in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("load_judgements", bad)
    with pytest.raises(CommandError, match=r"must end in \.csv or \.json"):
        call_command("export_judgements", tmp_path / "x.txt")
    path.write_text(line("agree"))
    with pytest.raises(CommandError, match="nothing is loaded"):
        call_command("load_judgements", path)


def test_files_ask_no_more_of_the_database_when_they_are_longer(
    pair, django_assert_max_num_queries
):
    """Three queries out; seven in."""
    for name in "abcdefgh":
        judge(pair, coder_name=name)
    with django_assert_max_num_queries(3):
        text = json.dumps(json.loads(as_json_text(describe(Judgement.objects.all()))))
    with django_assert_max_num_queries(7):
        assert look(text).known == 8
