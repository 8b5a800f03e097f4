package net.weftnet.protocol.xmpp;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.ConfigBlock.Operation;

/** {@code <config>}: blocks of objects and links. */
final class ConfigCodec {
    private ConfigCodec() {}

    static List<ConfigBlock> decode(XmlElement config) throws StanzaException {
        var blocks = new ArrayList<ConfigBlock>();
        for (var block : config.children()) {
            var operation =
                    switch (block.localName()) {
                        case "update" -> Operation.UPDATE;
                        case "delete" -> Operation.DELETE;
                        default -> throw new StanzaException("<" + block.name() + "> in <config>");
                    };
            var items = new ArrayList<ConfigItem>();
            for (var item : block.children()) {
                items.add(
                        switch (item.localName()) {
                            case "node" -> decodeNode(item);
                            case "link" -> decodeLink(item);
                            default -> throw new StanzaException("<" + item.name() + "> in <" + block.name() + ">");
                        });
            }
            blocks.add(new ConfigBlock(operation, items));
        }
        return blocks;
    }

    private static ConfigItem.Node decodeNode(XmlElement node) throws StanzaException {
        var properties = node.children().stream()
                .filter(child -> !child.localName().equals("name"))
                .toList();
        return new ConfigItem.Node(decodeName(node), properties);
    }

    private static ConfigItem.Link decodeLink(XmlElement link) throws StanzaException {
        var ends = link.children("node");
        if (ends.size() != 2) {
            throw new StanzaException("A link has 2 ends, not " + ends.size());
        }
        var metadata = Fields.attribute(Fields.child(link, "metadata"), "type");
        return new ConfigItem.Link(decodeName(ends.getFirst()), decodeName(ends.getLast()), metadata);
    }

    private static ConfigItem.Name decodeName(XmlElement node) throws StanzaException {
        return new ConfigItem.Name(Fields.attribute(node, "type"), Fields.text(node, "name"));
    }

    static XmlElement encode(List<ConfigBlock> blocks) {
        return XmlElement.of(
                "config",
                blocks.stream()
                        .map(block -> XmlElement.of(
                                block.operation().element(),
                                block.items().stream().map(ConfigCodec::encode).toList()))
                        .toList());
    }

    private static XmlElement encode(ConfigItem item) {
        return switch (item) {
            case ConfigItem.Node(var name, var properties) -> {
                var children = new ArrayList<XmlElement>();
                children.add(XmlElement.ofText("name", name.name()));
                children.addAll(properties);
                yield XmlElement.of("node", children).withAttribute("type", name.type());
            }
            case ConfigItem.Link(var left, var right, var metadata) ->
                XmlElement.of(
                        "link",
                        encode(left),
                        encode(right),
                        XmlElement.of("metadata").withAttribute("type", metadata));
        };
    }

    private static XmlElement encode(ConfigItem.Name name) {
        return XmlElement.of("node", XmlElement.ofText("name", name.name())).withAttribute("type", name.type());
    }
}
