package net.weftnet.config.db.api;

import java.util.Optional;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.model.api.EffectiveStatementEquivalent;
import org.opendaylight.yangtools.yang.model.api.meta.DeclaredStatement;

/** The statements of {@code weftnet-extensions} on nodes of the modules. */
public final class Extensions {
    private static final String NAMESPACE = "urn:weftnet:extensions";

    private Extensions() {}

    /** {@return whether a node is for the system itself, and not a part of OpenContrail's graph} */
    public static boolean isInternal(DataSchemaNode node) {
        return argument(node, "internal").isPresent();
    }

    /** {@return whether the content of a node stands for the whole attribute that it is in} */
    public static boolean isInline(DataSchemaNode node) {
        return argument(node, "inline").isPresent();
    }

    /** Statements of extensions are kept only as they were written. */
    static Optional<String> argument(DataSchemaNode node, String name) {
        var written =
                ((EffectiveStatementEquivalent<?>) node).asEffectiveStatement().getDeclared();
        if (written == null) {
            return Optional.empty();
        }
        return written.declaredSubstatements().stream()
                .filter(statement -> isExtension(statement, name))
                .findFirst()
                .map(statement -> statement.rawArgument() == null ? "" : statement.rawArgument());
    }

    private static boolean isExtension(DeclaredStatement<?> statement, String name) {
        var statementName = statement.statementDefinition().getStatementName();
        return statementName.getLocalName().equals(name)
                && statementName.getNamespace().toString().equals(NAMESPACE);
    }
}
