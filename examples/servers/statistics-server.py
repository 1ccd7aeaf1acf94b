"""An MCP server in plain Python 3: statistics of a list of numbers, over standard input and output.

It needs no package. A message is one line of JSON-RPC (MCP 2025-06-18, Transports, stdio).
"""

import json
import statistics
import sys

PROTOCOL_VERSIONS = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")

DESCRIBE_NUMBERS = {
    "name": "describe_numbers",
    "description": "The mean, the median and the standard deviation of some numbers.",
    "inputSchema": {
        "type": "object",
        "properties": {"numbers": {"type": "array", "items": {"type": "number"}, "minItems": 2}},
        "required": ["numbers"],
    },
    "annotations": {"readOnlyHint": True},
}


def initialize(params):
    wanted = params.get("protocolVersion")
    return {
        "protocolVersion": wanted if wanted in PROTOCOL_VERSIONS else PROTOCOL_VERSIONS[-1],
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "statistics", "version": "1.0.0"},
    }


def call_tool(params):
    if params.get("name") != DESCRIBE_NUMBERS["name"]:
        return text_result(f"There is no tool {params.get('name')!r}.", is_error=True)
    try:
        numbers = params["arguments"]["numbers"]
        mean, median, deviation = (f(numbers) for f in (statistics.mean, statistics.median, statistics.stdev))
    except (KeyError, TypeError, statistics.StatisticsError) as error:
        return text_result(f"These are no numbers that can be described: {error}", is_error=True)
    return text_result(f"mean {mean:.2f}, median {median:.2f}, standard deviation {deviation:.2f}")


def text_result(text, is_error=False):
    return {"content": [{"type": "text", "text": text}], "isError": is_error}


METHODS = {
    "initialize": initialize,
    "ping": lambda params: {},
    "tools/list": lambda params: {"tools": [DESCRIBE_NUMBERS]},
    "tools/call": call_tool,
}


def answer(message):
    method = METHODS.get(message["method"])
    if method is None:
        return {"error": {"code": -32601, "message": f"Method not found: {message['method']}"}}
    return {"result": method(message.get("params") or {})}


# One message at a time, and the end of standard input is the end of the server.
for line in sys.stdin:
    received = json.loads(line)
    if "id" in received and "method" in received:
        reply = {"jsonrpc": "2.0", "id": received["id"], **answer(received)}
        print(json.dumps(reply), flush=True)
