"""Asks the API what OpenContrail's Python client asks, in its words: the same URLs, parameters, headers and bodies.

Usage: vnc_client.py URL
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid

HEADERS = {
    "Content-type": 'application/json; charset="UTF-8"',
    "X-Contrail-Useragent": "host:vnc_client.py",
}


class Refused(Exception):
    def __init__(self, status, text):
        super().__init__(f"{status} {text}")
        self.status = status


class Client:
    """What the client keeps: where the homepage said that things are."""

    def __init__(self, server):
        self.server = server
        self.create_uri, self.base_uri, self.action_uri = {}, {}, {}
        home = json.loads(self.request("GET", "/"))
        places = {
            "collection": self.create_uri,
            "resource-base": self.base_uri,
            "action": self.action_uri,
        }
        for link in (one["link"] for one in home["links"]):
            if link["rel"] in places:
                places[link["rel"]][link["name"]] = link["href"].replace(home["href"], "")

    def request(self, method, uri, body=None, query=None):
        url = self.server + uri + ("?" + urllib.parse.urlencode(query) if query else "")
        data = None if body is None else body.encode()
        try:
            with urllib.request.urlopen(urllib.request.Request(url, data, HEADERS, method=method)) as reply:
                return reply.read().decode()
        except urllib.error.HTTPError as refusal:
            raise Refused(refusal.code, refusal.read().decode()) from refusal

    def action(self, name, **body):
        reply = self.request("POST", self.action_uri[name], json.dumps(body))
        return json.loads(reply) if reply else None

    def create(self, kind, fq_name, **members):
        body = {"fq_name": fq_name, **members}
        return json.loads(self.request("POST", self.create_uri[kind], json.dumps({kind: body})))[kind]

    def read(self, kind, identity, fields=None):
        query = {"fields": fields} if fields else {"exclude_back_refs": True, "exclude_children": True}
        return json.loads(self.request("GET", f"{self.base_uri[kind]}/{identity}", query=query))[kind]

    def update(self, kind, identity, **members):
        body = json.dumps({kind: {"uuid": identity, **members}})
        return json.loads(self.request("PUT", f"{self.base_uri[kind]}/{identity}", body))[kind]

    def delete(self, kind, identity):
        self.request("DELETE", f"{self.base_uri[kind]}/{identity}")

    def list(self, kind, **query):
        asked = {**query, "detail": query.get("detail", False), "count": query.get("count", False), "shared": False}
        return json.loads(self.request("GET", self.create_uri[kind], query=asked))[kind + "s"]

    def to_id(self, kind, fq_name):
        return self.action("name-to-id", type=kind, fq_name=fq_name)["uuid"]


def refuses(status, call, *arguments, **members):
    try:
        call(*arguments, **members)
    except Refused as refusal:
        assert refusal.status == status, refusal
        return
    raise AssertionError(f"{call} {arguments} was not refused")


def project(client):
    identity = str(uuid.uuid4())
    made = client.create("project", ["default-domain", "shop"], uuid=identity, parent_type="domain")
    assert made["uuid"] == identity, made
    assert made["parent_uuid"] == client.to_id("domain", ["default-domain"])
    refuses(409, client.create, "project", ["default-domain", "shop"], parent_type="domain")
    refuses(404, client.to_id, "project", ["default-domain", "nobody"])
    return identity


def network(client):
    ipam = client.create("network-ipam", ["default-domain", "shop", "plan"], parent_type="project")
    # The client sends what nobody set as null, in all its types.
    subnet = {
        "subnet": {"ip_prefix": "10.9.0.0", "ip_prefix_len": 24},
        "default_gateway": None,
        "dns_server_address": None,
        "enable_dhcp": True,
        "dns_nameservers": [],
        "allocation_pools": [{"start": "10.9.0.10", "end": "10.9.0.20", "vrouter_specific_pool": None}],
        "host_routes": None,
    }
    made = client.create(
        "virtual-network",
        ["default-domain", "shop", "front"],
        parent_type="project",
        virtual_network_properties={"allow_transit": None, "forwarding_mode": "l3", "rpf": None, "of_other_versions": None},
        network_ipam_refs=[
            {"to": ipam["fq_name"], "uuid": ipam["uuid"], "attr": {"ipam_subnets": [subnet], "host_routes": None}}
        ],
    )
    read = client.read("virtual-network", made["uuid"])
    assert read["virtual_network_properties"] == {"forwarding_mode": "l3"}, read
    attr = read["network_ipam_refs"][0]["attr"]
    assert attr["ipam_subnets"][0]["default_gateway"] == "10.9.0.1", attr
    words = read["id_perms"]["uuid"]
    assert uuid.UUID(int=words["uuid_mslong"] << 64 | words["uuid_lslong"]) == uuid.UUID(made["uuid"])
    assert read["virtual_network_network_id"] > 0
    return made["uuid"]


def policy(client, network_id):
    # All alternatives are there, and all but one are null or empty.
    anywhere = {"subnet": None, "virtual_network": "any", "security_group": None, "network_policy": None, "subnet_list": []}
    any_port = {"start_port": -1, "end_port": -1}
    rule = {
        "rule_sequence": None,
        "rule_uuid": None,
        "direction": "<>",
        "protocol": "any",
        "src_addresses": [anywhere],
        "src_ports": [any_port],
        "application": [],
        "dst_addresses": [anywhere],
        "dst_ports": [any_port],
        "action_list": {"simple_action": "pass", "gateway_name": None, "apply_service": [], "mirror_to": None},
        "ethertype": None,
    }
    made = client.create(
        "network-policy", ["default-domain", "shop", "open"], parent_type="project", network_policy_entries={"policy_rule": [rule]}
    )
    rule = client.read("network-policy", made["uuid"])["network_policy_entries"]["policy_rule"][0]
    assert uuid.UUID(rule["rule_uuid"]) and rule["src_addresses"] == [{"virtual_network": "any"}], rule
    attr = {"sequence": {"major": 0, "minor": 0}, "timer": None}
    client.update("virtual-network", network_id, network_policy_refs=[{"to": made["fq_name"], "attr": attr}])
    refuses(409, client.delete, "network-policy", made["uuid"])
    client.update("virtual-network", network_id, network_policy_refs=[])
    client.delete("network-policy", made["uuid"])


def port(client, network_id):
    machine = str(uuid.uuid4())
    client.create("virtual-machine", [machine], uuid=machine)
    made = client.create(
        "virtual-machine-interface",
        ["default-domain", "shop", "port"],
        parent_type="project",
        virtual_network_refs=[{"to": ["default-domain", "shop", "front"], "uuid": network_id}],
        virtual_machine_interface_bindings={"key_value_pair": []},
    )
    client.action(
        "prop-collection-update",
        uuid=made["uuid"],
        updates=[
            {
                "field": "virtual_machine_interface_bindings",
                "operation": "set",
                "value": {"key": "host_id", "value": "compute1"},
                "position": "host_id",
            }
        ],
    )
    client.action(
        "ref-update",
        **{
            "type": "virtual-machine-interface",
            "uuid": made["uuid"],
            "ref-type": "virtual-machine",
            "ref-uuid": machine,
            "ref-fq-name": [machine],
            "operation": "ADD",
            "attr": None,
        },
    )
    address = client.create(
        "instance-ip",
        [str(uuid.uuid4())],
        virtual_network_refs=[{"to": ["default-domain", "shop", "front"]}],
        virtual_machine_interface_refs=[{"to": made["fq_name"], "uuid": made["uuid"]}],
        instance_ip_address=None,
    )
    read = client.read("instance-ip", address["uuid"])
    assert read["instance_ip_address"] == "10.9.0.10", read
    found = client.read("virtual-machine-interface", made["uuid"], fields="instance_ip_back_refs,virtual_machine_refs")
    assert found["instance_ip_back_refs"][0]["uuid"] == address["uuid"], found
    assert found["virtual_machine_refs"][0]["to"] == [machine], found
    return made["uuid"], address["uuid"], machine


def lists(client, project_id, network_id, port_id):
    assert [one["uuid"] for one in client.list("virtual-network", parent_id=project_id)] == [network_id]
    detailed = client.list(
        "virtual-machine-interface", back_ref_id=network_id, detail=True, fields="instance_ip_back_refs"
    )
    assert detailed[0]["virtual-machine-interface"]["instance_ip_back_refs"], detailed
    by_filter = client.list("virtual-network", filters='display_name=="front",router_external==null')
    assert by_filter == [], by_filter
    by_filter = client.list("virtual-network", filters="display_name==" + json.dumps("front"))
    assert len(by_filter) == 1, by_filter
    assert client.list("virtual-network", parent_fq_name_str="default-domain:shop", count=True) == {"count": 1}
    bulk = client.action(
        "list-bulk-collection", type="virtual-machine-interface", obj_uuids=port_id, detail=True, count=False, shared=False
    )
    assert len(bulk["virtual-machine-interfaces"]) == 1, bulk
    assert client.action("id-to-name", uuid=port_id)["type"] == "virtual-machine-interface"


def end(client, project_id, network_id, port_id, address_id, machine):
    refuses(409, client.delete, "virtual-network", network_id)
    client.update("virtual-network", network_id, display_name="Front", network_policy_refs=[])
    client.delete("instance-ip", address_id)
    client.delete("virtual-machine-interface", port_id)
    client.delete("virtual-machine", machine)
    client.delete("virtual-network", network_id)
    refuses(404, client.read, "virtual-network", network_id)
    refuses(409, client.delete, "project", project_id)
    client.delete("network-ipam", client.to_id("network-ipam", ["default-domain", "shop", "plan"]))
    client.delete("project", project_id)
    client.action("useragent-keyvalue", operation="STORE", key="subnet", value="front 10.9.0.0/24")
    assert client.action("useragent-keyvalue", operation="RETRIEVE", key="subnet")["value"] == "front 10.9.0.0/24"


def main():
    client = Client(sys.argv[1])
    project_id = project(client)
    network_id = network(client)
    policy(client, network_id)
    port_id, address_id, machine = port(client, network_id)
    lists(client, project_id, network_id, port_id)
    end(client, project_id, network_id, port_id, address_id, machine)


if __name__ == "__main__":
    main()
