"""A mail server that takes everything at once and only counts: ``python -m tests.benchmarks.smtp_sink PORT``."""

import asyncio
import sys

_LONGEST = 8 * 1024 * 1024


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speak as much SMTP as one sender needs."""
    _say(writer, "220 sink")
    while line := await reader.readline():
        match line[:4].upper():
            case b"DATA":
                _say(writer, "354 go on")
                await writer.drain()
                await reader.readuntil(b"\r\n.\r\n")
                _say(writer, "250 taken")
            case b"QUIT":
                _say(writer, "221 bye")
                break
            case _:
                _say(writer, "250 ok")
        await writer.drain()
    writer.close()


def _say(writer: asyncio.StreamWriter, answer: str) -> None:
    writer.write(f"{answer}\r\n".encode("ascii"))


async def _main(port: int) -> None:
    server = await asyncio.start_server(_serve, "127.0.0.1", port, limit=_LONGEST)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1])))
