package net.weftnet.control.netconf.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsTest {
    private static final String SOCKET = "192.0.2.9:830";

    @TempDir
    Path directory;

    @Test
    void theFirstKeyIsTrustedAndNoOtherUntilItIsForgotten() {
        var file = directory.resolve("known-hosts");
        var hosts = new KnownHosts(file);
        assertTrue(hosts.isTrusted(SOCKET, "ssh-rsa A"));
        assertTrue(hosts.isTrusted(SOCKET, "ssh-rsa A"));
        assertFalse(hosts.isTrusted(SOCKET, "ssh-rsa B"));
        assertFalse(new KnownHosts(file).isTrusted(SOCKET, "ssh-rsa B"));
        hosts.forget(SOCKET);
        assertTrue(new KnownHosts(file).isTrusted(SOCKET, "ssh-rsa B"));
    }

    @Test
    void aKeyThatCannotBeRecordedIsNotTrusted() throws Exception {
        var folder = Files.createDirectory(directory.resolve("gone"));
        var hosts = new KnownHosts(folder.resolve("known-hosts"));
        Files.delete(folder);
        assertThrows(UncheckedIOException.class, () -> hosts.isTrusted(SOCKET, "ssh-rsa A"));
        assertEquals(Optional.empty(), hosts.known(SOCKET));
    }
}
