package net.weftnet.config.db.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.weftnet.config.db.view.Completeness.Objection;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.yang.common.Empty;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.spi.node.ImmutableNodes;
import org.opendaylight.yangtools.yang.model.api.ContainerSchemaNode;
import org.opendaylight.yangtools.yang.model.api.source.SourceIdentifier;
import org.opendaylight.yangtools.yang.model.spi.source.StringYangTextSource;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** What is mandatory, and how many there may be, with the tags of RFC 7950 section 15. */
class CompletenessTest {

    private static final QName DISK = QName.create("urn:weftnet:validation-test", "2026-01-01", "disk");
    private static final ContainerSchemaNode SCHEMA = schema();

    private static ContainerSchemaNode schema() {
        try (var in = CompletenessTest.class.getResourceAsStream("/validation/validation-test.yang")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var parser = new DefaultYangParserFactory().createParser();
            parser.addSource(new StringYangTextSource(new SourceIdentifier("validation-test"), text));
            return (ContainerSchemaNode) parser.buildEffectiveModel()
                    .findModules("validation-test")
                    .iterator()
                    .next()
                    .getDataChildByName(DISK);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static LeafSetNode<?> few(int count) {
        var few = ImmutableNodes.<String>newSystemLeafSetBuilder()
                .withNodeIdentifier(new NodeIdentifier(QName.create(DISK, "few")));
        for (int i = 0; i < count; i++) {
            few.withChildValue("f" + i);
        }
        return few.build();
    }

    private static ContainerNode disk(boolean isChosen, int few) {
        var disk = ImmutableNodes.newContainerBuilder()
                .withNodeIdentifier(new NodeIdentifier(DISK))
                .withChild(few(few));
        if (isChosen) {
            disk.withChild(ImmutableNodes.newChoiceBuilder()
                    .withNodeIdentifier(new NodeIdentifier(QName.create(DISK, "where")))
                    .withChild(ImmutableNodes.leafNode(QName.create(DISK, "here"), Empty.value()))
                    .build());
        }
        return disk.build();
    }

    private static Optional<Objection> of(ContainerNode disk) {
        return new Completeness().within(SCHEMA, disk, "");
    }

    @Test
    void countsEntriesAndMissesChoices() {
        // The cipher and the keys have conditions, which are not a matter of this.
        assertEquals(Optional.empty(), of(disk(true, 1)));
        assertEquals(
                Optional.of(new Objection("few has at most 1, not 2", Optional.of("too-many-elements"))),
                of(disk(true, 2)));
        assertEquals(Optional.of(new Objection("where is missing", Optional.of("missing-choice"))), of(disk(false, 1)));
    }
}
