package net.weftnet.control.netconf.device;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlException;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import org.opendaylight.netconf.api.messages.NetconfMessage;
import org.opendaylight.netconf.client.NetconfClientSession;
import org.opendaylight.netconf.client.SimpleNetconfClientSessionListener;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A session of OpenDaylight's client, whose messages are DOM documents. */
final class SshSession implements DeviceSession {
    private static final String BASE = "urn:ietf:params:xml:ns:netconf:base:1.0";

    private final NetconfClientSession session;
    private final SimpleNetconfClientSessionListener listener;
    private final Duration patience;
    private int messages;

    SshSession(NetconfClientSession session, SimpleNetconfClientSessionListener listener, Duration patience) {
        this.session = session;
        this.listener = listener;
        this.patience = patience;
    }

    @Override
    public Set<String> capabilities() {
        return session.getServerCapabilities().stream().collect(Collectors.toSet());
    }

    @Override
    public XmlElement rpc(XmlElement operation) throws DeviceException, InterruptedException {
        var message = XmlElement.of("rpc", operation)
                .withAttribute("xmlns", BASE)
                .withAttribute("message-id", Integer.toString(++messages));
        try {
            var reply = listener.sendRequest(new NetconfMessage(document(message)))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer(operation, element(reply));
        } catch (ExecutionException e) {
            throw new DeviceException(operation.localName() + " was not answered: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new DeviceException(
                    operation.localName() + " was not answered within " + patience.toSeconds() + " s", e);
        }
    }

    private static XmlElement answer(XmlElement operation, XmlElement reply) throws DeviceException {
        for (var error : reply.children("rpc-error")) {
            if (!error.childText("error-severity").orElse("error").strip().equals("warning")) {
                throw new DeviceException(operation.localName() + " was refused: " + description(error));
            }
        }
        return reply;
    }

    /** {@return tag, message and path of an error, RFC 6241 section 4.3} */
    private static String description(XmlElement error) {
        var text =
                new StringBuilder(error.childText("error-tag").orElse("unknown").strip());
        error.childText("error-message").ifPresent(message -> text.append(", ").append(message.strip()));
        error.childText("error-path").ifPresent(path -> text.append(", at ").append(path.strip()));
        return text.toString();
    }

    private static Document document(XmlElement message) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(message.toString())));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("Not XML: " + message.localName(), e);
        }
    }

    private static XmlElement element(NetconfMessage message) throws DeviceException {
        try {
            return XmlReader.read(message.toString(), XmlLimits.MESSAGE);
        } catch (XmlException e) {
            throw new DeviceException("the answer cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
