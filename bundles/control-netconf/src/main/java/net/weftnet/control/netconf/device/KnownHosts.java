package net.weftnet.control.netconf.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host keys of devices: the first one that a device shows is trusted and recorded, and from then on no other. One line
 * {@code address:port key} a device, in a file that only its owner may write.
 */
public final class KnownHosts {
    private static final Logger log = LoggerFactory.getLogger(KnownHosts.class);

    private final Path file;
    private final Map<String, String> keys = new TreeMap<>();

    /**
     * Reads what is recorded.
     *
     * @throws UncheckedIOException when the file cannot be read: then nothing must be trusted anew
     */
    public KnownHosts(Path file) {
        this.file = file;
        try {
            for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    keys.put(line.substring(0, space), line.substring(space + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /**
     * {@return whether a key is that of a device}
     *
     * @param socket address and port
     * @param key type and key, as in an authorized_keys file
     * @throws UncheckedIOException when a new key cannot be recorded: then it is not trusted
     */
    public synchronized boolean isTrusted(String socket, String key) {
        var known = keys.get(socket);
        if (known != null) {
            return known.equals(key);
        }
        var all = new TreeMap<>(keys);
        all.put(socket, key);
        store(all);
        keys.put(socket, key);
        log.info("netconf: {} is trusted from now on by its key {}", socket, key);
        return true;
    }

    /** {@return the recorded key of a device} */
    public synchronized Optional<String> known(String socket) {
        return Optional.ofNullable(keys.get(socket));
    }

    /** Trusts the next key of a device, whatever it is. */
    public synchronized void forget(String socket) {
        var all = new TreeMap<>(keys);
        if (all.remove(socket) != null) {
            store(all);
            keys.remove(socket);
        }
    }

    private void store(Map<String, String> all) {
        var lines = new ArrayList<String>();
        all.forEach((socket, key) -> lines.add(socket + " " + key));
        try {
            var next = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "known-hosts",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
