package net.weftnet.common.runtime.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import net.weftnet.common.runtime.PrivateFiles;
import net.weftnet.common.runtime.RuntimeConfiguration;
import net.weftnet.common.runtime.api.NodeContext;
import net.weftnet.common.runtime.api.Secrets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** One file a password, 0600. The file is the truth: put another password there and it counts from then on. */
@Component(configurationPid = RuntimeConfiguration.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class FileSecrets implements Secrets {
    /** 32 characters of 62 are 190 bits, and need no quoting in a shell, a URL or a properties file. */
    private static final int LENGTH = 32;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Path directory;
    private final RandomGenerator random = new SecureRandom();

    @Activate
    public FileSecrets(@Reference NodeContext node, RuntimeConfiguration configuration) {
        this(
                configuration.secretsDirectory().isBlank()
                        ? node.stateDirectory().resolve("secrets")
                        : Path.of(configuration.secretsDirectory()));
    }

    /** Secrets in this directory, which is made with the first of them. */
    public FileSecrets(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public String password(String name) {
        var file = file(name);
        try {
            return read(file);
        } catch (NoSuchFileException _) {
            return create(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String create(Path file) {
        try {
            PrivateFiles.createOnce(file, (newPassword() + "\n").getBytes(StandardCharsets.US_ASCII));
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) throws IOException {
        var password = Files.readString(file).strip();
        if (password.isEmpty()) {
            throw new IOException("The password file " + file + " is empty; delete it to have a new one made");
        }
        return password;
    }

    private String newPassword() {
        var password = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    @Override
    public Path file(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("Not a name of a secret (letters, digits, hyphens): '" + name + "'");
        }
        return directory.resolve(name + ".password");
    }
}
