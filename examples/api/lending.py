"""Who has which book, and until when."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from api.catalogue import Journal
from api.database import read, read_all
from api.errors import AllLent, LoanNotFound, LoanReference, Quota, Stock, TooManyLoans
from api.models import Book, Loan, Member
from api.settings import Settings

__all__ = ["Calendar", "Lending", "State"]

State = Literal["open", "late", "returned", "all"]


class Calendar:
    """Knows which day it is; tests provide another one."""

    def today(self) -> date:
        return datetime.now(UTC).date()


class Lending:
    """The loans."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        journal: Journal,
        calendar: Calendar,
        settings: Settings,
    ) -> None:
        self.connection = connection
        self.journal = journal
        self.today = calendar.today()
        self.settings = settings

    def loans(self, member: Member, state: State) -> list[Loan]:
        """Return the loans of *member*, those first that are due first."""
        query = "SELECT * FROM loan WHERE member_id = ? ORDER BY due, id"
        loans = read_all(Loan, self.connection.execute(query, (member.id,)))
        return [loan for loan in loans if self._is(loan, state)]

    def loan(self, member: Member, loan_id: int) -> Loan:
        """Return a loan of *member* by number.

        Raises:
            LoanNotFound: If there is none, or it is somebody else's.
        """
        query = "SELECT * FROM loan WHERE id = ? AND member_id = ?"
        loan = read(Loan, self.connection.execute(query, (loan_id, member.id)))
        if loan is None:
            raise LoanNotFound(LoanReference(loan_id))
        return loan

    def lend(self, book: Book, member: Member) -> Loan:
        """Lend a copy of *book* to *member*.

        Raises:
            TooManyLoans: If the member has as many as one may have.
            AllLent: If there is no copy left.
        """
        due = self.today + timedelta(days=self.settings.loan_days)
        with self.connection:
            self.connection.execute("BEGIN IMMEDIATE")  # nobody else counts meanwhile
            if len(self.loans(member, "open")) >= self.settings.most_loans:
                raise TooManyLoans(Quota(self.settings.most_loans))
            lent = self._due_dates(book)
            if len(lent) >= book.copies:
                raise AllLent(Stock(book.id, book.copies, next_due=min(lent)))
            query = "INSERT INTO loan (book_id, member_id, due) VALUES (?, ?, ?)"
            values = (book.id, member.id, due.isoformat())
            number = self.connection.execute(query, values).lastrowid or 0
            self.journal.note("lent", book.id)
        return Loan(number, book.id, member.id, due)

    def take_back(self, loan: Loan) -> None:
        """End *loan*; to do so twice is no fault."""
        query = "UPDATE loan SET returned = ? WHERE id = ? AND returned IS NULL"
        values = (self.today.isoformat(), loan.id)
        with self.connection:
            if self.connection.execute(query, values).rowcount:
                self.journal.note("returned", loan.book_id)

    def _due_dates(self, book: Book) -> list[date]:
        query = "SELECT * FROM loan WHERE book_id = ? AND returned IS NULL"
        loans = read_all(Loan, self.connection.execute(query, (book.id,)))
        return [loan.due for loan in loans]

    def _is(self, loan: Loan, state: State) -> bool:
        if state == "late":
            return loan.returned is None and loan.due < self.today
        return state == "all" or (state == "open") == (loan.returned is None)
