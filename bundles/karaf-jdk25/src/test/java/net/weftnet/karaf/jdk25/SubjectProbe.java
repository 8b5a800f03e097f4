package net.weftnet.karaf.jdk25;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import javax.security.auth.Subject;
import javax.security.auth.x500.X500Principal;
import org.apache.karaf.util.jaas.JaasHelper;

/** Asks for its subject in the ways Karaf does, and prints what it gets. */
@SuppressWarnings("removal")
public final class SubjectProbe {
    private SubjectProbe() {}

    public static void main(String[] arguments) throws Exception {
        try {
            probe();
        } catch (CompletionException e) {
            System.out.println("no subject: " + e.getCause().getMessage());
        }
    }

    private static void probe() throws Exception {
        var admin = subject("admin");
        Subject.callAs(admin, () -> {
            System.out.println("getSubject: " + name());
            System.out.println("thread started inside: " + inThread(SubjectProbe::name));
            System.out.println("thread of a thread: " + inThread(() -> inThread(SubjectProbe::name)));
            Subject.callAs(subject("ifmap"), () -> {
                System.out.println("nested: " + inThread(SubjectProbe::name));
                return true;
            });
            System.out.println("after nested: " + inThread(SubjectProbe::name));
            return true;
        });
        System.out.println(
                "JaasHelper action: " + JaasHelper.doAs(admin, (PrivilegedAction<String>) SubjectProbe::name));
        try {
            JaasHelper.doAs(admin, (PrivilegedExceptionAction<String>) () -> {
                throw new Exception("expected");
            });
        } catch (PrivilegedActionException e) {
            System.out.println("JaasHelper exception: " + e.getException().getMessage());
        }
        System.out.println("outside: " + name());
    }

    private static Subject subject(String name) {
        var subject = new Subject();
        subject.getPrincipals().add(new X500Principal("CN=" + name));
        return subject;
    }

    private static String name() {
        var subject = Subject.getSubject(AccessController.getContext());
        return subject == null
                ? "null"
                : subject.getPrincipals().iterator().next().getName().substring("CN=".length());
    }

    private static <T> T inThread(Callable<T> query) throws Exception {
        var task = new FutureTask<>(query);
        new Thread(task).start();
        return task.get();
    }
}
