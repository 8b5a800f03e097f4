package net.weftnet.config.db.validation;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.log.ChangeSetCodec;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTree;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeCandidate;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeConfiguration;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;
import org.opendaylight.yangtools.yang.data.tree.api.DataValidationFailedException;
import org.opendaylight.yangtools.yang.data.tree.api.TreeType;
import org.opendaylight.yangtools.yang.data.tree.impl.di.InMemoryDataTreeFactory;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.source.SourceIdentifier;
import org.opendaylight.yangtools.yang.model.spi.source.StringYangTextSource;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** A tree of the module validation-test, with its statements; edits are JSON with ' for ". */
final class TestTree {
    static final EffectiveModelContext MODULES = modules();
    private static final ChangeSetCodec CODEC = new ChangeSetCodec(MODULES);

    final Statements statements = new Statements(MODULES);
    private final DataTree tree = new InMemoryDataTreeFactory()
            .create(
                    DataTreeConfiguration.builder(TreeType.CONFIGURATION)
                            .setMandatoryNodesValidation(false)
                            .build(),
                    MODULES);

    /** An edit of the tree. */
    interface Change {
        void apply(DataTreeModification tree);
    }

    private static EffectiveModelContext modules() {
        try (var in = TestTree.class.getResourceAsStream("/validation/validation-test.yang")) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var parser = new DefaultYangParserFactory().createParser();
            parser.addSource(new StringYangTextSource(new SourceIdentifier("validation-test"), text));
            return parser.buildEffectiveModel();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String put(String target, String value) {
        return "{'operation': 'replace', 'target': '/validation-test:" + target + "', 'value': {'validation-test:"
                + value + "}}";
    }

    static String delete(String target) {
        return "{'operation': 'delete', 'target': '/validation-test:" + target + "'}";
    }

    static String port(String name, String leafs) {
        return put("net/port=" + name, "port': [{'name': '" + name + "'" + leafs + "}]");
    }

    DataTreeCandidate prepare(String... edits) throws DataValidationFailedException {
        var json = JsonParser.parseString(("[" + String.join(",", edits) + "]").replace('\'', '"'))
                .getAsJsonArray();
        return prepare(modification -> CODEC.apply(json, modification));
    }

    DataTreeCandidate prepare(Change change) throws DataValidationFailedException {
        var modification = tree.takeSnapshot().newModification();
        change.apply(modification);
        modification.ready();
        tree.validate(modification);
        return tree.prepare(modification);
    }

    /** Checks and, if all is well, makes a change. */
    void commit(String... edits) throws ConfigException, DataValidationFailedException {
        commit(prepare(edits));
    }

    void commit(DataTreeCandidate candidate) throws ConfigException {
        statements.check(candidate, true);
        tree.commit(candidate);
    }

    /** Makes a change without a check. */
    void take(DataTreeCandidate candidate) {
        tree.commit(candidate);
    }

    /** What a check of everything says of the tree after a change. */
    List<String> violationsAfter(DataTreeCandidate candidate) {
        return statements.violations(candidate.getRootNode().dataAfter()).stream()
                .map(Violation::message)
                .toList();
    }

    NormalizedNode data() {
        return tree.takeSnapshot().readNode(YangInstanceIdentifier.of()).orElseThrow();
    }
}
