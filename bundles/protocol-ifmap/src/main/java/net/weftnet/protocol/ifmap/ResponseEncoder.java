package net.weftnet.protocol.ifmap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.weftnet.common.xml.XmlElement;

/**
 * Writes responses as SOAP 1.2 messages. A result is written in pieces, so that a large one never is in memory as text.
 * One object per response.
 */
public final class ResponseEncoder {
    private static final int PIECE = 16 * 1024;

    private final OutputStream out;
    private final StringBuilder text = new StringBuilder(PIECE + 1024);

    private ResponseEncoder(OutputStream out) {
        this.out = out;
    }

    /** Writes the whole message; does not close the stream. */
    public static void encode(IfmapResponse response, OutputStream out) throws IOException {
        new ResponseEncoder(out).write(response);
    }

    /** {@return how many octets the message has; it is encoded for that, but not kept} */
    public static long size(IfmapResponse response) {
        var counter = new CountingStream();
        try {
            encode(response, counter);
        } catch (IOException e) {
            throw new IllegalStateException("A counter does not fail", e);
        }
        return counter.octets;
    }

    private static final class CountingStream extends OutputStream {
        private long octets;

        @Override
        public void write(int octet) {
            octets++;
        }

        @Override
        public void write(byte[] piece, int offset, int length) {
            octets += length;
        }
    }

    /** {@return the message for a request that could not be read at all} */
    public static String senderFault(String reason) {
        var out = new StringBuilder(Soap.OPEN);
        XmlElement.of(
                        "soap:Fault",
                        XmlElement.of("soap:Code", XmlElement.ofText("soap:Value", "soap:Sender")),
                        XmlElement.of(
                                "soap:Reason",
                                XmlElement.ofText("soap:Text", reason).withAttribute("xml:lang", "en")))
                .appendTo(out);
        return out.append(Soap.CLOSE).toString();
    }

    private void write(IfmapResponse response) throws IOException {
        text.append(Soap.OPEN)
                .append("<ifmap:response xmlns:ifmap=\"")
                .append(IfmapNames.IFMAP)
                .append("\">");
        switch (response) {
            case IfmapResponse.NewSessionResult result -> newSession(result);
            case IfmapResponse.RenewSessionResult() -> text.append("<renewSessionResult/>");
            case IfmapResponse.EndSessionResult() -> text.append("<endSessionResult/>");
            case IfmapResponse.PurgePublisherReceived() -> text.append("<purgePublisherReceived/>");
            case IfmapResponse.SubscribeReceived() -> text.append("<subscribeReceived/>");
            case IfmapResponse.PublishReceived() -> text.append("<publishReceived/>");
            case IfmapResponse.SearchReceived(var found) -> found(found);
            case IfmapResponse.PollResult(var results) -> pollResult(results);
            case IfmapResponse.ErrorResult(var code, var message, var name) -> error(code, message, name);
        }
        text.append("</ifmap:response>").append(Soap.CLOSE);
        flush();
    }

    private void newSession(IfmapResponse.NewSessionResult result) {
        var element = new XmlElement("newSessionResult", Map.of(), "", List.of())
                .withAttribute(IfmapNames.SESSION_ID, result.sessionId())
                .withAttribute(IfmapNames.PUBLISHER_ID, result.publisherId());
        var size = result.maxPollResultSize();
        if (size.isPresent()) {
            element = element.withAttribute(IfmapNames.MAX_POLL_RESULT_SIZE, Long.toString(size.getAsLong()));
        }
        if (result.configuration().isPresent()) {
            element = element.withAttribute("xmlns:" + RevisionMarker.PREFIX, RevisionMarker.NAMESPACE)
                    .withAttribute(
                            RevisionMarker.PREFIX + ":" + IfmapNames.CONFIGURATION,
                            result.configuration().get());
        }
        element.appendTo(text);
    }

    private void pollResult(List<PollItem> results) throws IOException {
        text.append("<pollResult>");
        for (var result : results) {
            switch (result) {
                case Found found -> found(found);
                case PollItem.SubscriptionError(var name, var code, var message) ->
                    error(code, message, Optional.of(name));
            }
        }
        text.append("</pollResult>");
    }

    private void found(Found found) throws IOException {
        text.append('<').append(found.kind().wireName());
        found.name().ifPresent(name -> {
            text.append(" name=\"");
            XmlElement.escape(name, text);
            text.append('"');
        });
        text.append('>');
        switch (found) {
            case SearchResult result -> {
                for (var item : result.items()) {
                    item(item);
                }
            }
            case EncodedResult result -> {
                flush();
                result.items().writeTo(out);
            }
        }
        text.append("</").append(found.kind().wireName()).append('>');
    }

    private void item(ResultItem item) throws IOException {
        text.append("<resultItem>");
        for (var identifier : SubjectCodec.encode(item.subject())) {
            identifier.appendTo(text);
        }
        if (!item.metadata().isEmpty()) {
            text.append("<metadata>");
            for (var metadata : item.metadata()) {
                metadata.element().appendTo(text);
                if (text.length() >= PIECE) {
                    flush();
                }
            }
            text.append("</metadata>");
        }
        text.append("</resultItem>");
    }

    private void error(ErrorCode code, String message, Optional<String> name) {
        var element = XmlElement.of("errorResult", XmlElement.ofText("errorString", message))
                .withAttribute("errorCode", code.wireName());
        if (name.isPresent()) {
            element = element.withAttribute("name", name.get());
        }
        element.appendTo(text);
    }

    private void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
