package net.weftnet.karaf.jdk25;

import java.util.concurrent.Callable;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The rule of JDKs before 24 that a thread started inside {@code Subject.doAs} has the subject of its creator: Karaf's
 * shell runs the parts of a pipeline in threads of their own. On the boot class path, since {@link Subject} calls it.
 */
public final class SubjectInheritance {
    private static final InheritableThreadLocal<@Nullable Subject> INHERITED = new InheritableThreadLocal<>();

    private SubjectInheritance() {}

    /** {@return the subject of the running {@code callAs}, else the one that this thread inherited} */
    public static @Nullable Subject current() {
        var subject = Subject.current();
        return subject != null ? subject : INHERITED.get();
    }

    /** {@return the action, which while it runs hands the subject down to the threads it starts} */
    public static <T extends @Nullable Object> Callable<T> handingDown(@Nullable Subject subject, Callable<T> action) {
        return () -> {
            var outer = INHERITED.get();
            INHERITED.set(subject);
            try {
                return action.call();
            } finally {
                INHERITED.set(outer);
            }
        };
    }
}
