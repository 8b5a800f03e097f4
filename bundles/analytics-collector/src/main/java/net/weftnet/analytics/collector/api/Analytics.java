package net.weftnet.analytics.collector.api;

import java.util.List;
import java.util.Set;

/** What the collector knows at this moment. A service; its answers are copies. */
public interface Analytics {

    /** {@return the generators that are connected, or were until a moment ago, by name} */
    List<GeneratorState> generators();

    /** {@return the types of objects something is known about, for example {@code virtual-network}, sorted} */
    Set<String> types();

    /** {@return the names of the objects of a type, sorted} */
    Set<String> names(String type);

    /** {@return what each generator tells about an object; empty when none does} */
    List<UveState> uves(String type, String name);
}
