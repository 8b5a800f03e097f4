package net.weftnet.config.vnc.resource;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.weftnet.config.vnc.mapping.ResourceType;
import net.weftnet.config.vnc.mapping.VncException;

/**
 * Which members of an object a client gets.
 *
 * @param fields the names of its properties, references, children and back references
 * @param hrefs whether it gets the URLs, too
 */
record Selection(Set<String> fields, boolean hrefs) {

    /** {@return what a client asks for that reads one object: everything, unless it says otherwise} */
    static Selection ofObject(ResourceType type, Parameters query) throws VncException {
        var fields = new TreeSet<String>();
        if (query.has("fields")) {
            fields.addAll(query.texts("fields").orElseThrow());
            fields.add("id_perms");
            fields.add("perms2");
        } else {
            fields.addAll(type.members());
            if (!query.has("exclude_back_refs")) {
                fields.addAll(type.backReferences().keySet());
            }
            if (!query.has("exclude_children")) {
                fields.addAll(type.children().keySet());
            }
        }
        return new Selection(fields, !query.has("exclude_hrefs"));
    }

    /** {@return what a client asks for that lists objects} */
    static Selection ofList(ResourceType type, Parameters parameters) throws VncException {
        var fields = new TreeSet<String>(parameters.texts("fields").orElse(List.of()));
        if (parameters.flag("detail")) {
            fields.addAll(type.members());
        }
        return new Selection(fields, !parameters.flag("exclude_hrefs"));
    }
}
