package net.weftnet.control.netconf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.weftnet.common.net.IpAddress;
import net.weftnet.common.xml.XmlElement;
import net.weftnet.common.xml.XmlLimits;
import net.weftnet.common.xml.XmlReader;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.jspecify.annotations.Nullable;

/**
 * A device with a NETCONF server over SSH: a running and a candidate configuration, a lock, edits, and confirmed commits that it
 * takes back when their session ends. It can be told to fail.
 */
final class TestDevice implements AutoCloseable {
    static final String USER = "weft";
    static final String PASSWORD = "let me in";
    private static final String END = "]]>]]>";
    private static final Set<String> LEAF_LISTS = Set.of("apply-groups", "import-route-target", "export-route-target");

    final List<String> operations = new CopyOnWriteArrayList<>();
    volatile Set<String> capabilities =
            Set.of("candidate:1.0", "confirmed-commit:1.1", "validate:1.1", "rollback-on-error:1.0");

    /** An operation that is refused. */
    volatile String refused = "";

    /** Whether commits leave everything as it is. */
    volatile boolean isDeaf;

    private final SshServer server = SshServer.setUpDefaultServer();

    // Guarded by this.
    private List<XmlElement> running = List.of();
    private List<XmlElement> candidate = List.of();
    private @Nullable Conversation lockedBy;
    private @Nullable List<XmlElement> unconfirmed;
    private @Nullable Conversation unconfirmedBy;

    TestDevice(Path hostKey) throws IOException {
        this(hostKey, 0);
    }

    TestDevice(Path hostKey, int port) throws IOException {
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider(hostKey));
        server.setPasswordAuthenticator((user, password, _) -> user.equals(USER) && password.equals(PASSWORD));
        server.setSubsystemFactories(List.of(new SubsystemFactory() {
            @Override
            public String getName() {
                return "netconf";
            }

            @Override
            public Command createSubsystem(ChannelSession channel) {
                return new Conversation();
            }
        }));
        server.start();
    }

    /** Lets in who has a key, too. */
    void authorize(String key) {
        server.setPublickeyAuthenticator((user, shown, _) ->
                user.equals(USER) && PublicKeyEntry.toString(shown).equals(key));
    }

    int port() {
        return server.getPort();
    }

    IpAddress address() {
        return IpAddress.parse("127.0.0.1");
    }

    synchronized List<XmlElement> running() {
        return running;
    }

    /** Somebody else changes the configuration. */
    synchronized void change(List<XmlElement> now) {
        running = now;
        candidate = now;
    }

    @Override
    public void close() throws IOException {
        server.close(true);
    }

    private synchronized XmlElement answer(Conversation who, XmlElement operation) {
        operations.add(operation.localName() + (operation.child("confirmed").isPresent() ? " confirmed" : ""));
        if (operation.localName().equals(refused)) {
            return error("operation-failed", "the device does not like it");
        }
        return switch (operation.localName()) {
            case "lock" -> {
                if (lockedBy != null) {
                    yield error("lock-denied", "somebody else has it");
                }
                lockedBy = who;
                candidate = running;
                yield ok();
            }
            case "unlock" -> {
                lockedBy = null;
                yield ok();
            }
            case "get-config" -> XmlElement.of("data", running);
            case "edit-config" -> {
                candidate = edited(
                        candidate, operation.child("config").orElseThrow().children());
                yield ok();
            }
            case "discard-changes" -> {
                candidate = running;
                yield ok();
            }
            case "commit" -> {
                commit(who, operation.child("confirmed").isPresent());
                yield ok();
            }
            case "cancel-commit" -> {
                takeBack();
                yield ok();
            }
            default -> ok();
        };
    }

    private void commit(Conversation who, boolean isConfirmed) {
        var before = running;
        if (!isDeaf) {
            running = candidate;
        }
        unconfirmed = isConfirmed ? before : null;
        unconfirmedBy = who;
    }

    private void takeBack() {
        if (unconfirmed != null) {
            running = unconfirmed;
            unconfirmed = null;
            operations.add("taken back");
        }
    }

    private synchronized void ended(Conversation who) {
        if (unconfirmedBy == who) {
            takeBack();
        }
        if (lockedBy == who) {
            lockedBy = null;
        }
    }

    private static XmlElement ok() {
        return XmlElement.of("ok");
    }

    private static XmlElement error(String tag, String message) {
        return XmlElement.of(
                "rpc-error",
                XmlElement.ofText("error-type", "protocol"),
                XmlElement.ofText("error-tag", tag),
                XmlElement.ofText("error-severity", "error"),
                XmlElement.ofText("error-message", message));
    }

    private static List<XmlElement> edited(List<XmlElement> there, List<XmlElement> edits) {
        var result = new ArrayList<>(there);
        for (var edit : edits) {
            int at = indexOf(result, edit);
            var operation = edit.attribute("nc:operation").orElse("merge");
            if (operation.equals("delete")) {
                result.remove(at);
            } else if (at < 0) {
                result.add(plain(edit));
            } else if (operation.equals("replace") || edit.children().isEmpty()) {
                result.set(at, plain(edit));
            } else {
                var old = result.get(at);
                result.set(
                        at, new XmlElement(old.name(), old.attributes(), "", edited(old.children(), edit.children())));
            }
        }
        return List.copyOf(result);
    }

    private static XmlElement plain(XmlElement edit) {
        var attributes = new LinkedHashMap<>(edit.attributes());
        attributes.remove("nc:operation");
        return new XmlElement(
                edit.name(),
                attributes,
                edit.text(),
                edit.children().stream().map(TestDevice::plain).toList());
    }

    private static int indexOf(List<XmlElement> elements, XmlElement wanted) {
        for (int i = 0; i < elements.size(); i++) {
            var one = elements.get(i);
            if (one.localName().equals(wanted.localName()) && key(one).equals(key(wanted))) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> key(XmlElement element) {
        if (LEAF_LISTS.contains(element.localName())) {
            return Optional.of(element.text());
        }
        return element.children().stream()
                .limit(1)
                .filter(child -> child.children().isEmpty() && !child.text().isEmpty())
                .map(XmlElement::text)
                .findFirst();
    }

    /** One session, in the framing of NETCONF 1.0. */
    private final class Conversation implements Command, Runnable {
        private @Nullable InputStream in;
        private @Nullable OutputStream out;
        private @Nullable ExitCallback exit;

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            // Nothing is told there.
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            Thread.ofVirtual().start(this);
        }

        @Override
        public void destroy(ChannelSession channel) {
            ended(this);
        }

        @Override
        public void run() {
            try {
                send(hello());
                read();
                for (var message = read(); message != null; message = read()) {
                    var rpc = XmlReader.read(message, XmlLimits.MESSAGE);
                    var operation = rpc.children().getFirst();
                    boolean isLast = operation.localName().equals("close-session");
                    send(XmlElement.of("rpc-reply", isLast ? ok() : answer(this, operation))
                            .withAttribute("xmlns", "urn:ietf:params:xml:ns:netconf:base:1.0")
                            .withAttribute(
                                    "message-id", rpc.attribute("message-id").orElse("")));
                    if (isLast) {
                        break;
                    }
                }
            } catch (Exception e) {
                operations.add("failed: " + e);
            } finally {
                ended(this);
                if (exit != null) {
                    exit.onExit(0);
                }
            }
        }

        private XmlElement hello() {
            var all = new ArrayList<XmlElement>();
            all.add(XmlElement.ofText("capability", "urn:ietf:params:netconf:base:1.0"));
            capabilities.forEach(
                    one -> all.add(XmlElement.ofText("capability", "urn:ietf:params:netconf:capability:" + one)));
            return XmlElement.of("hello", XmlElement.of("capabilities", all), XmlElement.ofText("session-id", "1"))
                    .withAttribute("xmlns", "urn:ietf:params:xml:ns:netconf:base:1.0");
        }

        private void send(XmlElement message) throws IOException {
            if (out != null) {
                out.write((message + END).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }

        private @Nullable String read() throws IOException {
            var text = new StringBuilder();
            while (in != null) {
                int octet = in.read();
                if (octet < 0) {
                    return null;
                }
                text.append((char) octet);
                if (text.length() >= END.length()
                        && text.substring(text.length() - END.length()).equals(END)) {
                    return text.substring(0, text.length() - END.length()).strip();
                }
            }
            return null;
        }
    }
}
