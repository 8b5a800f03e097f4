package net.weftnet.config.transformer.engine;

import java.util.List;
import net.weftnet.config.transformer.compile.CompiledEntry;

/** A rule whose values are a part of the compiled state. There is one of each object of a type of the intent. */
public interface Producer extends Rule<List<CompiledEntry>> {

    /** {@return the type of the objects} */
    String type();

    @Override
    default String name() {
        return getClass().getSimpleName();
    }
}
