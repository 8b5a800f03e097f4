package net.weftnet.config.ifmap.server;

import java.time.Instant;
import java.util.List;

/**
 * A session, for the operator.
 *
 * @param polling whether a poll is waiting
 * @param waiting changes not yet told
 */
public record SessionStatus(
        String sessionId,
        String publisherId,
        String client,
        Instant since,
        boolean polling,
        List<String> subscriptions,
        long waiting) {}
