package net.weftnet.control.config.graph;

import java.util.List;
import net.weftnet.common.xml.XmlElement;

/**
 * News of the graph, in order.
 *
 * @param whole whether the changes are all there is: what they do not set is gone
 */
public record GraphUpdate(boolean whole, List<Change> changes) {

    public GraphUpdate {
        changes = List.copyOf(changes);
    }

    /** One fact that changed. */
    public sealed interface Change {
        Fact fact();
    }

    /** The fact holds, with this value. */
    public record Set(Fact fact, XmlElement value) implements Change {}

    /** The fact no longer holds. */
    public record Remove(Fact fact) implements Change {}
}
