package net.weftnet.config.db.validation;

import java.util.Objects;
import net.weftnet.config.db.validation.xpath.DataNode;
import net.weftnet.config.db.validation.xpath.SchemaNode;
import org.jspecify.annotations.Nullable;

/** A node of the accessible tree that came, went, or is a leaf with another value. At least one side is there. */
record Change(@Nullable DataNode before, @Nullable DataNode after) {
    DataNode any() {
        return after != null ? after : Objects.requireNonNull(before);
    }

    SchemaNode schema() {
        return any().schema();
    }
}
