package net.weftnet.config.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.db.model.Modules;
import org.junit.jupiter.api.Test;
import org.opendaylight.yangtools.yang.model.api.ChoiceSchemaNode;
import org.opendaylight.yangtools.yang.model.api.DataNodeContainer;
import org.opendaylight.yangtools.yang.model.api.DataSchemaNode;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/**
 * The parser's order follows the identity hash codes of its objects, so reading the modules again is as good as another
 * process.
 */
class MemberOrderTest {
    private static final int READINGS = 4;

    @Test
    void isTheSameHoweverTheModulesWereRead() {
        var first = order();
        for (int i = 1; i < READINGS; i++) {
            assertEquals(first, order());
        }
    }

    private static List<String> order() {
        var modules = Modules.parse(new DefaultYangParserFactory());
        var names = new ArrayList<String>();
        var order = new MemberOrder();
        walk(ConfigSchema.of(modules, ConfigSchema.CONFIG).container(), order, names);
        walk(ConfigSchema.of(modules, ConfigSchema.COMPILED).container(), order, names);
        return names;
    }

    private static void walk(DataNodeContainer node, MemberOrder order, List<String> names) {
        for (DataSchemaNode child : order.of(node)) {
            names.add(child.getQName().getLocalName());
            if (child instanceof DataNodeContainer inner) {
                walk(inner, order, names);
            } else if (child instanceof ChoiceSchemaNode choice) {
                choice.getCases().forEach(option -> walk(option, order, names));
            }
        }
    }
}
