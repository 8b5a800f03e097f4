package net.weftnet.config.transformer.rules;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.weftnet.config.transformer.compile.CompiledEntry;
import net.weftnet.config.transformer.compile.CompiledNodes;
import net.weftnet.config.transformer.compile.EntryBuilder;
import net.weftnet.config.transformer.compile.Uuids;
import net.weftnet.config.transformer.intent.IntentObject;
import org.opendaylight.yangtools.yang.common.Uint64;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerChild;

/** An access control list: rules in the order in which they are tried. */
final class Acl {
    private final List<AclRule> rules = new ArrayList<>();
    private final boolean isDynamic;

    /**
     * A list without rules.
     *
     * @param isDynamic whether it is for policies with a timer, of which each may mirror the same traffic elsewhere
     */
    Acl(boolean isDynamic) {
        this.isDynamic = isDynamic;
    }

    /** Adds a rule, unless an earlier one decides about all its traffic. {@return whether it was added} */
    boolean add(AclRule rule) {
        boolean isDecided = rules.stream()
                .anyMatch(earlier -> rule.isWithin(earlier)
                        && (!isDynamic
                                || rule.actions()
                                        .analyzer()
                                        .equals(earlier.actions().analyzer())));
        return !isDecided && rules.add(rule);
    }

    /**
     * {@return the list as an object below another one}
     *
     * @param parent the leaf that names the parent
     */
    static CompiledEntry entry(IntentObject owner, String parent, String name, List<AclRule> rules, boolean isDynamic) {
        var entries = rules.stream().map(AclRule::write).toList();
        var content = new ArrayList<DataContainerChild>();
        content.add(CompiledNodes.leaf("dynamic", isDynamic));
        if (!entries.isEmpty()) {
            content.add(CompiledNodes.unkeyedList("acl-rule", entries));
        }
        return EntryBuilder.of("access-control-list", owner.fqName() + ':' + name)
                .leaf("uuid", Uuids.derived(owner.uuid(), "access-control-list " + name))
                .leaf(parent, owner.fqName())
                .child(CompiledNodes.container("access-control-list-entries", content))
                .leaf("access-control-list-hash", hash(rules))
                .build();
    }

    /** The same for the same rules, on every node and at any time. */
    private static Uint64 hash(List<AclRule> rules) {
        var text = rules.stream().map(AclRule::text).collect(Collectors.joining("\n"));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Uint64.fromLongBits(ByteBuffer.wrap(digest).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    List<AclRule> rules() {
        return List.copyOf(rules);
    }
}
