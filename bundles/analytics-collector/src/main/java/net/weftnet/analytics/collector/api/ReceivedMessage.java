package net.weftnet.analytics.collector.api;

import java.time.Instant;
import net.weftnet.common.sandesh.api.GeneratorName;
import net.weftnet.common.sandesh.api.Level;
import net.weftnet.common.sandesh.api.wire.SandeshMessage;

/**
 * A message as it came in.
 *
 * @param generator whose session it came by
 * @param time when it came, by the collector's clock
 * @param message the message
 */
public record ReceivedMessage(GeneratorName generator, Instant time, SandeshMessage message) {

    /** {@return under what a loss of it is counted: its level, or its type where it has none} */
    public String levelOrType() {
        int level = message.header().level();
        return level >= 0 && level < Level.values().length
                ? Level.values()[level].name()
                : message.header().type().name();
    }
}
