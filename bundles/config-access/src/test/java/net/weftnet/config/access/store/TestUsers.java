package net.weftnet.config.access.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import net.weftnet.config.db.model.Modules;
import org.opendaylight.yangtools.yang.model.api.EffectiveModelContext;
import org.opendaylight.yangtools.yang.parser.impl.DefaultYangParserFactory;

/** Users of a text. */
public final class TestUsers {
    /** The modules of the system, which take a second to read. */
    public static final EffectiveModelContext MODULES = Modules.parse(new DefaultYangParserFactory());

    private TestUsers() {}

    /** Reads the content of {@code weftnet-access:access}. */
    public static Users of(String access, Map<String, String> hashes) {
        var data = new JsonObject();
        data.add("weftnet-access:access", JsonParser.parseString(access));
        return Users.of(new AccessDocument(MODULES).data(data).getFirst(), hashes);
    }
}
