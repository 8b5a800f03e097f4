package net.weftnet.compute.agent;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import net.weftnet.common.runtime.api.Health;

/** A health board in memory. */
public final class FakeHealth implements Health {
    private final Map<String, Condition> board = new ConcurrentSkipListMap<>();

    @Override
    public Subject open(String role, String subject) {
        return new Subject() {
            private void tell(Level level, String detail) {
                board.put(subject, new Condition(role, subject, level, detail, Instant.EPOCH));
            }

            @Override
            public void ok(String detail) {
                tell(Level.OK, detail);
            }

            @Override
            public void degraded(String problem) {
                tell(Level.DEGRADED, problem);
            }

            @Override
            public void failed(String problem) {
                tell(Level.FAILED, problem);
            }

            @Override
            public void close() {
                board.remove(subject);
            }
        };
    }

    @Override
    public List<Condition> conditions() {
        return List.copyOf(board.values());
    }

    /** {@return the level and detail of a subject, if it is on the board} */
    public Optional<String> of(String subject) {
        return Optional.ofNullable(board.get(subject)).map(c -> c.level() + ": " + c.detail());
    }
}
