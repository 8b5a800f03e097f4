package net.weftnet.control.proxy.dns;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * The names of a virtual name server: those configured, and those of the workloads that use it. Confined to the proxy's
 * thread.
 */
final class VirtualZone {
    /** In which order the records of a name are told. */
    enum Order {
        FIXED,
        RANDOM,
        ROUND_ROBIN
    }

    private final Name domain;
    private final Order order;
    private final long negativeTtl;
    private final Optional<String> next;
    private final RandomGenerator random;
    private final Map<Name, List<Record>> records = new HashMap<>();
    private int turn;

    /**
     * @param negativeTtl seconds for which it may be remembered that there is no such name
     * @param next who is asked for other names: the fq-name of another virtual name server, or an address
     */
    VirtualZone(Name domain, Order order, long negativeTtl, Optional<String> next, RandomGenerator random) {
        this.domain = domain;
        this.order = order;
        this.negativeTtl = negativeTtl;
        this.next = next;
        this.random = random;
    }

    Name domain() {
        return domain;
    }

    Optional<String> next() {
        return next;
    }

    void add(Record record) {
        var of = records.computeIfAbsent(record.getName(), _ -> new ArrayList<>());
        if (!of.contains(record)) {
            of.add(record);
        }
    }

    /** {@return whether the zone has the say over a name} */
    boolean isResponsibleFor(Name name) {
        return name.subdomain(domain) || records.containsKey(name);
    }

    /** {@return whether there is a name: it has records, or a name below it has} */
    boolean exists(Name name) {
        return records.containsKey(name)
                || name.equals(domain)
                || records.keySet().stream().anyMatch(other -> other.subdomain(name));
    }

    /** {@return the records of a name and type, in the order in which they are to be told} */
    List<Record> find(Name name, int type) {
        var found = new ArrayList<Record>();
        for (var record : records.getOrDefault(name, List.of())) {
            if (record.getType() == type || type == Type.ANY) {
                found.add(record);
            }
        }
        if (found.size() > 1) {
            switch (order) {
                case FIXED -> {}
                case RANDOM -> Collections.shuffle(found, Random.from(random));
                case ROUND_ROBIN -> Collections.rotate(found, -Math.floorMod(turn++, found.size()));
            }
        }
        return found;
    }

    /** {@return the record that goes with the answer that there is nothing (RFC 2308)} */
    SOARecord startOfAuthority() {
        return new SOARecord(domain, DClass.IN, negativeTtl, domain, domain, 1, 3600, 600, 86_400, negativeTtl);
    }
}
