package net.weftnet.config.access.store;

import java.util.List;
import net.weftnet.common.runtime.api.Health;

/** Health that nobody looks at. */
public final class SilentHealth implements Health {
    @Override
    public Subject open(String role, String subject) {
        return new Subject() {
            @Override
            public void ok(String detail) {}

            @Override
            public void degraded(String problem) {}

            @Override
            public void failed(String problem) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public List<Condition> conditions() {
        return List.of();
    }
}
