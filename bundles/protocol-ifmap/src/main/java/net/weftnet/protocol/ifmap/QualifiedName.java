package net.weftnet.protocol.ifmap;

/**
 * A name in a namespace: the type of a metadata element.
 *
 * @param namespace the namespace's URI; empty for none
 */
public record QualifiedName(String namespace, String localName) implements Comparable<QualifiedName> {

    @Override
    public int compareTo(QualifiedName other) {
        int byName = localName.compareTo(other.localName);
        return byName != 0 ? byName : namespace.compareTo(other.namespace);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? localName : "{" + namespace + "}" + localName;
    }
}
