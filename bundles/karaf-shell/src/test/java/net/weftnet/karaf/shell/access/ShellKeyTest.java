package net.weftnet.karaf.shell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellKeyTest {
    @TempDir
    Path root;

    @Test
    void makesAKeyOnceAndAuthorizesIt() throws Exception {
        var keys = root.resolve("keys.properties");
        Files.writeString(keys, "# comment\nother = AAAA,_g_:viewers\nadmin = old,_g_:admingroup\n");
        new ShellKey(root.resolve("secrets/shell.key"), keys);
        var first = Files.readString(keys);
        assertTrue(first.startsWith("# comment\nother = AAAA,_g_:viewers\nadmin = AAAAB3NzaC1yc2E"), first);
        assertTrue(first.endsWith(",_g_:admingroup\n"), first);
        assertEquals(3, first.lines().count());

        new ShellKey(root.resolve("secrets/shell.key"), keys);
        assertEquals(first, Files.readString(keys));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("secrets/shell.key"))));
    }
}
