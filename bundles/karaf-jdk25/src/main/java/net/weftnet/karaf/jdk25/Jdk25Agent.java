package net.weftnet.karaf.jdk25;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** Started by {@code -javaagent} before Karaf: keeps its JAAS subjects working without the Security Manager. */
public final class Jdk25Agent {
    private static final String INHERITANCE = "net.weftnet.karaf.jdk25.SubjectInheritance";

    private Jdk25Agent() {}

    /** Called by the JVM. */
    public static void premain(@Nullable String arguments, Instrumentation instrumentation)
            throws IOException, URISyntaxException, ClassNotFoundException, UnmodifiableClassException {
        var jar = Path.of(Jdk25Agent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar.toFile()));
        letBaseModuleRead(Class.forName(INHERITANCE, false, null).getModule(), instrumentation);
        instrumentation.addTransformer(new SubjectRewriter(), true);
        instrumentation.retransformClasses(Subject.class);
    }

    private static void letBaseModuleRead(Module module, Instrumentation instrumentation) {
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(module), Map.of(), Map.of(), Set.of(), Map.of());
    }
}
