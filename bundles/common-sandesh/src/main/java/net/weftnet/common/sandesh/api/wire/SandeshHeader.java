package net.weftnet.common.sandesh.api.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.weftnet.common.sandesh.api.GeneratorName;

/**
 * What precedes every message.
 *
 * @param namespace usually empty
 * @param timestampMicros microseconds since 1970
 * @param generator who sent it
 * @param context what a response answers; {@code ctrl} in control messages
 * @param sequenceNumber counts the messages of one name
 * @param versionSignature a hash of the message's description; 0 when there is none
 * @param type what the message is for
 * @param hints {@link #KEY_HINT}, {@link #CONTROL_HINT}, {@link #SYNC_HINT}
 * @param level 0 to 7 of a log message, {@link #UVE_LEVEL}, or {@link #NO_LEVEL}
 * @param category what part of the process it is about; may be empty
 * @param ipAddress of the generator; may be empty
 * @param pid of the generator; 0 when it does not tell
 */
public record SandeshHeader(
        String namespace,
        long timestampMicros,
        GeneratorName generator,
        String context,
        int sequenceNumber,
        int versionSignature,
        SandeshType type,
        int hints,
        int level,
        String category,
        String ipAddress,
        int pid) {

    /** A field of the message is the key of an object. */
    public static final int KEY_HINT = 1;

    /** The message is about the session itself. */
    public static final int CONTROL_HINT = 2;

    /** The message repeats a UVE that was sent before. */
    public static final int SYNC_HINT = 4;

    public static final int UVE_LEVEL = -100;
    public static final int NO_LEVEL = Integer.MAX_VALUE;

    /** {@return a header as this platform's own processes write it} */
    public static SandeshHeader of(
            GeneratorName generator,
            long timestampMicros,
            SandeshType type,
            int sequenceNumber,
            int hints,
            int level,
            String category) {
        var context = (hints & CONTROL_HINT) == 0 ? "" : "ctrl";
        return new SandeshHeader(
                "", timestampMicros, generator, context, sequenceNumber, 0, type, hints, level, category, "", 0);
    }

    /** {@return this header with another context} */
    public SandeshHeader inContext(String other) {
        return new SandeshHeader(
                namespace,
                timestampMicros,
                generator,
                other,
                sequenceNumber,
                versionSignature,
                type,
                hints,
                level,
                category,
                ipAddress,
                pid);
    }

    /** {@return a time as microseconds since 1970} */
    public static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /** {@return when the message was made} */
    public Instant time() {
        return Instant.EPOCH.plus(timestampMicros, ChronoUnit.MICROS);
    }

    /** {@return whether the message is about the session itself} */
    public boolean isControl() {
        return (hints & CONTROL_HINT) != 0;
    }
}
