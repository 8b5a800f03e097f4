package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import org.opendaylight.yangtools.yang.common.QName;

/**
 * What a client said of an object.
 *
 * @param nodes the nodes of the object that it spoke of
 * @param content their values as the modules have them; one without a value is to be gone
 */
public record Given(Set<QName> nodes, JsonObject content) {

    /** Nothing yet. */
    Given() {
        this(new LinkedHashSet<>(), new JsonObject());
    }
}
