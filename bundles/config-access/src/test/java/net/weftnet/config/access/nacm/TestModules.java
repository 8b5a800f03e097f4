package net.weftnet.config.access.nacm;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.schema.ContainerNode;
import org.opendaylight.yangtools.yang.data.codec.gson.JSONCodecFactorySupplier;
import org.opendaylight.yangtools.yang.data.codec.gson.JsonParserStream;
import org.opendaylight.yangtools.yang.data.impl.schema.ImmutableNormalizedNodeStreamWriter;
import org.opendaylight.yangtools.yang.data.impl.schema.NormalizationResultHolder;
import org.opendaylight.yangtools.yang.data.util.DataSchemaContextTree;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.spi.source.URLYangTextSource;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** Two small modules, and NACM. */
final class TestModules {
    static final EffectiveModelContext MODULES = parse();
    static final DataSchemaContextTree SCHEMA = DataSchemaContextTree.from(MODULES);
    static final QNameModule TEST = QNameModule.ofRevision("urn:acl-test", "2026-01-01");
    static final QNameModule MORE = QNameModule.ofRevision("urn:acl-more", "2026-01-01");

    private TestModules() {}

    private static EffectiveModelContext parse() {
        try {
            var parser = new DefaultYangParserFactory().createParser();
            for (var name : new String[] {"acl-test", "acl-more"}) {
                parser.addSource(new URLYangTextSource(
                        Objects.requireNonNull(TestModules.class.getResource("/yang/" + name + "@2026-01-01.yang"))));
            }
            var ietf = Path.of("../../yang-models/src/main/yang/ietf/ietf-netconf-acm@2018-02-14.yang");
            parser.addSource(new URLYangTextSource(ietf.toUri().toURL()));
            parser.addSource(new URLYangTextSource(Objects.requireNonNull(
                    TestModules.class.getResource("/META-INF/yang/ietf-yang-types@2013-07-15.yang"))));
            return parser.buildEffectiveModel();
        } catch (Exception e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    static QName test(String name) {
        return QName.create(TEST, name);
    }

    static ContainerNode json(String text) {
        var result = new NormalizationResultHolder();
        try (var parser = JsonParserStream.create(
                ImmutableNormalizedNodeStreamWriter.from(result),
                JSONCodecFactorySupplier.RFC7951.getShared(MODULES))) {
            parser.parse(new JsonReader(new StringReader(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (ContainerNode) result.getResult().data();
    }

    static RuleBook rules(String nacm) {
        return new RuleReader(MODULES).read(json("{\"ietf-netconf-acm:nacm\": " + nacm + "}"));
    }
}
