package net.weftnet.control.netconf.template;

import static net.weftnet.control.netconf.Gateways.BACK;
import static net.weftnet.control.netconf.Gateways.FRONT;
import static net.weftnet.control.netconf.Gateways.gateway;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.config.api.GatewayRouter.Vrf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static List<XmlElement> golden(String name) throws Exception {
        try (InputStream file = Objects.requireNonNull(TemplateTest.class.getResourceAsStream(name), name)) {
            return List.of(XmlReader.read(file, XmlLimits.MESSAGE));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static String one(List<XmlElement> configuration) {
        assertEquals(1, configuration.size());
        return configuration.getFirst().toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openconfig", "juniper"})
    void aGatewayIsToldItsVrfsTargetsSessionsAndVnis(String vendor) throws Exception {
        var wanted = Template.of(vendor).wanted(gateway(vendor, FRONT));
        assertEquals(golden(vendor + ".xml").getFirst().toString(), one(wanted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openconfig", "juniper"})
    void whatIsAsWantedIsLeftAlone(String vendor) {
        var template = Template.of(vendor);
        var gateway = gateway(vendor, FRONT, BACK);
        assertEquals(Optional.empty(), template.edit(Optional.of(gateway), template.wanted(gateway)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openconfig", "juniper"})
    void onAnEmptyDeviceEverythingIsMade(String vendor) {
        var template = Template.of(vendor);
        var gateway = gateway(vendor, FRONT);
        var edit = template.edit(Optional.of(gateway), List.of()).orElseThrow();
        assertTrue(edit.reason().contains("not there"), edit.reason());
        assertTrue(one(edit.config()).contains("nc:operation=\"replace\""));
    }

    @Test
    void ofVrfsOnlyThoseThatDifferAreReplacedAndTheOthersDeleted() {
        var template = Template.of("");
        var before = template.wanted(gateway("", FRONT, BACK));
        var other = new Vrf(FRONT.name(), 5, 4711, true, true, FRONT.imports(), FRONT.exports(), FRONT.prefixes());
        var edit = template.edit(Optional.of(gateway("", other)), before).orElseThrow();
        assertEquals(
                Set.of(
                        "weft-front-5-l2: network-instance/evpn/evpn-instances/evpn-instance/vxlan/config/vni is 1005, not 4711",
                        "weft-back-6: no longer wanted",
                        "weft-back-6-l2: no longer wanted"),
                Set.of(edit.reason().split("; ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openconfig", "juniper"})
    void aTargetThatIsNoLongerWantedIsADifference(String vendor) {
        var template = Template.of(vendor);
        var more = new Vrf(FRONT.name(), 5, 1005, true, true, BACK.imports(), FRONT.exports(), FRONT.prefixes());
        var none = new Vrf(FRONT.name(), 5, 1005, true, true, Set.of(), FRONT.exports(), FRONT.prefixes());
        for (var vrf : List.of(more, none)) {
            var edit = template.edit(Optional.of(gateway(vendor, vrf)), template.wanted(gateway(vendor, FRONT)));
            assertTrue(edit.isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openconfig", "juniper"})
    void whatOthersHaveConfiguredIsNeverTouched(String vendor) throws Exception {
        var template = Template.of(vendor);
        var foreign = golden("foreign-" + vendor + ".xml");
        assertEquals("", template.ours(foreign));
        assertEquals(Optional.empty(), template.edit(Optional.empty(), foreign));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openconfig", "juniper"})
    void aGatewayThatIsNoLongerOursLosesWhatIsOurs(String vendor) {
        var template = Template.of(vendor);
        var edit = template.edit(Optional.empty(), template.wanted(gateway(vendor, FRONT)))
                .orElseThrow();
        var operations = new ArrayList<String>();
        operations(edit.config(), operations);
        assertFalse(operations.isEmpty());
        assertEquals(Set.of("delete"), Set.copyOf(operations));
    }

    private static void operations(List<XmlElement> elements, List<String> found) {
        for (var element : elements) {
            element.attribute("nc:operation").ifPresent(found::add);
            operations(element.children(), found);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openconfig", "juniper"})
    void aVrfWithoutTargetsLetsNothingThrough(String vendor) {
        GatewayRouter gateway = gateway(vendor, new Vrf("a:b:c", 7, 7, false, true, Set.of(), Set.of(), List.of()));
        var text = one(Template.of(vendor).wanted(gateway));
        assertFalse(text.contains("<accept/>"), text);
        assertFalse(text.contains("route-target>"), text);
    }

    @Test
    void theOrderAndThePrefixesOfADeviceDoNotCount() throws Exception {
        var template = Template.of("");
        var gateway = gateway("", FRONT);
        var shown = XmlReader.read(
                one(template.wanted(gateway)).replace("xmlns:i=", "xmlns:oc-x=").replace(">i:", ">oc-x:"),
                XmlLimits.MESSAGE);
        assertEquals(Optional.empty(), template.edit(Optional.of(gateway), List.of(reversed(shown))));
    }

    private static XmlElement reversed(XmlElement element) {
        return new XmlElement(
                element.name(),
                element.attributes(),
                element.text(),
                element.children().reversed().stream()
                        .map(TemplateTest::reversed)
                        .toList());
    }
}
