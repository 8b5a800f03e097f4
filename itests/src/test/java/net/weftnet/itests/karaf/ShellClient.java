package net.weftnet.itests.karaf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** Runs commands in a node's Karaf shell, as the user admin with the key the node made. */
final class ShellClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private final SshClient ssh = SshClient.setUpDefaultClient();
    private final int port;
    private final Path keyFile;

    ShellClient(int port, Path keyFile) {
        this.port = port;
        this.keyFile = keyFile;
        // The host key was made a moment ago on this machine.
        ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
        ssh.start();
    }

    /** {@return what the command printed}; one session a command, since Karaf ends it with the command. */
    String run(String command) throws IOException {
        var output = new ByteArrayOutputStream();
        try (var session = authenticated()) {
            try (var channel = session.createExecChannel(command)) {
                channel.setOut(output);
                channel.setErr(output);
                channel.open().verify(PATIENCE);
                channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), PATIENCE);
            }
        }
        return output.toString(StandardCharsets.UTF_8).replaceAll("\\x1b\\[[0-9;]*[mK]", "");
    }

    /** A login that gets no answer is tried again: a Karaf that is still starting may lose one. */
    private ClientSession authenticated() throws IOException {
        for (int attempt = 1; ; attempt++) {
            var session =
                    ssh.connect("admin", "127.0.0.1", port).verify(PATIENCE).getSession();
            try {
                session.addPublicKeyIdentity(key());
                session.auth().verify(PATIENCE);
                return session;
            } catch (IOException e) {
                session.close(true);
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (GeneralSecurityException e) {
                session.close(true);
                throw new IOException(e);
            }
        }
    }

    private KeyPair key() throws IOException, GeneralSecurityException {
        var text = Files.readString(keyFile).replaceAll("-----[A-Z ]+-----|\\s", "");
        var keys = KeyFactory.getInstance("RSA");
        var key = (RSAPrivateCrtKey)
                keys.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        return new KeyPair(keys.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
    }

    @Override
    public void close() {
        ssh.stop();
    }
}
