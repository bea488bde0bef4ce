#!/usr/bin/env python3
"""An MCP server to try `mcprisk inspect` on: notes kept in memory, over standard input and output."""
import json
import sys

NOTE = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
TOOLS = [
    {"name": "list_notes", "description": "List all notes.", "inputSchema": {"type": "object"}},
    {"name": "read_note", "description": "Read one note.", "inputSchema": NOTE},
    {"name": "delete_note", "description": "Permanently delete a note.", "inputSchema": NOTE},
]
ANSWERS = {
    "initialize": {
        "protocolVersion": "2025-06-18",
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "sample-notes", "version": "1.0.0"},
        "instructions": "Read a note before you delete it.",
    },
    "tools/list": {"tools": TOOLS},
}

for line in sys.stdin:
    request = json.loads(line)
    if "id" not in request:
        continue
    answer = {"jsonrpc": "2.0", "id": request["id"]}
    if request["method"] in ANSWERS:
        answer["result"] = ANSWERS[request["method"]]
    else:
        answer["error"] = {"code": -32601, "message": "Method not found"}
    print(json.dumps(answer), flush=True)
