"""
Why a test that uses the database needs no second one.

The run on PostgreSQL shows that both databases give the same. It needs every
test of models, constraints, searches and their order, limits of queries,
transactions, locks, imports, permissions, and of values from outside that
reach a query. Beside these ``test_permissions`` opens every address there, and
``test_limits`` and its like every page that grows. A test of something else is
left to the run on SQLite by a mark with its reason::

    @of_a_page
    def test_each_cell_says_which_language_its_words_are_in(client): ...
"""

import pytest

of_a_page = pytest.mark.one_database("how a page words, links or lays out what was read for it")
of_an_address = pytest.mark.one_database("what of an address is read before a database is asked")
of_a_form = pytest.mark.one_database("what a form refuses before anything is saved")
of_the_engine = pytest.mark.one_database("figures that the engine makes of what was read")
of_the_processor = pytest.mark.one_database("time that the pages take, that of the database apart")
