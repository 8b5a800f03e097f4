package net.weftnet.config.db.validation;

import java.util.Optional;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.validation.xpath.DataNode;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.model.api.LeafSchemaNode;

/** What is wrong with a node, with the application tag of RFC 7950 section 15 or of the statement. */
record Violation(Kind kind, YangInstanceIdentifier path, String message, Optional<String> appTag) {

    static Violation of(Constraint constraint, DataNode node) {
        return switch (constraint.kind()) {
            case REQUIRED -> required(constraint, node);
            case MUST ->
                new Violation(
                        Kind.INVALID,
                        node.path(),
                        constraint.message().orElseGet(() -> node.place() + " must fulfil: " + constraint.text()),
                        Optional.of(constraint.appTag().orElse("must-violation")));
            case WHEN ->
                new Violation(
                        Kind.INVALID,
                        node.path(),
                        node.place() + " may be there only when: " + constraint.text(),
                        Optional.empty());
        };
    }

    /** RFC 7950 sections 7.6.5 and 15.3. */
    private static Violation required(Constraint constraint, DataNode node) {
        var missing = node.place() + "/" + constraint.context().name().getLocalName();
        int minimum = constraint.minimum();
        return minimum == 1 && constraint.context().statement() instanceof LeafSchemaNode
                ? new Violation(
                        Kind.INVALID,
                        node.path(),
                        missing + " is missing, which has to be there when: " + constraint.text(),
                        Optional.empty())
                : new Violation(
                        Kind.INVALID,
                        node.path(),
                        missing + " needs at least " + minimum + " when: " + constraint.text(),
                        Optional.of("too-few-elements"));
    }

    static Violation unique(DataNode entry, String message) {
        return new Violation(
                Kind.DUPLICATE, entry.path(), entry.place() + ": " + message, Optional.of("data-not-unique"));
    }

    static Violation instance(DataNode leaf, String message) {
        return new Violation(
                Kind.UNKNOWN_REFERENCE, leaf.path(), leaf.place() + ": " + message, Optional.of("instance-required"));
    }

    static Violation type(DataNode leaf, String message) {
        return new Violation(
                Kind.INVALID,
                leaf.path(),
                leaf.place() + ": " + leaf.text() + " is not acceptable: " + message,
                Optional.empty());
    }

    ConfigException exception() {
        return new ConfigException(kind, path, message, appTag);
    }
}
