package net.weftnet.config.ifmap.graph;

import java.util.Optional;

/**
 * Who published a metadata element.
 *
 * @param sessionId the session it ends with, if it does
 */
public record Owner(String publisherId, Optional<String> sessionId) {}
