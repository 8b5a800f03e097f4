package net.weftnet.karaf.shell.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import net.weftnet.common.runtime.api.Secrets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets the user "admin" into the shell, with the private key {@code shell.key} in the node's secrets directory: made at
 * first start, readable to the node's owner only. There is no password to guess.
 */
@Component(
        service = {},
        immediate = true)
public final class ShellKey {
    private static final String USER = "admin";

    @Activate
    public ShellKey(@Reference Secrets secrets) throws IOException, GeneralSecurityException {
        this(
                secrets.file(USER).resolveSibling("shell.key"),
                Path.of(System.getProperty("karaf.etc", "etc"), "keys.properties"));
    }

    ShellKey(Path keyFile, Path authorizedKeys) throws IOException, GeneralSecurityException {
        var key = KeyFile.openOrCreate(keyFile);
        new AuthorizedKeys(authorizedKeys).put(USER, key);
    }
}
