package net.weftnet.config.access.store;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.common.QNameModule;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafSetNode;
import org.opendaylight.yangtools.yang.data.api.schema.MapNode;

/** The users and roles of the configuration. Immutable. */
public final class Users {
    private static final QNameModule MODULE = QNameModule.ofRevision("urn:weftnet:access", "2026-01-01");

    /** The container of users and roles. */
    public static final QName CONTAINER = name("access");

    /** The list of users. */
    public static final QName USER = name("user");

    /** The leaf of a user that is written and never read. */
    public static final QName PASSWORD = name("password");

    /** As the type in the module has it: not everybody who makes users goes by the module. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]{0,63}");

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(8);

    private final Map<String, User> byName = new TreeMap<>();
    private final Map<String, User> byCertificate = new HashMap<>();
    private final Map<String, Optional<String>> projects = new TreeMap<>();
    private final Duration tokenLifetime;

    /** Reads the container, whose passwords are kept apart. */
    private Users(DataContainerNode access, Map<String, String> hashes) {
        for (var role : entries(access, "role")) {
            projects.put(text(role, "name").orElseThrow(), text(role, "project"));
        }
        for (var entry : entries(access, "user")) {
            var name = text(entry, "name").orElseThrow();
            var user = new User(
                    name,
                    Optional.ofNullable(hashes.get(name)),
                    text(entry, "enabled").map(Boolean::parseBoolean).orElse(true),
                    values(entry, "role"),
                    values(entry, "certificate-name"));
            byName.put(name, user);
            user.certificateNames().forEach(certificate -> byCertificate.put(certificate, user));
        }
        tokenLifetime = text(access, "token-lifetime")
                .map(Long::parseLong)
                .map(Duration::ofSeconds)
                .orElse(TOKEN_LIFETIME);
    }

    /**
     * Reads the container.
     *
     * @param hashes the hashes of the passwords, by user
     * @throws IllegalArgumentException when it makes no sense; the message says why
     */
    public static Users of(DataContainerNode access, Map<String, String> hashes) {
        var users = new Users(access, hashes);
        Stream.concat(users.byName.keySet().stream(), users.projects.keySet().stream())
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("a user or role cannot have the name " + name);
                });
        for (var user : users.byName.values()) {
            user.roles().stream()
                    .filter(role -> !users.projects.containsKey(role))
                    .findFirst()
                    .ifPresent(role -> {
                        throw new IllegalArgumentException(
                                "user " + user.name() + " has the role " + role + ", which there is not");
                    });
            for (var certificate : user.certificateNames()) {
                var other = users.ofCertificate(certificate).orElse(user);
                if (other != user) {
                    throw new IllegalArgumentException("the certificate " + certificate + " stands for both "
                            + user.name() + " and " + other.name());
                }
            }
        }
        return users;
    }

    static QName name(String name) {
        return QName.create(MODULE, name);
    }

    /** {@return all users, by name} */
    public Collection<User> all() {
        return byName.values();
    }

    /** {@return a user} */
    public Optional<User> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** {@return the user that a certificate stands for} */
    public Optional<User> ofCertificate(String commonName) {
        return Optional.ofNullable(byCertificate.get(commonName));
    }

    /** {@return the projects that these roles confine their user to; empty for one who is not confined} */
    public Set<String> projects(Set<String> roles) {
        return roles.stream()
                .flatMap(role -> projects.getOrDefault(role, Optional.empty()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** {@return the roles, each with the project it confines to} */
    public Map<String, Optional<String>> roles() {
        return projects;
    }

    /** {@return how long a token is good} */
    public Duration tokenLifetime() {
        return tokenLifetime;
    }

    private static List<DataContainerNode> entries(DataContainerNode around, String list) {
        return around.childByArg(new NodeIdentifier(name(list))) instanceof MapNode found
                ? List.copyOf(found.body())
                : List.of();
    }

    static Optional<String> text(DataContainerNode around, String leaf) {
        return around.childByArg(new NodeIdentifier(name(leaf))) instanceof LeafNode<?> found
                ? Optional.of(found.body().toString())
                : Optional.empty();
    }

    private static Set<String> values(DataContainerNode around, String leafList) {
        var found = new HashSet<String>();
        if (around.childByArg(new NodeIdentifier(name(leafList))) instanceof LeafSetNode<?> leaves) {
            leaves.body().forEach(leaf -> found.add(leaf.body().toString()));
        }
        return found;
    }
}
