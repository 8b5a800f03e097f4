package net.weftnet.config.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.opendaylight.netconf.databind.DatabindPath.Data;
import org.opendaylight.netconf.databind.RequestException;
import org.opendaylight.restconf.api.ApiPath;
import org.opendaylight.restconf.api.ApiPath.ListInstance;
import org.opendaylight.restconf.server.spi.ApiPathCanonizer;

/** Writes the URI of a resource; the text of OpenDaylight's path has blanks and percent signs as they are. */
final class Location {

    private Location() {}

    static String of(Data resource) {
        try {
            var path = new ApiPathCanonizer(resource.databind()).dataToApiPath(resource.instance());
            return path.steps().stream()
                    .map(Location::step)
                    .collect(Collectors.joining("/", RestconfResources.ROOT + "/data/", ""));
        } catch (RequestException e) {
            throw new IllegalStateException("No path leads to " + resource.instance(), e);
        }
    }

    /** {@return the URI of the list that an entry is in} */
    static String ofList(Data entry) {
        var uri = of(entry);
        return uri.substring(0, uri.lastIndexOf('='));
    }

    private static String step(ApiPath.Step step) {
        var name = (step.module() == null ? "" : step.module() + ":")
                + step.identifier().getLocalName();
        return step instanceof ListInstance entry
                ? entry.keyValues().stream().map(Location::encoded).collect(Collectors.joining(",", name + "=", ""))
                : name;
    }

    /** {@return a key or a value as it is in a URI} */
    static String encoded(String value) {
        // A plus sign stands for a blank in forms only.
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
