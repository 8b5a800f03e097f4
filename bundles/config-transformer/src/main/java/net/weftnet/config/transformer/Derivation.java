package net.weftnet.config.transformer;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.api.ObjectType;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.Compiler;
import net.weftnet.config.transformer.compile.SystemSettings;
import net.weftnet.config.transformer.graph.Fragment;
import net.weftnet.config.transformer.graph.FragmentWriter;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;

/**
 * What follows from one object of the intent: its own fragment of the graph, what is compiled from it, and the fragments
 * of that.
 */
record Derivation(List<Fragment> fragments, List<CompiledEntry> compiled) {
    static final Derivation NOTHING = new Derivation(List.of(), List.of());

    static Derivation of(
            ObjectType type, DataContainerNode data, SystemSettings settings, ConfigSchema compiledSchema) {
        var entries = Compiler.compile(type, data, settings);
        var fragments = new ArrayList<Fragment>();
        fragments.add(FragmentWriter.write(type, data));
        for (var entry : entries) {
            fragments.add(FragmentWriter.write(compiledSchema.type(entry.list()).orElseThrow(), entry.data()));
        }
        return new Derivation(List.copyOf(fragments), entries);
    }
}
