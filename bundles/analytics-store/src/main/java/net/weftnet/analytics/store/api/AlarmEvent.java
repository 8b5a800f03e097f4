package net.weftnet.analytics.store.api;

import java.time.Instant;

/**
 * What became of an alarm.
 *
 * @param time when
 * @param alarm its name
 * @param objectType the type of the object it is about, for example {@code bgp-peer}
 * @param object which object
 * @param event {@code raised}, {@code cleared} or {@code acknowledged}
 * @param severity 0 (critical) to 2 (minor)
 * @param detail what was found, or who acknowledged it; JSON
 */
public record AlarmEvent(
        Instant time, String alarm, String objectType, String object, String event, int severity, String detail) {}
