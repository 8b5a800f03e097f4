package net.weftnet.compute.forwarding.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import net.weftnet.compute.forwarding.api.Forwarding;
import net.weftnet.compute.forwarding.api.ForwardingException;
import net.weftnet.compute.forwarding.api.InterfaceEntry;
import net.weftnet.compute.forwarding.api.NextHop;
import net.weftnet.compute.forwarding.api.NextHopEntry;
import net.weftnet.compute.forwarding.api.TableKind;

/** Next hops as an operator reads them: {@code to 198.18.1.12 over udp}, {@code tap-vm1 02:…}. */
final class NextHopNames {
    private final Map<Integer, String> devices = new HashMap<>();
    private final Map<Integer, NextHop> nextHops = new HashMap<>();

    private NextHopNames() {}

    static NextHopNames of(Forwarding forwarding) throws ForwardingException {
        var names = new NextHopNames();
        for (var entry : forwarding.dump(TableKind.INTERFACE)) {
            if (entry instanceof InterfaceEntry device) {
                names.devices.put(device.ifIndex(), device.device());
            }
        }
        for (var entry : forwarding.dump(TableKind.NEXT_HOP)) {
            if (entry instanceof NextHopEntry(var id, var nextHop)) {
                names.nextHops.put(id, nextHop);
            }
        }
        return names;
    }

    String name(int id) {
        return switch (nextHops.get(id)) {
            case null -> "missing";
            case NextHop.Discard _ -> "discard";
            case NextHop.Ecmp(var members) ->
                members.stream()
                        .map(member -> member.nextHopId() + (member.label() == 0 ? "" : " label " + member.label()))
                        .collect(Collectors.joining(", ", "one of ", ""));
            case NextHop.Multicast(var copies) ->
                copies.stream()
                        .map(copy -> copy.nextHopId() + (copy.label() == 0 ? "" : " label " + copy.label()))
                        .collect(Collectors.joining(", ", "copies to ", ""));
            case NextHop.Interface(var ifIndex, var mac) ->
                devices.getOrDefault(ifIndex, "missing interface " + ifIndex) + " " + mac;
            case NextHop.Floating(var ifIndex, var mac) ->
                devices.getOrDefault(ifIndex, "missing interface " + ifIndex) + " " + mac + ", floating addresses";
            case NextHop.Tunnel(var encapsulation, var source, var destination, var router) ->
                "to " + destination + " from " + source + " over " + encapsulation.wireName()
                        + (router.bits() == 0 ? "" : ", router " + router);
        };
    }
}
