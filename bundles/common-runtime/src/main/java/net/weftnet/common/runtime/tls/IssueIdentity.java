package net.weftnet.common.runtime.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Command line of the authority: makes it at first use and issues identities of nodes, one directory each. An identity
 * that exists is kept. With {@code --pem}, the key and its certificates are in that file too, as servers of others read them.
 */
public final class IssueIdentity {
    private static final Set<String> OPTIONS = Set.of("--authority", "--node", "--san", "--out", "--pem");
    private static final String USAGE =
            "usage: issue-identity --authority DIR --node NAME --out DIR [--san ADDRESS-OR-NAME,...] [--pem FILE]";

    private IssueIdentity() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        try {
            issue(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Does what {@link #main} does, and tells wrong arguments by an exception. */
    static void issue(String... arguments) throws IOException, GeneralSecurityException {
        var options = parse(arguments);
        var names = List.of(options.getOrDefault("--san", "").split(",")).stream()
                .filter(name -> !name.isBlank())
                .toList();
        var directory =
                new IdentityDirectory(Path.of(required(options, "--out")).toAbsolutePath());
        directory.issueOnce(
                Authority.openOrCreate(Path.of(required(options, "--authority")).toAbsolutePath()),
                required(options, "--node"),
                names);
        var pem = options.get("--pem");
        if (pem != null) {
            directory.exportOnce(Path.of(pem).toAbsolutePath());
        }
    }

    private static Map<String, String> parse(String... arguments) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new IllegalArgumentException("Not understood: " + arguments[i] + "\n" + USAGE);
            }
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        var value = options.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing\n" + USAGE);
        }
        return value;
    }
}
