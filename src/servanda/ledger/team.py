"""Who may use a ledger over the web: users with roles, their passwords, sessions and tokens."""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, cast, get_args

from sqlalchemy import delete, func, insert, select, update

from servanda.ledger.codec import instant
from servanda.ledger.errors import LedgerError
from servanda.ledger.ledger import Ledger
from servanda.ledger.tables import audit, sessions, tokens, users

Role = Literal["reader", "coder", "editor", "admin"]
ROLES: tuple[str, ...] = get_args(Role)
NAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,39}")
SHORTEST_PASSWORD = 10
SESSION = timedelta(days=14)
# OWASP's parameters for scrypt: 2^15 × 8 × 128 bytes = 32 MiB.
COST, BLOCK, PARALLEL = 2**15, 8, 1


class User(NamedTuple):
    """A person with what they may do; each role may do what those before it may."""

    name: str
    role: Role
    disabled: bool = False

    def may(self, role: Role) -> bool:
        """Return whether this person may do what `role` may."""
        return not self.disabled and ROLES.index(self.role) >= ROLES.index(role)


class Team:
    """The users of a ledger. Passwords are kept as scrypt hashes, sessions and tokens as SHA-256."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def users(self) -> list[User]:
        """Return all users by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(users).order_by(users.c.name)).all()
        return [User(row.name, cast(Role, row.role), row.disabled is not None) for row in rows]

    def any(self) -> bool:
        """Return whether there is a user, so that a login is asked for."""
        with self._database.reading() as connection:
            return connection.scalar(select(users.c.name).limit(1)) is not None

    def put(self, name: str, role: str, password: str | None, at: datetime, *, by: str) -> None:
        """Add a user, or change the role and, where one is given, the password; old sessions end.

        Raises:
            LedgerError: if the name, role or password will not do.
        """
        if not NAME.fullmatch(name):
            raise LedgerError("A user's name is 1 to 40 letters, digits, dots, dashes and underscores: choose another.")
        if role not in ROLES:
            raise LedgerError(f"{role!r} is no role: choose one of {', '.join(ROLES)}.")
        if password is not None and len(password) < SHORTEST_PASSWORD:
            raise LedgerError(f"A password has at least {SHORTEST_PASSWORD} characters: choose a longer one.")
        with self._database.writing() as connection:
            known = connection.scalar(select(users.c.name).where(users.c.name == name))
            if known is None and password is None:
                raise LedgerError(f"{name} is new and needs a password.")
            values = {"role": role, **({"password": hashed(password)} if password else {})}
            if known is None:
                connection.execute(insert(users), {"name": name, "created": instant(at), **values})
            else:
                connection.execute(update(users).where(users.c.name == name).values(disabled=None, **values))
                connection.execute(delete(sessions).where(sessions.c.user == name))
            connection.execute(insert(audit), _line(at, by, "user", name, role))

    def disable(self, name: str, at: datetime, *, by: str) -> None:
        """Shut a user out; what they decided stands.

        Raises:
            LedgerError: if there is no such user, or no other admin would be left.
        """
        with self._database.writing() as connection:
            rows = connection.execute(select(users.c.name, users.c.role).where(users.c.disabled.is_(None))).all()
            if name not in {row.name for row in rows}:
                raise LedgerError(f"There is no user {name}: list the users to see their names.")
            if {row.name for row in rows if row.role == "admin"} == {name}:
                raise LedgerError(f"{name} is the only admin: make another one first.")
            connection.execute(update(users).where(users.c.name == name).values(disabled=instant(at)))
            connection.execute(delete(sessions).where(sessions.c.user == name))
            connection.execute(update(tokens).where(tokens.c.user == name).values(retired=instant(at)))
            connection.execute(insert(audit), _line(at, by, "user disabled", name, ""))

    def login(self, name: str, password: str, at: datetime) -> str | None:
        """Return the token of a new session, or null where name or password is wrong; both take the same time."""
        with self._database.reading() as connection:
            row = connection.execute(select(users).where(users.c.name == name.replace("\0", "\ufffd"))).first()
        kept = row.password if row is not None else _NOBODY
        right = matches(password, kept)
        if row is None or not right or row.disabled is not None:
            self._log(at, name, "login refused")
            return None
        token = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.expires < instant(at)))
            values = {"id": _digest(token), "user": row.name, "created": instant(at), "expires": instant(at + SESSION)}
            connection.execute(insert(sessions), values)
            connection.execute(insert(audit), _line(at, row.name, "login", "", ""))
        return token

    def logout(self, token: str, at: datetime) -> None:
        """End a session."""
        with self._database.writing() as connection:
            owner = connection.scalar(select(sessions.c.user).where(sessions.c.id == _digest(token)))
            connection.execute(delete(sessions).where(sessions.c.id == _digest(token)))
            if owner is not None:
                connection.execute(insert(audit), _line(at, owner, "logout", "", ""))

    def of_session(self, token: str, at: datetime) -> User | None:
        """Return whose session this is, null where it is none or over."""
        query = select(users).join(sessions, sessions.c.user == users.c.name)
        query = query.where(sessions.c.id == _digest(token), sessions.c.expires >= instant(at))
        return self._one(query.where(users.c.disabled.is_(None)))

    def of_token(self, token: str) -> User | None:
        """Return whose API token this is."""
        query = select(users).join(tokens, tokens.c.user == users.c.name)
        return self._one(
            query.where(tokens.c.id == _digest(token), tokens.c.retired.is_(None), users.c.disabled.is_(None))
        )

    def add_token(self, user: str, label: str, at: datetime) -> str:
        """Return a new API token; it is shown this once and kept as a hash."""
        token = f"sv_{secrets.token_urlsafe(32)}"
        with self._database.writing() as connection:
            row = {"id": _digest(token), "user": user, "label": label[:80].replace("\0", ""), "created": instant(at)}
            connection.execute(insert(tokens), row)
            connection.execute(insert(audit), _line(at, user, "token", row["label"], ""))
        return token

    def tokens(self, user: str) -> list[tuple[str, str, str]]:
        """Return a user's live tokens: the beginning of the hash, the label, when it was made."""
        query = select(tokens).where(tokens.c.user == user, tokens.c.retired.is_(None)).order_by(tokens.c.created)
        with self._database.reading() as connection:
            return [(row.id[:12], row.label, row.created) for row in connection.execute(query)]

    def retire_token(self, user: str, beginning: str, at: datetime) -> None:
        """End the tokens of a user that begin so."""
        same = (tokens.c.user == user, tokens.c.id.startswith(beginning, autoescape=True))
        with self._database.writing() as connection:
            connection.execute(update(tokens).where(*same).values(retired=instant(at)))
            connection.execute(insert(audit), _line(at, user, "token ended", beginning, ""))

    def refusals(self, name: str, since: datetime) -> int:
        """Return how often a login with this name was refused since then."""
        query = select(func.count()).where(
            audit.c.action == "login refused", audit.c.user == _plain(name), audit.c.at >= instant(since)
        )
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def _log(self, at: datetime, user: str, action: str) -> None:
        with self._database.writing() as connection:
            connection.execute(insert(audit), _line(at, _plain(user), action, "", ""))

    def _one(self, query: object) -> User | None:
        with self._database.reading() as connection:
            row = connection.execute(query).first()  # type: ignore[call-overload]
        return None if row is None else User(row.name, row.role)


def hashed(password: str) -> str:
    """Return a password as it is kept: scrypt with its parameters and salt."""
    salt = secrets.token_bytes(16)
    return f"scrypt${COST}${BLOCK}${PARALLEL}${_text(salt)}${_text(_scrypt(password, salt, COST, BLOCK, PARALLEL))}"


def matches(password: str, kept: str) -> bool:
    """Return whether this is the password that was kept so."""
    _, cost, block, parallel, salt, wanted = kept.split("$")
    found = _scrypt(password, base64.b64decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(_text(found), wanted)


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    words = password[:1024].encode(errors="surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=cost, r=block, p=parallel, maxmem=64 * 2**20, dklen=32)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def _plain(name: str) -> str:
    return name[:80].replace("\0", "\ufffd")


def _line(at: datetime, user: str, action: str, subject: str, detail: str) -> dict[str, str]:
    return {"at": instant(at), "user": user, "action": action, "subject": subject, "detail": detail}


# What a password is compared with where there is no such user.
_NOBODY = f"scrypt${COST}${BLOCK}${PARALLEL}${_text(b'nobody')}${_text(b'never')}"
