# The configuration → what a workload for port $port needs: uuid, machine, network, MAC, address, with tabs
# between them. An address that is not there yet is "-".
."weftnet-config:config" as $config
| [$config.domain[]?.project[]?] as $projects
| first($projects[]."virtual-machine-interface"[]? | select(.name == $port)) as $vmi
| ([$config."instance-ip"[]? | select(any(."virtual-machine-interface"[]?; . == $vmi."fq-name")) | ."instance-ip-address" | select(contains("."))] | first) as $address
| [$vmi.uuid, ($vmi."virtual-machine" // "-"), $vmi."virtual-network", $vmi."virtual-machine-interface-mac-addresses"."mac-address"[0],
   ($address // "-")]
| @tsv
