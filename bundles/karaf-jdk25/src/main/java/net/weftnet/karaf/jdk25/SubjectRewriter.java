package net.weftnet.karaf.jdk25;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites two classes as they are loaded:
 *
 * <pre>
 * javax.security.auth.Subject
 *   getSubject(context)     { return SubjectInheritance.current(); }
 *   callAs(subject, action) { action = SubjectInheritance.handingDown(subject, action); … }
 * org.apache.karaf.util.jaas.JaasHelper, of which several bundles carry a copy
 *   doAs(subject, action)   { return Subject.doAs(subject, action); }
 * </pre>
 *
 * <p>Public, since the boot class path gives it to the agent, which the application class path holds.
 *
 * <p>Since JDK 24 getSubject always throws, and an AccessControlContext carries no subject (JEP 486).
 */
public final class SubjectRewriter implements ClassFileTransformer {
    static final String SUBJECT = "javax/security/auth/Subject";
    static final String JAAS_HELPER = "org/apache/karaf/util/jaas/JaasHelper";

    private static final ClassDesc SUBJECT_TYPE = ClassDesc.ofInternalName(SUBJECT);
    private static final ClassDesc INHERITANCE = ClassDesc.of("net.weftnet.karaf.jdk25.SubjectInheritance");
    private static final ClassDesc CALLABLE = ClassDesc.of("java.util.concurrent.Callable");

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        return switch (name) {
            case SUBJECT -> rewrite(bytes, SubjectRewriter::subject);
            case JAAS_HELPER -> rewrite(bytes, SubjectRewriter::jaasHelper);
            case null, default -> null;
        };
    }

    private static byte[] rewrite(byte[] bytes, ClassTransform transform) {
        var classFile = ClassFile.of();
        return classFile.transformClass(classFile.parse(bytes), transform);
    }

    private static void subject(ClassBuilder builder, ClassElement element) {
        switch (element) {
            case MethodModel method
            when isNamed(method, "getSubject", 1) ->
                builder.transformMethod(
                        method, body(code -> code.invokestatic(INHERITANCE, "current", MethodTypeDesc.of(SUBJECT_TYPE))
                                .areturn()));
            case MethodModel method
            when isNamed(method, "callAs", 2) ->
                builder.transformMethod(method, prologue(code -> code.aload(0)
                        .aload(1)
                        .invokestatic(INHERITANCE, "handingDown", MethodTypeDesc.of(CALLABLE, SUBJECT_TYPE, CALLABLE))
                        .astore(1)));
            default -> builder.with(element);
        }
    }

    /** Both variants of doAs, for PrivilegedAction and PrivilegedExceptionAction; Subject has the same two. */
    private static void jaasHelper(ClassBuilder builder, ClassElement element) {
        switch (element) {
            case MethodModel method
            when isNamed(method, "doAs", 2) ->
                builder.transformMethod(method, body(code -> code.aload(0)
                        .aload(1)
                        .invokestatic(SUBJECT_TYPE, "doAs", method.methodTypeSymbol())
                        .areturn()));
            default -> builder.with(element);
        }
    }

    private static boolean isNamed(MethodModel method, String name, int parameters) {
        return method.methodName().equalsString(name)
                && method.methodTypeSymbol().parameterCount() == parameters;
    }

    private static MethodTransform body(Consumer<CodeBuilder> body) {
        return (builder, element) -> {
            if (element instanceof CodeModel) {
                builder.withCode(body);
            } else {
                builder.with(element);
            }
        };
    }

    private static MethodTransform prologue(Consumer<CodeBuilder> prologue) {
        return MethodTransform.transformingCode(new CodeTransform() {
            @Override
            public void atStart(CodeBuilder builder) {
                prologue.accept(builder);
            }

            @Override
            public void accept(CodeBuilder builder, CodeElement element) {
                builder.with(element);
            }
        });
    }
}
