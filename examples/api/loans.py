"""What members do: borrow a book, look at their loans, bring it back."""

from __future__ import annotations

from api.catalogue import Catalogue
from api.lending import Lending, State
from api.members import SignedIn
from api.models import Loan, Member, Number
from kolben import Created, Json, NoContent, Query, Resource, Router

__all__ = ["Borrowing", "LoanView", "Loans", "loans_router"]


def loans_router() -> Router:
    """Make what every member may use."""
    router = Router("loans")
    router.guard(SignedIn)
    router.add("/books/<book_id>/loans", Borrowing)
    router.add("/loans", Loans)
    router.add("/loans/<loan_id>", LoanView)
    return router


class Borrowing(Resource):
    """Lends a book to who asks for it."""

    def __init__(self, catalogue: Catalogue, lending: Lending, member: Member) -> None:
        self.catalogue = catalogue
        self.lending = lending
        self.member = member

    def post(self, book_id: Number) -> Created[Loan]:
        loan = self.lending.lend(self.catalogue.book(book_id), self.member)
        return Created(loan, LoanView.url(loan_id=loan.id))


class Loans(Resource):
    """The loans of who asks."""

    def __init__(self, lending: Lending, member: Member) -> None:
        self.lending = lending
        self.member = member

    def get(self, state: Query[State] = "open") -> list[Loan]:
        return self.lending.loans(self.member, state)


class LoanView(Resource):
    """One loan; to delete it is to bring the book back."""

    def __init__(self, lending: Lending, member: Member) -> None:
        self.lending = lending
        self.member = member

    def get(self, loan_id: Number) -> Json[Loan]:
        return Json(self.lending.loan(self.member, loan_id))

    def delete(self, loan_id: Number) -> NoContent:
        self.lending.take_back(self.lending.loan(self.member, loan_id))
        return NoContent()
