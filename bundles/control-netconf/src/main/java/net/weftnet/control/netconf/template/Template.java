package net.weftnet.control.netconf.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.control.config.api.GatewayRouter;
import net.weftnet.control.netconf.device.Datastores;
import net.weftnet.control.netconf.device.Subtrees;

/**
 * A make's words for what a gateway is to have. Of a device's configuration only the parts that a template names are ours:
 * everything else is left alone.
 */
public final class Template {
    private final String name;
    private final List<Place> places;
    private final Predicate<String> isClosed;
    private final Function<GatewayRouter, List<Part>> parts;

    /**
     * @param isClosed the names of what must not be in our parts if it is not wanted; other things may be shown as defaults
     * @param parts what a gateway is to have
     */
    Template(String name, List<Place> places, Predicate<String> isClosed, Function<GatewayRouter, List<Part>> parts) {
        this.name = name;
        this.isClosed = isClosed;
        this.places = List.copyOf(places);
        this.parts = parts;
    }

    /** {@return the one for a make: that of Juniper, else that of OpenConfig's models, which many understand} */
    public static Template of(String vendor) {
        return vendor.startsWith("juniper") ? Junos.TEMPLATE : OpenConfig.TEMPLATE;
    }

    public String name() {
        return name;
    }

    /** {@return the subtrees in which our parts are} */
    public List<XmlElement> filter() {
        return configuration(
                places.stream().map(place -> new Part(place, place.entry())).toList());
    }

    /** {@return what a gateway is to have, as a configuration} */
    public List<XmlElement> wanted(GatewayRouter gateway) {
        return configuration(parts.apply(gateway));
    }

    /** {@return all our parts of a configuration, in a form that is the same if they say the same} */
    public String ours(List<XmlElement> running) {
        return Subtrees.canonical(
                places.stream().flatMap(place -> place.ours(running).stream()).toList());
    }

    /**
     * {@return how a device is to be edited to have what it is to have; empty if it has}
     *
     * @param gateway what it is to have; empty for nothing of ours
     * @param running what it has
     */
    public Optional<Edit> edit(Optional<GatewayRouter> gateway, List<XmlElement> running) {
        var shown = new LinkedHashMap<Part.Key, XmlElement>();
        for (var place : places) {
            place.ours(running).forEach(one -> shown.put(new Part(place, one).key(), one));
        }
        var edits = new ArrayList<Part>();
        var reasons = new ArrayList<String>();
        for (var part : gateway.map(parts).orElse(List.of())) {
            var there = shown.remove(part.key());
            var difference =
                    there == null ? Optional.of("not there") : Subtrees.difference(part.content(), there, isClosed);
            difference.ifPresent(reason -> {
                reasons.add(part.key().name() + ": " + reason);
                edits.add(new Part(part.place(), with(part.content(), "replace")));
            });
        }
        shown.forEach((key, content) -> {
            reasons.add(key.name() + ": no longer wanted");
            edits.add(new Part(key.place(), deletion(key, content)));
        });
        return edits.isEmpty()
                ? Optional.empty()
                : Optional.of(new Edit(configuration(edits), String.join("; ", reasons)));
    }

    /** {@return how a device is to be edited to have all that it is to have as if it had nothing of it} */
    public Edit rewrite(GatewayRouter gateway, String reason) {
        return new Edit(
                configuration(parts.apply(gateway).stream()
                        .map(part -> new Part(part.place(), with(part.content(), "replace")))
                        .toList()),
                reason);
    }

    /**
     * An edit.
     *
     * @param config for {@link Datastores#edit}
     * @param reason what differed
     */
    public record Edit(List<XmlElement> config, String reason) {}

    private static XmlElement with(XmlElement element, String operation) {
        // An entry that is nothing but its key is there or not.
        return element.children().isEmpty() ? element : element.withAttribute(Datastores.OPERATION, operation);
    }

    private static XmlElement deletion(Part.Key key, XmlElement content) {
        var place = key.place();
        var entry = place.key().isEmpty()
                ? XmlElement.ofText(place.entry().name(), content.text())
                : XmlElement.of(place.entry().name(), XmlElement.ofText(place.key(), key.name()));
        return entry.withAttribute(Datastores.OPERATION, "delete");
    }

    private static List<XmlElement> configuration(List<Part> parts) {
        var configuration = new Outline();
        parts.forEach(part -> configuration.put(part.place().path(), part.content()));
        return configuration.elements();
    }
}
