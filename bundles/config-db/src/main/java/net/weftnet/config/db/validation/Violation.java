package net.weftnet.config.db.validation;

import java.util.Optional;
import net.weftnet.config.db.api.ConfigException;
import net.weftnet.config.db.api.ConfigException.Kind;
import net.weftnet.config.db.validation.xpath.DataNode;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;

/** What is wrong with a node, with the application tag of RFC 7950 section 15 or of the statement. */
record Violation(Kind kind, YangInstanceIdentifier path, String message, Optional<String> appTag) {

    static Violation of(Constraint constraint, DataNode node) {
        return switch (constraint.kind()) {
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

    static Violation unique(DataNode entry, String message) {
        return new Violation(
                Kind.DUPLICATE, entry.path(), entry.place() + ": " + message, Optional.of("data-not-unique"));
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
