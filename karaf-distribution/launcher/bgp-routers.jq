# The configuration → an edit with those of the control nodes ($nodes: [{name, address}]) that it has no bgp-router for; null if there
# are none. They are of the system's autonomous system.
.["weftnet-config:config"] as $config
| [$config["bgp-router"][]?.name] as $there
| [ $nodes[] | select(.name | IN($there[]) | not)
    | {name, "bgp-router-parameters": {"autonomous-system": $config["global-system-config"]["autonomous-system"],
        "address": .address, "router-type": "control-node"}} ]
| if . == [] then null else {"weftnet-config:config": {"bgp-router": .}} end
