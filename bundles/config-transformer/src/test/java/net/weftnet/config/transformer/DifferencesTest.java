package net.weftnet.config.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.config.transformer.api.GraphChange;
import net.weftnet.config.transformer.api.Link;
import net.weftnet.config.transformer.api.ObjectName;
import net.weftnet.config.transformer.graph.Fragment;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final ObjectName ROUTER = new ObjectName("bgp-router", "controller");
    private static final Link PEERING = new Link("bgp-peering", ROUTER, new ObjectName("bgp-router", "gateway"));
    private static final Optional<XmlElement> PLAIN = Optional.of(XmlElement.ofText("value", ""));
    private static final Optional<XmlElement> CONFIGURED = Optional.of(XmlElement.ofText("value", "configured"));

    private final Fragment compiled = new Fragment(ROUTER, false, Map.of(), Map.of(PEERING, PLAIN));
    private final Fragment configured = new Fragment(ROUTER, true, Map.of(), Map.of(PEERING, CONFIGURED));
    private final Fragment nothing = new Fragment(ROUTER, true, Map.of(), Map.of());

    @Test
    void aLinkThatIsConfiguredTakesThePlaceOfTheCompiledOne() {
        var differences = new Differences();
        differences.add(nothing, configured);
        differences.add(compiled, null);
        assertEquals(List.of(new GraphChange.LinkSet(PEERING, CONFIGURED)), differences.inOrder());
    }

    @Test
    void theCompiledLinkTakesThePlaceOfOneThatIsNotConfiguredAnyMore() {
        var differences = new Differences();
        differences.add(configured, nothing);
        differences.add(null, compiled);
        assertEquals(List.of(new GraphChange.LinkSet(PEERING, PLAIN)), differences.inOrder());
    }

    @Test
    void aLinkThatNobodyHasAnyMoreIsGone() {
        var differences = new Differences();
        differences.add(configured, nothing);
        assertEquals(List.of(new GraphChange.LinkRemoved(PEERING)), differences.inOrder());
    }
}
