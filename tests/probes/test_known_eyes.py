from __future__ import annotations

import asyncio

import pytest

from codex_doctor.context import NotSeenError
from codex_doctor.eyes.shared import SharedEyes
from eyes import context, turn


def test_what_was_looked_at_is_answered_from_the_shared_run() -> None:
    shared = context()

    async def look() -> None:
        eyes = SharedEyes(shared, None)
        assert await eyes.lookup() == await shared.lookup()
        assert await eyes.proxy() == await shared.proxy()
        assert await eyes.connection(await shared.lookup()) == await shared.connection()
        assert await eyes.tls(await shared.lookup()) == await shared.tls()
        assert await eyes.doubt(await shared.lookup()) == await shared.doubt()
        assert await eyes.websocket() is None
        assert (await eyes.installation()).codex.version is None

    asyncio.run(look())


def test_what_was_not_looked_at_is_an_error() -> None:
    eyes = SharedEyes(None, None)

    with pytest.raises(NotSeenError, match="turn"):
        asyncio.run(eyes.turn())
    with pytest.raises(NotSeenError, match="session"):
        asyncio.run(eyes.session(turn()))
    with pytest.raises(NotSeenError, match="endpoint"):
        asyncio.run(eyes.lookup())
