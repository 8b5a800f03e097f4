package net.weftnet.protocol.xmpp;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.protocol.xmpp.Stanza.Service;

/**
 * Requests about workloads, in the form of OpenContrail's DNS channel:
 *
 * <pre>{@code
 * <iq type="get" …><dns transid="7"><query><virtual-machine-interface>uuid</virtual-machine-interface>…</query></dns></iq>
 * <iq type="result" …><dns transid="7"><response code="0">…</response></dns></iq>
 * }</pre>
 */
final class ServiceCodec {
    private static final String TRANSACTION = "transid";
    private static final String PORT = "virtual-machine-interface";
    private static final long MAX_TRANSACTION = 0xffff_ffffL;
    private static final int MAX_CODE = 255;

    private ServiceCodec() {}

    static Stanza decode(Envelope envelope, String type, XmlElement iq) throws StanzaException {
        var element = iq.children().getFirst();
        for (var service : Service.values()) {
            if (element.localName().equals(service.element())) {
                long transaction = Fields.number(TRANSACTION, Fields.attribute(element, TRANSACTION), MAX_TRANSACTION);
                return type.equals("get")
                        ? request(envelope, service, transaction, Fields.child(element, "query"))
                        : response(envelope, service, transaction, Fields.child(element, "response"));
            }
        }
        return new Stanza.Unknown(envelope, iq);
    }

    private static Stanza request(Envelope envelope, Service service, long transaction, XmlElement query)
            throws StanzaException {
        var port = Fields.parse(UUID::fromString, Fields.text(query, PORT));
        var question = query.children().stream()
                .filter(child -> !child.localName().equals(PORT))
                .toList();
        return new Stanza.ServiceRequest(envelope, service, transaction, port, question);
    }

    private static Stanza response(Envelope envelope, Service service, long transaction, XmlElement response)
            throws StanzaException {
        int code = (int) Fields.number("code", Fields.attribute(response, "code"), MAX_CODE);
        return new Stanza.ServiceResponse(envelope, service, transaction, code, response.children());
    }

    static XmlElement encode(Stanza.ServiceRequest request) {
        var query = new ArrayList<XmlElement>();
        query.add(XmlElement.ofText(PORT, request.virtualMachineInterface().toString()));
        query.addAll(request.query());
        return element(request.service(), request.transaction(), XmlElement.of("query", query));
    }

    static XmlElement encode(Stanza.ServiceResponse response) {
        var body = XmlElement.of("response", List.copyOf(response.answer()))
                .withAttribute("code", Integer.toString(response.code()));
        return element(response.service(), response.transaction(), body);
    }

    private static XmlElement element(Service service, long transaction, XmlElement body) {
        return XmlElement.of(service.element(), body).withAttribute(TRANSACTION, Long.toString(transaction));
    }
}
