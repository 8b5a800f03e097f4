package net.weftnet.config.db.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.weftnet.config.db.api.NotificationFilters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.common.Uint8;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeWithValue;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.UnkeyedListEntryNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.source.SourceIdentifier;
import org.opendaylight.yangtools.yang.model.spi.source.StringYangTextSource;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;
import org.opendaylight.yangtools.yang.xpath.impl.AntlrXPathParserFactory;

/** The examples of RFC 8040, section B.3.6, and what else an expression may have. */
class XPathFiltersTest {
    private static final QNameModule MODULE = QNameModule.of("urn:example:mod");

    private static final String YANG =
            """
            module example-mod {
              yang-version 1.1;
              namespace "urn:example:mod";
              prefix ex;
              notification event {
                leaf event-class { type string; }
                leaf severity { type uint8; }
                container reporting-entity { leaf card { type string; } }
                leaf-list email-addr { type string; }
                list step { leaf name { type string; } leaf result { type string; } }
              }
              notification linkUp { leaf name { type string; } }
              notification linkDown { leaf name { type string; } }
            }
            """;

    private final NotificationFilters filters = filters();

    private static NotificationFilters filters() {
        try {
            var parser = new DefaultYangParserFactory().createParser();
            parser.addSource(new StringYangTextSource(new SourceIdentifier("example-mod"), YANG));
            return new XPathFilters(parser.buildEffectiveModel(), new AntlrXPathParserFactory());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static QName name(String name) {
        return QName.create(MODULE, name);
    }

    private static UnkeyedListEntryNode step(String name, String result) {
        return ImmutableNodes.newUnkeyedListEntryBuilder()
                .withNodeIdentifier(new NodeIdentifier(name("step")))
                .withChild(ImmutableNodes.leafNode(name("name"), name))
                .withChild(ImmutableNodes.leafNode(name("result"), result))
                .build();
    }

    private static ContainerNode event() {
        var address = name("email-addr");
        return ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(name("event")))
                .withChild(ImmutableNodes.leafNode(name("event-class"), "fault"))
                .withChild(ImmutableNodes.leafNode(name("severity"), Uint8.valueOf(4)))
                .withChild(ImmutableNodes.newContainerBuilder()
                        .withNodeIdentifier(new NodeIdentifier(name("reporting-entity")))
                        .withChild(ImmutableNodes.leafNode(name("card"), "Ethernet0"))
                        .build())
                .withChild(ImmutableNodes.<String>newSystemLeafSetBuilder()
                        .withNodeIdentifier(new NodeIdentifier(address))
                        .withChild(ImmutableNodes.leafSetEntry(new NodeWithValue<>(address, "noc@company.com")))
                        .build())
                .withChild(ImmutableNodes.newUnkeyedListBuilder()
                        .withNodeIdentifier(new NodeIdentifier(name("step")))
                        .withValue(List.of(step("probe", "good"), step("repair", "bad")))
                        .build())
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            textBlock =
                    """
            /event/event-class='fault'                             => true
            /event/severity<=4                                     => true
            /linkUp|/linkDown                                      => false
            /*/reporting-entity/card!='Ethernet0'                  => false
            /*/email-addr[contains(.,'company.com')]               => true
            (/event/event-class='fault' and (/event/severity<=3 or /event/reporting-entity/card='Ethernet0')) => true
            """)
    void theExamplesOfTheStandard(String expression, boolean passes) {
        assertEquals(passes, filters.filter(name("event"), expression).passes(event()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            textBlock =
                    """
            /example-mod:event/example-mod:severity > 4            => false
            example-mod:event                                      => true
            not(/event/severity = 4)                               => false
            count(/event/step) = 2                                 => true
            /event/step[name='repair']/result = 'bad'              => true
            /event/step[name='probe']/result = 'bad'               => false
            /event/step[2]/name = 'repair'                         => true
            //result = 'bad'                                       => true
            starts-with(/event/event-class, 'fa')                  => true
            'text'                                                 => true
            0                                                      => false
            """)
    void whatElseAnExpressionMayHave(String expression, boolean passes) {
        assertEquals(passes, filters.filter(name("event"), expression).passes(event()));
    }

    @Test
    void anotherKindOfNotification() {
        var up = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(name("linkUp")))
                .withChild(ImmutableNodes.leafNode(name("name"), "eth0"))
                .build();
        assertTrue(filters.filter(name("linkUp"), "/linkUp|/linkDown").passes(up));
        assertFalse(filters.filter(name("linkUp"), "/event/event-class='fault'").passes(up));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/event[",
                "/unknown:event",
                "nothing(1)",
                "/event/following-sibling::event",
                "$variable = 1",
                "a b",
                "/event) or (/linkUp",
                "/event) x (/linkUp",
                "/event]",
                "/event, /linkUp",
                "'text"
            })
    void whatIsNoExpressionIsRefused(String expression) {
        assertThrows(IllegalArgumentException.class, () -> filters.filter(name("event"), expression));
    }

    @Test
    void bracketsInTextAreText() {
        assertFalse(filters.filter(name("event"), "/event/event-class = '),(' or \"]\" = ')'")
                .passes(event()));
    }

    /** Without a limit it would be evaluated 2 to the power of 20 times and more. */
    @Test
    @Timeout(60)
    void anExpressionHasACost() {
        var nested = "/descendant-or-self::*[".repeat(20) + "1" + "]".repeat(20);
        assertThrows(IllegalArgumentException.class, () -> filters.filter(name("event"), nested));
    }

    /** What shows only with the content of an event. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/event/step[re-match(concat(name, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'), '.*.*.*.*.*.*.*.*b')]",
                "/event/email-addr[//*[//*[//*[//*[//*[//*[//*[//*[//*]]]]]]]]]"
            })
    @Timeout(60)
    void anEventHasACost(String expression) {
        var filter = filters.filter(name("event"), expression);
        assertThrows(IllegalArgumentException.class, () -> filter.passes(event()));
    }

    @Test
    void whoIsInterruptedGivesUp() {
        var filter = filters.filter(name("event"), "/event");
        Thread.currentThread().interrupt();
        try {
            assertThrows(IllegalArgumentException.class, () -> filter.passes(event()));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void anExpressionHasALength() {
        assertThrows(IllegalArgumentException.class, () -> filters.filter(name("event"), "1" + " or 1".repeat(500)));
    }
}
