package net.weftnet.config.api;

import java.util.Optional;
import net.weftnet.config.api.YangPatchText.EditText;
import net.weftnet.config.db.api.ConfigException;
import org.jspecify.annotations.Nullable;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.restconf.api.HttpStatusCode;
import org.opendaylight.yangtools.yang.common.ErrorTag;
import org.opendaylight.yangtools.yang.data.api.schema.NormalizedNode;
import org.opendaylight.yangtools.yang.data.tree.api.DataTreeModification;

/**
 * One edit of a YANG Patch (RFC 8072 section 2.5).
 *
 * @param value null for an operation that takes none
 * @param place where it goes; empty for an operation that has nothing to do with the order
 */
record PatchEdit(String id, Operation operation, Data target, @Nullable NormalizedNode value, Optional<Place> place) {

    /** What an edit does; the words are those of the module ietf-yang-patch. */
    enum Operation {
        CREATE(true),
        DELETE(false),
        INSERT(true),
        MERGE(true),
        MOVE(false),
        REPLACE(true),
        REMOVE(false);

        private final boolean takesValue;

        Operation(boolean takesValue) {
            this.takesValue = takesValue;
        }

        private boolean isOrder() {
            return this == INSERT || this == MOVE;
        }

        private static Operation parse(String word) throws RestconfException {
            for (var operation : values()) {
                if (operation.toString().equals(word)) {
                    return operation;
                }
            }
            throw RestconfException.invalidValue("There is no operation " + word);
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Reads an edit.
     *
     * @param resource the path of the target resource, which the edit's own paths begin at
     */
    static PatchEdit of(EditText edit, String resource, Encoding encoding, RequestDecoder decoder)
            throws RestconfException {
        var operation = Operation.parse(edit.word("operation"));
        var target = path(resource, edit.word("target"), decoder);
        Access.of(target).require("PATCH");
        if (operation.takesValue != edit.value().isPresent()) {
            throw RestconfException.protocol(
                    HttpStatusCode.BAD_REQUEST,
                    operation.takesValue ? ErrorTag.MISSING_ELEMENT : ErrorTag.UNKNOWN_ELEMENT,
                    operation + (operation.takesValue ? " needs a value" : " takes no value"));
        }
        var words = edit.words();
        if (!operation.isOrder() && (words.containsKey("where") || words.containsKey("point"))) {
            throw RestconfException.protocol(
                    HttpStatusCode.BAD_REQUEST, ErrorTag.UNKNOWN_ELEMENT, operation + " takes neither where nor point");
        }
        Optional<Place> place = operation.isOrder()
                ? Optional.of(Place.of(
                        target,
                        words.getOrDefault("where", "last"),
                        Optional.ofNullable(words.get("point")),
                        point -> path(resource, point, decoder)))
                : Optional.empty();
        return new PatchEdit(
                edit.id(),
                operation,
                target,
                edit.value().isPresent()
                        ? decoder.resource(target, encoding, edit.value().get())
                        : null,
                place);
    }

    /** A path begins at the target resource, and {@code /} is that resource itself. */
    private static Data path(String resource, String offset, RequestDecoder decoder) throws RestconfException {
        var below = offset.startsWith("/") ? offset.substring(1) : offset;
        var target = decoder.path(resource.isEmpty() || below.isEmpty() ? resource + below : resource + '/' + below);
        if (target.instance().isEmpty()) {
            throw RestconfException.protocol(
                    HttpStatusCode.BAD_REQUEST, ErrorTag.MALFORMED_MESSAGE, "An edit cannot be of the whole datastore");
        }
        return target;
    }

    void apply(DataTreeModification tree) throws ConfigException {
        var path = target.instance();
        var present = tree.readNode(path);
        switch (operation) {
            case CREATE -> {
                requireAbsent(present);
                Presence.requireAncestors(tree, target);
                TreeChange.write(tree, path, given());
            }
            case INSERT -> {
                requireAbsent(present);
                Presence.requireAncestors(tree, target);
                UserOrder.write(tree, path, given(), place.orElseThrow());
            }
            case MOVE -> UserOrder.write(tree, path, existing(present), place.orElseThrow());
            case REPLACE -> {
                Presence.requireAncestors(tree, target);
                TreeChange.write(tree, path, given());
            }
            case MERGE -> {
                Presence.requireAncestors(tree, target);
                TreeChange.merge(tree, path, given());
            }
            case DELETE -> {
                existing(present);
                TreeChange.delete(tree, path);
            }
            case REMOVE -> {
                if (present.isPresent()) {
                    TreeChange.delete(tree, path);
                }
            }
        }
    }

    private NormalizedNode given() {
        if (value == null) {
            throw new IllegalStateException("Edit " + id + " has no value");
        }
        return value;
    }

    private NormalizedNode existing(Optional<NormalizedNode> present) throws ConfigException {
        if (present.isEmpty()) {
            throw Presence.missing(target.instance());
        }
        return present.get();
    }

    private void requireAbsent(Optional<NormalizedNode> present) throws ConfigException {
        if (present.isPresent()) {
            throw Presence.exists(target.instance());
        }
    }
}
