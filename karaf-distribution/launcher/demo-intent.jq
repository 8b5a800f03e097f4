# The demo: two networks with two ports each, and the compute nodes ($nodes: [{name, address}]). Addresses, MACs and
# numbers are left to the platform.
def fq: "default-domain:demo:\(.)";
def network($name; $subnet): {name: $name, "network-ipam": [{"fq-name": ("ipam" | fq), "ipam-subnets": [{subnet: $subnet}]}]};
[ {name: "vm1", network: "front"}, {name: "vm2", network: "front"}, {name: "vm3", network: "back"}, {name: "vm4", network: "back"} ] as $ports
| def machine: "de300000-0000-4000-8000-00000000000\(.name[2:])";
{ "weftnet-config:config": {
    "global-system-config": { "virtual-router": [$nodes[] | {name: .name, "virtual-router-ip-address": .address}] },
    domain: [ { name: "default-domain", "virtual-DNS": [{name: "names", "virtual-DNS-data": {"domain-name": "demo.internal"}}], project: [ { name: "demo",
      "network-ipam": [{name: "ipam", "virtual-DNS": ["default-domain:names"],
        "network-ipam-mgmt": {"ipam-dns-method": "virtual-dns-server", "ipam-dns-server": {"virtual-dns-server-name": "default-domain:names"}}}],
      "virtual-network": [network("front"; "10.1.1.0/24"), network("back"; "10.1.2.0/24")],
      "virtual-machine-interface": [$ports[] | {name: .name, "virtual-network": (.network | fq), "virtual-machine": machine}] } ] } ],
    "virtual-machine": [$ports[] | {name: machine}],
    "instance-ip": [$ports[] | {name: "demo-\(.name)", "virtual-network": (.network | fq), "virtual-machine-interface": [.name | fq]}] } }
