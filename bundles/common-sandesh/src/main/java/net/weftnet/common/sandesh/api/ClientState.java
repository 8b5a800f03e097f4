package net.weftnet.common.sandesh.api;

import java.util.Map;
import java.util.Optional;

/**
 * How a process' line to the collector is doing.
 *
 * @param generator the name it goes by
 * @param collector the collector it is connected to
 * @param connections how many times a session was established
 * @param uves how many UVEs are kept
 * @param waiting log messages, flow samples and UVEs that are still to be sent
 * @param sent messages sent
 * @param sentBytes octets sent
 * @param droppedLogs log messages and flow samples dropped, because too many waited
 * @param droppedUves UVEs refused, because as many as may be kept are
 * @param droppedByLevel the dropped log messages by level; flow samples count as INFO
 */
public record ClientState(
        GeneratorName generator,
        Optional<String> collector,
        int connections,
        int uves,
        int waiting,
        long sent,
        long sentBytes,
        long droppedLogs,
        long droppedUves,
        Map<Level, Long> droppedByLevel) {
    public ClientState {
        droppedByLevel = Map.copyOf(droppedByLevel);
    }
}
