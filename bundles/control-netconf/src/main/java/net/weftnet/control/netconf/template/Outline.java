package net.weftnet.control.netconf.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.weftnet.common.xml.XmlElement;

/** A configuration made of parts: what several parts are in is there once. */
final class Outline {
    private final Map<XmlElement, Outline> inside = new LinkedHashMap<>();
    private final List<XmlElement> contents = new ArrayList<>();

    /**
     * Adds a part.
     *
     * @param path what it is in, from outside; equal elements are one
     */
    void put(List<XmlElement> path, XmlElement content) {
        var outline = this;
        for (var around : path) {
            outline = outline.inside.computeIfAbsent(around, _ -> new Outline());
        }
        outline.contents.add(content);
    }

    List<XmlElement> elements() {
        var elements = new ArrayList<XmlElement>();
        inside.forEach((around, outline) -> {
            var children = new ArrayList<>(around.children());
            children.addAll(outline.elements());
            elements.add(new XmlElement(around.name(), around.attributes(), "", children));
        });
        elements.addAll(contents);
        return elements;
    }
}
