# The configuration → what a workload for port $port needs: uuid, machine, network, MAC, address, prefix length, gateway,
# with tabs between them. An address that is not there yet is "-".
def ipv4: split(".") | map(tonumber) | ((.[0] * 256 + .[1]) * 256 + .[2]) * 256 + .[3];
def covers($address): (.subnet | split("/")) as [$first, $length]
  | pow(2; 32 - ($length | tonumber)) as $size | ($first | ipv4) as $start | ($address | ipv4) as $a | $a >= $start and $a < $start + $size;
."weftnet-config:config" as $config
| [$config.domain[]?.project[]?] as $projects
| first($projects[]."virtual-machine-interface"[]? | select(.name == $port)) as $vmi
| first($projects[]."virtual-network"[]? | select(."fq-name" == $vmi."virtual-network")) as $network
| ([$config."instance-ip"[]? | select(any(."virtual-machine-interface"[]?; . == $vmi."fq-name")) | ."instance-ip-address" | select(contains("."))] | first) as $address
| (if $address then first($network."network-ipam"[]?."ipam-subnets"[]? | select((.subnet | contains(".")) and covers($address))) else {} end) as $subnet
| [$vmi.uuid, ($vmi."virtual-machine" // "-"), $network."fq-name", $vmi."virtual-machine-interface-mac-addresses"."mac-address"[0],
   ($address // "-"), (($subnet.subnet // "-/-") | split("/")[1]), ($subnet."default-gateway" // "-")]
| @tsv
