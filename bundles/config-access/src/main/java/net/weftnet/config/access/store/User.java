package net.weftnet.config.access.store;

import java.util.Optional;
import java.util.Set;

/**
 * A user of the configuration.
 *
 * @param name what the user logs in with
 * @param hash the hash of the password; empty for one who cannot log in with a password
 * @param isEnabled whether the user may come in
 * @param roles what the user is
 * @param certificateNames common names of the certificates that stand for the user
 */
public record User(
        String name, Optional<String> hash, boolean isEnabled, Set<String> roles, Set<String> certificateNames) {

    public User {
        roles = Set.copyOf(roles);
        certificateNames = Set.copyOf(certificateNames);
    }

    /** The hash is nobody's business. */
    @Override
    public String toString() {
        return name + ' ' + roles;
    }
}
