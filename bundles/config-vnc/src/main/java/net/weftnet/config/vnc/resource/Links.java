package net.weftnet.config.vnc.resource;

import java.util.UUID;

/**
 * URLs of resources, as the client reaches this server.
 *
 * @param base what all of them begin with, without a slash at the end
 */
record Links(String base) {

    String to(String type, UUID uuid) {
        return base + '/' + type + '/' + uuid;
    }
}
