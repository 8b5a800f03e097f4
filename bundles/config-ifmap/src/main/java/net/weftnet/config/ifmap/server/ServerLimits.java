package net.weftnet.config.ifmap.server;

import java.time.Duration;

/**
 * Bounds of the server.
 *
 * @param sessionTimeout how long a session lasts without request or waiting poll
 * @param answerGap how long after an answer to a poll the next one is given, at least: what happens meanwhile is told as one
 * @param sessions sessions at the same time
 * @param subscriptions subscriptions of one session
 * @param waiting changes one subscription may be behind before it gets a new full result
 * @param metadata metadata elements one publisher may have
 */
public record ServerLimits(
        Duration sessionTimeout, Duration answerGap, int sessions, int subscriptions, int waiting, int metadata) {}
