package net.weftnet.test;

import java.util.List;
import net.weftnet.common.runtime.api.Health;

/** Takes every report and keeps none. */
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
