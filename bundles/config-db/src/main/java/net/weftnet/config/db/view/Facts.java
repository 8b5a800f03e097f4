package net.weftnet.config.db.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.weftnet.config.db.api.ObjectKey;
import net.weftnet.config.db.api.ObjectType;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier.NodeIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.api.schema.LeafNode;

/**
 * What the index knows of an object.
 *
 * @param references what it refers to
 * @param uniqueKeys the values it has for itself
 * @param used how much it uses of what is limited
 */
record Facts(List<Target> references, List<UniqueKey> uniqueKeys, Map<Usage, Integer> used) {

    /**
     * One reference of an object.
     *
     * @param reference the name of the reference
     * @param target the object; with several possible types one for each of them
     */
    record Target(String reference, ObjectKey target) {}

    static Facts of(ObjectType type, YangInstanceIdentifier path, DataContainerNode object) {
        var targets = new ArrayList<Target>();
        for (var reference : type.references()) {
            reference.path().forEach(object, (fqName, _) -> {
                for (var target : reference.targetTypes()) {
                    targets.add(new Target(reference.name(), new ObjectKey(target, (String) fqName)));
                }
            });
        }
        var keys = new ArrayList<UniqueKey>();
        if (object.childByArg(new NodeIdentifier(type.uuidLeaf())) instanceof LeafNode<?> uuid) {
            keys.add(UniqueKey.of("uuid", uuid.body()));
        }
        for (var number : type.uniqueNumbers()) {
            if (object.childByArg(new NodeIdentifier(number.leaf())) instanceof LeafNode<?> leaf) {
                keys.add(UniqueKey.of(number.series(), ((Number) leaf.body()).longValue()));
            }
        }
        for (var unique : type.uniqueValues()) {
            var within = targets.stream()
                    .filter(target -> target.reference().equals(unique.within()))
                    .findFirst();
            within.ifPresent(scope -> unique.path()
                    .forEach(
                            object,
                            (value, _) -> keys.add(new UniqueKey(unique.path().leafName(), scope.target(), value))));
        }
        return new Facts(targets, keys, Usage.of(type, path, object));
    }
}
