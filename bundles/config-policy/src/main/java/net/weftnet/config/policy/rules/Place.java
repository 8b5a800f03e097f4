package net.weftnet.config.policy.rules;

import java.util.List;
import net.weftnet.config.db.api.ConfigSchema;
import net.weftnet.config.policy.language.PolicyFile.Kind;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifierWithPredicates;

/** Where policies and networks are in the tree. */
final class Place {
    static final QName DOMAIN = name("domain");
    static final QName PROJECT = name("project");
    static final QName NETWORK = name("virtual-network");
    static final QName NETWORK_POLICY = name("network-policy");
    static final QName RULE = name("policy-rule");
    static final QName NAME = name("name");
    static final QName FQ_NAME = name("fq-name");

    private Place() {}

    static QName name(String local) {
        return QName.create(ConfigSchema.CONFIG, local);
    }

    /** {@return the list of the policies of a kind} */
    static QName list(Kind kind) {
        return name(kind.type());
    }

    /** {@return the container of the rules} */
    static QName entries(Kind kind) {
        return name(kind.type() + "-entries");
    }

    /** {@return the data nodes around the rules of a kind of policy} */
    static List<QName> aroundRules(Kind kind) {
        return List.of(ConfigSchema.CONFIG, DOMAIN, PROJECT, list(kind), entries(kind));
    }

    /** {@return the place of a project} @param names of its domain and itself, and of what is in it */
    static YangInstanceIdentifier project(String[] names) {
        return entry(entry(YangInstanceIdentifier.of(ConfigSchema.CONFIG), DOMAIN, names[0]), PROJECT, names[1]);
    }

    static YangInstanceIdentifier entry(YangInstanceIdentifier around, QName list, String name) {
        return around.node(list).node(NodeIdentifierWithPredicates.of(list, NAME, name));
    }
}
