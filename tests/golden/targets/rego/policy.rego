# input: {"server": "vault", "tool": …, "arguments": {…}}
# decision: "allow", "limit" (the host counts), "ask" or "deny"
package mcp["vault"]

import rego.v1

default decision := "deny"

default reason := "The policy does not name this tool."

decision := ruling.decision

reason := ruling.reason

limit := ruling.limit

tool := input.tool if input.server == "vault"

ruling := tools[tool]

ruling := {"decision": "allow", "reason": "it is a harmless call (sample/line)."} if {
	tool == "manage_item"
	input.arguments["method"] in ["get", "list"]
} else := {"decision": "limit", "limit": {"max": 30, "window": "minute"}, "reason": "it is a harmless call (sample/line)."} if {
	tool == "manage_item"
	input.arguments["method"] in ["create"]
} else := {"decision": "ask", "reason": "it is a harmless call (sample/line)."} if {
	tool == "manage_item"
	input.arguments["method"] in ["update"]
} else := {"decision": "deny", "reason": "it is part of the sample (sample/line)."} if {
	tool == "manage_item"
}

ruling := {"decision": "limit", "limit": {"max": 10, "window": "minute"}, "reason": "it is a harmless call (sample/line)."} if {
	tool == "pay"
	is_number(input.arguments["amount"])
	input.arguments["amount"] <= 100
} else := {"decision": "ask", "limit": {"max": 10, "window": "minute"}, "reason": "it is part of the sample (sample/line)."} if {
	tool == "pay"
}

ruling := {"decision": "allow", "reason": "it is a harmless call (sample/line)."} if {
	tool == "pay oddly"
	is_number(input.arguments["the ~/amount"])
	input.arguments["the ~/amount"] <= 2.5
} else := {"decision": "ask", "reason": "it is part of the sample (sample/line)."} if {
	tool == "pay oddly"
}

ruling := {"decision": "allow", "reason": "it is a harmless call (sample/line)."} if {
	tool == "pay_points"
	is_number(input.arguments["points"])
	input.arguments["points"] <= 5
} else := {"decision": "deny", "reason": "it is part of the sample (sample/line)."} if {
	tool == "pay_points"
}

ruling := {"decision": "allow", "reason": "it is a harmless call (sample/line)."} if {
	tool == "restore"
	input.arguments["overwrite"] == false
	input.arguments["scope"] in ["one", "it's"]
} else := {"decision": "ask", "reason": "it is part of the sample (sample/line)."} if {
	tool == "restore"
}

ruling := {"decision": "limit", "limit": {"max": 10, "window": "minute"}, "reason": "it is a harmless call (sample/line)."} if {
	tool == "run_query"
	regex.match("^\\s*(?:SELECT|select)\\b", input.arguments["sql"])
	is_string(input.arguments["sql"])
	not regex.match(";", input.arguments["sql"])
} else := {"decision": "ask", "limit": {"max": 10, "window": "minute"}, "reason": "it is part of the sample (sample/line)."} if {
	tool == "run_query"
}

ruling := {"decision": "allow", "reason": "it is a harmless call (sample/line)."} if {
	tool == "sync"
	input.arguments["dry_run"] == true
} else := {"decision": "deny", "reason": "it is part of the sample (sample/line)."} if {
	tool == "sync"
}

tools := {
	"*": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"a, b] and c": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"create_item": {"decision": "limit", "limit": {"max": 30, "window": "minute"}, "reason": "it is part of the sample (sample/line)."},
	"drop_vault": {"decision": "deny", "reason": "it is part of the sample (sample/line)."},
	"export_every_item_of_the_whole_vault_including_the_ones_in_the_archive": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"find/items": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"get.item": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"get_item": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"größe": {"decision": "ask", "reason": "it is part of the sample (sample/line)."},
	"hidden\u200bname": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"it's": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"list_items": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"null": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
	"say \"hi\" \\ or 'no'": {"decision": "ask", "reason": "it is part of the sample (sample/line)."},
	"search items": {"decision": "limit", "limit": {"max": 600, "window": "hour"}, "reason": "it is part of the sample (sample/line)."},
	"yes": {"decision": "allow", "reason": "it is part of the sample (sample/line)."},
}
