package net.weftnet.config.db.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import net.weftnet.config.db.api.ConfigDatastore;
import net.weftnet.config.db.api.LeafPath;
import net.weftnet.config.db.api.ObjectChange;
import net.weftnet.config.db.api.ObjectChanges;
import org.opendaylight.yangtools.yang.common.QName;
import org.opendaylight.yangtools.yang.data.api.YangInstanceIdentifier;
import org.opendaylight.yangtools.yang.data.api.schema.DataContainerNode;
import org.opendaylight.yangtools.yang.data.tree.spi.DataTreeCandidates;

/** An object of the configuration, read by the names of its leafs. */
record ConfigObject(String fqName, DataContainerNode data) {

    /** {@return the objects of a type, by name} */
    static List<ConfigObject> all(ConfigDatastore datastore, String type) {
        var root = datastore
                .snapshot()
                .tree()
                .readNode(YangInstanceIdentifier.of())
                .orElseThrow();
        var everything = DataTreeCandidates.fromNormalizedNode(YangInstanceIdentifier.of(), root);
        return ObjectChanges.of(everything, datastore.schema()).stream()
                .filter(object -> object.type().name().equals(type))
                .sorted(Comparator.comparing(ObjectChange::key))
                .map(object -> new ConfigObject(object.key().fqName(), Objects.requireNonNull(object.after())))
                .toList();
    }

    /** {@return the values of a leaf or leaf-list, which may be in lists and containers of the object} */
    List<Object> values(String... steps) {
        var module = data.name().getNodeType();
        var path = Stream.of(steps).map(step -> QName.create(module, step)).toList();
        var values = new ArrayList<Object>();
        new LeafPath(path).forEach(data, (value, _) -> values.add(value));
        return values;
    }

    /** {@return the value of a leaf} */
    Optional<Object> value(String leaf) {
        return values(leaf).stream().findFirst();
    }
}
