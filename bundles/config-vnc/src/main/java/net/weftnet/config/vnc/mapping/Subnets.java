package net.weftnet.config.vnc.mapping;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import net.weftnet.common.net.IpPrefix;
import org.jspecify.annotations.Nullable;
import org.opendaylight.yangtools.yang.model.api.TypeDefinition;

/** OpenContrail's SubnetType: an address and a length, where the modules have one text. */
final class Subnets {
    private static final String NAMESPACE = "urn:weftnet:types";
    private static final String TYPE = "subnet";
    private static final String ADDRESS = "ip_prefix";
    private static final String LENGTH = "ip_prefix_len";

    private Subnets() {}

    /** {@return whether values of this type are two members in JSON} */
    static boolean isSubnet(@Nullable TypeDefinition<?> type) {
        return type != null
                && (type.getQName().getLocalName().equals(TYPE)
                                && type.getQName().getNamespace().toString().equals(NAMESPACE)
                        || isSubnet(type.getBaseType()));
    }

    static JsonElement write(String subnet) {
        var prefix = IpPrefix.parse(subnet);
        var object = new JsonObject();
        object.addProperty(ADDRESS, prefix.address().toString());
        object.addProperty(LENGTH, prefix.length());
        return object;
    }

    /** {@return the text for what JSON has: the two members, or the text itself} */
    static JsonPrimitive read(JsonElement value, String where) throws VncException {
        if (value instanceof JsonPrimitive text) {
            return text;
        }
        if (value instanceof JsonObject object
                && object.get(ADDRESS) instanceof JsonPrimitive address
                && object.get(LENGTH) instanceof JsonPrimitive length) {
            return new JsonPrimitive(address.getAsString() + '/' + length.getAsString());
        }
        throw VncException.badRequest(where + " needs " + ADDRESS + " and " + LENGTH);
    }
}
