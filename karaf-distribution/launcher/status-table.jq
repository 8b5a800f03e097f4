# The objects of `status -o json` → lines with tabs between the columns.
def age: if . == "" then "?" else (now - (sub("\\.[0-9]+Z$"; "Z") | fromdateiso8601) | floor) as $s
  | if $s < 120 then "\($s)s" elif $s < 7200 then "\($s / 60 | floor)m" else "\($s / 3600 | floor)h" end end;
(["NODE", "ROLE", "STATE", "FOR", "DETAIL"] | @tsv),
(.[] | [.node, .role, .level, (.since | age), (if (.detail | length) > 110 then .detail[0:107] + "..." else .detail end)] | @tsv)
