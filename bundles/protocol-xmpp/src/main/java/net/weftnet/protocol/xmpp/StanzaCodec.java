package net.weftnet.protocol.xmpp;

import java.util.ArrayList;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.Stanza.VrfOptions;

/**
 * Stanzas to and from XML. Elements are told by their local names: agents of different releases declare different
 * default namespaces.
 */
public final class StanzaCodec {
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final String END_OF_RIB = "0/0/EndOfRib";
    private static final int MAX_INSTANCE_ID = 0xffff;

    private StanzaCodec() {}

    /**
     * Reads a child of the stream. What is of no known kind becomes {@link Stanza.Unknown}.
     *
     * @throws StanzaException if it is of a known kind, and not complete or not valid
     */
    public static Stanza decode(XmlElement element) throws StanzaException {
        var envelope = new Envelope(
                Jid.parse(element.attribute("from").orElse("")),
                Jid.parse(element.attribute("to").orElse("")),
                element.attribute("id").orElse(""));
        return switch (element.localName()) {
            case "iq" -> decodeIq(envelope, element);
            case "message" -> decodeMessage(envelope, element);
            default -> new Stanza.Unknown(envelope, element);
        };
    }

    private static Stanza decodeIq(Envelope envelope, XmlElement iq) throws StanzaException {
        var type = iq.attribute("type").orElse("");
        if (iq.children().isEmpty()) {
            return new Stanza.Unknown(envelope, iq);
        }
        if (type.equals("get") || type.equals("result")) {
            return ServiceCodec.decode(envelope, type, iq);
        }
        if (!type.equals("set")) {
            return new Stanza.Unknown(envelope, iq);
        }
        var payload = iq.children().getFirst();
        if (payload.localName().equals("config")) {
            return new Stanza.ConfigUpdate(envelope, ConfigCodec.decode(payload));
        }
        if (!payload.localName().equals("pubsub") || payload.children().isEmpty()) {
            return new Stanza.Unknown(envelope, iq);
        }
        var action = payload.children().getFirst();
        return switch (action.localName()) {
            case "subscribe" -> new Stanza.Subscribe(envelope, Fields.attribute(action, "node"), decodeOptions(action));
            case "unsubscribe" ->
                new Stanza.Unsubscribe(envelope, Fields.attribute(action, "node"), decodeOptions(action));
            case "publish" -> decodePublish(envelope, action);
            case "collection" -> decodeCollection(envelope, action, iq);
            default -> new Stanza.Unknown(envelope, iq);
        };
    }

    private static Optional<VrfOptions> decodeOptions(XmlElement subscribe) throws StanzaException {
        var options = subscribe.child("options");
        if (options.isEmpty()) {
            return Optional.empty();
        }
        int instanceId = (int) Fields.number(options.get(), "instance-id", MAX_INSTANCE_ID, 0);
        boolean noRibOut =
                options.get().childText("no-ribout").orElse("").strip().equals("true");
        return Optional.of(new VrfOptions(instanceId, noRibOut));
    }

    private static Stanza decodePublish(Envelope envelope, XmlElement publish) throws StanzaException {
        var node = RouteNode.parse(Fields.attribute(publish, "node"));
        var entry = Fields.child(Fields.child(publish, "item"), "entry");
        return new Stanza.Publish(envelope, node, InetEntryCodec.decode(entry));
    }

    private static Stanza decodeCollection(Envelope envelope, XmlElement collection, XmlElement iq)
            throws StanzaException {
        var name = Fields.attribute(collection, "node");
        if (collection.children().isEmpty()) {
            throw new StanzaException("<collection> with nothing to associate or dissociate");
        }
        var change = collection.children().getFirst();
        return switch (change.localName()) {
            case "associate" -> new Stanza.Associate(envelope, name, RouteNode.parse(Fields.attribute(change, "node")));
            case "dissociate" ->
                new Stanza.Dissociate(envelope, name, RouteNode.parse(Fields.attribute(change, "node")));
            default -> new Stanza.Unknown(envelope, iq);
        };
    }

    private static Stanza decodeMessage(Envelope envelope, XmlElement message) throws StanzaException {
        var event = message.child("event");
        if (event.isEmpty()) {
            return new Stanza.Unknown(envelope, message);
        }
        var items = Fields.child(event.get(), "items");
        var node = Fields.attribute(items, "node");
        if (node.equals(END_OF_RIB)) {
            return new Stanza.EndOfRib(envelope);
        }
        var decoded = new ArrayList<RouteItem>();
        for (var item : items.children()) {
            var id = Fields.attribute(item, "id");
            decoded.add(
                    switch (item.localName()) {
                        case "item" -> new RouteItem.Reach(id, InetEntryCodec.decode(Fields.child(item, "entry")));
                        case "retract" -> new RouteItem.Retract(id);
                        default -> throw new StanzaException("<" + item.name() + "> in <items>");
                    });
        }
        return new Stanza.RouteUpdate(envelope, RouteNode.parse(node), decoded);
    }

    /** {@return the stanza as the element to send} */
    public static XmlElement encode(Stanza stanza) {
        return switch (stanza) {
            case Stanza.Subscribe s -> pubsub(s, encodeSubscription("subscribe", s.node(), s.options()));
            case Stanza.Unsubscribe u -> pubsub(u, encodeSubscription("unsubscribe", u.node(), u.options()));
            case Stanza.Publish p ->
                pubsub(p, node("publish", p.node()).withChild(XmlElement.of("item", InetEntryCodec.encode(p.entry()))));
            case Stanza.Associate a ->
                pubsub(a, node("collection", a.collection()).withChild(node("associate", a.node())));
            case Stanza.Dissociate d ->
                pubsub(d, node("collection", d.collection()).withChild(node("dissociate", d.node())));
            case Stanza.RouteUpdate r -> message(r, encodeItems(r));
            case Stanza.EndOfRib e -> message(e, node("items", END_OF_RIB));
            case Stanza.ConfigUpdate c -> iq(c, ConfigCodec.encode(c.blocks()));
            case Stanza.ServiceRequest r -> iq(r, "get", ServiceCodec.encode(r));
            case Stanza.ServiceResponse r -> iq(r, "result", ServiceCodec.encode(r));
            case Stanza.Unknown u -> u.element();
        };
    }

    private static XmlElement encodeSubscription(String name, String node, Optional<VrfOptions> options) {
        var subscription = node(name, node);
        if (options.isEmpty()) {
            return subscription;
        }
        var vrf = options.get();
        var encoded = XmlElement.of("options", XmlElement.ofText("instance-id", Integer.toString(vrf.instanceId())));
        return subscription.withChild(
                vrf.noRibOut() ? encoded.withChild(XmlElement.ofText("no-ribout", "true")) : encoded);
    }

    private static XmlElement encodeItems(Stanza.RouteUpdate update) {
        var children = new ArrayList<XmlElement>();
        for (var item : update.items()) {
            children.add(
                    switch (item) {
                        case RouteItem.Reach(var id, var entry) ->
                            XmlElement.of("item", InetEntryCodec.encode(entry)).withAttribute("id", id);
                        case RouteItem.Retract(var id) ->
                            XmlElement.of("retract").withAttribute("id", id);
                    });
        }
        return XmlElement.of("items", children)
                .withAttribute("node", update.table().toString());
    }

    private static XmlElement node(String element, Object node) {
        return XmlElement.of(element).withAttribute("node", node.toString());
    }

    private static XmlElement pubsub(Stanza stanza, XmlElement action) {
        return iq(stanza, XmlElement.of("pubsub", action).withAttribute("xmlns", PUBSUB));
    }

    private static XmlElement iq(Stanza stanza, XmlElement payload) {
        return iq(stanza, "set", payload);
    }

    private static XmlElement iq(Stanza stanza, String type, XmlElement payload) {
        return addressed(XmlElement.of("iq", payload).withAttribute("type", type), stanza.envelope());
    }

    private static XmlElement message(Stanza stanza, XmlElement items) {
        var event = XmlElement.of("event", items).withAttribute("xmlns", PUBSUB);
        return addressed(XmlElement.of("message", event), stanza.envelope());
    }

    private static XmlElement addressed(XmlElement element, Envelope envelope) {
        var addressed = element.withAttribute("from", envelope.from().toString())
                .withAttribute("to", envelope.to().toString());
        return envelope.id().isEmpty() ? addressed : addressed.withAttribute("id", envelope.id());
    }
}
