package net.weftnet.common.http.api;

import java.util.Set;

/**
 * An authenticated user.
 *
 * @param name the user's name
 * @param roles what it may do
 */
public record Caller(String name, Set<String> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }
}
