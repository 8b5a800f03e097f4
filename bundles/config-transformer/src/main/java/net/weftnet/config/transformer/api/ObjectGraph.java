package net.weftnet.config.transformer.api;

import java.util.Map;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;

/**
 * The whole graph as of one revision; does not change. An object exists as long as it has a property or a link. Every
 * object has the property {@code id-perms}, except those that always are: {@code config-root:root}, and the parent of
 * {@code bgp-router} objects.
 *
 * @param revision the commit the graph is derived from
 * @param objects the properties of each object: metadata name → element of that name in Contrail's XML shape, without
 *     prefix
 * @param links link → its attribute as an element {@code value}, whose children are the children of the link's metadata;
 *     empty for a link that has no attribute
 */
public record ObjectGraph(
        long revision, Map<ObjectName, Map<String, XmlElement>> objects, Map<Link, Optional<XmlElement>> links) {}
