package net.weftnet.common.runtime.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSecretsTest {
    @TempDir
    Path root;

    @Test
    void makesAPasswordOnceAndKeepsIt() throws IOException {
        var directory = root.resolve("secrets");
        var password = new FileSecrets(directory).password("admin");
        assertTrue(password.matches("[A-Za-z0-9]{24,}"));
        assertEquals(password, new FileSecrets(directory).password("admin"));
        assertNotEquals(password, new FileSecrets(directory).password("ifmap"));
        assertEquals("rwx------", mode(directory));
        assertEquals("rw-------", mode(directory.resolve("admin.password")));
        try (var files = Files.list(directory)) {
            assertEquals(2, files.count(), "no draft is left behind");
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void thoseWhoAskAtOnceGetTheSame() {
        var passwords = IntStream.range(0, 32)
                .parallel()
                .mapToObj(_ -> new FileSecrets(root).password("admin"))
                .distinct()
                .toList();
        assertEquals(1, passwords.size());
    }

    @Test
    void theFileIsTheTruth() throws IOException {
        var secrets = new FileSecrets(root);
        Files.writeString(secrets.file("admin"), "chosen by hand\n");
        assertEquals("chosen by hand", secrets.password("admin"));
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        var secrets = new FileSecrets(root);
        Files.writeString(secrets.file("admin"), "\n");
        assertThrows(UncheckedIOException.class, () -> secrets.password("admin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../admin", "a/b", "-", "a b"})
    void refusesNamesThatLeaveTheDirectory(String name) {
        assertThrows(IllegalArgumentException.class, () -> new FileSecrets(root).file(name));
    }
}
