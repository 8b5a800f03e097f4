package net.weftnet.config.db.model;

import java.io.IOException;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.opendaylight.yang.gen.v1.urn.weftnet.config.rev260101.WeftnetConfigData;
import org.opendaylight.yangtools.binding.meta.YangModelBindingProvider;
import org.opendaylight.yangtools.binding.meta.YangModuleInfo;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.model.api.source.SourceIdentifier;
import org.opendaylight.yangtools.yang.model.spi.source.DelegatedYangTextSource;
import org.opendaylight.yangtools.yang.parser.api.YangParser;
import org.opendaylight.yangtools.yang.parser.api.YangParserException;
import org.opendaylight.yangtools.yang.parser.api.YangParserFactory;

/** Reads every module of the bundle yang-models, and what they import. */
public final class Modules {

    private Modules() {}

    /**
     * {@return the modules of the system}
     *
     * @throws IllegalStateException when a module is wrong, which the build rules out
     */
    public static EffectiveModelContext parse(YangParserFactory parsers) {
        var parser = parsers.createParser();
        var seen = new HashSet<YangModuleInfo>();
        try {
            for (var provider :
                    ServiceLoader.load(YangModelBindingProvider.class, WeftnetConfigData.class.getClassLoader())) {
                add(provider.getModuleInfo(), seen, parser);
            }
            return parser.buildEffectiveModel();
        } catch (IOException | YangParserException e) {
            throw new IllegalStateException("The YANG modules cannot be read", e);
        }
    }

    private static void add(YangModuleInfo module, Set<YangModuleInfo> seen, YangParser parser)
            throws IOException, YangParserException {
        if (!seen.add(module)) {
            return;
        }
        parser.addSource(new DelegatedYangTextSource(
                SourceIdentifier.ofQName(module.getName()), module.getYangTextCharSource()));
        for (var imported : module.getImportedModules()) {
            add(imported, seen, parser);
        }
    }
}
