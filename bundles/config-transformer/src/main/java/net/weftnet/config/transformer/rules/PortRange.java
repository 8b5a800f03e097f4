package net.weftnet.config.transformer.rules;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.intent.Data;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;

/**
 * Ports of a protocol.
 *
 * @param first the first one; -1 for any
 * @param last the last one; -1 for any
 */
record PortRange(int first, int last) {
    /** All ports, as OpenContrail has them when nothing is said. */
    static final PortRange ALL = new PortRange(0, 65_535);

    /** All ports, as they are in most rules: by the name of the container, of which there are two. */
    private static final Map<String, ContainerNode> WRITTEN = new ConcurrentHashMap<>();

    /** {@return the ranges of a rule; all ports when it has none} */
    static List<PortRange> of(Data rule, String list) {
        var ranges = rule.list(list).stream()
                .map(range ->
                        new PortRange((int) range.number("start-port", 0), (int) range.number("end-port", 65_535)))
                .toList();
        return ranges.isEmpty() ? List.of(ALL) : ranges;
    }

    boolean isWithin(PortRange other) {
        return Math.max(first, 0) >= Math.max(other.first, 0) && end(last) <= end(other.last);
    }

    private static int end(int port) {
        return port == -1 ? 65_535 : port;
    }

    ContainerNode write(String name) {
        return equals(ALL) ? WRITTEN.computeIfAbsent(name, this::node) : node(name);
    }

    private ContainerNode node(String name) {
        return CompiledNodes.container(
                name, List.of(CompiledNodes.leaf("start-port", first), CompiledNodes.leaf("end-port", last)));
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
