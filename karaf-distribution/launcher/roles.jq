# The conditions of one node → one object for each of its roles, with the worst level and what is wrong.
def rank: {"ok": 0, "degraded": 1, "failed": 2}[.level | ascii_downcase];
def words: if .detail == "" then .subject else "\(.subject): \(.detail)" end;
[ group_by(.role)[]
  | (map(rank) | max) as $worst
  | map(select(rank > 0)) as $bad
  | { node: $node, role: .[0].role, level: ["ok", "degraded", "failed"][$worst],
      since: (if $bad == [] then (map(.since) | max) else ($bad | map(.since) | min) end),
      detail: (if $bad == [] then (map(words) | join("; ")) else ($bad | sort_by(-rank) | map(words) | join("; ")) end) } ]
