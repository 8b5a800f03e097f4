package net.weftnet.config.vnc.mapping;

/** How OpenContrail spells the names of the modules. */
public final class Names {

    private Names() {}

    /** {@return a name as a member of JSON: {@code virtual_network_properties}} */
    public static String json(String name) {
        return name.replace('-', '_');
    }

    /** {@return the member with the children of a type: {@code virtual_networks}} */
    public static String children(String type) {
        return json(type) + 's';
    }

    /** {@return the member with the references to objects of a type: {@code virtual_network_refs}} */
    public static String references(String type) {
        return json(type) + "_refs";
    }

    /** {@return the member with the objects of a type that refer to an object: {@code instance_ip_back_refs}} */
    public static String backReferences(String type) {
        return json(type) + "_back_refs";
    }
}
